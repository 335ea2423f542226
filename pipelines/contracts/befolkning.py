"""`befolkning`: inhabitants by age on 31 December. Source: SCB, table BefolkningNy (TAB638)."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, dated_rule


class Befolkning(Contract):
    """One row a kommun, year and age."""

    kommun_code = column.kommun(primary_key=True)
    year = column.year("ar", "Året; antalet gäller den 31 december.", "2025", primary_key=True)
    age = column.whole("alder", "Ålder i år.", "7", low=0, high=20, primary_key=True)
    children = column.whole("antal", "Antal invånare i åldern.", "214", low=0, high=100_000)

    @dated_rule(
        "R081",
        "Den 31 december det året hade inte varit när leveransen togs emot.",
        remedy="Ta bort raden: en prognos är inte ett utfall. Eller rätta året.",
        field="year",
    )
    def counted_when_received(cls, received: date) -> pl.Expr:
        return pl.date(pl.col("year"), 12, 31) <= received


DATASET = Dataset("befolkning", "Befolkning", "scb", Befolkning, ("kommun_code", "year", "age"))
