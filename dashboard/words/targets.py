"""A target in words, beside the figure that is held to it."""

from __future__ import annotations

from dashboard.published.records import Definition, Goal
from dashboard.words import formats
from dashboard.words.periods import period_label
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
