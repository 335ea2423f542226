"""`fordelning`: how a year's budget is shared between the kommuner. Source: GFO's yearly decision."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, dated_warning, rule


class Fordelning(Contract):
    """One row a budget year: the sum to share, the weights and the years the shares are taken from."""

    year = column.year("ar", "Budgetåret.", "2026")
    budget = column.kronor("budget", "Summan som kommunerna delar på, i kronor.", "8351119")
    base_year = column.year("basar", "Året som befolkningen tas från.", "2023")
    base_year_placed = column.year(
        "basar_placerade",
        "Året som placerade barn tas från; tomt betyder basar.",
        "2023",
        nullable=True,
        fill_from="base_year",
    )
    weight_population = column.weight("vikt_befolkning", "Andelen som delas efter befolkning.", "0,5")
    weight_placed = column.weight("vikt_placerade", "Andelen som delas efter placerade barn.", "0,5")
    age_to = column.whole("alder_till", "Barn räknas till och med den åldern.", "17", low=0, high=20)

    @rule(
        "R091",
        "Vikterna ska vara minst 0 och tillsammans bli exakt 1.",
        remedy="Rätta vikterna, till exempel 0,5 och 0,5.",
        field="weight_population",
    )
    def weights_add_up_to_one(cls) -> pl.Expr:
        both = pl.col("weight_population") + pl.col("weight_placed")
        return (both == 1) & (pl.col("weight_population") >= 0) & (pl.col("weight_placed") >= 0)

    @rule("R092", "Budgeten ska vara större än 0.", remedy="Rätta budgeten.", field="budget")
    def budget_above_zero(cls) -> pl.Expr:
        return pl.col("budget") > 0

    @rule(
        "R095",
        "Budgeten ska vara i hela kronor.",
        remedy="Avrunda budgeten till hela kronor: summan delas exakt, krona för krona.",
        field="budget",
    )
    def budget_in_whole_kronor(cls) -> pl.Expr:
        return pl.col("budget") % 1 == 0

    @rule(
        "R093",
        "Basåret ska ligga före budgetåret.",
        remedy="Rätta basåret: den 31 december det året måste ha varit när budgeten läggs.",
        field="base_year",
    )
    def base_year_before_year(cls) -> pl.Expr:
        return pl.max_horizontal("base_year", "base_year_placed") < pl.col("year")

    @dated_warning(
        "R094",
        "Budgetåret ligger mer än två år fram.",
        remedy="Kontrollera året. Raden räknas som den står.",
        field="year",
    )
    def year_is_near(cls, received: date) -> pl.Expr:
        return pl.col("year") <= received.year + 2


DATASET = Dataset("fordelning", "Fördelning", "gfo", Fordelning, ("year",))
