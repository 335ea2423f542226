"""`familjehem`: the status of every home in the bank over time. Source: GFO's home bank."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.between import Overlap
from pipelines.contracts.contract import Contract, Dataset, rule
from pipelines.contracts.findings import Severity
from pipelines.contracts.keyed import KeyedField
from pipelines.reference import GFO


class Familjehem(Contract):
    """One row a home and status; it holds from `from_date` and no longer on `to_date`."""

    home_id = column.identifier("hem_id", "GFO:s pseudonym för hemmet.", "F-118")
    status = column.code("status", "Hemmets status under tiden.", "hemstatus")
    from_date = column.day("fran", "Första dagen med statusen.", "2026-01-01", future=Severity.WARNING)
    to_date = column.day(
        "till", "Dagen då statusen upphör; tom om den gäller än.", "2026-03-31", nullable=True
    )
    home_type = column.code("hemtyp", "Slag av hem; tom räknas som familjehem.", "hemtyp", nullable=True)
    home_kommun_code = column.kommun("hemkommun", "Kommunen där hemmet ligger.", nullable=True)
    places = column.whole("platser", "Antal platser i hemmet.", "2", low=0, high=20, nullable=True)

    @rule(
        "R021",
        "Till får inte ligga före från.",
        remedy="Rätta det av de två datumen som är fel. Lämna till tomt om statusen gäller än.",
        field="to_date",
    )
    def to_not_before_from(cls) -> pl.Expr:
        return pl.col("to_date") >= pl.col("from_date")

    one_status_a_day = Overlap(
        "B003",
        Severity.ROW,
        "Hemmet har en annan status samma dagar, på rad {other}.",
        "Avsluta den tidigare statusen den dag då nästa börjar.",
        "from_date",
        of=("home_id",),
        start="from_date",
        end="to_date",
    )


DATASET = Dataset(
    "familjehem",
    "Familjehem",
    "gfo",
    Familjehem,
    ("home_id", "from_date"),
    (KeyedField("home_id", "hem", GFO),),
)
