"""Familjehemsbanken och rekrytering: homes on the last day of each tertial, and the way into the bank."""

from __future__ import annotations

from decimal import Decimal

from dashboard import components, flow_charts, formats, page_sentences, sections, sentences
from dashboard.components import Table
from dashboard.figures import Figures
from dashboard.selection import Selection
from dashboard.views import capacity, recruitment

_BANK = ("bank_homes_available", "bank_homes", "homes_approved", "days_to_approval")
_RECRUITMENT = (
    "enquiries_received",
    "enquiries_approved_later",
    "enquiry_conversion",
    "foster_parents_trained",
)


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
    _movement(figures, selection)
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
    if not (figures.has("bank_homes") and figures.has("bank_homes_available")):
        return
    area, labels = figures.area(selection.area), sections.labels_of(figures)
    available = figures.series("bank_homes_available", area.area)
    every = figures.series("bank_homes", area.area)
    if not every:
        return
    free = {value.period: value for value in available}
    definition = figures.definition("bank_homes_available")
    told = {value.period: formats.figure(value.value, value.status) for value in available}
    components.chart(
        flow_charts.bank(
            available, every, labels, components.palette(), footnote=components.source_line(figures)
        ),
        title=page_sentences.bank_title(available, labels, selection.period),
        sub=f"Hem den sista dagen i varje tertial, {area.name}. Mörkt: tillgängliga. Ljust: övriga i banken.",
        describe=sentences.trend(available, definition, area, labels),
        table=Table(
            ("Period", "Tillgängliga", "I banken"),
            tuple(
                (labels[v.period], told.get(v.period, formats.MISSING), formats.figure(v.value, v.status))
                for v in every
            ),
            frozenset({1, 2}),
            tuple(
                (labels[v.period], free[v.period].value if v.period in free else None, v.value) for v in every
            ),
        ),
        figures=figures,
        key="banken",
        kpis=["bank_homes_available", "bank_homes"],
    )


def _movement(figures: Figures, selection: Selection) -> None:
    """Homes by status, and those that came and left, for the last six tertials."""
    labels = sections.labels_of(figures)
    columns = ("period", "available", "occupied", "resting", "came", "left_bank", "median_days_stayed")
    found = figures.mart("home_bank", columns, "period desc", area=selection.area)
    shown = [row for row in found if row["period"] in labels and row["period"] <= selection.period][:6]
    if not shown:
        return
    rows = tuple(
        (labels[row["period"]], *(_count(row[column]) for column in columns[1:-1]), _count(row[columns[-1]]))
        for row in shown
    )
    head = (
        "Period",
        "Tillgängliga",
        "Upptagna",
        "Vilande",
        "Nya",
        "Lämnade",
        "Median dygn, de som lämnade",
    )
    components.heading(
        "In och ut ur banken", "Läget den sista dagen, och hem som kom och lämnade under tertialet."
    )
    components.show_table(Table(head, rows, frozenset(range(1, 7))), "Familjehemsbanken per tertial")


def _count(number: Decimal | int | None) -> str:
    return formats.MISSING if number is None else formats.number(number)
