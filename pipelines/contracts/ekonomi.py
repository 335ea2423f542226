"""`ekonomi`: GFO's own budget, outcome and prognosis, tertial by tertial. Source: GFO's accounts."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, dated_rule, rule, warning, where


class Ekonomi(Contract):
    """One row a tertial and item. Kronor; budget and outcome are the tertial's alone, prognosis the full year's."""

    year = column.year("ar", "Året.", "2026")
    tertial = column.whole("tertial", "Tertialen: 1, 2 eller 3.", "2", low=1, high=3)
    item = column.code("post", "Posten i budgeten.", "post")
    budget = column.kronor("budget", "Tertialens budget i kronor.", "1250000")
    outcome = column.kronor(
        "utfall", "Tertialens utfall i kronor; tomt tills det är känt.", "1198400", nullable=True
    )
    prognosis = column.kronor(
        "prognos", "Helårets utfall som det bedömdes vid tertialens slut, i kronor.", "3700000", nullable=True
    )

    @rule(
        "R061",
        "Intäkter ska anges som positiva belopp.",
        remedy="Ta bort minustecknet. Ägarnas bidrag räknas inte in.",
        field="outcome",
    )
    def income_positive(cls) -> pl.Expr:
        amounts = pl.min_horizontal("budget", "outcome", "prognosis")
        return where(pl.col("item") == "intakter", amounts >= 0)

    @rule(
        "R062",
        "Budgeten för en kostnad får inte vara negativ.",
        remedy="Kontrollera tecknet.",
        field="budget",
    )
    def cost_budget_positive(cls) -> pl.Expr:
        return where(pl.col("item") != "intakter", pl.col("budget") >= 0)

    @warning(
        "R063",
        "Utfallet för en kostnad är negativt.",
        remedy="Kontrollera tecknet. En kreditering räknas som den står.",
        field="outcome",
    )
    def cost_outcome_positive(cls) -> pl.Expr:
        return where(pl.col("item") != "intakter", pl.col("outcome") >= 0)

    @dated_rule(
        "R064",
        "Utfallet gäller en tertial som inte hade börjat när leveransen togs emot.",
        remedy="Lämna utfall tomt tills tertialen har börjat, eller rätta år och tertial.",
        field="outcome",
    )
    def outcome_has_begun(cls, received: date) -> pl.Expr:
        starts = pl.date(pl.col("year"), pl.col("tertial") * 4 - 3, 1)
        return where(pl.col("outcome").is_not_null(), starts <= received)


DATASET = Dataset(
    "ekonomi",
    "Ekonomi",
    "gfo",
    Ekonomi,
    ("year", "tertial", "item"),
    repeated=(
        "Är det flera konton inom samma post: summera dem till en rad. Är det samma uppgift två gånger: ta bort den "
        "rad som inte gäller."
    ),
)
