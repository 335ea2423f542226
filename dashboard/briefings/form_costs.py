"""What makes the placements' cost, in a kommun's own paper: each form's children, days, price and kronor."""

from __future__ import annotations

from dataclasses import replace

from dashboard.briefings.facts import Facts, short_label
from dashboard.briefings.parts import Grid, filled
from dashboard.words import formats
from dashboard.words.tables import Amount, Cell, Table, figure

_PRICE = "cost_per_care_day"
_PARTS = (
    ("children_in_care", "Barn"),
    ("care_days", "Dygn"),
    (_PRICE, "Per dygn"),
    ("placement_cost", "Kostnad"),
)


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
