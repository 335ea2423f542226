"""One audience's file: the tables that it gets, shaped as its list says, and what the file says of itself.

Everything is made of the styrgrupp's file of the same version (`whole`) and of the public file of the last release
(`released`), which for the public file itself is what `pipelines.disclosure` let through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from pipelines.home.databases import attach, new_database
from pipelines.publishing.audiences import ORDER, TABLES, Piece, pieces_of
from pipelines.publishing.comparison import changed_within
from pipelines.publishing.marks import Marks, write_marks
from pipelines.publishing.own_causes import with_own_causes
from pipelines.reference import SQL_ROOT, kommun_of
from pipelines.warehouse.tables import create_from

#: Grain and words: sql/audience/protection.sql.
PROTECTION_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "area": pl.String,
    "cells": pl.Int32,
    "visible": pl.Int32,
    "hidden": pl.Int32,
    "share_cells": pl.Int32,
    "share_counted": pl.Int32,
    "counted": pl.Int64,
    "counted_visible": pl.Int64,
}


@dataclass(frozen=True)
class Sources:
    """What an audience's file is made of.

    `whole`: the styrgrupp's file of the version. `released`: the public file of the last release, or the figures of the
    one that is being made; None before the first. `open_kpis`: those that count nobody; `least`: the smallest count
    that is told.
    """

    whole: Path
    released: Path | pl.DataFrame | None
    open_kpis: Sequence[str]
    least: int


def write_shaped(
    path: Path,
    audience: str,
    sources: Sources,
    marks: Marks,
    *,
    seen: Path | None,
    before: Path | None,
) -> None:
    """Write the file of a kommun or of the public at `path`.

    `marks` are the styrgrupp's; `seen` and `before` are the audience's own files, of the last meeting and of the
    version before this one, that it tells the differences from.
    """
    own = kommun_of(audience)
    with new_database(path, block_size=16_384) as con:
        attach(con, sources.whole, "whole")
        _attach_released(con, sources.released)
        con.execute("set variable own = $own", {"own": own})
        con.execute("set variable open_kpis = $kpis", {"kpis": list(sources.open_kpis)})
        con.execute("set variable least = $least", {"least": sources.least})
        _write_tables(con, audience)
        if own:
            con.execute("create table protection as select * from released.protection order by all")
        else:
            attach(con, sources.whole, "behind")
            write_protection(con, tell_counted=False)
            con.execute("detach behind")
        write_marks(con, marks.for_audience(own))
        told = con.sql("from whole.revision").pl() if own else None
        for database in ("released", "whole"):
            con.execute(f"detach {database}")
        revised = changed_within(con, seen)
        if told is not None:
            revised = with_own_causes(revised, told, own)
        # After a meeting the two are one file, until the next version is published.
        same = seen is not None and before is not None and seen.resolve() == before.resolve()
        create_from(con, "revision", revised)
        create_from(con, "publication_difference", revised if same else changed_within(con, before))


def write_protection(con: duckdb.DuckDBPyConnection, *, tell_counted: bool) -> None:
    """Create `protection`: how much of the public file `released` is shown, the true counts being those of `behind`."""
    con.execute("set variable tell_counted = $tell", {"tell": tell_counted})
    con.execute(f"create table protection as {_sql('audience', 'protection')}")


def _attach_released(con: duckdb.DuckDBPyConnection, released: Path | pl.DataFrame | None) -> None:
    """The public file as `released`; or one in memory with its tables and no row but the figures that are given."""
    if isinstance(released, Path):
        attach(con, released.resolve(), "released")
        return
    con.execute("attach ':memory:' as released")
    for table in TABLES:
        con.execute(f"create table released.{table} as select * from whole.{table} limit 0")
    create_from(con, "released.protection", pl.DataFrame(schema=PROTECTION_SCHEMA))
    if released is not None:
        con.register("incoming", released)
        con.execute("insert into released.kpi_value by name select * from incoming")
        con.unregister("incoming")


def _write_tables(con: duckdb.DuckDBPyConnection, audience: str) -> None:
    for table in TABLES:
        con.execute(f"create table {table} as select * from whole.{table} limit 0")
    # What the marts' own SQL reads, when it runs over the figures of the file.
    ((file,),) = con.execute("select current_database()").fetchall()
    for database, relation, table in (("kpi", "resolved", "kpi_value"), ("input", "code", "code")):
        con.execute(f"attach ':memory:' as {database}")
        con.execute(f'create view {database}.{relation} as select * from "{file}".main.{table}')
    for table in TABLES:
        for piece in pieces_of(audience, table):
            if piece == "foreseen":
                con.execute('set variable "table" = $name', {"name": f"whole.{table}"})
            # Never written, rather than blanked: what a file once held may lie in it still.
            said = f"columns(lambda name: name not in {(*TABLES[table].unsaid, '')})"
            con.execute(
                f"insert into {table} by name select {said} from ({_rows_of(piece, table)})"
                f" order by {ORDER.get(table, 'all')}"
            )
    for database in ("kpi", "input"):
        con.execute(f"detach {database}")


def _rows_of(piece: Piece, table: str) -> str:
    """The query of one piece of a table."""
    owner = TABLES[table].owner
    match piece:
        case "all":
            return f"select * from whole.{table}"
        case "own":
            return f"select * from whole.{table} where {owner} = getvariable('own')"
        case "public":
            others = f" where {owner} <> getvariable('own')" if owner else ""
            return f"select * from released.{table}{others}"
        case "figures":
            return _sql("mart", table)
        case "shaped":
            return _sql("audience", table)
        case "foreseen":
            return _sql("audience", "foreseen")


def _sql(folder: str, name: str) -> str:
    return (SQL_ROOT / folder / f"{name}.sql").read_text("utf-8")
