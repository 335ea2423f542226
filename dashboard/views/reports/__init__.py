"""Rapporter: documents of the published figures, to look at and to fetch."""
