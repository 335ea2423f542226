"""A kommun's children per 1 000 children: of the newest year beside the other kommuner and all of GFO, and year by year
beside all of GFO."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Beside, Chart, Lines, Page, Series, every
from dashboard.published.records import PeriodInfo, Value
from dashboard.words import formats, per_thousand
from dashboard.words.changes import of_shorter_time
from dashboard.words.tables import Amount, figure
from pipelines.reference import GFO

_DURING = "någon gång under"


@dataclass(frozen=True)
class NewestYear:
    """The newest year of the kommuner's children in foster homes per 1 000: a heading, and what is said under it."""

    title: str
    said: str


def newest_year(facts: Facts) -> NewestYear | None:
    """The kommuner by name in the words of *Jämför*, all of GFO, and how many children the kommun's rate is of; None
    where its own rate of its newest year is not shown."""
    if not (facts.years and facts.has(per_thousand.FOSTER) and facts.has(per_thousand.CHILDREN)):
        return None
    year = facts.years[-1]
    rates = {area.area: _rate(facts, year, area.area) for area in facts.figures.owners}
    own, gfo = rates[facts.area.area], rates[GFO]
    if not own.shown:
        return None
    named = {
        facts.figures.names[area]: rate
        for area, rate in rates.items()
        if area != GFO and rate.status != "missing"
    }
    whole = f" Hela GFO: {_amount(facts, gfo).text}." if gfo.shown else ""
    count, children = (formats.number(size or 0) for size in (own.numerator, own.denominator))
    name, when = facts.area.name, year.last_day.year
    return NewestYear(
        per_thousand.foster_title(named, name, gfo, when),
        f"{per_thousand.of_each(named, when)}{whole} Från {name} bodde {count} barn i familjehem {_DURING} året, av"
        f" {children} invånare 0–20 år.",
    )


def per_thousand_by_year(facts: Facts, beside: Page | None) -> Page | None:
    """What is said of the newest year and of the country (`beside`), with a chart of the years whose two rates can be
    told of counts that the file shows; that alone where there are not two such years."""
    if beside is None or not (facts.has(per_thousand.FOSTER) and facts.has(per_thousand.CHILDREN)):
        return beside
    both = [(year, _rate(facts, year, ""), _rate(facts, year, GFO)) for year in facts.years]
    told = [one for one in both if one[1].shown and one[2].shown]
    if len(told) < 2 or told[-1][0] != facts.years[-1]:
        return beside
    series = (
        Series(facts.area.name, tuple(_amount(facts, one[1]) for one in told)),
        Series("Hela GFO", tuple(_amount(facts, one[2]) for one in told), "back"),
    )
    title = f"{facts.definition(per_thousand.FOSTER).name} {per_thousand.WORDS}"
    sub = f"Barn {_DURING} året."
    chart = Chart("beside", tuple(one[0].label for one in told), series, title, sub, what="Period")
    said = tuple(line for part in every(beside.parts) if isinstance(part, Lines) for line in part.sentences)
    return replace(beside, parts=(Beside(Lines(said), chart),))


def rate_of(facts: Facts, year: PeriodInfo, area: str) -> Amount:
    """An area's children in foster homes per 1 000 of a year, as a cell."""
    return _amount(facts, _rate(facts, year, area))


def _rate(facts: Facts, year: PeriodInfo, area: str) -> Value:
    """Not shown where either count is not, or is of a shorter time than the year."""
    count, children = (facts.value(one, year, area) for one in (per_thousand.FOSTER, per_thousand.CHILDREN))
    found = per_thousand.rate(count, children)
    return replace(found, value=None, status="missing") if of_shorter_time(count, children) else found


def _amount(facts: Facts, value: Value) -> Amount:
    return replace(figure(value, per_thousand.as_rate(facts.definition(per_thousand.FOSTER))), unit="")
