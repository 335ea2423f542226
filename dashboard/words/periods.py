"""Periods as words: what an id is called, the same period a year earlier, and the months."""

from __future__ import annotations

from pipelines.periods import Period

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)

KINDS = {
    "tertial": "Tertial",
    "year": "År",
    "month": "Månad",
    "ytd": "Hittills under året",
    "rolling": "Tre tertial i följd",
    "block": "Tre år",
    "same_days": "Samma dagar året före",
}


def period_label(period: str) -> str:
    """`2025T2` → `T2 2025`."""
    return Period.parse(period).label


def year_before(period: str) -> str:
    """The same period a year earlier, as an id."""
    return Period.parse(period).year_before().id
