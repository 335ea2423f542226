"""Is a change real? The pipelines' judgement of a KPI's tertials, for cards and trend charts.

Only what is published goes in, so nothing can be read out of the limits that is not in the figures.
"""

from __future__ import annotations

from functools import lru_cache

from dashboard.figures import Figures
from dashboard.formats import NBSP, is_money, is_percent
from dashboard.records import Area, PeriodInfo, Source
from pipelines.signals import Judgement, Kind, Point, judge

_COUNTS = frozenset({"flow", "unique_flow"})
_CARRIED_OVER = frozenset({"during", "stock"})


def judgement(figures: Figures, kpi: str, area: Area, until: str) -> Judgement:
    """The series up to and including a tertial, judged; counts by limits for counts, the rest as amounts."""
    return _judged(figures.source, kpi, area.area, area.name, until)


@lru_cache(maxsize=4096)
def _judged(source: Source, kpi: str, area: str, place: str, until: str) -> Judgement:
    figures = Figures(source)
    definition = figures.definition(kpi)
    counted = definition.measure in _COUNTS | _CARRIED_OVER
    points = [
        Point(
            period=value.period,
            value=float(value.value) if value.value is not None else None,
            status=value.status,
            preliminary=value.preliminary,
        )
        for value in figures.series(kpi, area)
        if value.period <= until
    ]
    return judge(
        points,
        kind=Kind.COUNT if counted else Kind.AMOUNT,
        place=place,
        carries_over=definition.measure in _CARRIED_OVER,
        decimals=definition.decimals,
        unit=_unit(definition.unit),
    )


def _unit(unit: str) -> str:
    """The sign that follows a number in a judgement, with its own space."""
    if is_percent(unit):
        return f"{NBSP}%"
    return f"{NBSP}kr" if is_money(unit) else ""


def sentence(figures: Figures, kpi: str, area: Area, period: PeriodInfo) -> str:
    """What the card says of the signal: the judgement's first clause; nothing while the series is too short.

    Nothing for kronor either: prices rise, so every recent tertial lies above limits drawn from the first ones.
    """
    if is_money(figures.definition(kpi).unit):
        return ""
    found = judgement(figures, kpi, area, period.period)
    if found.state == "too_short":
        return ""
    said = found.sentence
    if found.side == 0:
        said = said.split(";", 1)[0].rstrip(".") + "."
    return said


def side(figures: Figures, kpi: str, area: Area, period: PeriodInfo) -> int:
    """1 above and −1 below what is usual; 0 inside, so that no arrow is shown for chance."""
    return judgement(figures, kpi, area, period.period).side
