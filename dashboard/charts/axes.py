"""A value axis: round steps in the figure's own unit, from at or below the lowest figure to at or above the highest."""

from __future__ import annotations

import math

from dashboard.charts.drawing import Figure
from dashboard.words import formats
from pipelines.kpi.words import is_money, is_percent

# At most so many steps, where a chart has no fewer; a count that reaches no higher than the second has a line for each.
_STEPS, _SMALL = 6, 8
# So much of the highest figure is kept free above it, where its number stands.
_ROOM = 1.1


def value_axis(
    highest: float, lowest: float = 0.0, *, unit: str = "", decimals: int = 0, most: int = _STEPS
) -> Figure:
    """The range and the ticks of an axis with room for `lowest` to `highest`: the last tick is never below the highest
    figure, and there are at most so many steps, but of a small count. A count has no halves; kronor have one unit, that
    of the largest tick."""
    highest, lowest = max(highest, 0.0), min(lowest, 0.0)
    if highest == lowest:
        highest = 1.0
    whole = decimals == 0 and not is_money(unit)
    step = _step(highest - lowest, most, whole=whole)
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    # Of a step in decimals no dust: 0,3 and not 0,30000000000000004.
    ticks = [round(step * n, 9) for n in range(first, last + 1)]
    return {
        "range": [ticks[0], max(ticks[-1], highest * _ROOM)],
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": _written(ticks, step, unit),
    }


def _step(reach: float, most: int, *, whole: bool) -> float:
    """The smallest of 1, 2 and 5 and their tens that takes few enough steps."""
    if whole and reach <= _SMALL:
        return 1.0
    ten = 10.0 ** math.floor(math.log10(reach / most))
    return next(ten * one for one in (1, 2, 5, 10) if reach / (ten * one) <= most)


def _written(ticks: list[float], step: float, unit: str) -> list[str]:
    if is_money(unit):
        largest = max(map(abs, ticks))
        return [formats.round_kronor(tick, largest) for tick in ticks]
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    tail = f"{formats.NBSP}%" if is_percent(unit) else ""
    return [formats.number(tick, places if tick else 0) + tail for tick in ticks]
