"""Children whose home broke down and who are back in care some weeks later, in another place.

A care history that ended and one that began soon after, of two children alike, become one child's. Nothing is
added or moved, so the plan's counts of starts and ends stand; where a year's unique children are published, no two
children become one.
"""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.synthetic.care import KommunCare
from pipelines.synthetic.children import EMERGENCY, Child
from pipelines.synthetic.draw import TIMRÅ, room_random
from pipelines.synthetic.levels import FIXED_YEAR, TIMRÅ_FOSTER

_EARLIEST, _LATEST = timedelta(days=9), timedelta(days=60)
_OF_THOSE_WHO_LEFT = 0.12
_KEY_YEAR = 2020


def return_after_breakdowns(seed: int, care: KommunCare) -> None:
    """Join some histories in `care.children`."""
    rng = room_random(seed, f"breakdowns {care.kommun}")
    newcomers = [child for child in care.children if _alone(child) and not child.referred]
    for child in list(care.children):
        if not _alone(child) or child.current.end is None or child.current.form in EMERGENCY:
            continue
        if rng.random() >= _OF_THOSE_WHO_LEFT or child not in care.children:
            continue
        left = child.current.end
        able = [
            other
            for other in newcomers
            if left + _EARLIEST <= other.placements[0].start <= left + _LATEST
            and other is not child
            and _may_be_one(care.kommun, left, other.placements[0].start)
            and max(child.earliest_birth, other.earliest_birth) <= min(child.latest_birth, other.latest_birth)
        ]
        if able:
            other = rng.choice(able)
            newcomers.remove(other)
            care.children.remove(other)
            if child in newcomers:
                newcomers.remove(child)
            child.placements += other.placements
            child.earliest_birth = max(child.earliest_birth, other.earliest_birth)
            child.latest_birth = min(child.latest_birth, other.latest_birth)


def _alone(child: Child) -> bool:
    return len(child.siblings) == 1 and bool(child.placements)


def _may_be_one(kommun: str, left: date, back: date) -> bool:
    if left.year != back.year:
        return True
    exact = {_KEY_YEAR, FIXED_YEAR} | (set(TIMRÅ_FOSTER) if kommun == TIMRÅ else set())
    return back.year not in exact
