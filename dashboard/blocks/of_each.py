"""Where a figure of all of GFO comes from: each kommun's, beside what it was."""

from __future__ import annotations

from decimal import Decimal

from dashboard.blocks.near import owners_beside
from dashboard.blocks.told import in_brief
from dashboard.reader.reader import Reader
from dashboard.words.definitions import called
from dashboard.words.grammar import joined
from dashboard.words.periods import in_brief as briefly
from pipelines.reference import GFO


def of_each(reader: Reader, kpi: str) -> str:
    """`Återlämnade remisser T2 2026 (T2 2025): Härnösand 13 (2), Örnsköldsvik 9 (1) och Kramfors 3 (3).`, the one with
    most of GFO's change first; blank of a kommun, and where not every kommun's are shown."""
    figures = reader.figures
    if reader.selection.area != GFO or not figures.has(kpi):
        return ""
    definition, found = figures.definition(kpi), []
    for name, now, before in owners_beside(reader, kpi):
        if not (now.shown and before.shown) or now.value is None or before.value is None:
            return ""
        told = f"{name} {in_brief(now, definition, before)} ({in_brief(before, definition, now)})"
        found.append((now.value - before.value, told))
    if not found:
        return ""
    rose = sum((change for change, _told in found), Decimal(0)) >= 0
    in_order = [told for _change, told in sorted(found, key=lambda one: -one[0] if rose else one[0])]
    when, then = briefly(reader.period), briefly(reader.compared)
    return f"{called(definition)} {when} ({then}): {joined(in_order)}."
