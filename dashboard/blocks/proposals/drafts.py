"""Where a proposal begins: a year's decided key, or one of the named scenarios made of it.

A scenario is one word of the address: `ny-sundsvall`, `lamnar-timra`, `vikter`, `eget`; blank is what was decided, and
`lamnar` waits for a kommun. A kommun comes or leaves at the first turn of a half-year after the day that the figures
reach: no proposal is of a day that has been. Where that is in a later year than the key's own, the children are those
that the key's rule would count then, as many years before; where the file lacks them, those of the decision.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class BaseYears:
    """The years whose children a key counts; `lacking` are the components that the rule's year has no figures of."""

    population: int
    placed: int
    lacking: tuple[str, ...] = ()


def decided_inputs(figures: Figures, year: int) -> KeyInputs:
    """The year's stored inputs, as they were frozen."""
    return key_inputs(year, figures.allocations.inputs(year))


def kommuner(figures: Figures) -> dict[str, str]:
    """Every kommun of the file, owner or not: code → name, in Swedish order."""
    return {area.area: area.name for area in figures.areas if area.area != GFO}


def base_years(figures: Figures, inputs: KeyInputs, component: str, year: int) -> dict[int, dict[str, int]]:
    """Every base year before `year` that the file has figures for: base year → kommun code → children.

    The key's own go before those of other keys, and these before what is delivered and no key rests on yet; children of
    other ages are of no use to it.
    """
    found: dict[int, dict[str, int]] = {}
    for of_key in (inputs.year, *figures.allocations.years):
        stored = figures.allocations.inputs(of_key)
        age_to = next((int(row.value) for row in stored if row.component == "age_to"), None)
        if component == "population" and age_to != inputs.age_to:
            continue
        for row in stored:
            if row.component == component and row.base_year is not None and row.area != GFO:
                found.setdefault(row.base_year, {}).setdefault(row.area, int(row.value))
    for count in figures.allocations.counts():
        if count.component == component and count.age_to in (None, inputs.age_to):
            found.setdefault(count.base_year, {}).setdefault(count.area, count.children)
    return {base: counts for base, counts in found.items() if base < year}


def base_years_of(figures: Figures, inputs: KeyInputs, year: int, part: Collection[str]) -> BaseYears:
    """The base years that a proposal for `year` begins with, of the kommuner that take part in it.

    The placed children of one that is no owner are not waited for: nobody delivers them to GFO.
    """
    later = year - inputs.year
    population, placed = inputs.base_year_population + later, inputs.base_year_placed + later
    lacking = tuple(
        component
        for component, base, codes in (
            ("population", population, set(part)),
            ("placed", placed, inputs.months.keys() & set(part)),
        )
        if later and not codes <= base_years(figures, inputs, component, year).get(base, {}).keys()
    )
    if lacking:
        return BaseYears(inputs.base_year_population, inputs.base_year_placed, lacking)
    return BaseYears(population, placed)


def decided_draft(figures: Figures, inputs: KeyInputs, year: int, base: BaseYears) -> Draft:
    """The decided key with the children of these base years, for a proposal of `year`."""
    children = base_years(figures, inputs, "population", year).get(base.population, {})
    placed = base_years(figures, inputs, "placed", year).get(base.placed, {})
    codes = kommuner(figures)
    return Draft(
        inputs.budget,
        inputs.weight_population,
        base.population,
        base.placed,
        {code: children.get(code) for code in codes},
        {code: placed.get(code) for code in codes},
        {code: inputs.months.get(code, 0) for code in codes},
    )


def placed_per_child(based: Draft, owners: Collection[str]) -> Fraction | None:
    """The placed children of the owners together to each of their children; None where either is not known."""
    children, placed = ([counts[code] for code in owners] for counts in (based.children, based.placed))
    if None in (*children, *placed) or not any(children):
        return None
    return Fraction(sum(count or 0 for count in placed), sum(count or 0 for count in children))


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


def months_begun(
    scenario: str, months: Mapping[str, int], names: Mapping[str, str], before: int
) -> dict[str, int]:
    """For how many months a scenario begins with each kommun taking part; `before`: those of its year before the
    turn."""
    kind, code = scenario.partition("-")[0], kommun_of(scenario, names)
    if code is None or kind not in (NEW, LEAVES):
        return dict(months)
    return {**months, code: before if kind == LEAVES else FULL_YEAR - before}


def weight_begun(scenario: str, weight: Fraction) -> Fraction:
    """The weight on the population that a scenario begins with."""
    if scenario != WEIGHTS:
        return weight
    return weight + (_SHIFT if weight + _SHIFT <= 1 else -_SHIFT)
