"""Familjehemsbanken och rekrytering: homes on the last day of each tertial, and the way into the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.blocks import pictures, summary, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.style import palette
from dashboard.charts.bank import draw_bank
from dashboard.published.marts import BankPeriod
from dashboard.reader.reader import Reader
from dashboard.views.homes import capacity, recruitment
from dashboard.words import series
from dashboard.words.bank import bank_title
from dashboard.words.periods import each
from dashboard.words.tables import Table

_BANK = ("bank_homes_available", "bank_homes", "homes_approved", "days_to_approval")
_RECRUITMENT = (
    "enquiries_received",
    "enquiries_approved_later",
    "enquiry_conversion",
    "foster_parents_trained",
)


def view(reader: Reader) -> None:
    """The bank, whether it is enough, and the way into it; each figure over time stands on its own page."""
    text.lead(summary.of_homes(reader))
    cards(reader, _BANK, "Familjehemsbanken")
    _bank(reader)
    capacity.section(reader)
    cards(reader, _RECRUITMENT, "Rekrytering")
    recruitment.section(reader)
    definitions(reader, [*_BANK, *_RECRUITMENT])


def _bank(reader: Reader) -> None:
    """Homes by status on the last day of each tertial, and those that came and left."""
    figures, area, chosen = reader.figures, reader.area, reader.selection.period
    kind, labels = reader.period.kind, figures.labels
    found = series.latest(figures.home_bank(area.area, kind), chosen)
    if not found:
        return
    available = series.latest(figures.series("bank_homes_available", area.area, kind), chosen)
    definition = figures.definition("bank_homes_available")
    comments = series.since(figures.comments("bank_homes_available", area.area), found[0].period)
    pictures.chart(
        reader,
        draw_bank(found, labels, palette(), figures.under_way, chosen=chosen, comments=comments),
        name="Familjehemsbanken",
        title=bank_title(available, labels, chosen),
        sub=f"Hem den sista dagen i {each(kind)}, {area.name}.",
        describe=series.trend(available, definition, area, labels),
        notes=series.comments(comments, area.area),
        table=_bank_table(found, labels, chosen),
        area=area.area,
        key="banken",
        kpis=["bank_homes_available", "bank_homes"],
    )


def _bank_table(rows: Sequence[BankPeriod], labels: Mapping[str, str], chosen: str) -> Table:
    """A row a period."""
    cells = tuple(
        (
            labels[row.period],
            row.available,
            row.occupied,
            row.resting,
            row.came,
            row.left_bank,
            row.median_days_stayed,
        )
        for row in rows
    )
    return Table(
        ("Period", "Tillgängliga", "Upptagna", "Vilande", "Nya", "Lämnade", "Mediandagar"),
        cells,
        chosen=next((n for n, row in enumerate(rows) if row.period == chosen), None),
    )
