"""The rows that a figure is counted of: which delivery each came in, and where in its file.

A figure is explained by its rows, and a sender's file is mended at one of them. Nothing of a row's content is told but
the day and the value that it counts by: whose it is stands in the file itself, which its sender has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from pipelines.kpi.definitions import KpiDefinition
from pipelines.warehouse.kpi_engine import observation_query
from pipelines.warehouse.models import read_query

#: Which rows a period counts, as the measures do it (`sql/measure`); days as they are in the file.
_COUNTED = {
    "flow": "day between $first and $last",
    "unique_flow": "day between $first and $last",
    "sum": "day between $first and $last",
    "median": "day between $first and $last",
    "stock": "first_day <= $last and coalesce(last_day > $last, true)",
    "during": "first_day <= $last and coalesce(last_day >= $first, true)",
    "days": "first_day <= $last and coalesce(last_day > $first, true)",
}
#: Measures whose figure is made of other figures, or read of one newest row.
UNCOUNTED = frozenset({"ratio", "difference", "level"})


@dataclass(frozen=True)
class RowBehind:
    """A row that counts: of which register and delivery, where in its file (None: one of several alike), the day that
    it counts by or the span that stands in it, and its value where it has one."""

    dataset: str
    delivery_id: int | None
    sender: str
    received: date | None
    row: int | None
    day: date
    until: date | None
    value: Decimal | None


def rows_behind(
    con: duckdb.DuckDBPyConnection, definition: KpiDefinition, area: str, period: str
) -> list[RowBehind]:
    """The rows behind a KPI's figure of an area and a period in a built warehouse, by day.

    Of children counted once each, all the rows of each; of days and sums, those that fall in the period. Nothing of a
    KPI that is made of others (`UNCOUNTED`), nor of a period that the warehouse does not have.
    """
    if definition.measure in UNCOUNTED:
        return []
    span = con.execute(
        "select first_day, last_read from core.period where period = $period", {"period": period}
    ).fetchone()
    if span is None:
        return []
    con.execute(
        f"create or replace temp table observation as {observation_query([definition], by_the_day=True)}"
    )
    view = "observed_spans" if definition.of_spans else "observed"
    con.execute(f"create or replace temp view observed as {read_query('engine', view)}")
    bounds = {"first": span[0], "last": span[1]}
    asked = _COUNTED[definition.measure]
    used = {name: day for name, day in bounds.items() if f"${name}" in asked}
    first, last = (
        ("first_day", "nullif(last_day, date '9999-12-31')") if definition.of_spans else ("day", "null::date")
    )
    value = "value::decimal(18, 2)" if _has_value(definition) else "null::decimal(18, 2)"
    con.execute(
        f"create or replace temp table counted as select item::varchar as item, kommun_code, {first} as day,"
        f" {last} as until, {value} as value from observed where area = $area and cut = '' and {asked}",
        {"area": area, **used},
    )
    found: list[RowBehind] = []
    for dataset in definition.source:
        found += _placed(con, definition, dataset)
    return sorted(found, key=lambda one: (one.day, one.dataset, one.delivery_id or 0, one.row or 0))


def _has_value(definition: KpiDefinition) -> bool:
    return definition.measure in ("sum", "median")


def _placed(con: duckdb.DuckDBPyConnection, definition: KpiDefinition, dataset: str) -> list[RowBehind]:
    """What is counted, each with the row of a register that it is: the row's id, or of costs its kommun, month and
    value. Registers that have neither ids nor days have no place that can be told."""
    columns = {name: kind for name, kind, *_rest in con.execute(f"describe stage.{dataset}").fetchall()}
    ids = [name for name, kind in columns.items() if kind == "UUID"]
    days = [name for name, kind in columns.items() if kind == "DATE"]
    numbers = [name for name, kind in columns.items() if kind.startswith("DECIMAL")]
    if not days:
        rows = con.execute("select null, '', null, null, day, until, value from counted").fetchall()
        return [RowBehind(dataset, *row) for row in rows]
    # An item may be an id with more after it: a home's stay is told by the home and the day it came.
    same = [f"(c.item = s.{name}::varchar or starts_with(c.item, s.{name}::varchar || ':'))" for name in ids]
    if not ids:
        same = [f"abs(s.{name}) = abs(c.value)" for name in numbers]
    if definition.of_spans:
        # What is counted of a row may begin later in it, as a child that has come to another age.
        known = ", ".join(f"s.{day}" for day in days)
        is_open = " or ".join(f"s.{day} is null" for day in days)
        when = f"least({known}) <= c.day and ({is_open} or greatest({known}, least({known}) + 1) > c.day)"
    else:
        when = " or ".join(f"c.day in (s.{day}, last_day(s.{day}))" for day in days)
    own = "c.day, c.until"
    if definition.of_spans:
        last = f"nullif(greatest({known}), date '9999-12-31')" if len(days) > 1 else "null::date"
        own = f"least({known}), case when {is_open} then null else {last} end"
    kommun = "and s.kommun_code is not distinct from c.kommun_code" if "kommun_code" in columns else ""
    rows = con.execute(
        f"select distinct d.delivery_id, d.sender, d.received::date, s.source_row, {own}, c.value"
        f" from counted as c inner join stage.{dataset} as s on ({' or '.join(same) or 'true'}) and ({when}) {kommun}"
        " left join core.delivery as d on s.delivery_id = d.delivery_id"
    ).fetchall()
    return [RowBehind(dataset, *row) for row in rows]
