"""A target in words, beside the figure that is held to it."""

from __future__ import annotations

from dashboard.published.records import Definition, Goal
from dashboard.words import formats
from dashboard.words.periods import period_label
from pipelines.kpi.words import is_percent
from pipelines.periods import Period


def told(goal: Goal, definition: Definition, tertial: str) -> str:
    """`Mål: 30`, `Mål för 2026: 20 av 28 personer hittills`, `Mål för 2026: 55 % (T3 2025–T2 2026: 48 %)`."""
    target = formats.amount(goal.target, definition.unit, definition.decimals)
    if goal.period == tertial:
        return f"Mål: {target}"
    whose = f"Mål för {period_label(goal.period)}"
    beside = goal.beside
    if beside.value is None or not beside.shown or beside.period == tertial:
        return f"{whose}: {target}"
    reached = formats.figure(beside.value, beside.status, definition.unit, definition.decimals)
    period = Period.parse(beside.period)
    if period.kind != "ytd":
        return f"{whose}: {target} ({period.label}: {reached})"
    whole = period.last_day == Period.parse(goal.period).last_day and not beside.preliminary
    return f"{whose}: {reached} av {target}{'' if whole else ' hittills'}"


def distance(goal: Goal, definition: Definition) -> str:
    """How far the figure that is held to a target is from it: `3 hem kvar till målet`, `Målet är nått`; blank where it
    is not shown, or is told as so many of so many already."""
    reached = goal.beside
    if reached.value is None or not reached.shown or Period.parse(reached.period).kind == "ytd":
        return ""
    gap = formats.rounded(reached.value, definition.decimals) - formats.rounded(
        goal.target, definition.decimals
    )
    if is_percent(definition.unit):
        size = formats.percentage_points(abs(gap), definition.decimals)
    else:
        size = formats.amount(abs(gap), definition.unit, definition.decimals)
    if not gap or (definition.direction == ("better" if gap > 0 else "worse")):
        return "Målet är nått hittills" if reached.preliminary else "Målet är nått"
    if definition.direction == "better":
        return f"{size} kvar till målet"
    return f"{size} {'över' if gap > 0 else 'under'} målet"
