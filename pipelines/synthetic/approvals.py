"""The families that GFO approves: fifteen to eighteen a year, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.synthetic.bank_home import BankHome
from pipelines.synthetic.draw import GFO_FIRST_DAY, YEARS, last_day_of, room_random, season_day

# Approvals of a year (fewest, most); the last holds January-August.
_APPROVALS = {2019: (4, 5), 2026: (10, 11)}
_APPROVALS_OTHERWISE = (15, 18)
# What the approved become: a home in the bank, one of its other kinds, or a home that takes no child yet.
_BECOMES = {"familjehem": 0.76, "jourhem": 0.07, "akutfamilj": 0.04, "mentor": 0.04, "": 0.09}


@dataclass(eq=False)
class Approval:
    """A decision to approve; `home` once it has joined the bank ('' as type: it never does)."""

    decided: date
    home_type: str
    home: BankHome | None = None


def make_approvals(seed: int) -> list[Approval]:
    """Every approval by the reporting date, in order of day."""
    rng = room_random(seed, "approvals")
    found = []
    for year in YEARS:
        opens = max(date(year, 1, 8), GFO_FIRST_DAY + timedelta(days=190))
        for _ in range(rng.randint(*_APPROVALS.get(year, _APPROVALS_OTHERWISE))):
            home_type = rng.choices(list(_BECOMES), list(_BECOMES.values()))[0]
            found.append(Approval(season_day(rng, opens, last_day_of(year)), home_type))
    return sorted(found, key=lambda approval: approval.decided)
