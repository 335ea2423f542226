"""What the kommuner are compared with: Kolada's figures and areas, and which kommuner make up a group or the county."""

from __future__ import annotations

import duckdb
import polars as pl

from pipelines.reference import read_reference
from pipelines.warehouse.tables import create_table


def write_compared_with(con: duckdb.DuckDBPyConnection) -> None:
    """Create `input.kolada_kpi`, `kolada_area` and `kolada_member`."""
    create_table(
        con,
        "input.kolada_kpi",
        {
            "kolada_kpi": pl.String, "name": pl.String, "title": pl.String, "unit": pl.String,
            "decimals": pl.Int32, "direction": pl.String, "compared": pl.Boolean,
            "published_month": pl.Int32, "published_after": pl.Int32, "twin": pl.String, "page": pl.String,
            "about": pl.String, "position": pl.Int32,
        },
        [
            (
                row["kpi"],
                row["name"],
                row["title"],
                row["unit"],
                int(row["decimals"]),
                row["direction"],
                row["compared"] == "ja",
                int(row["published_month"]),
                int(row["published_after"]),
                row["twin"],
                row["page"],
                row["about"],
                position,
            )
            for position, row in enumerate(read_reference("kolada"), start=1)
        ],
    )  # fmt: skip
    create_table(
        con,
        "input.kolada_area",
        {"area": pl.String, "name": pl.String, "kind": pl.String, "alike": pl.String},
        [(row["area"], row["name"], row["kind"], row["alike"]) for row in read_reference("kolada_areas")],
    )
    create_table(
        con,
        "input.kolada_member",
        {"area": pl.String, "member": pl.String},
        [(row["area"], row["member"]) for row in read_reference("kolada_members")],
    )
