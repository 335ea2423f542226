"""Frames become tables of the warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from pipelines.periods import SWEDEN

if TYPE_CHECKING:
    import pyarrow as pa

Schema = Mapping[str, pl.DataType | type[pl.DataType]]


def without_zone(moment: datetime) -> datetime:
    """Swedish wall-clock time; the warehouse keeps no time zones. A time without zone is taken as Swedish."""
    return (moment.astimezone(SWEDEN) if moment.tzinfo else moment).replace(tzinfo=None)


def create_table(
    con: duckdb.DuckDBPyConnection, table: str, schema: Schema, rows: Iterable[tuple[object, ...]]
) -> None:
    """Create `table` (schema-qualified) with these columns and rows."""
    create_from(con, table, pl.DataFrame(list(rows), schema=dict(schema), orient="row"))


def create_from(
    con: duckdb.DuckDBPyConnection, table: str, incoming: pl.DataFrame | pa.Table, columns: str = "*"
) -> None:
    """Create `table` (schema-qualified) from a frame, or from these SQL `columns` of it.

    The statement reads the frame by the argument's name: to register one takes longer than to write a few rows.
    """
    con.execute(f"create table {table} as select {columns} from incoming")
