"""`stod`: GFO supports one home on a kommun's assignment. Source: GFO's register of assignments."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, rule
from pipelines.contracts.findings import Severity
from pipelines.contracts.keyed import KeyedField
from pipelines.reference import GFO


class Stod(Contract):
    """One row an assignment; a blank end is open."""

    assignment_id = column.identifier("uppdrag_id", "Uppdragets löpnummer hos GFO.", "S-2026-09")
    kommun_code = column.kommun("kommun", "Kommunen som gav uppdraget: namn eller fyrsiffrig kod.")
    support_type = column.code("typ", "Slag av stöd.", "stodtyp")
    start_date = column.day("startdatum", "Första dagen.", "2026-02-10", future=Severity.WARNING)
    end_date = column.day(
        "slutdatum", "Dagen då uppdraget upphörde; tom om det pågår.", "2026-06-30", nullable=True
    )
    home_id = column.identifier("hem_id", "GFO:s pseudonym för hemmet.", "F-118", nullable=True)

    @rule(
        "R041",
        "Slutdatum får inte ligga före startdatum.",
        remedy="Rätta det av de två datumen som är fel. Lämna slutdatum tomt om uppdraget pågår.",
        field="end_date",
    )
    def end_not_before_start(cls) -> pl.Expr:
        return pl.col("end_date") >= pl.col("start_date")


DATASET = Dataset(
    "stod",
    "Stöd",
    "gfo",
    Stod,
    ("assignment_id",),
    (KeyedField("assignment_id", "uppdrag", GFO), KeyedField("home_id", "hem", GFO)),
    while_owner=True,
)
