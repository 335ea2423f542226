"""Familjehemsbanken och rekrytering: homes on the last day of each tertial, and the way into the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.blocks import pictures, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.multiples import parts
from dashboard.blocks.over_time import over_time
from dashboard.blocks.style import palette
from dashboard.charts.bank import draw_bank
from dashboard.published.marts import BankTertial
from dashboard.reader.reader import Reader
from dashboard.views.homes import capacity, recruitment, sentences
from dashboard.words import series
from dashboard.words.tables import Table

_BANK = ("bank_homes_available", "bank_homes", "homes_approved", "days_to_approval")
_RECRUITMENT = (
    "enquiries_received",
    "enquiries_approved_later",
    "enquiry_conversion",
    "foster_parents_trained",
)
_SHOWN = 6


def view(reader: Reader) -> None:
    """The bank, recruitment by channel, and training."""
    cards(reader, _BANK, "Familjehemsbanken")
    _bank(reader)
    parts(
        reader,
        "bank_homes",
        "hemtyp",
        title="Hem i banken efter slag",
        sub="Antal hem den sista dagen i varje tertial, på samma skala.",
        key="hemtyp",
    )
    capacity.section(reader)
    cards(reader, _RECRUITMENT, "Rekrytering")
    recruitment.section(reader)
    over_time(reader, "enquiries_received", "anmalningar")
    parts(
        reader,
        "enquiries_received",
        "kanal",
        title="Så hittade familjerna till GFO",
        sub="Intresseanmälningar per tertial och kanal, på samma skala.",
        key="kanal",
    )
    parts(
        reader,
        "training_participants",
        "utbildningstyp",
        title="Utbildning och träffar",
        sub="Deltagare per tertial och slag, på samma skala.",
        key="utbildning",
    )
    definitions(reader, [*_BANK, *_RECRUITMENT, "training_participants"])


def _bank(reader: Reader) -> None:
    """Homes by status on the last day of each tertial, and those that came and left."""
    figures, area, chosen = reader.figures, reader.area, reader.selection.period
    found, labels = figures.home_bank(area.area), figures.labels
    if not found:
        return
    available = figures.series("bank_homes_available", area.area)
    definition = figures.definition("bank_homes_available")
    comments = figures.comments("bank_homes_available", area.area)
    pictures.chart(
        reader,
        draw_bank(found, labels, palette(), figures.under_way, chosen=chosen, comments=comments),
        name="Familjehemsbanken",
        title=sentences.bank_title(available, labels, chosen),
        sub=f"Hem den sista dagen i varje tertial, {area.name}.",
        describe=series.trend(available, definition, area, labels),
        notes=series.comments(comments, area.area),
        table=_bank_table(found, labels, chosen),
        area=area.area,
        key="banken",
        kpis=["bank_homes_available", "bank_homes"],
    )
    shown = [row for row in found if row.period <= chosen][-_SHOWN:]
    text.heading(
        "In och ut ur banken",
        "Läget den sista dagen, hem som kom och lämnade under tertialet, och hur länge de som lämnade hade stannat.",
    )
    text.show_table(_bank_table(shown[::-1], labels, chosen), "Familjehemsbanken per tertial")


def _bank_table(rows: Sequence[BankTertial], labels: Mapping[str, str], chosen: str) -> Table:
    """A row a tertial."""
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
