"""A table of a published file as records: a field a column, by the record's own types."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar, cast, get_type_hints

import duckdb

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


@remembered(128)
def _columns(source: Source, table: str) -> frozenset[str]:
    """A table's columns; none where the file was published without it."""
    # Asked of one table at a time: to list every table's makes the database lay out its own first, which takes longer
    # than a page.
    try:
        return frozenset(column for (column,) in rows(source, f"select column_name from (describe {table})"))
    except duckdb.CatalogException:
        return frozenset()


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
    return bool(_columns(source, table))


def read(
    source: Source,
    record: type[Record],
    table: str,
    *,
    where: Mapping[str, object] | None = None,
    order: str = "",
    only: str = "true",
) -> tuple[Record, ...]:
    """Every row where these columns have these values (a tuple: one of them), in this order (blank: in any); `only` is
    a further condition on the table, called `t`.

    Empty when the file was published without such a table. Fields with a default stand last in their record.
    """
    if table not in _ALWAYS and not has_table(source, table):
        return ()
    where = where or {}
    asked = {column: value if isinstance(value, tuple) else (value,) for column, value in where.items()}
    conditions = [only, *(f"{column} in ({', '.join('?' * len(of))})" for column, of in asked.items())]
    selected = _selected(cast(Hashable, record), _columns(source, table))
    found = rows(
        source,
        f"select {selected} from {table} as t where {' and '.join(conditions)}"
        + (f" order by {order}" if order else ""),
        [value for of in asked.values() for value in of],
    )
    return tuple(record(*row) for row in found)
