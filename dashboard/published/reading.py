"""A table of a published file as records: a field a column, by the record's own types."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar, cast, get_type_hints

from dashboard.published.connection import rows
from dashboard.published.remembering import remembered
from dashboard.published.source import Source

Record = TypeVar("Record")
# In every published file; another table may be wanting in one that an older version of the program published.
_ALWAYS = frozenset(
    {"release", "area", "period", "kpi_definition", "kpi_value", "cost_allocation", "allocation_input"}
)
# A text is never null to a page, and the file's own types differ from a record's in these only.
_CASTS: Mapping[Any, str] = {
    str: "coalesce({}::varchar, '')",
    bool: "coalesce({}, false)",
    float: "{}::double",
    float | None: "{}::double",
    date: "{}::date",
    date | None: "{}::date",
    datetime: "{}::timestamp",
    datetime | None: "{}::timestamp",
}


@remembered(1)
def _columns(source: Source) -> Mapping[str, frozenset[str]]:
    """The columns of every table."""
    found: dict[str, set[str]] = {}
    for table, column in rows(
        source, "select table_name, column_name from duckdb_columns() where not internal"
    ):
        found.setdefault(table, set()).add(column)
    return {table: frozenset(columns) for table, columns in found.items()}


@lru_cache(maxsize=128)
def _selected(record: Any, present: frozenset[str]) -> str:
    """What is selected for a record; a column that the file was published without has the field's default."""
    hints = get_type_hints(record)
    chosen = [
        _CASTS.get(hints[field.name], "{}").format(f"t.{field.name}")
        for field in fields(record)
        if field.name in present or field.default is MISSING
    ]
    return ", ".join(chosen)


def has_table(source: Source, table: str) -> bool:
    return table in _columns(source)


def read(
    source: Source,
    record: type[Record],
    table: str,
    *,
    where: Mapping[str, object] | None = None,
    order: str,
    joined: str = "",
    only: str = "true",
) -> tuple[Record, ...]:
    """Every row where these columns have these values (a tuple: one of them), in this order; `joined` is a join to the
    table, called `t`, and `only` a further condition.

    Empty when the file was published without such a table. Fields with a default stand last in their record.
    """
    if table not in _ALWAYS and not has_table(source, table):
        return ()
    where = where or {}
    asked = {column: value if isinstance(value, tuple) else (value,) for column, value in where.items()}
    conditions = [only, *(f"{column} in ({', '.join('?' * len(of))})" for column, of in asked.items())]
    selected = _selected(cast(Hashable, record), _columns(source).get(table, frozenset()))
    found = rows(
        source,
        f"select {selected} from {table} as t {joined} where {' and '.join(conditions)} order by {order}",
        [value for of in asked.values() for value in of],
    )
    return tuple(record(*row) for row in found)
