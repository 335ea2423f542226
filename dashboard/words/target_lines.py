"""The line that a chart over time is aimed at, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dashboard.published.records import Definition, Goal
from dashboard.words import formats
from dashboard.words.periods import period_label
from pipelines.periods import Period


def levels(goals: Mapping[str, Goal | None]) -> dict[str, Decimal]:
    """The targets by period that lie on the scale of that period's own figure, which a chart over time draws: a year's
    rate or stock is aimed at all year, a year's count is not a tertial's."""
    return {
        period: goal.target
        for period, goal in goals.items()
        if goal and (goal.period == period or Period.parse(goal.beside.period).kind != "ytd")
    }


def line(aims: Mapping[str, Decimal], definition: Definition) -> str:
    """The line of the `levels` in words: `Mål: 50 från T1 2025, 45 från T1 2026.`; blank without any."""
    told, former = [], None
    for period, aim in aims.items():
        if aim != former:
            size = formats.figure(aim, "ok", definition.unit, definition.decimals)
            told.append(f"{size} från {period_label(period)}")
        former = aim
    return f"Mål: {', '.join(told)}." if told else ""
