"""Familjehemsbanken och rekrytering: homes on the last day of each tertial, and the way into the bank."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from decimal import Decimal

from dashboard.blocks import summary, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.over_time import over_time
from dashboard.published.marts import BankPeriod
from dashboard.published.opening_stock import CAME, opening_stock, without_opening
from dashboard.reader.reader import Reader
from dashboard.views.homes import capacity, left_bank, recruitment
from dashboard.words import bank, series, target_lines
from dashboard.words.formats import Number
from dashboard.words.periods import each
from dashboard.words.tables import Cell, Sheet, Table, unless_hidden
from pipelines.kpi.words import REGISTER_BEGAN

_AVAILABLE = "bank_homes_available"
_BANK = (_AVAILABLE, "bank_homes", "homes_approved", "days_to_approval")
# Available, occupied, resting.
_PARTS = ("status=tillgangligt", "status=upptaget", "status=vilande")
_RECRUITMENT = (
    "enquiries_received",
    "enquiries_approved_later",
    "enquiry_conversion",
    "foster_parents_trained",
)


def view(reader: Reader) -> None:
    """The bank, what leaves it, whether it is enough, and the way into it."""
    text.lead(summary.of_homes(reader))
    cards(reader, _BANK)
    _bank(reader)
    left_bank.section(reader)
    capacity.section(reader)
    cards(reader, _RECRUITMENT, "Rekrytering")
    recruitment.section(reader)
    definitions(reader, [*_BANK, "homes_left_bank", *_RECRUITMENT])


def _bank(reader: Reader) -> None:
    """The available homes over time beside what is aimed at; by status, and those that came and left, in a table."""
    figures, area, chosen = reader.figures, reader.area, reader.selection.period
    kind, labels = reader.period.kind, figures.labels
    found = series.latest(figures.home_bank(area.area, kind), chosen)
    if not found:
        return
    available = series.latest(figures.series(_AVAILABLE, area.area, kind), chosen)
    goals = {row.period: figures.goal(_AVAILABLE, area.area, row.period) for row in found}
    goal, now = goals.get(chosen), found[-1]
    entered = _entered(reader, found)
    over_time(
        reader,
        _AVAILABLE,
        "banken",
        title=bank.bank_title(
            available, labels, chosen, (goal, figures.definition(_AVAILABLE)) if goal else None
        ),
        said=bank.not_available(now.occupied, now.resting) if now.period == chosen else "",
    )
    table = _bank_table(reader, found, target_lines.levels(goals), entered)
    title = f"Hem i banken den sista dagen i {each(kind)}, {area.name}"
    with text.fold("Visa hemmen efter läge"):
        for said in dict.fromkeys(entered.values()):
            text.paragraph(said)
        text.show_table(table, title)
    reader.sheets.append(Sheet("Hemmen i banken", title, table, area.area, kpis=(_AVAILABLE, "bank_homes")))


def _entered(reader: Reader, rows: Sequence[BankPeriod]) -> Mapping[str, str]:
    """Of the periods in which homes were entered that were there before, what is said of them."""
    figures, area = reader.figures, reader.selection.area
    opening = opening_stock(figures, CAME, area)
    came = without_opening([figures.value(CAME, area, row.period) for row in rows], opening)
    said = bank.register_began(opening.homes, opening.tertial.label) if opening else ""
    return {value.period: said for value in came if value.reason == REGISTER_BEGAN}


def _bank_table(
    reader: Reader, rows: Sequence[BankPeriod], aims: Mapping[str, Decimal], entered: Container[str]
) -> Table:
    """A row a period, with how many homes are to be available (`aims`) where that is set, and how many came but in
    those where they were `entered`."""
    figures, area, chosen = reader.figures, reader.selection.area, reader.selection.period

    def cell(row: BankPeriod, number: Number | None, kpi: str, cut: str = "") -> Cell:
        return unless_hidden(number, figures.value(kpi, area, row.period, cut))

    cells = tuple(
        (
            figures.labels[row.period],
            *(
                cell(row, number, "bank_homes", cut)
                for number, cut in zip((row.available, row.occupied, row.resting), _PARTS, strict=True)
            ),
            None if row.period in entered else cell(row, row.came, CAME),
            cell(row, row.left_bank, "homes_left_bank"),
            cell(row, row.median_days_stayed, "days_in_bank"),
            *([aims.get(row.period)] if aims else []),
        )
        for row in rows
    )
    return Table(
        (
            "Period",
            "Tillgängliga",
            "Upptagna",
            "Vilande",
            "Nya",
            "Lämnade",
            "Mediandagar",
            *(["Mål"] if aims else []),
        ),
        cells,
        chosen=next((n for n, row in enumerate(rows) if row.period == chosen), None),
    )
