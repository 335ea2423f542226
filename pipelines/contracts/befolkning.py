"""`befolkning`: inhabitants by age on 31 December. Source: SCB, tables TAB638 to 2024 and TAB5557 from 2025.

The two are registers of their own: neither replaces the other. Which one a row belongs to is told by its year, so that
a year never stands in both, however a file was put together.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, dated_rule


class Befolkning(Contract):
    """One row a kommun, year and age."""

    kommun_code = column.kommun()
    # SCB's table begins in 1968, and is fetched whole by some.
    year = column.year("ar", "Året; antalet gäller den 31 december.", "2025", low=1968)
    age = column.whole("alder", "Ålder i år.", "7", low=0, high=20)
    children = column.whole("antal", "Antal invånare i åldern.", "214", low=0, high=100_000)

    @dated_rule(
        "R081",
        "Den 31 december det året hade inte varit när leveransen togs emot.",
        remedy="Ta bort raden: en prognos är inte ett utfall. Eller rätta året.",
        field="year",
    )
    def counted_when_received(cls, received: date) -> pl.Expr:
        return pl.date(pl.col("year"), 12, 31) <= received


SCB, SCB_CKM = "SCB", "SCB-CKM"
"""BefolkningNy (TAB638), and BefolkningCKM (TAB5557), whose cells carry noise."""
FIRST_YEAR_OF_CKM = 2025

DATASET = Dataset(
    "befolkning",
    "Befolkning",
    "scb",
    Befolkning,
    ("kommun_code", "year", "age"),
    sender_of_row=pl.when(pl.col("year") < FIRST_YEAR_OF_CKM)
    .then(pl.lit(SCB))
    .when(pl.col("year") >= FIRST_YEAR_OF_CKM)
    .then(pl.lit(SCB_CKM)),
    whole=(("kommun_code", "year"),),
)
