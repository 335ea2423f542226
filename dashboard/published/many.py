"""What one query answers of many figures at once, and of the figures behind one: for the list of KPIs and their views.

Remembered as `Figures` remembers, by the file and the question.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from dashboard.published.connection import rows
from dashboard.published.reading import read
from dashboard.published.records import PartialFigure, Value
from dashboard.published.source import Source
from pipelines.reference import GFO


@lru_cache(maxsize=64)
def every_kpi(source: Source, area: str, periods: tuple[str, ...]) -> Mapping[str, tuple[Value, ...]]:
    """Every KPI's whole figures of an area in these periods, oldest first, by KPI."""
    found = read(
        source,
        Value,
        "kpi_value",
        joined="inner join period as p on p.period = t.period",
        where={"t.area": area, "t.cut": "", "t.period": periods},
        order="t.kpi, p.first_day",
    )
    by_kpi: dict[str, list[Value]] = {}
    for value in found:
        by_kpi.setdefault(value.kpi, []).append(value)
    return MappingProxyType({kpi: tuple(values) for kpi, values in by_kpi.items()})


@lru_cache(maxsize=8)
def kpis_of_kommuner(source: Source) -> frozenset[str]:
    """The KPIs that some kommun has figures of; the others are GFO's alone."""
    found = rows(source, "select distinct kpi from kpi_value where area <> ?", [GFO])
    return frozenset(kpi for (kpi,) in found)


@lru_cache(maxsize=512)
def partial_figure(source: Source, kpi: str, period: str) -> PartialFigure | None:
    """GFO's figure of the kommuner that have delivered; None where it waits for none."""
    where = {"kpi": kpi, "cut": "", "period": period}
    return next(iter(read(source, PartialFigure, "partial_gfo", where=where, order="t.period")), None)
