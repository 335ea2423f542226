"""Översikt: what stands out, every headline figure in one table, and what changed since the last meeting."""
