"""Figures over time, as pages ask for them: of an area, of a KPI in several areas, of the parts of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from dashboard.published.reading import read
from dashboard.published.records import PeriodInfo, Value
from dashboard.published.remembering import recalled, remembered
from dashboard.published.source import Source

Series = tuple[Value, ...]
#: What pages show beside each other by its parts: one query serves them.
_TOGETHER = (("children_in_care", "care_days", "placement_cost", "cost_per_care_day"),)
_NONE: Mapping[str, Series] = MappingProxyType({})


@remembered(1)
def every_period(source: Source) -> Mapping[str, PeriodInfo]:
    """By id, in the order of their first days."""
    found = read(source, PeriodInfo, "period", order="t.first_day, t.last_day")
    return MappingProxyType({period.period: period for period in found})


@remembered(64)
def of_area(
    source: Source, area: str, kinds: tuple[str, ...], kpis: tuple[str, ...], since: date
) -> Mapping[str, Series]:
    """Every KPI (or these) of one area over the periods of these kinds that end on a day or later, whole."""
    where = {"t.area": area, "t.cut": "", **({"t.kpi": kpis} if kpis else {})}
    return MappingProxyType(_series(source, kinds, where, "kpi", since=since))


@remembered(512)
def by_area(
    source: Source, kpis: tuple[str, ...], kind: str, areas: tuple[str, ...]
) -> Mapping[tuple[str, str], Series]:
    """Some KPIs in some areas (none: in every area), whole, by area and KPI."""
    where = {"t.kpi": kpis, "t.cut": "", **({"t.area": areas} if areas else {})}
    return MappingProxyType(_series(source, (kind,), where, "area", "kpi"))


def in_period(source: Source, kpi: str, area: str, period: PeriodInfo) -> Value | None:
    """One figure, whole, of a kind of period of which nothing else may be wanted: out of all that is known of the area
    where that has been asked for, else by itself."""
    every = recalled(of_area, source, area, (period.kind,), (), date.min)
    if every is None:
        return _alone(source, kpi, area, period.period)
    return next((one for one in every.get(kpi, ()) if one.period == period.period), None)


@remembered(512)
def _alone(source: Source, kpi: str, area: str, period: str) -> Value | None:
    where = {"t.kpi": kpi, "t.area": area, "t.period": period, "t.cut": ""}
    return next(iter(read(source, Value, "kpi_value", where=where)), None)


@remembered(1024)
def across(source: Source, kpi: str, periods: tuple[str, ...]) -> Mapping[str, Mapping[str, Value]]:
    """One KPI of some periods in every area that has it, by period and area."""
    every: dict[str, dict[str, Value]] = {}
    where = {"t.kpi": kpi, "t.period": periods, "t.cut": ""}
    for value in read(source, Value, "kpi_value", where=where, order="t.area"):
        every.setdefault(value.period, {})[value.area] = value
    return MappingProxyType({period: MappingProxyType(values) for period, values in every.items()})


def parts(source: Source, kpi: str, area: str, kind: str) -> Mapping[str, Series]:
    """One KPI of one area, by cut."""
    together = next((kpis for kpis in _TOGETHER if kpi in kpis), (kpi,))
    return _parts_of(source, together, area, kind).get(kpi, _NONE)


@remembered(512)
def _parts_of(
    source: Source, kpis: tuple[str, ...], area: str, kind: str
) -> Mapping[str, Mapping[str, Series]]:
    every: dict[str, dict[str, Series]] = {}
    found = _series(source, (kind,), {"t.area": area, "t.kpi": kpis}, "kpi", "cut")
    for (kpi, cut), values in found.items():
        every.setdefault(kpi, {})[cut] = values
    return MappingProxyType({kpi: MappingProxyType(cuts) for kpi, cuts in every.items()})


def _series(
    source: Source, kinds: tuple[str, ...], where: Mapping[str, object], *by: str, since: date = date.min
) -> dict[Any, Series]:
    """Figures with their periods in order, by one or two of their columns."""
    # Told which periods, the database neither joins nor sorts, which costs more than to find some figures.
    order = {
        period.period: n
        for n, period in enumerate(every_period(source).values())
        if period.kind in kinds and period.last_day >= since
    }
    if not order:
        return {}
    found = read(source, Value, "kpi_value", where={**where, "t.period": tuple(order)})
    every: dict[Any, list[Value]] = {}
    key = attrgetter(*by)
    for value in sorted(found, key=lambda value: order[value.period]):
        every.setdefault(key(value), []).append(value)
    return {one: tuple(every[one]) for one in sorted(every)}
