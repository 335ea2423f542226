"""Familjehemsbanken och rekrytering: homes on the last day of each tertial, and the way into the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboard.blocks import components, pictures, sections
from dashboard.blocks.components import Table
from dashboard.charts import flow_charts
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection
from dashboard.views.homes import capacity, recruitment
from dashboard.words import formats, page_sentences, sentences

_BANK = ("bank_homes_available", "bank_homes", "homes_approved", "days_to_approval")
_RECRUITMENT = (
    "enquiries_received",
    "enquiries_approved_later",
    "enquiry_conversion",
    "foster_parents_trained",
)
_COLUMNS = ("period", "available", "occupied", "resting", "came", "left_bank", "median_days_stayed")
_SHOWN = 6


def view(figures: Figures, selection: Selection) -> None:
    """The bank, recruitment by channel, and training."""
    components.cards(figures, _BANK, selection, "Familjehemsbanken")
    _bank(figures, selection)
    sections.parts(
        figures,
        selection,
        "bank_homes",
        "hemtyp",
        "hemtyp",
        title="Hem i banken efter slag",
        sub="Antal hem den sista dagen i varje tertial, på samma skala.",
        key="hemtyp",
    )
    capacity.section(figures, selection)
    components.cards(figures, _RECRUITMENT, selection, "Rekrytering")
    recruitment.section(figures, selection)
    sections.over_time(figures, selection, "enquiries_received", "anmalningar")
    sections.parts(
        figures,
        selection,
        "enquiries_received",
        "kanal",
        "kanal",
        title="Så hittade familjerna till GFO",
        sub="Intresseanmälningar per tertial och kanal, på samma skala.",
        key="kanal",
    )
    sections.parts(
        figures,
        selection,
        "training_participants",
        "utbildningstyp",
        "utbildningstyp",
        title="Utbildning och träffar",
        sub="Deltagare per tertial och slag, på samma skala.",
        key="utbildning",
    )
    components.definitions(figures, [*_BANK, *_RECRUITMENT, "training_participants"])


def _bank(figures: Figures, selection: Selection) -> None:
    """Homes by status on the last day of each tertial, and those that came and left."""
    area, labels = figures.area(selection.area), sections.labels_of(figures)
    found = [
        row
        for row in figures.mart("home_bank", _COLUMNS, "period", area=area.area)
        if row["period"] in labels
    ]
    if not found:
        return
    under_way = {period.period for period in figures.periods() if period.preliminary}
    available = figures.series("bank_homes_available", area.area)
    definition = figures.definition("bank_homes_available")
    comments = figures.comments("bank_homes_available", area.area)
    pictures.chart(
        flow_charts.bank(
            found, labels, components.palette(), under_way, chosen=selection.period, comments=comments
        ),
        title=page_sentences.bank_title(available, labels, selection.period),
        sub=f"Hem den sista dagen i varje tertial, {area.name}.",
        describe=sentences.trend(available, definition, area, labels),
        notes=sentences.comments(comments, area.area),
        table=_bank_table(found, labels, selection.period),
        figures=figures,
        key="banken",
        kpis=["bank_homes_available", "bank_homes"],
    )
    shown = [row for row in found if row["period"] <= selection.period][-_SHOWN:]
    components.heading(
        "In och ut ur banken",
        "Läget den sista dagen, hem som kom och lämnade under tertialet, och hur länge de som lämnade hade stannat.",
    )
    components.show_table(_bank_table(shown[::-1], labels, selection.period), "Familjehemsbanken per tertial")


def _bank_table(rows: Sequence[Mapping[str, Any]], labels: Mapping[str, str], chosen: str) -> Table:
    """A row a tertial; in a spreadsheet the numbers as numbers."""
    return Table(
        ("Period", "Tillgängliga", "Upptagna", "Vilande", "Nya", "Lämnade", "Mediandagar"),
        tuple((labels[row["period"]], *(_count(row[column]) for column in _COLUMNS[1:])) for row in rows),
        frozenset(range(1, 7)),
        tuple((labels[row["period"]], *(row[column] for column in _COLUMNS[1:])) for row in rows),
        chosen=next((n for n, row in enumerate(rows) if row["period"] == chosen), None),
    )


def _count(number: Decimal | int | None) -> str:
    return formats.MISSING if number is None else formats.number(number)
