"""`jamforelse`: what Kolada publishes of the kommuner, their like, the county and the country. Source: Kolada (RKA).

The figures and areas that are compared are those of `data/reference/kolada.csv` and `kolada_areas.csv`.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, dated_rule, rule, warning, where
from pipelines.reference import kolada_areas, kolada_kpis, read_reference

KOLADA = "Kolada"
"""The sender's code."""

_COUNTS = [row["kpi"] for row in read_reference("kolada") if row["unit"] == "barn"]
_GROUPS = [row["area"] for row in read_reference("kolada_areas") if row["kind"] in ("grupp", "lan")]


def _bound_of_row(name: str) -> pl.Expr:
    """The lowest or highest that each row's figure can be; null where it has none, as what may lie below zero."""
    bounds = {row["kpi"]: float(row[name]) for row in read_reference("kolada") if row[name]}
    kpi = pl.col("kolada_kpi").cast(pl.String)
    return kpi.replace_strict(bounds, default=None, return_dtype=pl.Float64)


class Jamforelse(Contract):
    """One row a figure, area, year and gender; without a value where Kolada has none or withholds it."""

    kolada_kpi = column.listed("nyckeltal", "Nyckeltalets id i Kolada.", kolada_kpis(), "N33817")
    area = column.listed(
        "omrade",
        "Områdets id i Kolada: en kommun, en grupp av liknande kommuner, länet (0022) eller riket (0000).",
        kolada_areas(),
        "2282",
    )
    year = column.year("ar", "Året som siffran gäller.", "2025")
    gender = column.code("kon", "Kön: T är alla, K kvinnor och M män.", "kolada_kon")
    value = column.figure("varde", "Siffran. Tom när Kolada inte har den eller inte visar den.", "6,4", True)
    status = column.text("status", "Varför siffran är tom, med Koladas ord.", "", nullable=True)

    @dated_rule(
        "R121",
        "Året var inte slut när leveransen togs emot.",
        remedy="Rätta året, eller ta bort raden.",
        field="year",
    )
    def year_is_over(cls, received: date) -> pl.Expr:
        return pl.col("year") < received.year

    @rule(
        "R123",
        "Siffran är lägre eller högre än nyckeltalet kan vara.",
        remedy=(
            "Rätta siffran: ett antal, en kostnad och ett tal per 1 000 invånare är aldrig under noll, en andel aldrig "
            "över 100."
        ),
        field="value",
    )
    def value_is_possible(cls) -> pl.Expr:
        value = pl.col("value").cast(pl.Float64)
        low, high = (_bound_of_row(bound) for bound in ("low", "high"))
        possible = (low.is_null() | (value >= low)) & (high.is_null() | (value <= high))
        return where(value.is_not_null() & pl.col("status").is_null(), possible)

    @rule(
        "R124",
        "Ett antal barn är inte ett helt tal.",
        remedy="Rätta siffran, eller nyckeltalets id: är det ett tal per 1 000 invånare hör det till ett annat.",
        field="value",
    )
    def children_are_counted_whole(cls) -> pl.Expr:
        # Of a group or the county Kolada's figure may be a mean.
        counted = pl.col("kolada_kpi").cast(pl.String).is_in(_COUNTS) & ~pl.col("area").cast(pl.String).is_in(
            _GROUPS
        )
        return where(counted & pl.col("value").is_not_null(), pl.col("value") % 1 == 0)

    @warning(
        "R122",
        "Siffran har en status och visas därför inte.",
        remedy="Inget behöver göras. Ska siffran visas: fråga Kolada vad statusen betyder.",
        field="status",
    )
    def a_value_has_no_status(cls) -> pl.Expr:
        return where(pl.col("value").is_not_null(), pl.col("status").is_null())


DATASET = Dataset(
    "jamforelse",
    "Jämförelse med landet",
    "kolada",
    Jamforelse,
    ("kolada_kpi", "area", "year", "gender"),
    sender_of_row=pl.lit(KOLADA),
    whole=(("kolada_kpi", "year"), ("area", "year")),
)
