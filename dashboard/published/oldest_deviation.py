"""Since when the oldest of the open deviations is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from dashboard.published.reading import read
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@dataclass(frozen=True)
class OldestDeviation:
    """The month in which it was reported, by its first day."""

    month: date
    area: str = ""


def oldest_deviation(source: Source, area: str, period: str) -> date | None:
    """The first day of the month; None where none is open on the day the period is read, or the file does not say."""
    return _of_period(source, period).get(area)


@remembered(256)
def _of_period(source: Source, period: str) -> Mapping[str, date]:
    """By area: one query serves whichever is chosen next."""
    found = read(source, OldestDeviation, "oldest_deviation", where={"period": period}, order="t.area")
    return MappingProxyType({oldest.area: oldest.month for oldest in found})
