"""A KPI's figures per 1 000 children, of several areas over time."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.published.figures import Figures
from dashboard.published.records import Value
from dashboard.published.remembering import remembered
from dashboard.published.series import by_area
from dashboard.words import per_thousand


@remembered(64)
def rates(figures: Figures, kpi: str, kind: str, areas: tuple[str, ...]) -> Mapping[str, tuple[Value, ...]]:
    """A KPI's series of these areas per 1 000 children, by area."""
    both = by_area(figures.source, (kpi, per_thousand.CHILDREN), kind, areas)
    found: dict[str, tuple[Value, ...]] = {}
    for area in areas:
        if (area, kpi) in both:
            children = {value.period: value for value in both.get((area, per_thousand.CHILDREN), ())}
            absent = figures.value(per_thousand.CHILDREN, area, "")
            found[area] = tuple(
                per_thousand.rate(value, children.get(value.period, absent)) for value in both[area, kpi]
            )
    return MappingProxyType(found)
