"""What a meeting has agreed on, with the figure that it is about: on the wall, and on a kommun's own page."""

from __future__ import annotations

from dashboard.blocks.told import in_brief
from dashboard.published.records import Comment
from dashboard.reader.reader import Reader
from dashboard.words.definitions import called
from dashboard.words.grammar import lowered
from pipelines.reference import GFO


def with_figure(reader: Reader, agreed: Comment) -> str:
    """`Varje kommun går igenom sina omplaceringar. Det gäller omplaceringar: 3 T2 2026, mot 0 T2 2025.`; the words
    alone where they are about no figure that is shown, and where a kommun reads what GFO is to do: its own figure would
    tell neither whether that is done nor what came of it."""
    figures, kpi = reader.figures, agreed.kpi
    if not figures.has(kpi) or (agreed.area == GFO and reader.selection.area != GFO):
        return agreed.text
    now, before = reader.now_and_before(kpi)
    if not now.shown:
        return agreed.text
    definition = figures.definition(kpi)
    against = f", mot {in_brief(before, definition)} {reader.compared.label}" if before.shown else ""
    name, known = lowered(called(definition)), f"{in_brief(now, definition)} {reader.period.label}"
    return f"{agreed.text} Det gäller {name}: {known}{against}."
