"""What a meeting has agreed on, with the figure that it is about: on the wall, and on a kommun's own page."""

from __future__ import annotations

from dashboard.blocks.told import in_brief
from dashboard.published.records import Comment
from dashboard.reader.reader import Reader
from dashboard.words.definitions import called


def with_figure(reader: Reader, agreed: Comment) -> str:
    """`Varje kommun går igenom sina omplaceringar. Omplaceringar T2 2026: 3, mot 0 T2 2025.`; the words alone where
    they are about no figure that is shown."""
    figures, kpi = reader.figures, agreed.kpi
    if not figures.has(kpi) or not (both := reader.now_and_before(kpi))[0].shown:
        return agreed.text
    definition, (now, before) = figures.definition(kpi), both
    against = f", mot {in_brief(before, definition)} {reader.compared.label}" if before.shown else ""
    known = f"{called(definition)} {reader.period.label}: {in_brief(now, definition)}{against}."
    return f"{agreed.text} {known}"
