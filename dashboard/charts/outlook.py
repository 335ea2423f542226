"""The capacity outlook: referrals that were open, and how many are expected to be, with what the simulations span."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import Figure, layout, name_above, number_of, period_ticks, year_lines
from dashboard.charts.palette import Palette
from dashboard.published.records import Value
from dashboard.words import formats

# Two assumptions for one tertial stand beside each other, not over each other; a single one stands on its tick.
_ASIDE = 0.13
# What the numbers of the second begin with.
_ASIDE_BLANKS = 3 * formats.NBSP
# Below this part of the axis a range's lower end has no room for its number under it.
_LOW = 0.1


@dataclass(frozen=True)
class Expected:
    """What is expected of one tertial under one assumption: the middle, and where 80 % of the simulations end."""

    period: str
    median: float
    lower: float
    upper: float


def draw_outlook(
    past: Sequence[Value],
    expected: Mapping[str, Sequence[Expected]],
    labels: Mapping[str, str],
    palette: Palette,
) -> Figure:
    """`past` are the tertials before the expected ones; `expected` by assumption in words, the present one first; each
    has its middle and the ends of its range written. A narrow screen leaves out the numbers of the others, by the
    blanks they begin with."""
    coming = [point.period for point in next(iter(expected.values()))]
    periods = [value.period for value in past] + coming
    figure = layout(palette, height=270)
    # Numbers for places, since a point cannot stand beside a category.
    figure["xaxis"] |= period_ticks(periods) | {
        "type": "linear",
        "tickvals": list(range(len(periods))),
        "range": [-0.5, len(periods) - 0.4],
    }
    figure["shapes"] = year_lines(periods, palette)
    name_above(figure)
    numbers = [number_of(value) for value in past]
    highest = [n for n in numbers if n is not None] + [
        p.upper for points in expected.values() for p in points
    ]
    figure["yaxis"] |= value_axis(max(highest, default=0))
    data: list[Figure] = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": list(range(len(past))),
            "y": numbers,
            "name": "Utfall",
            "line": {"color": palette.accent, "width": 2.5},
            "marker": {"size": 6, "color": palette.accent},
            "hovertext": [
                f"<b>{labels.get(v.period, v.period)}</b><br>{formats.figure(v.value, v.status)}"
                for v in past
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "connectgaps": False,
        }
    ]
    for n, (name, points) in enumerate(expected.items()):
        colour = palette.secondary if n else palette.accent
        aside = (2 * n - 1) * _ASIDE if len(expected) > 1 else 0
        places = [periods.index(point.period) + aside for point in points]
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": places,
                "y": [point.median for point in points],
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "array": [point.upper - point.median for point in points],
                    "arrayminus": [point.median - point.lower for point in points],
                    "color": colour,
                    "thickness": 2,
                    "width": 5,
                },
                "marker": {
                    "size": 11,
                    "color": palette.paper,
                    "symbol": "diamond" if n else "circle",
                    "line": {"width": 2, "color": colour},
                },
                "name": name,
                "text": [_ASIDE_BLANKS * (n > 0) + formats.number(point.median) for point in points],
                "textposition": "middle left" if aside < 0 else "middle right",
                "textfont": {"size": 14, "color": palette.ink},
                "cliponaxis": False,
                "hovertext": [
                    f"<b>{labels.get(p.period, p.period)}</b><br>{name}: {formats.number(p.median)}"
                    f" ({formats.number(p.lower)}–{formats.number(p.upper)})"
                    for p in points
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
        data.append(_ends(points, places, figure["yaxis"]["range"][1], palette, aside=n > 0))
    return {"data": data, "layout": figure}


def _ends(
    points: Sequence[Expected], places: Sequence[float], top: float, palette: Palette, *, aside: bool
) -> Figure:
    """The numbers at both ends of each range; those of one that stands `aside` keep clear of the other's."""
    begins = _ASIDE_BLANKS * aside
    beside = "middle right" if aside else "middle left"
    return {
        "type": "scatter",
        "mode": "text",
        "x": [*places, *places],
        "y": [*(point.lower for point in points), *(point.upper for point in points)],
        "text": [
            *(
                begins + formats.number(point.lower) + 2 * formats.NBSP * (_is_low(point, top) and not aside)
                for point in points
            ),
            *(begins + formats.number(point.upper) for point in points),
        ],
        "textposition": [
            *(beside if _is_low(point, top) else "bottom center" for point in points),
            *("top center" for _point in points),
        ],
        "textfont": {"size": 14, "color": palette.secondary},
        "hoverinfo": "skip",
        "cliponaxis": False,
        "showlegend": False,
    }


def _is_low(point: Expected, top: float) -> bool:
    return point.lower < _LOW * top
