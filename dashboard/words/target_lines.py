"""The line that a chart over time is aimed at, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby, pairwise

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


def drawn(aims: Mapping[str, Decimal], definition: Definition, newest: str) -> str:
    """What the line of the `levels` is, under a heading: `streckad linje: målet`, and where it has had another level,
    or does not reach the `newest` period with the number at its end, `målet (2025: 50 %, 2026: 55 %)`."""
    levels = [list(same) for _aim, same in groupby(aims, key=lambda period: aims[period])]
    if len(levels) == 1 and newest in aims:
        return "streckad linje: målet"
    years = [[Period.parse(period).last_day.year for period in (same[0], same[-1])] for same in levels]
    if any(before[-1] == after[0] for before, after in pairwise(years)):
        # A year that had two is told by the periods that they began in.
        return f"streckad linje: målet ({_since(aims, definition)})"
    told = [
        f"{'–'.join(map(str, dict.fromkeys(span)))}: {_size(aims[same[0]], definition)}"
        for span, same in zip(years, levels, strict=True)
    ]
    return f"streckad linje: målet ({', '.join(told)})"


def line(aims: Mapping[str, Decimal], definition: Definition) -> str:
    """The line of the `levels` in words: `Mål: 50 från T1 2025, 45 från T1 2026.`; blank without any."""
    return f"Mål: {_since(aims, definition)}." if aims else ""


def _since(aims: Mapping[str, Decimal], definition: Definition) -> str:
    first = [next(same) for _aim, same in groupby(aims, key=lambda period: aims[period])]
    return ", ".join(f"{_size(aims[period], definition)} från {period_label(period)}" for period in first)


def _size(aim: Decimal, definition: Definition) -> str:
    return formats.figure(aim, "ok", definition.unit, definition.decimals)
