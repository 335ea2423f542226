"""When the referrals and the deviations that are open on the reporting date came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.published.reading import read
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@dataclass(frozen=True)
class OpenSince:
    """How many of the open referrals came in a month, by its first day."""

    month: date
    referrals: int


@dataclass(frozen=True)
class DeviationsSince:
    """How many of the open deviations were reported in a month, by its first day."""

    month: date
    deviations: int


@remembered(64)
def waiting_since(source: Source, area: str) -> tuple[OpenSince, ...]:
    """The longest wait first; empty where the file has none of the area."""
    return read(source, OpenSince, "waiting_since", where={"area": area}, order="t.month")


@remembered(64)
def deviations_since(source: Source, area: str) -> tuple[DeviationsSince, ...]:
    """The oldest first; empty where the file has none of the area."""
    return read(source, DeviationsSince, "deviations_since", where={"area": area}, order="t.month")
