"""Homes that left the bank and how long they had stayed: a section of the page on support and cooperation."""

from __future__ import annotations

from dashboard.blocks import downloads, text
from dashboard.reader.reader import Reader
from dashboard.views.support import sentences
from dashboard.words import formats
from dashboard.words.periods import per
from dashboard.words.tables import Sheet, Table

_SHOWN = 9


def section(reader: Reader) -> None:
    """The chosen period in a sentence, and the nine up to it as a table."""
    figures, area, chosen = reader.figures, reader.area, reader.selection.period
    kind = reader.period.kind
    labels = figures.labels
    shown = [row for row in reversed(figures.home_bank(area.area, kind)) if row.period <= chosen][:_SHOWN]
    if not shown:
        return
    text.heading(
        sentences.left_title(shown, chosen, labels),
        f"Hem som lämnade familjehemsbanken {per(kind)}, {area.name}, och mediantiden de hade funnits i den.",
    )
    text.paragraph(sentences.left(shown, chosen, labels))
    rows = []
    for row in shown:
        days, label = row.median_days_stayed, labels[row.period]
        label += " (preliminärt)" if row.period in figures.under_way else ""
        length = None if days is None else formats.length(days)
        rows.append((label, row.left_bank, length, days))
    table = Table(
        ("Period", "Lämnade", "Mediantid i banken", "Mediantid i dagar"),
        tuple(rows),
        chosen=next((n for n, row in enumerate(shown) if row.period == chosen), None),
        in_view=3,
    )
    title = "Hem som lämnade banken"
    text.show_table(table, title)
    downloads.offer(reader, Sheet(title, title, table, area.area), "lamnade-hem")
