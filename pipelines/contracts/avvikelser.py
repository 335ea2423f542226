"""`avvikelser`: something went wrong in the cooperation. Source: GFO's register of deviations."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, rule, warning, where
from pipelines.contracts.findings import Severity
from pipelines.contracts.keyed import KeyedField
from pipelines.reference import GFO


class Avvikelser(Contract):
    """One row a deviation; it is open until the day it is closed."""

    deviation_id = column.identifier("avvikelse_id", "Avvikelsens löpnummer hos GFO.", "A-2026-05")
    kommun_code = column.kommun("kommun", "Kommunen som avvikelsen gäller: namn eller fyrsiffrig kod.")
    day = column.day("datum", "Dagen då avvikelsen rapporterades.", "2026-04-08", future=Severity.ROW)
    category = column.code("kategori", "Vad avvikelsen gäller.", "kategori")
    status = column.code("status", "Hur långt hanteringen har kommit.", "avvikelsestatus", example="atgardad")
    closed = column.day(
        "stangd",
        "Dagen då avvikelsen stängdes; tom om den är öppen.",
        "2026-05-20",
        nullable=True,
        future=Severity.ROW,
    )

    @rule(
        "R071",
        "Stängd får inte ligga före datum.",
        remedy="Rätta det av de två datumen som är fel.",
        field="closed",
    )
    def closed_not_before_day(cls) -> pl.Expr:
        return pl.col("closed") >= pl.col("day")

    @rule(
        "R072",
        "En öppen avvikelse får inte ha något datum i stangd.",
        remedy="Töm stangd, eller ändra status.",
        field="closed",
    )
    def open_has_no_closing_day(cls) -> pl.Expr:
        return where(pl.col("status") == "oppen", pl.col("closed").is_null())

    @warning(
        "R073",
        "Avvikelsen är avslutad men stangd är tomt, så den räknas som öppen.",
        remedy="Fyll i dagen då den stängdes.",
        field="closed",
    )
    def finished_has_a_closing_day(cls) -> pl.Expr:
        return where(pl.col("status") == "avslutad", pl.col("closed").is_not_null())


DATASET = Dataset(
    "avvikelser",
    "Avvikelser",
    "gfo",
    Avvikelser,
    ("deviation_id",),
    (KeyedField("deviation_id", "avvikelse", GFO),),
    while_owner=True,
    state="status",
)
