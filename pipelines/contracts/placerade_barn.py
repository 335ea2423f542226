"""`placerade_barn`: the agreed number of placed children for the allocation key. Source: GFO and the kommuner."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, dated_rule


class PlaceradeBarn(Contract):
    """One row a kommun and year."""

    kommun_code = column.kommun()
    year = column.year("ar", "Året som antalet gäller.", "2025")
    children = column.whole(
        "antal", "Antal placerade barn som kommunerna har kommit överens om.", "62", low=0, high=10_000
    )

    @dated_rule(
        "R101",
        "Året hade inte börjat när leveransen togs emot.",
        remedy="Rätta året, eller ta bort raden.",
        field="year",
    )
    def year_has_begun(cls, received: date) -> pl.Expr:
        return pl.col("year") <= received.year


DATASET = Dataset("placerade_barn", "Placerade barn", "gfo", PlaceradeBarn, ("kommun_code", "year"))
