"""What makes the placements' cost: in a kommun's own paper each form's children, days, price and kronor, and in one for
everybody as much of it as is public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard.briefings.facts import Facts, short_label
from dashboard.briefings.parts import Grid, filled
from dashboard.published.records import PeriodInfo
from dashboard.words import formats
from dashboard.words.changes import FEW, of_shorter_time
from dashboard.words.kommun import NO_FORMS, cost_of_a_child, price_of_a_bought_home
from dashboard.words.tables import Amount, Cell, Table, figure
from pipelines.reference import GFO

_PRICE = "cost_per_care_day"
_PARTS = (
    ("children_in_care", "Barn"),
    ("care_days", "Dygn"),
    (_PRICE, "Per dygn"),
    ("placement_cost", "Kostnad"),
)
# Kronor and days of foster homes, of the consultant-supported ones among them, and the days of every form: all of
# them, and those whose cost is told.
_FOSTER, _CONSULTANT = ("foster_cost", "foster_care_days"), ("consultant_cost", "consultant_care_days")
_ALL_DAYS = ("care_days", "care_days_costed")


def forms_table(facts: Facts) -> Grid | None:
    """A row a form with its children on the last day, care days, kronor a day and kronor, of the period beside the one
    it is compared with; None where the file does not tell the period's cost by form."""
    reader = facts.reader
    kpis = [(kpi, word) for kpi, word in _PARTS if facts.has(kpi)]
    if facts.public or not facts.value("placement_cost", facts.period).shown:
        return None
    rows: list[tuple[Cell, ...]] = []
    for code, word in facts.figures.codes("placeringsform").items():
        cells = [cell for kpi, _word in kpis for cell in _both(facts, kpi, f"form={code}")]
        # What nobody was placed in, then or now, is no row.
        if any(cell.number or cell.status == "hidden" for cell in cells):
            rows.append((word.replace(" ", formats.NBSP), *cells))
    if not rows:
        return None
    rows.append(("Alla former", *(cell for kpi, _word in kpis for cell in _both(facts, kpi))))
    labels = (facts.period.label, short_label(reader.compared))
    head = ("Placeringsform", *(f"{word} {label}" for _kpi, word in kpis for label in labels))
    under = "Barn är antalet den sista dagen; per dygn står i kronor."
    table = Table(head, tuple(rows), total=len(rows) - 1)
    # Of the first tertials there is nothing to set beside.
    return replace(filled("Barn, dygn och kostnad per form", table, range(1, len(head))), under=under)


def _both(facts: Facts, kpi: str, cut: str = "") -> tuple[Amount, Amount]:
    """Now and before."""
    now, before = facts.reader.now_and_before(kpi, cut)
    definition = facts.definition(kpi)
    # The names of the forms need the room that a unit would take.
    unit = "" if kpi == _PRICE else definition.unit
    is_now, was = (replace(figure(value, definition), unit=unit, short=unit != "") for value in (now, before))
    return is_now, was


def in_public(facts: Facts, periods: Sequence[PeriodInfo]) -> list[str]:
    """What is public of why the placements' cost has changed over these years: how many children it was of, and what a
    day in a bought home cost beside an own one in all of GFO."""
    told = []
    last = periods[-1]
    found = [(one, both) for one in periods if (both := _cost_and_children(facts, one))]
    if len(found) > 1 and found[-1][0] == last:
        # The year that the heading is set beside, or where that is not shown the newest before it.
        (first, (was, few)), (_last, (now, many)) = found[-2:]
        between = [one.label for one in periods if first.last_day < one.first_day < last.first_day]
        of_days = facts.has("care_days") and facts.value("care_days", last).status != "missing"
        said = cost_of_a_child((was, now), (few, many), (first.label, last.label), between)
        told.append(said if of_days else f"{said} {NO_FORMS}")
    if prices := bought_and_own(facts, facts.last_year):
        told.append(price_of_a_bought_home(prices[0].text, prices[1].text, facts.last_year.label))
    return told


def _cost_and_children(facts: Facts, period: PeriodInfo) -> tuple[Decimal, Decimal] | None:
    """What the placements of a year cost and how many children it was of; None where either is not shown, or they are
    few, or of a part of the year."""
    both = facts.value("placement_cost", period), facts.value("placed_children", period)
    if not all(value.shown for value in both) or of_shorter_time(*both):
        return None
    cost, children = (value.value or Decimal(0) for value in both)
    return (cost, children) if children >= FEW else None


def bought_and_own(facts: Facts, period: PeriodInfo) -> tuple[Amount, Amount] | None:
    """What a care day in all of GFO costs in a consultant-supported foster home, and in the others, of the sums that
    the file shows; None where any of them is not shown, or where days stand that no cost is told of."""
    kpis = (*_FOSTER, *_CONSULTANT, *_ALL_DAYS)
    if not all(map(facts.has, kpis)):
        return None
    known = [Decimal(n) for n in (facts.cell(kpi, period, GFO).number for kpi in kpis) if n is not None]
    if len(known) < len(kpis) or known[4] != known[5] or not 0 < known[3] < known[1]:
        return None
    cost, days, dear_cost, dear_days = known[:4]
    return Amount(dear_cost / dear_days, "kr"), Amount((cost - dear_cost) / (days - dear_days), "kr")
