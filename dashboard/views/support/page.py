"""Stöd, jourhem och samverkan: acute placements, support to homes, what went wrong together."""

from __future__ import annotations

from html import escape

from dashboard.blocks import downloads, summary, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.multiples import beside, parts
from dashboard.blocks.over_time import over_time
from dashboard.published.marts import ClosedDeviations
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.absence import HIDDEN_CELL
from dashboard.words.changes import FEW
from dashboard.words.periods import per
from dashboard.words.tables import Amount, Table, unless_hidden

_ACUTE = ("emergency_placements_started", "emergency_placements_akutfamilj")
_SUPPORT = ("support_assignments", "mentorships", "exit_interviews")
_TO_CLOSE = "days_to_close_deviation"
_COOPERATION = ("deviations_reported", "deviations_open")


def view(reader: Reader) -> None:
    """Jourhem, support, deviations."""
    text.lead(summary.of_support(reader))
    cards(reader, _ACUTE, "Jourhem och akutfamilj")
    over_time(reader, "emergency_placements_started", "jourhem")
    cards(reader, _SUPPORT, "Stöd till familjehem")
    beside(
        reader,
        _SUPPORT,
        title="Stödet över tid",
        largest="Vanligast är {}",
        changed="{how} {part}",
        sub=f"Påbörjade uppdrag och genomförda samtal {per(reader.period.kind)}, på samma skala.",
        key="stod",
    )
    cards(reader, _COOPERATION, "Avvikelser i samverkan")
    over_time(reader, "deviations_reported", "avvikelser")
    parts(
        reader,
        "deviations_reported",
        "kategori",
        title="Vad avvikelserna gäller",
        largest="Flest avvikelser gäller {}",
        changed="{how} avvikelser gäller {part}",
        sub=f"Rapporterade avvikelser {per(reader.period.kind)} och kategori, på samma skala.",
        key="kategori",
    )
    _closing(reader)
    definitions(reader, [*_ACUTE, *_SUPPORT, *_COOPERATION])


def _closing(reader: Reader) -> None:
    """How long it took to close what was closed in the period, by category."""
    area, period = reader.selection.area, reader.selection.period
    found = reader.figures.closed_deviations(area, period)
    words = reader.figures.codes("kategori")
    rows = [
        (
            words.get(row.category, row.category) if row.category else "Alla kategorier",
            row.closed,
            _days(row, reader.figures.value(_TO_CLOSE, area, period, _cut(row.category))),
        )
        for row in found
        if row.closed
    ]
    if rows:
        text.heading(
            f"Avslutade avvikelser under {reader.period_said}", "Dagar från rapport till avslut (median)."
        )
        # The row of all categories sorts first (its code is blank) and stands last as the total.
        table = Table(("Kategori", "Avslutade", "Dagar"), (*rows[1:], rows[0]), total=len(rows) - 1)
        downloads.listed(reader, table, "Avslutade avvikelser", area)
        if any(isinstance(row[2], Amount) and row[2].status == "hidden" for row in rows):
            text.block(f'<p class="sub">{escape(HIDDEN_CELL)}</p>')


def _days(row: ClosedDeviations, value: Value) -> formats.Number | Amount | None:
    """The median, with how few cases it is the middle of: `36 (1 fall)`."""
    days = unless_hidden(row.median_days, value)
    if days is None or isinstance(days, Amount) or row.closed >= FEW:
        return days
    return Amount(days, of=f"{formats.number(row.closed)}{formats.NBSP}fall")


def _cut(category: str) -> str:
    return f"kategori={category}" if category else ""
