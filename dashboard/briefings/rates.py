"""A kommun's placed children per 1 000 children beside all of GFO's, year by year, in a paper for everybody."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dashboard.briefings.facts import Facts
from dashboard.briefings.parts import Beside, Chart, Lines, Page, Series, every
from dashboard.published.records import PeriodInfo, Value
from dashboard.words import formats, per_thousand
from dashboard.words.changes import of_shorter_time
from dashboard.words.grammar import genitive
from dashboard.words.tables import Amount, figure
from pipelines.reference import GFO

_KPI = "placed_children"


def placed_per_thousand(facts: Facts, beside: Page | None) -> Page | None:
    """The years whose two rates can be told of counts that the file shows, with what is said of the country `beside`
    the chart; that alone where there are not two such years."""
    if not (facts.has(_KPI) and facts.has(per_thousand.CHILDREN)):
        return beside
    both = [(year, _rate(facts, year), _rate(facts, year, GFO)) for year in facts.years]
    told = [one for one in both if one[1].shown and one[2].shown]
    if len(told) < 2 or told[-1][0] != facts.years[-1]:
        return beside
    year, own, gfo = told[-1]
    name, last = facts.area.name, year.label
    title = f"{_amount(facts, own).text} placerade per 1 000 barn {last}, hela GFO {_amount(facts, gfo).text}"
    series = (
        Series(name, tuple(_amount(facts, one[1]) for one in told)),
        Series("Hela GFO", tuple(_amount(facts, one[2]) for one in told), "back"),
    )
    sub = f"Placerade någon gång under året, {per_thousand.WORDS}."
    chart = Chart("beside", tuple(one[0].label for one in told), series, title, sub, what="Period")
    children = own.denominator or Decimal(1)
    count, inhabitants = formats.number(own.numerator or 0), formats.number(children)
    lines = (
        f"Under {last} var {count} barn från {name} placerade någon gång, på {inhabitants} invånare 0–20 år.",
        f"Ett barn mer eller mindre ändrar {genitive(name)} tal med {formats.number(1000 / children, 1)}.",
    )
    said = (
        [line for part in every(beside.parts) if isinstance(part, Lines) for line in part.sentences]
        if beside
        else []
    )
    heading = beside.title if beside else title
    note = "\n".join(filter(None, (beside.note if beside else "", facts.note((_KPI,)))))
    return Page(heading, (Beside(Lines((*said, *lines)), chart),), note)


def _rate(facts: Facts, year: PeriodInfo, area: str = "") -> Value:
    """Not shown where either count is not, or is of a shorter time than the year."""
    count, children = (facts.value(kpi, year, area) for kpi in (_KPI, per_thousand.CHILDREN))
    found = per_thousand.rate(count, children)
    return replace(found, value=None, status="missing") if of_shorter_time(count, children) else found


def _amount(facts: Facts, value: Value) -> Amount:
    return replace(figure(value, per_thousand.as_rate(facts.definition(_KPI))), unit="")
