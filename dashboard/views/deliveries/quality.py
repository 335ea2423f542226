"""Data quality: what is late, what the checks between registers found, and what was waived or corrected."""

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


def to_mend(reader: Reader) -> bool:
    """Whether anything is late, refused, at fault or against another register, or nothing is delivered at all."""
    deliveries = reader.figures.deliveries
    return (
        not deliveries.standing
        or any(row.rows_refused for row in deliveries.standing)
        or any(row.is_late or row.waiting_status for row in deliveries.expected)
        or any(one.left and one.needs_mending for one in found_in(reader.figures))
        or any(row.outcome == "fynd" for row in deliveries.crosschecks)
    )


def late(reader: Reader) -> None:
    """Who is late for the newest tertial that had ended when the version was made."""
    figures = reader.figures
    if not figures.deliveries.expected:
        return
    found = [row for row in figures.deliveries.expected if row.is_late]
    made = figures.release.as_of.date()
    text.heading("Sena leveranser", sentences.due(made))
    if not found:
        text.paragraph(sentences.nothing_late(reader.whose))
        return
    rows = []
    for row in found:
        awaited = sentences.awaited(row.through, made)
        rows.append(
            (
                _dataset(figures, row.dataset),
                _sender(figures, row.sender),
                sentences.late(row.timeliness, (made - awaited).days),
                row.through,
                awaited,
            )
        )
    text.paragraph(sentences.counted_until(made))
    table = Table(("Uppgifter", "Avsändare", "Läge", "Täcker t.o.m.", "Skulle täcka t.o.m."), tuple(rows))
    downloads.listed(reader, table, "Sena leveranser", stacked=True)


def crosschecks(reader: Reader) -> None:
    """The checks between datasets that found something; how many there were that found nothing."""
    figures = reader.figures
    every = figures.deliveries.crosschecks
    if not every:
        return
    found = [row for row in every if row.outcome == "fynd"]
    passed = sum(row.outcome == "godkänd" for row in every)
    text.heading(
        "Kontroller mellan uppgifterna",
        f"{formats.number(passed)} av {formats.number(len(every))} kontroller är gjorda utan att något hittades.",
    )
    if found:
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


def declarations(reader: Reader) -> None:
    """Corrections and waivers, each with its reason and its end."""
    figures = reader.figures
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
            row.until,
            OUTCOMES.get(row.outcome, row.outcome),
        )
        for row in figures.deliveries.declarations
    )
    head = ("Slag", "Uppgifter", "Avsändare", "Skäl", "Beslutat av", "Till och med", "Läge")
    downloads.listed(reader, Table(head, rows), "Rättelser och undantag", stacked=True)


def _dataset(figures: Figures, dataset: str) -> str:
    return figures.codes("dataset").get(dataset, dataset)


def _sender(figures: Figures, sender: str) -> str:
    return sender_name(sender, figures.names)
