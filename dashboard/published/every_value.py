"""Every figure of a published file, one after another: for files, never for a page; and whether there is any at all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from dashboard.published.connection import rows, streamed
from dashboard.published.records import Value
from dashboard.published.remembering import remembered
from dashboard.published.source import Source
from pipelines.reference import GFO


def every_value(source: Source, *, cuts: bool, kinds: Collection[str] = ()) -> Iterator[Value]:
    """The figures by KPI, part, area and time; without `cuts` the whole ones alone, with `kinds` of these periods."""
    conditions = [] if cuts else ["v.cut = ''"]
    if kinds:
        conditions.append("list_contains(?, p.kind)")
    return _values(source, conditions, [list(kinds)] if kinds else [])


def values_of_area(source: Source, area: str, kinds: Collection[str], last_day: date) -> Iterator[Value]:
    """An area's own figures and GFO's, in the same order, of periods of these kinds that are over by a day. Parts are
    the area's own alone, those that there are, and not by tertial: most of a kommun's are nought or one."""
    conditions = [
        "list_contains(?, p.kind)",
        "p.last_day <= ?",
        "(v.area = ? or (v.area = ? and v.cut = ''))",
        "(v.cut = '' or (p.kind <> 'tertial' and v.status <> 'missing'))",
    ]
    return _values(source, conditions, [list(kinds), last_day, area, GFO])


def _values(source: Source, conditions: Sequence[str], parameters: Sequence[object]) -> Iterator[Value]:
    found = streamed(
        source,
        "select v.kpi, v.cut, v.area, v.period, v.value, v.numerator, v.denominator, v.n, v.status,"
        " coalesce(v.reason, ''), v.preliminary from kpi_value as v"
        " inner join kpi_definition as d on d.kpi = v.kpi inner join area as a on a.area = v.area"
        " inner join period as p on p.period = v.period"
        + (f" where {' and '.join(conditions)}" if conditions else "")
        + f" order by d.name collate sv, v.cut, a.area <> '{GFO}', a.name collate sv, p.kind, p.first_day",
        parameters,
    )
    return (Value(*row) for row in found)


@remembered(512)
def has_any(source: Source, area: str, period: str) -> bool:
    """Whether any figure of an area and period is there, shown or hidden."""
    asked = (
        "select 1 from kpi_value where area = ? and period = ? and cut = '' and status <> 'missing' limit 1"
    )
    return bool(rows(source, asked, [area, period]))
