"""When a referral of the plan is received and decided: always on a working day."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.synthetic.children import Child
from pipelines.synthetic.draw import (
    GFO_FIRST_DAY,
    REPORTING_DATE,
    day_between,
    duration,
    season_day,
    working_day,
)
from pipelines.synthetic.plan import Slot, joined

_MEDIAN_DAYS = {
    "matchad_gfo": 46,
    "matchad_kommun": 34,
    "matchad_natverk": 27,
    "aterlamnad": 72,
    "atertagen": 30,
}


@dataclass(eq=False)
class Referral:
    """One request for a home; `decided` is None while it is open."""

    kommun: str
    outcome: str
    received: date
    decided: date | None
    child: Child
    sought_form: str = "familjehem"
    id: str = ""


def draw_days(rng: random.Random, slot: Slot) -> tuple[date, date]:
    """Received and decided within the slot; a carried one is received late the year before."""
    days = duration(rng, _MEDIAN_DAYS[slot.outcome], 3, 240)
    # A week is left at the end, so that a match still has time to become a placement.
    latest = slot.last - timedelta(days=8)
    if slot.carried:
        year = slot.first.year
        opens = max(date(year - 1, 10, 1), joined()[slot.kommun], GFO_FIRST_DAY)
        received = season_day(rng, opens, date(year - 1, 12, 29))
        decided = min(max(received + timedelta(days=days), date(year, 1, 4)), date(year, 5, 31))
        if decided == date(year, 1, 4):
            decided = day_between(rng, decided, date(year, 2, 5))
        return received, working_day(decided)
    # As many as are carried over, or open at the end, are received late in the year besides these.
    fade = 0 if (latest - slot.first).days < 200 else 100 if slot.last == REPORTING_DATE else 55
    received = season_day(rng, slot.first, latest - timedelta(days=15), fade=fade)
    decided = received + timedelta(days=days)
    if decided > latest:
        decided = day_between(rng, received + timedelta(days=4), latest)
    return received, working_day(decided, latest)


def days_before_move(rng: random.Random, slot: Slot, moved: date) -> tuple[date, date]:
    """Received and decided before a move whose day is given, both within the slot."""
    decided = working_day(
        max(slot.first + timedelta(days=6), moved - timedelta(days=rng.randint(0, 12))), moved
    )
    received = decided - timedelta(days=duration(rng, _MEDIAN_DAYS[slot.outcome], 4, 150))
    if received < slot.first:
        received = day_between(rng, slot.first, decided - timedelta(days=4))
    return working_day(received, decided), decided
