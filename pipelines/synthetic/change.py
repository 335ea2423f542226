"""The one true change of the sample, so that a judgement has something to find: a kommun refers twice as many children.

It lies after everything that is published, and in referrals that lead to no placement: no other register knows of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.periods import Period
from pipelines.synthetic.draw import (
    HÄRNÖSAND,
    duration,
    room_random,
    season_day,
    sibling_groups,
    working_day,
)

CHANGED_KOMMUN = HÄRNÖSAND
CHANGED = (Period.tertial(2025, 3), Period.tertial(2026, 1), Period.tertial(2026, 2))
_USUAL_FROM = date(2020, 1, 1)
# More is handed back when more is asked for: there are no more homes than before.
_OUTCOMES, _WEIGHTS, _MEDIAN_DAYS = ("aterlamnad", "atertagen"), (2, 1), {"aterlamnad": 72, "atertagen": 30}
# As many are open at the end as the rest of the sample says.
_DECIDED_BEFORE_THE_END = timedelta(days=8)


class Inflow(NamedTuple):
    """Siblings referred besides the usual ones."""

    received: date
    decided: date
    outcome: str
    size: int


def more_referrals(seed: int, received: Iterable[date]) -> list[Inflow]:
    """As many children again as the kommun usually refers in a tertial; `received`: of its referrals before.

    Exactly as many, for the usual ones vary already.
    """
    rng = room_random(seed, "change")
    before = CHANGED[0].first_day
    tertials = 3 * (before.year - _USUAL_FROM.year) + (before.month - 1) // 4
    usual = sum(_USUAL_FROM <= day < before for day in received) / tertials
    found = []
    for tertial in CHANGED:
        latest = tertial.last_day - 2 * _DECIDED_BEFORE_THE_END
        for size in sibling_groups(rng, round(usual)):
            day = season_day(rng, tertial.first_day, latest)
            (outcome,) = rng.choices(_OUTCOMES, _WEIGHTS)
            ends = CHANGED[-1].last_day - _DECIDED_BEFORE_THE_END
            decided = day + timedelta(days=duration(rng, _MEDIAN_DAYS[outcome], 3, 240))
            if decided > ends:
                decided = day + (ends - day) * rng.uniform(0.3, 1.0)
            found.append(Inflow(day, working_day(decided, ends), outcome, size))
    return found
