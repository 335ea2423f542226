"""Where a figure of all of GFO comes from: each kommun's, beside what it was."""

from __future__ import annotations

from decimal import Decimal

from dashboard.blocks import downloads, text
from dashboard.blocks.near import owners_beside
from dashboard.published.records import Definition, Value
from dashboard.reader.reader import Reader
from dashboard.words.changes import of_shorter_time, short_step
from dashboard.words.definitions import called
from dashboard.words.grammar import capitalised
from dashboard.words.periods import in_brief
from dashboard.words.tables import Amount, Cell, Table
from pipelines.kpi.words import is_money
from pipelines.reference import GFO


def of_each(reader: Reader, kpi: str) -> None:
    """A row a kommun, the one with most of GFO's change first, and all of GFO; nothing on a kommun's page, nor where
    not every kommun's are shown."""
    figures = reader.figures
    if reader.selection.area != GFO or not figures.has(kpi):
        return
    definition, found = figures.definition(kpi), owners_beside(reader, kpi)
    whole = ("GFO", *reader.now_and_before(kpi))
    if not found or not all(one.shown for _name, *both in (*found, whole) for one in both):
        return
    rose = _step(*whole[1:]) >= 0
    found.sort(key=lambda row: -_step(*row[1:]) if rose else _step(*row[1:]))
    spans = [capitalised(in_brief(span)) for span in (reader.period, reader.compared)]
    rows = [_row(definition, *row) for row in (*found, whole)]
    title = f"{called(definition)} i varje kommun"
    text.heading(title, f"Störst {'ökning' if rose else 'minskning'} först.")
    table = Table(("Kommun", *spans, "Skillnad"), tuple(rows), total=len(rows) - 1)
    downloads.listed(reader, table, title)


def _step(now: Value, before: Value) -> Decimal:
    return (now.value or Decimal(0)) - (before.value or Decimal(0))


def _row(definition: Definition, name: str, now: Value, before: Value) -> tuple[Cell, ...]:
    unit, short = definition.unit if is_money(definition.unit) else "", is_money(definition.unit)
    both = [Amount(one.value, unit, definition.decimals, one.status, short=short) for one in (now, before)]
    if of_shorter_time(now, before):
        return (name, *both, "")
    # Of the two as they stand beside it, so that whoever subtracts gets the same.
    step = short_step(now.value or Decimal(0), before.value or Decimal(0), definition)
    return (name, *both, Amount(step, unit, definition.decimals, signed=True, short=short))
