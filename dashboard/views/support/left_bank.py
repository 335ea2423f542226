"""Homes that left the bank and how long they had stayed: a section of the page on support and cooperation."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from dashboard.blocks import components, downloads, sections
from dashboard.blocks.components import Table
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection
from dashboard.words import formats, page_sentences

_COLUMNS = ("period", "left_bank", "median_days_stayed")
_SHOWN = 9


def section(figures: Figures, selection: Selection) -> None:
    """The chosen tertial in a sentence, and the three years up to it as a table."""
    labels, area = sections.labels_of(figures), figures.area(selection.area)
    under_way = {period.period for period in figures.periods() if period.preliminary}
    found = figures.mart("home_bank", _COLUMNS, "period desc", area=area.area)
    shown = [row for row in found if row["period"] in labels and row["period"] <= selection.period][:_SHOWN]
    if not shown:
        return
    components.heading(
        page_sentences.left_title(shown, selection.period, labels),
        f"Hem som lämnade familjehemsbanken per tertial, {area.name}, och mediantiden de hade funnits i den.",
    )
    components.block(f"<p>{escape(page_sentences.left(shown, selection.period, labels))}</p>")
    rows = []
    for row in shown:
        days, label = row["median_days_stayed"], labels[row["period"]]
        label += " (preliminärt)" if row["period"] in under_way else ""
        length = formats.MISSING if days is None else formats.length(days)
        rows.append((label, row["left_bank"], length, days))
    table = Table(
        ("Period", "Lämnade", "Mediantid i banken", "Mediantid i dagar"),
        tuple((label, _count(homes), length, _count(days)) for label, homes, length, days in rows),
        frozenset({1, 2, 3}),
        tuple(rows),
        chosen=next((n for n, row in enumerate(shown) if row["period"] == selection.period), None),
    )
    components.show_table(table, "Hem som lämnade banken")
    downloads.offer("Hem som lämnade banken", table, figures, [], "lamnade-hem")


def _count(number: Decimal | int | None) -> str:
    return formats.MISSING if number is None else formats.number(number)
