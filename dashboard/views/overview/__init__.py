"""Översikt: the tertial in three sentences, the cards, and what changed since the last meeting."""
