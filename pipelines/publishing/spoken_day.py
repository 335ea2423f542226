"""Which day a build speaks of when nobody has said: the one that `gfo status` says is to be reported.

Today would do for nobody: the day after a tertial's figures were published they would speak of a tertial under way that
no register has a day of, and every period that it is a part of would be another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipelines.deliveries.active import active_receipts
from pipelines.deliveries.history import tertial_to_report
from pipelines.home import DataHome
from pipelines.home.agreed_days import EVERY_TERTIAL
from pipelines.home.ledger import open_ledger, swedish_day


@dataclass(frozen=True)
class SpokenDay:
    """A day, and why it is that one, as the end of a sentence."""

    day: date
    why: str


def spoken_day(home: DataHome, as_of: datetime) -> SpokenDay:
    """The last day of the newest tertial that is over; in the tertial under way the newest day that more than half of
    the registers reach that are sent every tertial."""
    reported = tertial_to_report(swedish_day(as_of))
    with open_ledger(home) as ledger:
        reached = sorted(
            receipt.through for receipt in active_receipts(ledger, as_of) if receipt.dataset in EVERY_TERTIAL
        )
    # So many reach the middle one of them, itself among them, that the others are fewer.
    most = reached[(len(reached) - 1) // 2] if reached else reported.last_day
    if most > reported.last_day:
        there = sum(day >= most for day in reached)
        return SpokenDay(most, f"så långt når {there} av {len(reached)} register")
    return SpokenDay(reported.last_day, f"{reported.label} är det senaste tertialet som är slut")
