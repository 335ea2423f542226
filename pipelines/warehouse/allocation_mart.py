"""The marts `cost_allocation` and `allocation_input`: every year there is a key, frozen years from their snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import duckdb
import polars as pl

from pipelines.allocation import (
    EFFECTS,
    KeyInputs,
    KeyRow,
    allocate,
    explain_change,
    key_inputs,
    membership_months,
)
from pipelines.errors import ReaderError
from pipelines.reference import Owner
from pipelines.warehouse.models import read_query
from pipelines.warehouse.tables import create_from, create_table

#: One input of a year's key; `dated` is the day its delivery was received, `source` its dataset.
INPUT_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "year": pl.Int32,
    "component": pl.String,
    "base_year": pl.Int32,
    "area": pl.String,
    "value": pl.Decimal(18, 6),
    "dated": pl.Date,
    "source": pl.String,
}
#: One kommun's part of one year's budget.
SHARE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "year": pl.Int32,
    "area": pl.String,
    "months": pl.Int32,
    "children": pl.Int32,
    "placed": pl.Int32,
    "population_share": pl.Decimal(18, 12),
    "placed_share": pl.Decimal(18, 12),
    "population_amount_sek": pl.Int64,
    "placed_amount_sek": pl.Int64,
    "amount_sek": pl.Int64,
}
PROBLEM_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "year": pl.Int32,
    "code": pl.String,
    "message": pl.String,
}
_SHARE = Decimal(10) ** -12
_PROBLEMS = "select message from mart.allocation_problem order by year"


def delivered_inputs(con: duckdb.DuckDBPyConnection, owners: Iterable[Owner]) -> pl.DataFrame:
    """The inputs of every year as the active deliveries and the list of owners give them (INPUT_SCHEMA)."""
    frame = con.sql(read_query("engine", "allocation_input")).pl().cast(INPUT_SCHEMA)
    owners = tuple(owners)
    months = [
        (year, "months", None, code, Decimal(count), None, "owners.csv")
        for year in frame["year"].unique().sort().to_list()
        for code, count in membership_months(owners, year).items()
    ]
    return pl.concat([frame, pl.DataFrame(months, schema=INPUT_SCHEMA, orient="row")]).sort(
        "year", "component", "area"
    )


def _key(year: int, inputs: pl.DataFrame) -> KeyInputs:
    """One year's rows of INPUT_SCHEMA as the allocation reads them. Raises as `key_inputs`."""
    rows = inputs.filter(pl.col("year") == year).select("component", "base_year", "area", "value")
    return key_inputs(year, (KeyRow(*row) for row in rows.iter_rows()))


def write_allocation(
    con: duckdb.DuckDBPyConnection, owners: Iterable[Owner], frozen: pl.DataFrame | None = None
) -> None:
    """Create `mart.allocation_input`, `cost_allocation`, `allocation_change` and `allocation_problem`.

    `frozen` (INPUT_SCHEMA) are the snapshots of years already released: they stand whatever is delivered later.
    """
    delivered = delivered_inputs(con, owners)
    inputs = delivered
    if frozen is not None and frozen.height:
        inputs = pl.concat([delivered.join(frozen.select("year").unique(), on="year", how="anti"), frozen])
    shares, problems = [], []
    keys: dict[int, KeyInputs] = {}
    for year in inputs["year"].unique().sort().to_list():
        try:
            key = _key(year, inputs)
            rows = allocate(key)
        except ReaderError as error:
            problems.append((year, error.code, str(error)))
            continue
        keys[year] = key
        shares += [
            (
                year,
                row.kommun_code,
                row.months,
                row.children,
                row.placed,
                _decimal(row.population_share),
                _decimal(row.placed_share),
                row.population_amount_sek,
                row.placed_amount_sek,
                row.amount_sek,
            )
            for row in rows
        ]
    create_from(con, "mart.allocation_input", inputs.sort("year", "component", "area"))
    create_table(con, "mart.cost_allocation", SHARE_SCHEMA, shares)
    create_from(con, "mart.allocation_change", _changes(keys))
    create_table(con, "mart.allocation_problem", PROBLEM_SCHEMA, problems)


def _changes(keys: dict[int, KeyInputs]) -> pl.DataFrame:
    """Every kommun's change since the year before, an effect a row.

    A year has none without a year before, or when the two cannot be mixed: a first weight on placed children,
    say, of whom there were none the year before. Both are shared all the same, so that is no reason to stop.
    """
    rows: list[tuple[int, str, str, int]] = []
    for year, key in keys.items():
        if year - 1 not in keys:
            continue
        try:
            changes = explain_change(keys[year - 1], key)
        except ReaderError:
            continue
        rows += [
            (year, change.kommun_code, effect, getattr(change, f"{effect}_sek"))
            for change in changes
            for effect in EFFECTS
        ]
    schema = {"year": pl.Int32, "area": pl.String, "effect": pl.String, "amount_sek": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _decimal(share: Fraction) -> Decimal:
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(_SHARE)


def allocation_problems(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Why years there is a key for could not be shared, as written in a warehouse: one text a year, oldest first."""
    return [text for (text,) in con.execute(_PROBLEMS).fetchall()]
