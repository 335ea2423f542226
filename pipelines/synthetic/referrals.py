"""The referral register: matches from the care histories, the rest of the plan, and those still open."""

from __future__ import annotations

import random
from datetime import date, timedelta

from pipelines.synthetic.care import KommunCare
from pipelines.synthetic.children import Child
from pipelines.synthetic.draw import REPORTING_DATE, TIMRÅ, YEARS, duration, room_random, share_unevenly
from pipelines.synthetic.levels import OPEN_AT_THE_END
from pipelines.synthetic.plan import Plan, placed_2020
from pipelines.synthetic.referral_days import Referral, draw_days

# Timrå's published year: every referral is about another child.
_ONCE_EACH = (TIMRÅ, date(2022, 9, 1), date(2023, 8, 31))


def make_referrals(seed: int, plan: Plan, care: dict[str, KommunCare]) -> list[Referral]:
    """All referrals in the order received, ids given, every one about a child."""
    rng = room_random(seed, "referrals")
    found = [match for kommun in sorted(care) for match in care[kommun].matches]
    for kommun in sorted(care):
        for year in YEARS:
            for slot in plan.years[kommun, year].slots:
                if not slot.outcome.startswith("matchad"):
                    received, decided = draw_days(rng, slot)
                    found.append(Referral(kommun, slot.outcome, received, decided))
    found += _open_ones(rng)
    for referral in sorted((r for r in found if r.child is None), key=lambda r: (r.received, r.kommun)):
        referral.child = _whom(rng, referral, care[referral.kommun])
    found.sort(key=lambda r: (r.received, r.kommun, r.child.id if r.child else ""))
    numbers: dict[int, int] = {}
    for referral in found:
        year = referral.received.year
        numbers[year] = numbers.get(year, 0) + 1
        referral.id = f"R{year}-{numbers[year]:03d}"
        if rng.random() < 0.1:
            referral.sought_form = "jourhem"
    return found


def _open_ones(rng: random.Random) -> list[Referral]:
    """Not decided on the last day: most of them new, a few that have waited long."""
    sizes = {kommun: float(children) for kommun, children in placed_2020().items()}
    waiting = []
    for kommun, count in share_unevenly(rng, OPEN_AT_THE_END + rng.randint(-4, 6), sizes).items():
        for _ in range(count):
            received = REPORTING_DATE - timedelta(days=duration(rng, 42, 1, 230, spread=0.9))
            waiting.append(Referral(kommun, "pagaende", received, None))
    return waiting


def _whom(rng: random.Random, referral: Referral, care: KommunCare) -> Child:
    """Often a child that the kommun soon places elsewhere or refers again; else one never placed."""
    decided = referral.decided or REPORTING_DATE
    kommun, first, last = _ONCE_EACH
    once = referral.kommun == kommun and first <= referral.received <= last
    if referral.decided and not once and rng.random() < 0.5:
        soon = decided + timedelta(days=100)
        able = [
            child
            for child in care.children
            if child.placements
            and decided <= child.placements[0].start <= soon
            and len(child.referred) < 3
            and child.free_for_referral(referral.received, decided)
        ]
        if able:
            child = rng.choice(able)
            child.refer(referral.received, decided)
            return child
    child = care.new_child()
    child.earliest_birth, child.latest_birth = referral.received.year - 17, referral.received.year
    child.refer(referral.received, decided)
    return child
