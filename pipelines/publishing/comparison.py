"""What differs between two databases that hold `kpi_value`: two builds, or a build and what was published."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from pipelines.errors import ReaderError
from pipelines.home.databases import attach, is_sound
from pipelines.kpi.definitions import same_figures
from pipelines.reference import GFO, SQL_ROOT

# A delivery (`leverans`) or a correction (`rattelse`), or with `senders` above 1 as many deliveries of one dataset.
# `former_through`: how far all of these had reached before; `about`: the one kommun that a correction concerns.
_CAUSE: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String,
    "dataset": pl.String,
    "sender": pl.String,
    "senders": pl.Int32,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "reason": pl.String,
    "former_through": pl.Date,
    "about": pl.String,
}
#: One figure that differs. `settled`: its period was complete in the former one, so a change is a revision.
DIFFERENCE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "kpi": pl.String,
    "name": pl.String,
    "cut": pl.String,
    "area": pl.String,
    "period": pl.String,
    "old_value": pl.Decimal(18, 6),
    "old_status": pl.String,
    "new_value": pl.Decimal(18, 6),
    "new_status": pl.String,
    "settled": pl.Boolean,
    "causes": pl.List(pl.Struct(_CAUSE)),
    "certain": pl.Boolean,
}
#: What the comparison reads of each database; effects of corrections of the latter, where it tells them.
_TABLES = ("kpi_value", "kpi_definition", "delivery_status", "declaration")


def compare_figures(
    old: Path, new: Path, *, old_schema: str = "main", new_schema: str = "main"
) -> pl.DataFrame:
    """Figures of `old` that are otherwise in `new`, in the order of the query (DIFFERENCE_SCHEMA).

    A figure that only `new` has (a later period, a new KPI) is no difference; one that is gone is.
    A published file holds its tables in `main`, a warehouse in `mart`. Both are opened read-only. W006 when one of them
    is damaged.
    """
    for path in (old, new):
        if not is_sound(path):
            raise ReaderError(
                "W006",
                f"Filen {path} är skadad eller saknas.",
                remedy="Återställ den från en säkerhetskopia, eller bygg och publicera en ny version.",
            )
    with duckdb.connect() as con:
        for name, path, schema in (("former", old, old_schema), ("latter", new, new_schema)):
            attach(con, path, name)
            _name_sides(con, name, f"{name}.{schema}")
        return _compared(con)


def listed(differences: pl.DataFrame) -> pl.DataFrame:
    """What pages list of differences: whole figures of tertials and years that were over, and of two that say the same
    of the same thing one; all of GFO before its kommuner (DIFFERENCE_SCHEMA)."""
    over = differences.filter(
        pl.col("settled") & (pl.col("cut") == "") & pl.col("period").str.contains(r"^\d{4}(T\d)?$")
    )
    said = ["area", "period", "old_value", "old_status", "new_value", "new_status"]
    same = pl.DataFrame(
        list(same_figures().items()), schema={"kpi": pl.String, "same_as": pl.String}, orient="row"
    )
    twice = (
        over.join(same, on="kpi")
        .join(over.select(pl.col("kpi").alias("same_as"), *said), on=["same_as", *said], nulls_equal=True)
        .select("kpi", "area", "period")
    )
    once = over.join(twice, on=["kpi", "area", "period"], how="anti", maintain_order="left")
    return once.sort(pl.col("area") != GFO, maintain_order=True)


def changed_within(con: duckdb.DuckDBPyConnection, former: Path | None) -> pl.DataFrame:
    """What the file that the connection is writing says otherwise than an earlier file of the same audience.

    Only figures that neither hides; none where there is no earlier file, or it is damaged (DIFFERENCE_SCHEMA).
    """
    if former is None or not is_sound(former):
        return pl.DataFrame(schema=DIFFERENCE_SCHEMA)
    attach(con, former.resolve(), "former")
    _name_sides(con, "former", "former.main")
    _name_sides(con, "latter", "main")
    found = _compared(con)
    for side in ("former", "latter"):
        for table in _TABLES:
            con.execute(f"drop view {side}_{table}")
    con.execute("drop view latter_correction_effect")
    con.execute("detach former")
    return found.filter((pl.col("old_status") != "hidden") & (pl.col("new_status") != "hidden"))


def _name_sides(con: duckdb.DuckDBPyConnection, side: str, schema: str) -> None:
    for table in _TABLES:
        con.execute(f"create temp view {side}_{table} as select * from {schema}.{table}")
    if side != "latter":
        return
    try:
        con.execute(f"create temp view latter_correction_effect as from {schema}.correction_effect")
    except duckdb.CatalogException:
        con.execute(f"create temp view latter_correction_effect as {_query('no_correction_effect')}")


def _compared(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    return con.sql(_query("difference")).pl().cast(DIFFERENCE_SCHEMA)


def _query(name: str) -> str:
    return (SQL_ROOT / "engine" / f"{name}.sql").read_text("utf-8")
