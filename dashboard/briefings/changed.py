"""Whether a newer version says otherwise what a paper for everybody tells: for whoever may see that version."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.briefings import gfo_pages, kommun_pages, standing
from dashboard.briefings.facts import Facts
from dashboard.published.figures import Figures
from dashboard.published.records import PeriodInfo
from pipelines.reference import GFO


def has_changed(facts: Facts, word: str, newest: Figures) -> bool:
    """Whether a figure of the paper that its own file does not hide is among what has changed since the meeting that
    the paper's figures are of. `word` is the kind of paper; a data file has every figure."""
    met = newest.meetings[0].build if newest.meetings else 0
    if str(met) != str(facts.figures.release.build):
        return False
    told = set(_told(facts, word))
    periods = facts.figures.labels
    return any(
        (word == "databok" or (change.kpi, change.period, area) in told)
        and facts.has(change.kpi)
        and change.period in periods
        and facts.figures.value(change.kpi, area, change.period).status != "hidden"
        for area in (facts.area.area, GFO)
        for change in newest.revised(area)
    )


def _told(facts: Facts, word: str) -> Iterator[tuple[str, str, str]]:
    """The figures that stand in a paper, as (KPI, period, area)."""
    own = (*kommun_pages.OUTCOMES, *kommun_pages.CHILDREN, *kommun_pages.COSTS)
    yield from ((kpi, year.period, facts.area.area) for kpi in own for year in facts.years)
    if facts.tertial is None:
        return
    tertials = [t for t in facts.figures.periods("tertial") if t.last_day <= facts.tertial.last_day]
    yield from ((standing.IN_CARE, t.period, facts.area.area) for t in tertials[-standing.BARS :])
    if word != "namndinformation":
        return
    compared: PeriodInfo = facts.figures.compared(facts.tertial.period)
    yield from ((kpi, t.period, GFO) for kpi in standing.OF_GFO for t in (facts.tertial, compared))
    yield from ((kpi, facts.last_year.period, GFO) for kpi in gfo_pages.FIGURES)
