"""`remisser`: a kommun asks GFO for a home for one child. Source: GFO's referral register."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.between import SameTwice
from pipelines.contracts.contract import Contract, Dataset, dated_rule, rule, warning, where
from pipelines.contracts.findings import Severity
from pipelines.contracts.keyed import KeyedField
from pipelines.reference import GFO, owners


class Remisser(Contract):
    """One row a referral. An open one has no `decided` day."""

    referral_id = column.identifier("remiss_id", "Remissens löpnummer hos GFO.", "R-2026-017")
    kommun_code = column.kommun("kommun", "Kommunen som skickade remissen: namn eller fyrsiffrig kod.")
    child_id = column.identifier("barn_id", "Kommunens pseudonym för barnet, aldrig personnummer.", "B1042")
    received = column.day("inkommen", "Dagen då remissen kom in till GFO.", "2026-05-04", future=Severity.ROW)
    outcome = column.code("utfall", "Hur remissen slutade; pagaende om den inte är avgjord.", "utfall")
    decided = column.day(
        "avslutad",
        "Dagen då remissen avgjordes; tom bara om utfallet är pagaende.",
        "2026-06-12",
        nullable=True,
        future=Severity.ROW,
    )
    birth_year = column.year("fodelsear", "Barnets födelseår.", "2014", low=1990, nullable=True)
    sex = column.code("kon", "Barnets kön.", "kon", nullable=True)
    sought_form = column.code("sokt_form", "Vilken form som söks.", "sokt_form", nullable=True)

    @rule(
        "R001",
        "Avslutad får inte ligga före inkommen.",
        remedy="Rätta det av de två datumen som är fel.",
        field="decided",
    )
    def decided_not_before_received(cls) -> pl.Expr:
        return pl.col("decided") >= pl.col("received")

    @rule(
        "R002",
        "En avgjord remiss måste ha ett datum i avslutad.",
        remedy="Fyll i dagen då remissen avgjordes, eller ändra utfallet till pagaende.",
        field="decided",
    )
    def decided_has_a_day(cls) -> pl.Expr:
        return where(pl.col("outcome") != "pagaende", pl.col("decided").is_not_null())

    @rule(
        "R003",
        "En pågående remiss får inte ha något datum i avslutad.",
        remedy="Töm avslutad, eller ange det utfall som remissen fick.",
        field="decided",
    )
    def open_has_no_day(cls) -> pl.Expr:
        return where(pl.col("outcome") == "pagaende", pl.col("decided").is_null())

    @rule(
        "R004",
        "Remissen kom in före den dag då kommunen blev delägare i GFO, eller efter att den lämnade.",
        remedy="Kontrollera kommun och inkommen. En kommun som inte är delägare kan inte ha någon remiss hos GFO.",
        field="received",
    )
    def received_while_owner(cls) -> pl.Expr:
        members = pl.lit(False)
        for owner in owners():
            inside = (pl.col("kommun_code") == owner.kommun_code) & (pl.col("received") >= owner.joined)
            if owner.left is not None:
                inside = inside & (pl.col("received") < owner.left)
            members = members | inside
        return where(pl.col("kommun_code").is_not_null() & pl.col("received").is_not_null(), members)

    @dated_rule(
        "R005",
        "Födelseåret ligger efter det år då leveransen togs emot.",
        remedy="Rätta födelseåret, eller lämna det tomt om barnet inte är fött.",
        field="birth_year",
    )
    def born_before_delivery(cls, received: date) -> pl.Expr:
        return pl.col("birth_year") <= received.year

    @warning(
        "R006",
        "Barnet var enligt födelseåret äldre än 20 år när remissen kom in.",
        remedy="Kontrollera födelseåret och inkommen. Raden räknas som den står.",
        field="birth_year",
    )
    def child_at_most_20(cls) -> pl.Expr:
        return pl.col("received").dt.year() - pl.col("birth_year") <= 20

    same_day_twice = SameTwice(
        "B006",
        Severity.WARNING,
        "Samma barn har en annan remiss som kom in samma dag, på rad {other}.",
        "Kontrollera om det är samma remiss två gånger. Båda raderna räknas som de står.",
        "received",
        of=("kommun_code", "child_id", "received"),
    )


DATASET = Dataset(
    "remisser",
    "Remisser",
    "gfo",
    Remisser,
    ("referral_id",),
    (KeyedField("referral_id", "remiss", GFO), KeyedField("child_id", "barn", None)),
    while_owner=True,
    state="outcome",
)
