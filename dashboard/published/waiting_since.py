"""When the referrals that are open on the reporting date came in."""

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


@remembered(64)
def waiting_since(source: Source, area: str) -> tuple[OpenSince, ...]:
    """The longest wait first; empty where the file has none of the area."""
    return read(source, OpenSince, "waiting_since", where={"area": area}, order="t.month")
