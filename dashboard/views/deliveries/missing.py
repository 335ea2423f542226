"""What is missing: from whom, since when, by which day it should have come, and a text ready for each kommun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard.blocks import downloads, text
from dashboard.blocks import letters as blocks
from dashboard.blocks.expected_deliveries import coming
from dashboard.briefings.presentation import whom_to_ask
from dashboard.published.deliveries import ExpectedDelivery
from dashboard.reader.reader import Reader
from dashboard.views.deliveries import letters, sentences
from dashboard.words.audiences import sender_name
from dashboard.words.periods import period_label
from dashboard.words.tables import Table
from pipelines.reference import kommuner

TITLE = "Det som saknas"


def section(reader: Reader) -> None:
    """What is late, awaited or to come again mended; in a line where nothing is."""
    figures = reader.figures
    expected = figures.deliveries.expected
    if not expected:
        return
    ahead = coming([row for row in expected if row.timeliness == "i tid"])
    found = sorted((row for row in expected if row.is_missing), key=lambda row: _place(row, list(kommuner())))
    if not found:
        text.paragraph(f"{sentences.nothing_late(reader.whose)} {ahead}".rstrip())
        return
    made = figures.release.as_of.date()
    text.heading(TITLE, f"{sentences.reckoned(made)} {ahead}".rstrip())
    datasets = figures.codes("dataset")
    rows = tuple(
        (
            sender_name(row.sender, figures.names),
            datasets.get(row.dataset, row.dataset),
            period_label(row.lacking) if row.lacking and not row.only_mended else "",
            row.through,
            None if row.only_mended else row.due,
            sentences.missing(row, made),
        )
        for row in found
    )
    head = ("Avsändare", "Uppgifter", "Saknas för", "Finns till och med", "Sista dag", "Läge")
    downloads.listed(reader, Table(head, rows), TITLE, stacked=True)
    if reader.delivers:
        _letters(reader, found)


def _place(row: ExpectedDelivery, order: list[str]) -> tuple[int, str, str]:
    return (order.index(row.sender) if row.sender in order else len(order)), row.sender, row.dataset


def _letters(reader: Reader, found: Sequence[ExpectedDelivery]) -> None:
    """A text to each kommun, to copy or to open as a letter: no names of persons, and no figures."""
    figures = reader.figures
    said = blocks.agreed_with_senders(reader)
    ask = whom_to_ask(reader.home.root)
    for sender, rows in groupby(found, key=lambda row: row.sender):
        if sender not in kommuner():
            continue
        name = sender_name(sender, figures.names)
        told = [letters.Missing(figures.codes("dataset").get(row.dataset, row.dataset), row) for row in rows]
        body = letters.letter(name, told, figures.release.as_of.date(), said.hand_in, ask)
        blocks.to_send(name, sender, body, blocks.subject(name))
