"""The capacity outlook: referrals that were open, and how many are expected to be, with what the simulations span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import Figure, layout, number_of, period_ticks, unjudged_marks, year_lines
from dashboard.charts.palette import Palette
from dashboard.published.records import Value
from dashboard.words import formats

# As high as the page on the bank has room for, and as many steps as that has.
_HEIGHT, _STEPS = 228, 3
# Below this part of the axis a range's lower end has no room for its number under it.
_LOW = 0.18


@dataclass(frozen=True)
class Expected:
    """What is expected of one tertial: the middle, and where 80 % of the simulations end."""

    period: str
    median: float
    lower: float
    upper: float


def draw_outlook(
    past: Sequence[Value],
    expected: Sequence[Expected],
    name: str,
    labels: Mapping[str, str],
    palette: Palette,
) -> Figure:
    """`past` are the tertials before the `expected` ones, which are called by a `name`; each of these has its middle
    and the ends of its range written."""
    periods = [*(value.period for value in past), *(point.period for point in expected)]
    figure = layout(palette, height=_HEIGHT)
    # Numbers for places, since what is written beside a point has no room beside a category.
    figure["xaxis"] |= period_ticks(periods) | {
        "type": "linear",
        "tickvals": list(range(len(periods))),
        "range": [-0.5, len(periods) - 0.4],
    }
    figure["shapes"] = year_lines(periods, palette)
    numbers = [number_of(value) for value in past]
    highest = [*(n for n in numbers if n is not None), *(point.upper for point in expected)]
    figure["yaxis"] |= value_axis(max(highest, default=0), most=_STEPS)
    places = list(range(len(past), len(periods)))
    outcome: Figure = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": list(range(len(past))),
        "y": numbers,
        # The newest, which the heading sets the others beside.
        "text": [formats.figure(v.value, v.status) if v is past[-1] and v.shown else "" for v in past],
        "textposition": "top center",
        "textfont": {"size": 14, "color": palette.ink},
        "cliponaxis": False,
        "name": "Utfall",
        "line": {"color": palette.accent, "width": 2.5},
        # The rings are what is expected.
        "marker": unjudged_marks(numbers, palette.accent, palette),
        "hovertext": [
            f"<b>{labels.get(v.period, v.period)}</b><br>{formats.figure(v.value, v.status)}" for v in past
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "connectgaps": False,
    }
    middle: Figure = {
        "type": "scatter",
        "mode": "markers+text",
        "x": places,
        "y": [point.median for point in expected],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [point.upper - point.median for point in expected],
            "arrayminus": [point.median - point.lower for point in expected],
            "color": palette.accent,
            "thickness": 2,
            "width": 5,
        },
        "marker": {
            "size": 11,
            "color": palette.paper,
            "symbol": "circle",
            "line": {"width": 2, "color": palette.accent},
        },
        "name": name,
        "text": [formats.number(point.median) for point in expected],
        "textposition": "middle right",
        "textfont": {"size": 14, "color": palette.ink},
        "cliponaxis": False,
        "hovertext": [
            f"<b>{labels.get(p.period, p.period)}</b><br>{name}: {formats.number(p.median)}"
            f" ({formats.number(p.lower)}–{formats.number(p.upper)})"
            for p in expected
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    ends = _ends(expected, places, figure["yaxis"]["range"][1], palette)
    return {"data": [outcome, middle, ends], "layout": figure}


def _ends(points: Sequence[Expected], places: Sequence[int], top: float, palette: Palette) -> Figure:
    """The numbers at both ends of each range, off the caps that end it: a text stands as far from its point as the
    point is large, also where that is not seen."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "marker": {"size": 8, "opacity": 0},
        "x": [*places, *places],
        "y": [*(point.lower for point in points), *(point.upper for point in points)],
        "text": [
            *(formats.number(point.lower) + 2 * formats.NBSP * _is_low(point, top) for point in points),
            *(formats.number(point.upper) for point in points),
        ],
        "textposition": [
            *("middle left" if _is_low(point, top) else "bottom center" for point in points),
            *("top center" for _point in points),
        ],
        "textfont": {"size": 14, "color": palette.secondary},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _is_low(point: Expected, top: float) -> bool:
    return point.lower < _LOW * top
