"""Every figure of a published file, one after another: for files, never for a page."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dashboard.published.connection import streamed
from dashboard.published.records import Value
from dashboard.published.source import Source
from pipelines.reference import GFO


def every_value(
    source: Source, *, cuts: bool, kinds: Collection[str] = (), areas: Collection[str] = ()
) -> Iterator[Value]:
    """The figures by KPI, part, area and time; without `cuts` the whole ones alone, with `kinds` of these periods, with
    `areas` of these alone."""
    conditions = [] if cuts else ["v.cut = ''"]
    if kinds:
        conditions.append(f"p.kind in ({', '.join('?' for _kind in kinds)})")
    if areas:
        conditions.append(f"v.area in ({', '.join('?' for _area in areas)})")
    found = streamed(
        source,
        "select v.kpi, v.cut, v.area, v.period, v.value, v.numerator, v.denominator, v.n, v.status,"
        " coalesce(v.reason, ''), v.preliminary from kpi_value as v"
        " inner join kpi_definition as d on d.kpi = v.kpi inner join area as a on a.area = v.area"
        " inner join period as p on p.period = v.period"
        + (f" where {' and '.join(conditions)}" if conditions else "")
        + f" order by d.name collate sv, v.cut, a.area <> '{GFO}', a.name collate sv, p.kind, p.first_day",
        [*kinds, *areas],
    )
    return (Value(*row) for row in found)
