"""`kostnader`: what a kommun's placements cost, month by month. Source: each kommun's accounts."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, warning


class Kostnader(Contract):
    """One row a kommun, month and form. Kronor."""

    kommun_code = column.kommun("kommun", "Kommunen som betalar: namn eller fyrsiffrig kod.")
    month = column.month("manad", "Månaden, ÅÅÅÅ-MM.", "2026-05")
    form = column.code("placeringsform", "Vilken form kostnaden gäller.", "placeringsform")
    amount = column.kronor("belopp", "Kostnaden i kronor.", "418250,00")

    @warning(
        "R051",
        "Beloppet är negativt.",
        remedy="Kontrollera tecknet. En kreditering räknas som den står.",
        field="amount",
    )
    def amount_not_negative(cls) -> pl.Expr:
        return pl.col("amount") >= 0

    @warning(
        "R052",
        "Beloppet är över 50 miljoner kronor för en månad och en form.",
        remedy="Kontrollera att beloppet är i kronor och gäller en enda månad. Raden räknas som den står.",
        field="amount",
    )
    def amount_for_one_month(cls) -> pl.Expr:
        return pl.col("amount") <= 50_000_000


DATASET = Dataset(
    "kostnader",
    "Kostnader",
    "kommun",
    Kostnader,
    ("kommun_code", "month", "form"),
    monthly=True,
    repeated=(
        "Summera beloppen till en rad för varje kommun, månad och form. Ta inte bort någon rad: då försvinner "
        "dess kostnad."
    ),
    repeated_alike=(
        "Är den inklistrad två gånger: ta bort den. Är det olika kostnader: summera dem till en rad.",
        "Är de inklistrade två gånger: ta bort dem. Är det olika kostnader: summera dem till en rad.",
    ),
    repeated_staff="Eller låt avsändarens mappning summera dem: sum = true under datasets.kostnader.",
    repeated_adds_up=True,
)
