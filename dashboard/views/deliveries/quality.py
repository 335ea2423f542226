"""Data quality: what is late, what the checks found, and what was waived or corrected."""

from __future__ import annotations

from dashboard.blocks import text
from dashboard.blocks.table import Table
from dashboard.published.figures import Figures
from dashboard.words import formats

OUTCOMES = {
    "applied": "gäller",
    "retired": "behövs inte längre",
    "expired": "har gått ut",
    "waiting": "väntar på leverans",
}
_KINDS = {"rattelse": "Rättelse", "undantag": "Undantag"}


def late(figures: Figures) -> None:
    """Who is late for the newest tertial that has ended."""
    if not figures.deliveries.expected:
        return
    found = [row for row in figures.deliveries.expected if row.timeliness in ("sen", "aldrig levererad")]
    text.heading("Sena leveranser", "Mot det senaste tertial som är slut.")
    if not found:
        text.paragraph("Inget saknas: alla har levererat.")
        return
    rows = tuple(
        (
            _dataset(figures, row.dataset),
            _sender(figures, row.sender),
            row.timeliness.capitalize(),
            str(row.through or formats.MISSING),
        )
        for row in found
    )
    text.show_table(Table(("Uppgifter", "Avsändare", "Läge", "Täcker t.o.m."), rows), "Sena leveranser")


def findings(figures: Figures) -> None:
    """Errors and warnings per dataset and column, counted over every delivery so far; never which rows."""
    deliveries = {receipt.delivery_id: receipt for receipt in figures.deliveries.receipts}
    counted: dict[tuple[str, str, str], int] = {}
    for found in figures.deliveries.findings:
        delivery = deliveries.get(found.delivery_id)
        if delivery is not None:
            key = (delivery.dataset, found.column_name or formats.MISSING, found.severity)
            counted[key] = counted.get(key, 0) + found.findings
    if not deliveries:
        return
    text.heading(
        "Fel per kolumn",
        f"Alla fynd ur {formats.number(len(deliveries))} leveranser så här långt, också de som har levererats om.",
    )
    if not counted:
        text.paragraph("Inga fel eller varningar.")
        return
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = tuple(
        (_dataset(figures, dataset), column, severity.capitalize(), formats.number(number))
        for (dataset, column, severity), number in ordered
    )
    text.show_table(Table(("Uppgifter", "Kolumn", "Slag", "Antal"), rows, frozenset({3})), "Fel per kolumn")


def crosschecks(figures: Figures) -> None:
    """The checks between datasets that found something; how many there were that found nothing."""
    every = figures.deliveries.crosschecks
    if not every:
        return
    found = [row for row in every if row.outcome == "fynd"]
    passed = sum(row.outcome == "godkänd" for row in every)
    text.heading(
        "Kontroller mellan uppgifterna",
        f"{formats.number(passed)} av {formats.number(len(every))} kontroller är godkända utan fynd.",
    )
    if found:
        rows = tuple(
            (
                row.sentence,
                figures.names.get(row.kommun_code, row.kommun_code),
                formats.number(row.findings),
                row.remedy,
            )
            for row in found
        )
        text.show_table(
            Table(("Fynd", "Område", "Antal", "Åtgärd"), rows, frozenset({2})), "Fynd mellan uppgifterna"
        )


def declarations(figures: Figures) -> None:
    """Corrections and waivers, each with its reason and its end."""
    if not figures.deliveries.declarations:
        return
    text.heading("Rättelser och undantag", "Beslutade avsteg från det levererade, med skäl och slutdag.")
    rows = tuple(
        (
            _KINDS.get(row.kind, row.kind),
            _dataset(figures, row.dataset),
            _sender(figures, row.sender),
            row.reason,
            row.decided_by,
            str(row.until or formats.MISSING),
            OUTCOMES.get(row.outcome, row.outcome),
        )
        for row in figures.deliveries.declarations
    )
    head = ("Slag", "Uppgifter", "Avsändare", "Skäl", "Beslutat av", "Till och med", "Läge")
    text.show_table(Table(head, rows), "Rättelser och undantag")


def _dataset(figures: Figures, dataset: str) -> str:
    return figures.codes("dataset").get(dataset, dataset)


def _sender(figures: Figures, sender: str) -> str:
    return figures.names.get(sender, sender)
