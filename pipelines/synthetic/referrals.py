"""The referral register: matches from the care histories, the rest of the plan, and those still open."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.synthetic.care import KommunCare
from pipelines.synthetic.change import CHANGED_KOMMUN, more_referrals
from pipelines.synthetic.children import Child
from pipelines.synthetic.draw import (
    REPORTING_DATE,
    TIMRÅ,
    YEARS,
    deal_groups,
    duration,
    room_random,
    sibling_groups,
    varying_count,
    working_day,
)
from pipelines.synthetic.levels import OPEN_AT_THE_END
from pipelines.synthetic.plan import Plan, sizes
from pipelines.synthetic.referral_days import Referral, draw_days

# Timrå's published year: every referral is about another child.
_ONCE_EACH = (TIMRÅ, date(2022, 9, 1), date(2023, 8, 31))
_FEWEST_OPEN, _MOST_OPEN = 12, 36


@dataclass(frozen=True)
class _Asked:
    """Referrals of siblings that did not end in a match, before it is said which children."""

    received: date
    decided: date | None
    kommun: str
    outcome: str
    size: int


def make_referrals(seed: int, plan: Plan, care: dict[str, KommunCare]) -> list[Referral]:
    """All referrals in the order received, ids given, every one about a child."""
    rng = room_random(seed, "referrals")
    found = [match for kommun in sorted(care) for match in care[kommun].matches]
    asked: list[_Asked] = []
    for kommun in sorted(care):
        for year in YEARS:
            for slot in plan.years[kommun, year].slots:
                if not slot.outcome.startswith("matchad"):
                    asked.append(_Asked(*draw_days(rng, slot), kommun, slot.outcome, slot.size))
    asked += _open_ones(rng)
    for group in sorted(asked, key=lambda group: (group.received, group.kommun, group.outcome)):
        found += [
            Referral(group.kommun, group.outcome, group.received, group.decided, child)
            for child in _whom(rng, care[group.kommun], group)
        ]
    found += _change(seed, care[CHANGED_KOMMUN], found)
    found.sort(key=lambda r: (r.received, r.kommun, r.child.id))
    numbers: dict[int, int] = {}
    for referral in found:
        year = referral.received.year
        numbers[year] = numbers.get(year, 0) + 1
        referral.id = f"R{year}-{numbers[year]:03d}"
        if rng.random() < 0.1:
            referral.sought_form = "jourhem"
    return found


def _change(seed: int, care: KommunCare, found: list[Referral]) -> list[Referral]:
    """Twice as many from one kommun at the end, of children who are placed nowhere."""
    own = [referral.received for referral in found if referral.kommun == care.kommun]
    more: list[Referral] = []
    for received, decided, outcome, size in more_referrals(seed, own):
        for child in _newcomers(care, size, received, decided):
            more.append(Referral(care.kommun, outcome, received, decided, child))
    return more


def _open_ones(rng: random.Random) -> list[_Asked]:
    """Not decided on the last day: most of them new, a few that have waited long."""
    children = min(_MOST_OPEN, max(_FEWEST_OPEN, varying_count(rng, OPEN_AT_THE_END)))
    waiting = []
    for kommun, groups in deal_groups(rng, sibling_groups(rng, children), sizes()).items():
        for size in groups:
            received = REPORTING_DATE - timedelta(days=duration(rng, 42, 1, 230, spread=0.9))
            waiting.append(_Asked(working_day(received, REPORTING_DATE), None, kommun, "pagaende", size))
    return waiting


def _whom(rng: random.Random, care: KommunCare, group: _Asked) -> list[Child]:
    """Often a child that the kommun soon places elsewhere or refers again; else siblings never placed."""
    received, until = group.received, group.decided or REPORTING_DATE
    kommun, first, last = _ONCE_EACH
    once = care.kommun == kommun and first <= received <= last
    if group.decided and group.size == 1 and not once and rng.random() < 0.5:
        soon = until + timedelta(days=100)
        able = [
            child
            for child in care.children
            if child.placements
            and until <= child.placements[0].start <= soon
            and len(child.referred) < 3
            and child.free_for_referral(received, until)
        ]
        if able:
            chosen = rng.choice(able)
            chosen.refer(received, until)
            return [chosen]
    return _newcomers(care, group.size, received, until)


def _newcomers(care: KommunCare, size: int, received: date, until: date) -> list[Child]:
    """Siblings who have not been referred or placed before."""
    siblings = care.new_siblings(size)
    for child in siblings:
        child.earliest_birth, child.latest_birth = received.year - 17, received.year
        child.refer(received, until)
    return siblings
