"""Since when the oldest of the open deviations is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.published.reading import read
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@dataclass(frozen=True)
class OldestDeviation:
    """The month in which it was reported, by its first day."""

    month: date


@remembered(256)
def oldest_deviation(source: Source, area: str, period: str) -> date | None:
    """The first day of the month; None where none is open on the day the period is read, or the file does not say."""
    where = {"area": area, "period": period}
    found = read(source, OldestDeviation, "oldest_deviation", where=where, order="t.month")
    return found[0].month if found else None
