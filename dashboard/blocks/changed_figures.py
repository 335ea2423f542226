"""Figures that two versions say otherwise, as a table: since the last meeting, or between any two versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.published.marts import Change
from dashboard.published.records import Definition
from dashboard.reader.reader import Reader
from dashboard.words.audiences import sent_by
from dashboard.words.grammar import capitalised
from dashboard.words.periods import period_label
from dashboard.words.tables import Amount, Table
from dashboard.words.topics import HEADLINES
from pipelines.periods import Period


def changes_table(
    found: Sequence[Change],
    definitions: Mapping[str, Definition],
    columns: tuple[str, str, str],
    names: Mapping[str, str] | None = None,
) -> Table:
    """A row a figure; `columns` are the words for the figure, the former and the latter value.

    With `names` (area code to name) the area stands with the figure, in the column that stays in view on a phone.
    """
    rows = []
    for change in found:
        word = f"{change.name}, {names.get(change.area, change.area)}" if names else change.name
        told = before_and_now(change, definitions.get(change.kpi))
        rows.append((word, period_label(change.period), *told, capitalised(sent_by(change.cause))))
    what, before, now = columns
    return Table((what, "Period", before, now, "Orsak"), tuple(rows))


def headlines_first(reader: Reader) -> list[Change]:
    """What differs in the chosen area from what the last meeting saw: the chosen period first, then the headline
    figures, the years last; nothing before there was a meeting."""
    if not reader.figures.meetings:
        return []
    return sorted(
        reader.figures.revisions(reader.selection.area),
        key=lambda change: (
            change.period != reader.selection.period,
            Period.parse(change.period).kind == "year",
            change.kpi not in HEADLINES,
        ),
    )


def before_and_now(change: Change, definition: Definition | None) -> tuple[Amount, Amount]:
    """Both figures, with as many more decimals as it takes to see that they differ."""
    unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)

    def told(more: int) -> tuple[Amount, Amount]:
        return (
            Amount(change.old_value, unit, decimals + more, change.old_status),
            Amount(change.new_value, unit, decimals + more, change.new_status),
        )

    before, now = told(0)
    return told(2) if before.text == now.text else (before, now)
