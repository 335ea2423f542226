"""Familjehemsbanken och rekrytering: homes on the last day of each tertial, and the way into the bank."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from decimal import Decimal

from dashboard.blocks import pictures, summary, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.style import palette
from dashboard.charts.bank import draw_bank
from dashboard.published.marts import BankPeriod
from dashboard.published.opening_stock import CAME, opening_stock, without_opening
from dashboard.reader.reader import Reader
from dashboard.views.homes import capacity, left_bank, recruitment
from dashboard.words import series, targets
from dashboard.words.bank import bank_title, register_began
from dashboard.words.formats import Number
from dashboard.words.periods import each
from dashboard.words.tables import Cell, Table, unless_hidden
from pipelines.kpi.words import REGISTER_BEGAN

_BANK = ("bank_homes_available", "bank_homes", "homes_approved", "days_to_approval")
# Available, occupied, resting.
_PARTS = ("status=tillgangligt", "status=upptaget", "status=vilande")
_STRIPED = "Randig del: skyddade siffror, som fyller upp till alla hem."
_RECRUITMENT = (
    "enquiries_received",
    "enquiries_approved_later",
    "enquiry_conversion",
    "foster_parents_trained",
)


def view(reader: Reader) -> None:
    """The bank, what leaves it, whether it is enough, and the way into it."""
    text.lead(summary.of_homes(reader))
    cards(reader, _BANK, "Familjehemsbanken")
    _bank(reader)
    left_bank.section(reader)
    capacity.section(reader)
    cards(reader, _RECRUITMENT, "Rekrytering")
    recruitment.section(reader)
    definitions(reader, [*_BANK, "homes_left_bank", *_RECRUITMENT])


def _bank(reader: Reader) -> None:
    """Homes by status on the last day of each tertial, and those that came and left."""
    figures, area, chosen = reader.figures, reader.area, reader.selection.period
    kind, labels = reader.period.kind, figures.labels
    found = series.latest(figures.home_bank(area.area, kind), chosen)
    if not found:
        return
    available = series.latest(figures.series("bank_homes_available", area.area, kind), chosen)
    definition = figures.definition("bank_homes_available")
    hidden = {row.period: size for row in found if (size := _hidden(reader, row)) != 0}
    goals = {row.period: figures.goal(definition.kpi, area.area, row.period) for row in found}
    aims, goal = targets.levels(goals), goals.get(chosen)
    comments = series.since(figures.comments("bank_homes_available", area.area), found[0].period)
    entered = _entered(reader, found)
    pictures.chart(
        reader,
        draw_bank(
            found,
            labels,
            palette(),
            figures.under_way,
            chosen=chosen,
            comments=comments,
            hidden=hidden,
            aims=aims,
        ),
        name="Hemmen i banken",
        title=bank_title(available, labels, chosen, (goal, definition) if goal else None),
        sub=f"Hem den sista dagen i {each(kind)}, {area.name}."
        + (f" {_STRIPED}" if any(hidden.values()) else ""),
        describe=" ".join(
            filter(
                None,
                (
                    series.trend(available, definition, area, labels),
                    targets.line(aims, definition),
                    *dict.fromkeys(entered.values()),
                ),
            )
        ),
        notes=series.comments(comments, area.area),
        table=_bank_table(reader, found, aims, entered),
        area=area.area,
        key="banken",
        kpis=["bank_homes_available", "bank_homes"],
    )


def _hidden(reader: Reader, row: BankPeriod) -> int | None:
    """How many homes the protected parts of a period are together: 0 where none is protected, None where the total is
    not shown either."""
    figures, area = reader.figures, reader.selection.area
    parts = [figures.value("bank_homes", area, row.period, cut) for cut in _PARTS]
    if not any(part.status == "hidden" for part in parts):
        return 0
    total = figures.value("bank_homes", area, row.period)
    if not total.shown or total.value is None:
        return None
    return int(total.value - sum(part.value for part in parts if part.shown and part.value is not None))


def _entered(reader: Reader, rows: Sequence[BankPeriod]) -> Mapping[str, str]:
    """Of the periods in which homes were entered that were there before, what is said of them."""
    figures, area = reader.figures, reader.selection.area
    opening = opening_stock(figures, CAME, area)
    came = without_opening([figures.value(CAME, area, row.period) for row in rows], opening)
    said = register_began(opening.homes, opening.tertial.label) if opening else ""
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
