"""Data quality: what the checks between registers found, and what was waived or corrected."""

from __future__ import annotations

from dashboard.blocks import downloads, text
from dashboard.published.figures import Figures
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import sentences
from dashboard.views.deliveries.findings import found_in
from dashboard.words import formats
from dashboard.words.audiences import sender_name
from dashboard.words.tables import Table

OUTCOMES = {
    "applied": "gäller",
    "retired": "behövs inte längre",
    "expired": "har gått ut",
    "waiting": "väntar på leverans",
}
_KINDS = {"rattelse": "Rättelse", "undantag": "Undantag"}


def to_mend(reader: Reader) -> str:
    """What is late, at fault or against another register, or that nothing is; blank where rows or a delivery are
    refused without being any of these, or nothing is delivered at all."""
    deliveries = reader.figures.deliveries
    said = sentences.to_mend(
        sum(row.is_late for row in deliveries.expected),
        sum(1 for one in found_in(reader.figures) if one.left and one.needs_mending),
        sum(row.outcome == "fynd" for row in deliveries.crosschecks),
    )
    refused = any(row.rows_refused for row in deliveries.standing) or any(
        row.waiting_status for row in deliveries.expected
    )
    return said or ("" if refused or not deliveries.standing else sentences.NOTHING_TO_MEND)


def crosschecks(reader: Reader) -> None:
    """What the checks between datasets found; nothing where they found nothing."""
    figures = reader.figures
    found = [row for row in figures.deliveries.crosschecks if row.outcome == "fynd"]
    if not found:
        return
    text.heading("Kontroller mellan uppgifterna", _passed(figures))
    rows = tuple(
        (
            row.sentence,
            figures.names.get(row.kommun_code, row.kommun_code),
            row.findings,
            row.remedy,
        )
        for row in found
    )
    table = Table(("Fynd", "Område", "Antal", "Åtgärd"), rows)
    downloads.listed(reader, table, "Fynd mellan uppgifterna", stacked=True)


def passed(reader: Reader) -> str:
    """What was looked for without anything being found, in a line; blank of what has a section of its own."""
    deliveries = reader.figures.deliveries
    found = any(row.outcome == "fynd" for row in deliveries.crosschecks)
    said = _passed(reader.figures) if deliveries.crosschecks and not found else ""
    # Few of the old reports' figures are a kommun's.
    old = "" if reader.whose or deliveries.report_differences else sentences.NO_DIFFERENCES
    return " ".join(filter(None, (said, old)))


def _passed(figures: Figures) -> str:
    every = figures.deliveries.crosschecks
    return sentences.passed(sum(row.outcome == "godkänd" for row in every), len(every))


def declarations(reader: Reader) -> None:
    """Corrections and waivers, each with its reason and its end, behind a line."""
    figures = reader.figures
    if not figures.deliveries.declarations:
        return
    rows = tuple(
        (
            _KINDS.get(row.kind, row.kind),
            _dataset(figures, row.dataset),
            _sender(figures, row.sender),
            row.reason,
            row.decided_by,
            row.until,
            OUTCOMES.get(row.outcome, row.outcome),
        )
        for row in figures.deliveries.declarations
    )
    head = ("Slag", "Uppgifter", "Avsändare", "Skäl", "Beslutat av", "Till och med", "Läge")
    summary = f"Rättelser och undantag, med skäl och slutdag: {formats.number(len(rows))}"
    downloads.folded(reader, summary, Table(head, rows), "Rättelser och undantag", stacked=True)


def _dataset(figures: Figures, dataset: str) -> str:
    return figures.codes("dataset").get(dataset, dataset)


def _sender(figures: Figures, sender: str) -> str:
    return sender_name(sender, figures.names)
