"""`publicerat`: figures from old reports, for periods with no rows. Source: the report that each row names."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, dated_rule


class Publicerat(Contract):
    """One row a figure."""

    kpi = column.kpi_id()
    area = column.area()
    period = column.period()
    value = column.figure("varde", "Siffran som den publicerades.", "41")
    source = column.text("kalla", "Rapporten som siffran står i.", "Årsbokslut 2022, sidan 12")

    @dated_rule(
        "R111",
        "Perioden hade inte börjat när leveransen togs emot.",
        remedy="Rätta perioden: bara siffror som redan har publicerats hör hemma här.",
        field="period",
    )
    def period_has_begun(cls, received: date) -> pl.Expr:
        return pl.col("period").str.slice(0, 4).cast(pl.Int32, strict=False) <= received.year


DATASET = Dataset("publicerat", "Publicerade siffror", "gfo", Publicerat, ("kpi", "area", "period"))
