"""`utbildning`: trainings and meetings that GFO holds. Source: GFO's calendar of trainings."""

from __future__ import annotations

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset
from pipelines.contracts.findings import Severity
from pipelines.contracts.keyed import KeyedField
from pipelines.reference import GFO


class Utbildning(Contract):
    """One row an occasion, or a kommun's participants in it; a blank kommun counts for GFO only."""

    event_id = column.identifier("tillfalle_id", "Tillfällets löpnummer hos GFO.", "U-2026-04")
    day = column.day("datum", "Dagen för tillfället.", "2026-03-14", future=Severity.WARNING)
    training_type = column.code("typ", "Slag av utbildning eller träff.", "utbildningstyp")
    participants = column.whole("deltagare", "Antal personer som deltog.", "14", low=0, high=2000)
    kommun_code = column.kommun("kommun", "Kommunen, om tillfället gällde bara en.", nullable=True)


DATASET = Dataset(
    "utbildning",
    "Utbildning",
    "gfo",
    Utbildning,
    ("event_id",),
    (KeyedField("event_id", "tillfalle", GFO),),
    while_owner=True,
)
