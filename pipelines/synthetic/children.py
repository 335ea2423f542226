"""A made-up child and its placements, with the birth years that every placement so far allows."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.synthetic.draw import REPORTING_DATE

FOSTER_PLAIN = ("familjehem_gfo", "familjehem_kommun", "natverkshem")
FOSTER = (*FOSTER_PLAIN, "konsulentstott")
EMERGENCY = ("jourhem", "akutfamilj")
RESIDENTIAL = ("hvb", "stodboende", "sis")

# Youngest and oldest age (calendar years) at the start of a placement; nobody stays beyond the year of 20.
_AGES = {"hvb": (12, 18), "stodboende": (16, 19), "sis": (14, 18)}
_FAMILY_AGES = (0, 17)
_OLDEST = 20

# How often a child first comes at an age, 0-19: small children, and most of all teenagers.
_AGE_AT_FIRST = (4, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 5, 7, 10, 13, 15, 14, 10, 6, 4)
_AGES_APART = (1.5, 8, 10, 8, 5, 3, 2)

# Boys of a hundred children, by the form they first come to; of all placed about half are boys.
_BOYS = {"sis": 0.85, "hvb": 0.6, "stodboende": 0.52}
_BOYS_OTHERWISE = 0.47
# What a kommun's register does not hold: the sex of some children, the birth year of some others.
_SEX_UNKNOWN, _BIRTH_YEAR_UNKNOWN = 0.015, 0.02

KOMMUN_LETTERS = {"2260": "Å", "2262": "T", "2280": "H", "2282": "K", "2283": "S", "2284": "Ö"}


@dataclass(eq=False)
class Home:
    """A home for as long as it has the children who came to it together; `id` is the kommun's pseudonym for it."""

    form: str
    children: int
    id: str = ""


@dataclass(eq=False)
class Placement:
    """One stay; half open: `end` is the first day without it, None while it lasts."""

    form: str
    start: date
    home: Home | None = None
    end: date | None = None
    legal_basis: str = "sol"
    end_reason: str = ""
    due: date | None = None  # the end that was meant, where a form is meant to be short

    @property
    def home_id(self) -> str | None:
        return self.home.id if self.home else None


@dataclass(eq=False)
class Child:
    """Known by a pseudonym of its kommun's own; referred or placed, or both. `siblings` includes the child."""

    kommun: str
    number: int
    sex: str
    siblings: list[Child] = field(default_factory=list)
    earliest_birth: int = 1990
    latest_birth: int = REPORTING_DATE.year
    placements: list[Placement] = field(default_factory=list)
    referred: list[tuple[date, date]] = field(default_factory=list)
    birth_year: int = 0
    sex_known: bool = True
    birth_year_known: bool = True

    @property
    def id(self) -> str:
        return f"{KOMMUN_LETTERS[self.kommun]}b{self.number:04d}"

    @property
    def current(self) -> Placement:
        return self.placements[-1]

    @property
    def facts(self) -> tuple[int | None, str]:
        """Birth year and sex as every register has them."""
        return self.birth_year if self.birth_year_known else None, self.sex if self.sex_known else "okant"

    def together(self) -> list[Child]:
        """The siblings who live in the same home now, the child itself first."""
        home = self.current.home
        if home is None:
            return [self]
        others = [
            other
            for other in self.siblings
            if other is not self and other.placements and other.current.home is home and not other.current.end
        ]
        return [self, *others]

    def birth_years_if(self, form: str, start: date) -> tuple[int, int]:
        """Earliest and latest birth year if this placement were added; no year is left when first > second."""
        youngest, oldest = _AGES.get(form, _FAMILY_AGES)
        return (
            max(self.earliest_birth, start.year - oldest),
            min(self.latest_birth, start.year - youngest),
        )

    def can_come_to(self, form: str, start: date) -> bool:
        """Whether a birth year is left that lets the child stay there for two years."""
        earliest, latest = self.birth_years_if(form, start)
        return max(earliest, start.year + 1 - _OLDEST) <= latest

    def place(self, form: str, start: date, home: Home | None) -> None:
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


def make_child(rng: random.Random, kommun: str, number: int, form: str = "") -> Child:
    """A child who first comes to a form ('' when referred only)."""
    boy = rng.random() < _BOYS.get(form, _BOYS_OTHERWISE)
    child = Child(kommun, number, "pojke" if boy else "flicka")
    unknown = rng.random()
    child.sex_known = unknown > _SEX_UNKNOWN
    child.birth_year_known = not _SEX_UNKNOWN < unknown < _SEX_UNKNOWN + _BIRTH_YEAR_UNKNOWN
    child.siblings = [child]
    return child


def choose_birth_year(rng: random.Random, child: Child) -> None:
    """A year that all placements allow, by the age children first come at, near the siblings' own."""
    if child.placements and child.current.end is None:
        child.earliest_birth = max(child.earliest_birth, REPORTING_DATE.year - _OLDEST)
    years = range(child.earliest_birth, max(child.earliest_birth, child.latest_birth) + 1)
    first = min([stay.start for stay in child.placements[:1]] + [day for day, _ in child.referred[:1]]).year
    weights = [float(_AGE_AT_FIRST[min(max(first - year, 0), _OLDEST - 1)]) for year in years]
    for sibling in child.siblings:
        if sibling is not child and sibling.birth_year:
            apart = [abs(year - sibling.birth_year) for year in years]
            near = [_AGES_APART[years] if years < len(_AGES_APART) else 0.01 for years in apart]
            weights = [weight * closeness for weight, closeness in zip(weights, near, strict=True)]
    child.birth_year = rng.choices(years, weights)[0]


# -- why a placement ends

_BROKE_DOWN_IN_A_MOVE = 0.6
_SOON = timedelta(days=60)
"""A child who comes back to care within two months left because the home broke down."""


def finish_placements(rng: random.Random, child: Child) -> None:
    """Legal basis and reasons of ending, once the whole history and the age are known."""
    coerced = rng.random() < 0.35
    for place, stay in enumerate(child.placements):
        stay.legal_basis = "lvu" if stay.form == "sis" or coerced else "sol"
        if stay.end is None:
            continue
        following = child.placements[place + 1] if place + 1 < len(child.placements) else None
        if following is None or following.start - stay.end > _SOON:
            stay.end_reason = _reason_of_leaving(rng, child, stay, stay.end)
        elif following.start - stay.end <= timedelta(days=7):
            stay.end_reason = _reason_of_move(rng, stay, following)
        else:
            stay.end_reason = "planerad" if stay.form in EMERGENCY else "sammanbrott"


def _reason_of_move(rng: random.Random, stay: Placement, following: Placement) -> str:
    if stay.home and stay.home is following.home:
        return "planerad"
    if stay.form not in EMERGENCY and rng.random() < _BROKE_DOWN_IN_A_MOVE:
        return "sammanbrott"
    return "flytt_hem" if stay.form in FOSTER and following.form in FOSTER else "annan_placering"


def _reason_of_leaving(rng: random.Random, child: Child, stay: Placement, end: date) -> str:
    """A home that breaks down is followed by another place of care, so it is no reason here."""
    if end.year - child.birth_year >= 19:
        return "alder"
    if stay.form in FOSTER_PLAIN and (end - stay.start).days > 1100 and rng.random() < 0.2:
        return "vardnadsoverflyttning"
    return rng.choices(("planerad", "annan"), (0.9, 0.1))[0]
