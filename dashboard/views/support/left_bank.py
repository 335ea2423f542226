"""Homes that left the bank and how long they had stayed: a section of the page on support and cooperation."""

from __future__ import annotations

from html import escape

from dashboard.blocks import downloads, text
from dashboard.reader.reader import Reader
from dashboard.views.support import sentences
from dashboard.words import formats
from dashboard.words.absence import HIDDEN_CELL
from dashboard.words.periods import per
from dashboard.words.tables import Amount, Cell, Sheet, Table, unless_hidden

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
    rows: list[tuple[Cell, ...]] = []
    for row in shown:
        label = labels[row.period] + (" (preliminärt)" if row.period in figures.under_way else "")
        left = unless_hidden(row.left_bank, figures.value("homes_left_bank", area.area, row.period))
        days = unless_hidden(row.median_days_stayed, figures.value("days_in_bank", area.area, row.period))
        length = days if isinstance(days, Amount) or days is None else formats.length(days)
        rows.append((label, left, length, days))
    hidden = any(isinstance(cell, Amount) for row in rows for cell in row)
    text.paragraph(
        sentences.left(shown, chosen, labels, hidden=any(isinstance(row[1], Amount) for row in rows))
    )
    table = Table(
        ("Period", "Lämnade", "Mediantid i banken", "Mediantid i dagar"),
        tuple(rows),
        chosen=next((n for n, row in enumerate(shown) if row.period == chosen), None),
        in_view=3,
    )
    title = "Hem som lämnade banken"
    text.show_table(table, title)
    if hidden:
        text.block(f'<p class="sub">{escape(HIDDEN_CELL)}</p>')
    downloads.offer(reader, Sheet(title, title, table, area.area), "lamnade-hem")
