"""A KPI's figures per 1 000 children, of several areas over time."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.published.figures import Figures
from dashboard.published.records import Value
from dashboard.published.remembering import remembered
from dashboard.words import per_thousand


@remembered(64)
def rates(figures: Figures, kpi: str, kind: str, areas: tuple[str, ...]) -> Mapping[str, tuple[Value, ...]]:
    """A KPI's series of these areas per 1 000 children, by area."""
    counts, every = (figures.series_of(one, kind, areas) for one in (kpi, per_thousand.CHILDREN))
    found: dict[str, tuple[Value, ...]] = {}
    for area in counts:
        children = {value.period: value for value in every.get(area, ())}
        absent = figures.value(per_thousand.CHILDREN, area, "")
        found[area] = tuple(
            per_thousand.rate(value, children.get(value.period, absent)) for value in counts[area]
        )
    return MappingProxyType(found)
