"""Figures that two versions say otherwise, as a table: since the last meeting, or between any two versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.blocks.table import Table
from dashboard.published.marts import Change
from dashboard.published.records import Definition
from dashboard.words import formats
from dashboard.words.grammar import capitalised
from dashboard.words.periods import period_label


def changes_table(
    found: Sequence[Change],
    definitions: Mapping[str, Definition],
    columns: tuple[str, str, str],
    names: Mapping[str, str] | None = None,
) -> Table:
    """A row a figure; `columns` are the words for the figure, the former and the latter value.

    With `names` (area code to name) the area stands with the figure, in the column that stays in view on a phone.
    """
    rows, raw = [], []
    for change in found:
        word = f"{change.name}, {names.get(change.area, change.area)}" if names else change.name
        period, cause = period_label(change.period), capitalised(change.cause)
        told = _before_and_now(change, definitions.get(change.kpi))
        rows.append((word, period, *told, cause))
        # In a spreadsheet a figure is a number; hidden and missing keep their marks.
        values = (change.old_value, change.new_value)
        raw.append((word, period, *(t if v is None else v for v, t in zip(values, told, strict=True)), cause))
    what, before, now = columns
    return Table((what, "Period", before, now, "Orsak"), tuple(rows), frozenset({2, 3}), tuple(raw))


def _before_and_now(change: Change, definition: Definition | None) -> list[str]:
    """Both figures, with as many more decimals as it takes to see that they differ."""
    unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
    for more in (0, 2):
        told = [
            formats.figure(value, status, unit, decimals + more)
            for value, status in (
                (change.old_value, change.old_status),
                (change.new_value, change.new_status),
            )
        ]
        if told[0] != told[1]:
            break
    return told
