"""What a meeting has agreed on, with the figure that it is about: on the wall, and on a kommun's own page."""

from __future__ import annotations

from dashboard.blocks.told import in_brief
from dashboard.published.records import Comment
from dashboard.reader.reader import Reader
from dashboard.words.changes import is_counted
from dashboard.words.definitions import called
from dashboard.words.grammar import lowered
from dashboard.words.periods import than, when
from pipelines.reference import GFO


def with_figure(reader: Reader, agreed: Comment) -> str:
    """`Varje kommun går igenom sina omplaceringar. Det gäller omplaceringar: 3 under T2 2026, mot inga T2 2025.`, or
    `… 13 under T2 2026, lika många som T2 2025.`; the words alone where they are about no figure that is shown, and
    where a kommun reads what GFO is to do: its own figure would tell neither whether that is done nor what came of
    it."""
    figures, kpi = reader.figures, agreed.kpi
    if not figures.has(kpi) or (agreed.area == GFO and reader.selection.area != GFO):
        return agreed.text
    now, before = reader.now_and_before(kpi)
    if not now.shown:
        return agreed.text
    definition = figures.definition(kpi)
    shown, was = (
        "inga" if is_counted(definition) and not one.value else in_brief(one, definition)
        for one in (now, before)
    )
    measure, reached = definition.measure, figures.release.reporting_date
    # What stands on a day is told of both days.
    then = reader.compared
    former = when(then, measure, reached) if measure == "stock" else than(then, measure)
    against = ""
    if before.shown and was == shown:
        against = f", {'lika många' if is_counted(definition) else 'samma'} som {former}"
    elif before.shown:
        against = f", mot {was} {former}"
    known = f"{shown} {when(reader.period, measure, reached)}"
    return f"{agreed.text} Det gäller {lowered(called(definition))}: {known}{against}."
