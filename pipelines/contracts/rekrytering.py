"""`rekrytering`: from a family's enquiry to a decision. Source: GFO's recruitment register."""

from __future__ import annotations

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset, rule, warning, where
from pipelines.contracts.findings import Severity
from pipelines.contracts.keyed import KeyedField
from pipelines.reference import GFO


class Rekrytering(Contract):
    """One row an enquiry; blank days have not come yet."""

    enquiry_id = column.identifier("arende_id", "Ärendets löpnummer hos GFO.", "I-2026-031")
    received = column.day("inkommen", "Dagen då intresseanmälan kom in.", "2026-01-15", future=Severity.ROW)
    channel = column.code("kanal", "Hur familjen hittade till GFO.", "kanal")
    first_talk = column.day(
        "inledande_samtal",
        "Dagen för det inledande samtalet.",
        "2026-01-22",
        nullable=True,
        future=Severity.WARNING,
    )
    assessment_started = column.day(
        "kartlaggning_start",
        "Dagen då kartläggningen började.",
        "2026-02-03",
        nullable=True,
        future=Severity.WARNING,
    )
    assessment_done = column.day(
        "kartlaggning_klar",
        "Dagen då kartläggningen var klar.",
        "2026-04-20",
        nullable=True,
        future=Severity.WARNING,
    )
    decision = column.code("beslut", "Hur ärendet slutade; tomt om det pågår.", "beslut", nullable=True)
    decision_date = column.day(
        "beslutsdatum",
        "Dagen för beslutet; krävs med beslut.",
        "2026-05-02",
        nullable=True,
        future=Severity.ROW,
    )
    home_kommun_code = column.kommun("hemkommun", "Kommunen där familjen bor.", nullable=True)
    home_id = column.identifier(
        "hem_id", "GFO:s pseudonym för hemmet, om det kom in i banken.", "F-118", nullable=True
    )

    @rule(
        "R031",
        "Ett beslut måste ha ett beslutsdatum.",
        remedy="Fyll i beslutsdatum, eller töm beslut om ärendet pågår.",
        field="decision_date",
    )
    def decision_has_a_day(cls) -> pl.Expr:
        return where(pl.col("decision").is_not_null(), pl.col("decision_date").is_not_null())

    @rule(
        "R032",
        "Ett beslutsdatum måste ha ett beslut.",
        remedy="Fyll i beslut, eller töm beslutsdatum om ärendet pågår.",
        field="decision",
    )
    def day_has_a_decision(cls) -> pl.Expr:
        return where(pl.col("decision_date").is_not_null(), pl.col("decision").is_not_null())

    @rule(
        "R033",
        "Beslutsdatum får inte ligga före inkommen.",
        remedy="Rätta det av de två datumen som är fel.",
        field="decision_date",
    )
    def decision_not_before_received(cls) -> pl.Expr:
        return pl.col("decision_date") >= pl.col("received")

    @rule(
        "R034",
        "Inledande samtal får inte ligga före inkommen.",
        remedy="Rätta det av de två datumen som är fel.",
        field="first_talk",
    )
    def talk_not_before_received(cls) -> pl.Expr:
        return pl.col("first_talk") >= pl.col("received")

    @rule(
        "R035",
        "Kartläggningen får inte börja före inkommen.",
        remedy="Rätta det av de två datumen som är fel.",
        field="assessment_started",
    )
    def assessment_not_before_received(cls) -> pl.Expr:
        return pl.col("assessment_started") >= pl.col("received")

    @rule(
        "R036",
        "Kartläggningen får inte vara klar innan den började eller innan anmälan kom in.",
        remedy="Rätta det av datumen som är fel.",
        field="assessment_done",
    )
    def assessment_done_after_start(cls) -> pl.Expr:
        earliest = pl.max_horizontal("assessment_started", "received")
        return pl.col("assessment_done") >= earliest

    @warning(
        "R037",
        "Beslutet fattades innan kartläggningen var klar.",
        remedy="Kontrollera beslutsdatum och kartlaggning_klar. Raden räknas som den står.",
        field="decision_date",
    )
    def decision_after_assessment(cls) -> pl.Expr:
        return where(pl.col("decision") == "godkand", pl.col("decision_date") >= pl.col("assessment_done"))

    @warning(
        "R039",
        "Kartläggningen började före det inledande samtalet.",
        remedy="Kontrollera de två datumen. Raden räknas som den står.",
        field="assessment_started",
    )
    def assessment_after_talk(cls) -> pl.Expr:
        return pl.col("assessment_started") >= pl.col("first_talk")

    @warning(
        "R038",
        "Ärendet har ett hem_id men är inte godkänt.",
        remedy="Kontrollera beslut och hem_id. Raden räknas som den står.",
        field="home_id",
    )
    def home_only_when_approved(cls) -> pl.Expr:
        return where(pl.col("home_id").is_not_null(), (pl.col("decision") == "godkand").fill_null(False))


DATASET = Dataset(
    "rekrytering",
    "Rekrytering",
    "gfo",
    Rekrytering,
    ("enquiry_id",),
    (KeyedField("enquiry_id", "arende", GFO), KeyedField("home_id", "hem", GFO)),
    while_owner=True,
)
