"""Data quality: what is late, what the checks found, and what was waived or corrected."""

from __future__ import annotations

from dashboard.blocks import downloads, text
from dashboard.published.figures import Figures
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import sentences
from dashboard.words import formats
from dashboard.words.audiences import sender_name
from dashboard.words.tables import Table

OUTCOMES = {
    "applied": "gäller",
    "retired": "behövs inte längre",
    "expired": "har gått ut",
    "waiting": "väntar på leverans",
}
FINDINGS = "Fel och noteringar per kolumn"
_KINDS = {"rattelse": "Rättelse", "undantag": "Undantag"}


def to_mend(reader: Reader) -> bool:
    """Whether anything is late, refused, at fault or against another register, or nothing is delivered at all."""
    deliveries, stands = reader.figures.deliveries, _stands(reader.figures)
    return (
        not deliveries.standing
        or any(row.rows_refused for row in deliveries.standing)
        or any(row.is_late or row.waiting_status for row in deliveries.expected)
        or any(one.delivery_id in stands and one.severity != "notering" for one in deliveries.findings)
        or any(row.outcome == "fynd" for row in deliveries.crosschecks)
    )


def _stands(figures: Figures) -> frozenset[int]:
    """The deliveries that stand, of all that the file tells of."""
    standing = {(row.dataset, row.sender, row.received) for row in figures.deliveries.standing}
    return frozenset(
        one.delivery_id
        for one in figures.deliveries.receipts
        if (one.dataset, one.sender, one.received) in standing
    )


def late(reader: Reader) -> None:
    """Who is late for the newest tertial that had ended when the version was made."""
    figures = reader.figures
    if not figures.deliveries.expected:
        return
    found = [row for row in figures.deliveries.expected if row.is_late]
    text.heading("Sena leveranser", sentences.due(figures.release.as_of.date()))
    if not found:
        text.paragraph(sentences.nothing_late(reader.whose))
        return
    rows = tuple(
        (
            _dataset(figures, row.dataset),
            _sender(figures, row.sender),
            row.timeliness.capitalize(),
            row.through,
        )
        for row in found
    )
    downloads.listed(
        reader, Table(("Uppgifter", "Avsändare", "Läge", "Täcker t.o.m."), rows), "Sena leveranser"
    )


def findings(reader: Reader) -> None:
    """Errors and warnings per dataset, sender and column, counted over every delivery so far; never which rows.

    What is left in the deliveries that stand comes first: it is what a sender can still mend.
    """
    figures = reader.figures
    deliveries = {receipt.delivery_id: receipt for receipt in figures.deliveries.receipts}
    if not deliveries:
        return
    stands = _stands(figures)
    counted: dict[tuple[str, str, str, str, str, str], list[int]] = {}
    for found in figures.deliveries.findings:
        delivery = deliveries.get(found.delivery_id)
        if delivery is None:
            continue
        where = (
            delivery.dataset,
            delivery.sender,
            found.column_name,
            found.severity,
            found.what,
            found.remedy,
        )
        every = counted.setdefault(where, [0, 0])
        every[0] += found.findings if found.delivery_id in stands else 0
        every[1] += found.findings
    text.heading(
        FINDINGS,
        f"Alla fel och noteringar i {formats.number(len(deliveries))} leveranser hittills. Kvar är det som finns i den"
        " leverans som gäller nu.",
    )
    if not counted:
        text.paragraph("Inga fel, varningar eller noteringar.")
        return
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1][0], -pair[1][1], pair[0]))
    rows = tuple(
        (
            f"{_dataset(figures, dataset)}{column and ', '}{column}",
            *(
                _sender(figures, sender),
                severity.capitalize(),
                what or formats.MISSING,
                remedy or formats.MISSING,
            ),
            *(left, every),
        )
        for (dataset, sender, column, severity, what, remedy), (left, every) in ordered
    )
    columns = ("Uppgifter, kolumn", "Avsändare", "Slag", "Vad det är", "Vad som ska göras", "Kvar", "Antal")
    downloads.listed(reader, Table(columns, rows), FINDINGS)


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
        f"{formats.number(passed)} av {formats.number(len(every))} kontroller är godkända utan fynd.",
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
        downloads.listed(reader, table, "Fynd mellan uppgifterna")


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
    downloads.listed(reader, Table(head, rows), "Rättelser och undantag")


def _dataset(figures: Figures, dataset: str) -> str:
    return figures.codes("dataset").get(dataset, dataset)


def _sender(figures: Figures, sender: str) -> str:
    return sender_name(sender, figures.names)
