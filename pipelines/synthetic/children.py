"""A made-up child and its placements, with the birth years that every placement so far allows."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from pipelines.synthetic.draw import REPORTING_DATE

FOSTER_PLAIN = ("familjehem_gfo", "familjehem_kommun", "natverkshem")
FOSTER = (*FOSTER_PLAIN, "konsulentstott")
EMERGENCY = ("jourhem", "akutfamilj")

# Youngest and oldest age (calendar years) at the start of a placement; nobody stays beyond the year of 20.
_AGES = {"hvb": (12, 18), "stodboende": (16, 19), "sis": (14, 18)}
_FAMILY_AGES = (0, 17)
_OLDEST = 20

KOMMUN_LETTERS = {"2260": "Å", "2262": "T", "2280": "H", "2282": "K", "2283": "S", "2284": "Ö"}


@dataclass(eq=False)
class Placement:
    """One stay; half open: `end` is the first day without it, None while it lasts."""

    form: str
    start: date
    home: str = ""
    end: date | None = None
    legal_basis: str = "sol"
    end_reason: str = ""
    id: str = ""


@dataclass(eq=False)
class Child:
    """Known by a pseudonym of its kommun's own; referred or placed, or both."""

    kommun: str
    number: int
    sex: str
    earliest_birth: int = 1990
    latest_birth: int = REPORTING_DATE.year
    placements: list[Placement] = field(default_factory=list)
    referred: list[tuple[date, date]] = field(default_factory=list)
    birth_year: int = 0

    @property
    def id(self) -> str:
        return f"{KOMMUN_LETTERS[self.kommun]}b{self.number:04d}"

    @property
    def current(self) -> Placement:
        return self.placements[-1]

    def birth_years_if(self, form: str, start: date) -> tuple[int, int]:
        """Earliest and latest birth year if this placement were added; no year is left when first > second."""
        youngest, oldest = _AGES.get(form, _FAMILY_AGES)
        return (
            max(self.earliest_birth, start.year - oldest),
            min(self.latest_birth, start.year - youngest),
        )

    def place(self, form: str, start: date, home: str) -> None:
        self.earliest_birth, self.latest_birth = self.birth_years_if(form, start)
        self.placements.append(Placement(form, start, home))

    def leave(self, day: date) -> None:
        self.current.end = day
        self.earliest_birth = max(self.earliest_birth, day.year - _OLDEST)

    def must_leave_in(self, year: int) -> bool:
        """Whether the child would be too old the year after."""
        return self.latest_birth < year + 1 - _OLDEST

    def refer(self, received: date, decided: date) -> None:
        self.referred.append((received, decided))
        self.latest_birth = min(self.latest_birth, received.year)

    def free_for_referral(self, received: date, decided: date) -> bool:
        """No two referrals of a child run at once."""
        return all(decided < first or last < received for first, last in self.referred)


def choose_birth_year(rng: random.Random, child: Child) -> None:
    """Any year that all placements allow; an open placement lasts to the reporting date."""
    if child.placements and child.current.end is None:
        child.earliest_birth = max(child.earliest_birth, REPORTING_DATE.year - _OLDEST)
    child.birth_year = rng.randint(child.earliest_birth, max(child.earliest_birth, child.latest_birth))


def finish_placements(rng: random.Random, child: Child) -> None:
    """Legal basis and reasons of ending, once the whole history and the age are known."""
    coerced = rng.random() < 0.35
    for place, stay in enumerate(child.placements):
        last = place == len(child.placements) - 1
        stay.legal_basis = "lvu" if stay.form == "sis" or coerced else "sol"
        if stay.end is None:
            continue
        follows = not last and (child.placements[place + 1].start - stay.end).days <= 7
        stay.end_reason = (
            _reason_of_move(rng, stay, child.placements[place + 1])
            if follows
            else _reason_of_leaving(rng, child, stay)
        )


def _reason_of_move(rng: random.Random, stay: Placement, following: Placement) -> str:
    if stay.home and stay.home == following.home:
        return "planerad"
    if stay.form not in EMERGENCY and rng.random() < 0.4:
        return "sammanbrott"
    return "flytt_hem" if stay.form in FOSTER and following.form in FOSTER else "annan_placering"


def _reason_of_leaving(rng: random.Random, child: Child, stay: Placement) -> str:
    if stay.end is None:
        raise ValueError("an open placement has no reason of ending")
    if stay.end.year - child.birth_year >= 19:
        return "alder"
    if stay.form in FOSTER_PLAIN and (stay.end - stay.start).days > 1100 and rng.random() < 0.2:
        return "vardnadsoverflyttning"
    return rng.choices(("planerad", "sammanbrott", "annan"), (0.82, 0.09, 0.09))[0]
