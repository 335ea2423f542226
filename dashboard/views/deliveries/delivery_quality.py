"""Data quality: what is late, what the checks found, and what was waived or corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.blocks import components, sections
from dashboard.blocks.components import Table
from dashboard.published.figures import Figures
from dashboard.server.streamlit_words import DATASETS
from dashboard.words import formats

_HISTORY = (
    "delivery_id",
    "received",
    "dataset",
    "sender",
    "rows_accepted",
    "rows_refused",
    "warnings",
    "status",
)
_FINDINGS = ("delivery_id", "code", "column_name", "severity", "findings")
_DECLARED = ("kind", "dataset", "sender", "column_name", "reason", "decided_by", "until", "outcome")
_OUTCOMES = {"applied": "gäller", "retired": "behövs inte längre", "expired": "har gått ut"}
_KINDS = {"rattelse": "Rättelse", "undantag": "Undantag"}


def late(figures: Figures) -> None:
    """Who is late for the newest tertial that has ended."""
    columns = ("dataset", "sender", "timeliness", "through")
    found = [
        row
        for row in figures.table("delivery_expected", columns, "dataset, sender")
        if row["timeliness"] in ("sen", "aldrig levererad")
    ]
    if not figures.table("delivery_expected", columns, "dataset, sender"):
        return
    components.heading("Sena leveranser", "Mot det senaste tertial som är slut.")
    if not found:
        components.block("<p>Inget saknas: alla har levererat.</p>")
        return
    rows = tuple(
        (
            DATASETS.get(row["dataset"], row["dataset"]),
            _sender(figures, row),
            row["timeliness"].capitalize(),
            str(row["through"] or formats.MISSING),
        )
        for row in found
    )
    components.show_table(Table(("Uppgifter", "Avsändare", "Läge", "Täcker t.o.m."), rows), "Sena leveranser")


def findings(figures: Figures) -> None:
    """Errors and warnings per dataset and column, counted over every delivery so far; never which rows."""
    deliveries = {
        row["delivery_id"]: row for row in figures.table("delivery_history", _HISTORY, "delivery_id")
    }
    counted: dict[tuple[str, str, str], int] = {}
    for row in figures.table("delivery_finding", _FINDINGS, "delivery_id, code"):
        delivery = deliveries.get(row["delivery_id"])
        if delivery is not None:
            key = (delivery["dataset"], row["column_name"] or formats.MISSING, row["severity"])
            counted[key] = counted.get(key, 0) + int(row["findings"])
    if not deliveries:
        return
    components.heading(
        "Fel per kolumn",
        f"Alla fynd ur {formats.number(len(deliveries))} leveranser så här långt, också de som har levererats om.",
    )
    if not counted:
        components.block("<p>Inga fel eller varningar.</p>")
        return
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = tuple(
        (DATASETS.get(dataset, dataset), column, severity.capitalize(), formats.number(number))
        for (dataset, column, severity), number in ordered
    )
    components.show_table(
        Table(("Uppgifter", "Kolumn", "Slag", "Antal"), rows, frozenset({3})), "Fel per kolumn"
    )


def crosschecks(figures: Figures) -> None:
    """The checks between datasets that found something; how many there were that found nothing."""
    columns = ("crosscheck", "sentence", "remedy", "kommun_code", "findings", "outcome")
    every = figures.table("crosscheck", columns, "crosscheck, kommun_code")
    if not every:
        return
    names = sections.names_of(figures)
    found = [row for row in every if row["outcome"] == "fynd"]
    passed = sum(row["outcome"] == "godkänd" for row in every)
    components.heading(
        "Kontroller mellan uppgifterna",
        f"{formats.number(passed)} av {formats.number(len(every))} kontroller är godkända utan fynd.",
    )
    if found:
        rows = tuple(
            (
                row["sentence"],
                names.get(row["kommun_code"], row["kommun_code"]),
                formats.number(row["findings"]),
                row["remedy"],
            )
            for row in found
        )
        components.show_table(
            Table(("Fynd", "Område", "Antal", "Åtgärd"), rows, frozenset({2})), "Fynd mellan uppgifterna"
        )


def declarations(figures: Figures) -> None:
    """Corrections and waivers, each with its reason and its end."""
    found = figures.table("declaration", _DECLARED, "kind, dataset")
    if not found:
        return
    components.heading(
        "Rättelser och undantag", "Beslutade avsteg från det levererade, med skäl och slutdag."
    )
    rows = tuple(
        (
            _KINDS.get(row["kind"], row["kind"]),
            DATASETS.get(row["dataset"], row["dataset"]),
            _sender(figures, row),
            row["reason"] or "",
            row["decided_by"] or "",
            str(row["until"] or formats.MISSING),
            _OUTCOMES.get(row["outcome"], row["outcome"] or ""),
        )
        for row in found
    )
    head = ("Slag", "Uppgifter", "Avsändare", "Skäl", "Beslutat av", "Till och med", "Läge")
    components.show_table(Table(head, rows), "Rättelser och undantag")


def _sender(figures: Figures, row: Mapping[str, Any]) -> str:
    return sections.names_of(figures).get(row["sender"], row["sender"] or "")
