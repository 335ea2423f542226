"""Where a proposal begins: a year's decided key, or one of the named scenarios made of it.

A scenario is one word of the address: `ny-sundsvall`, `lamnar-timra`, `vikter`, `eget`; blank is what was decided, and
`lamnar` waits for a kommun. A kommun comes or leaves at the first turn of a half-year after the day that the figures
reach: no proposal is of a day that has been.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from dashboard.published.figures import Figures
from dashboard.reader.selection import slug
from pipelines.allocation import KeyInputs, key_inputs
from pipelines.reference import GFO

DECIDED, NEW, LEAVES, WEIGHTS, OWN = "", "ny", "lamnar", "vikter", "eget"
FULL_YEAR = 12
_SHIFT = Fraction(1, 10)


@dataclass(frozen=True)
class Draft:
    """A key whose counts may be unknown (None). Every kommun of the file is in all three; 0 months takes no part."""

    budget: int
    weight: Fraction
    base_population: int
    base_placed: int
    children: Mapping[str, int | None]
    placed: Mapping[str, int | None]
    months: Mapping[str, int]

    @property
    def taking_part(self) -> tuple[str, ...]:
        return tuple(code for code, months in self.months.items() if months)


def decided_inputs(figures: Figures, year: int) -> KeyInputs:
    """The year's stored inputs, as they were frozen."""
    return key_inputs(year, figures.allocations.inputs(year))


def kommuner(figures: Figures) -> dict[str, str]:
    """Every kommun of the file, owner or not: code → name, in Swedish order."""
    return {area.area: area.name for area in figures.areas if area.area != GFO}


def base_years(figures: Figures, inputs: KeyInputs, component: str) -> dict[int, dict[str, int]]:
    """Every base year that some stored key has figures for: base year → kommun code → children.

    The year's own key goes before the others; a key that counts children of other ages is of no use to it.
    """
    found: dict[int, dict[str, int]] = {}
    for year in (inputs.year, *figures.allocations.years):
        stored = figures.allocations.inputs(year)
        age_to = next((int(row.value) for row in stored if row.component == "age_to"), None)
        if component == "population" and age_to != inputs.age_to:
            continue
        for row in stored:
            if row.component == component and row.base_year is not None and row.area != GFO:
                found.setdefault(row.base_year, {}).setdefault(row.area, int(row.value))
    return found


def decided_draft(
    figures: Figures, inputs: KeyInputs, base_population: int = 0, base_placed: int = 0
) -> Draft:
    """The decided key, with the children of other base years where these are asked for."""
    of_population = base_population or inputs.base_year_population
    of_placed = base_placed or inputs.base_year_placed
    children = base_years(figures, inputs, "population").get(of_population, {})
    placed = base_years(figures, inputs, "placed").get(of_placed, {})
    codes = kommuner(figures)
    return Draft(
        inputs.budget,
        inputs.weight_population,
        of_population,
        of_placed,
        {code: children.get(code) for code in codes},
        {code: placed.get(code) for code in codes},
        {code: inputs.months.get(code, 0) for code in codes},
    )


def day_before(day: date) -> date:
    return day - timedelta(days=1)


def turn(figures: Figures) -> date:
    """The first 1 January or 1 July whose day before is after the day that the figures reach."""
    day = figures.release.reporting_date
    turns = (date(day.year, 7, 1), date(day.year + 1, 1, 1), date(day.year + 1, 7, 1))
    return next(one for one in turns if day_before(one) > day)


def year_of(figures: Figures, year: int) -> int | None:
    """The year that a kommun that comes or leaves is reckoned for by the key of `year`: its own, or of the newest key
    the one that the turn is in; None of a key that an other is to be taken before."""
    begins = turn(figures)
    if year < begins.year and year != max(figures.allocations.years, default=year):
        return None
    return max(year, begins.year)


def months_before(figures: Figures, year: int) -> int:
    """How many months of a year are before the turn."""
    begins = turn(figures)
    return min(max(12 * (begins.year - year) + begins.month - 1, 0), FULL_YEAR)


def scenarios(figures: Figures, inputs: KeyInputs) -> tuple[str, ...]:
    """The words of the address that name a scenario of the year, in the order they are offered."""
    names, year = kommuner(figures), year_of(figures, inputs.year)
    if year is None:
        return (DECIDED, WEIGHTS, OWN)
    new = [f"{NEW}-{slug(name)}" for code, name in names.items() if code not in inputs.months]
    # Which months an owner of a part of the year was there is not known, so neither what the turn would take away.
    owners = {area.area for area in figures.areas if area.is_owner}
    stays = [
        code
        for code in names
        if code in inputs.months
        and (inputs.months[code] == FULL_YEAR if year == inputs.year else code in owners)
    ]
    leaving = [LEAVES, *(f"{LEAVES}-{slug(names[code])}" for code in stays)] if stays else []
    return (DECIDED, *new, *leaving, WEIGHTS, OWN)


def kommun_of(scenario: str, names: Mapping[str, str]) -> str | None:
    """The code of the kommun that a scenario names; None where it names none."""
    place = scenario.partition("-")[2]
    return next((code for code, name in names.items() if slug(name) == place), None)


def begun(scenario: str, decided: Draft, names: Mapping[str, str], before: int) -> Draft:
    """The draft that a scenario begins with; one of `scenarios`. `before`: the months of its year before the turn."""
    kind, code = scenario.partition("-")[0], kommun_of(scenario, names)
    if code is not None and kind in (NEW, LEAVES):
        months = before if kind == LEAVES else FULL_YEAR - before
        return replace(decided, months={**decided.months, code: months})
    if kind == WEIGHTS:
        up = decided.weight + _SHIFT <= 1
        return replace(decided, weight=decided.weight + (_SHIFT if up else -_SHIFT))
    return decided
