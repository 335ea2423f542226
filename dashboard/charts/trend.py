"""Plotly figures as plain dicts, from values; knows no Streamlit and no database.

Plain dicts since building a `go.Figure` costs some 30 ms a chart and a dict half a millisecond. Bars start at
zero, the axis of a KPI is the same whichever kommun is chosen, and hidden or missing is drawn as such.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dashboard.charts.design import FONT, Palette
from dashboard.published.records import Comment, Definition, Value
from dashboard.published.signals import Usual
from dashboard.words import formats
from dashboard.words.sentences import why_absent
from pipelines.periods import Period

Figure = dict[str, Any]


def number_of(value: Value) -> float | None:
    """A figure for an axis; None leaves the line open."""
    return float(value.value) if value.shown and value.value is not None else None


def layout(palette: Palette, *, height: int) -> Figure:
    """The frame every chart shares: quiet grid, no legend, Swedish separators."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 22, "b": 44, "pad": 2},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 14, "color": palette.ink},
        "separators": ",\u00a0",
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": palette.paper,
            "bordercolor": palette.rule,
            "font": {"family": FONT, "size": 14, "color": palette.ink},
        },
        "dragmode": False,
        "xaxis": {
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "automargin": True,
            "linecolor": palette.rule,
            "tickfont": {"color": palette.secondary},
        },
        "yaxis": {
            "gridcolor": palette.rule,
            "griddash": "dot",
            "zeroline": True,
            "zerolinecolor": palette.secondary,
            "fixedrange": True,
            "automargin": True,
            "rangemode": "tozero",
            "tickfont": {"color": palette.secondary},
        },
        "annotations": [],
        "shapes": [],
    }


def name_above(figure: Figure) -> None:
    """What each colour or line means, in a row above the chart: there is no room at the lines' ends on a phone."""
    figure["showlegend"] = True
    figure["legend"] = {"orientation": "h", "x": 0, "y": 1.15, "yanchor": "bottom", "font": {"size": 14}}
    figure["legend"] |= {"itemclick": False, "itemdoubleclick": False, "traceorder": "normal"}
    figure["margin"]["t"] = 74


# Tertials that have room for words between them.
_LONG = 5
# As much of an axis, times its highest figure, may be given to what is usual.
_ROOM = 2.0
# An axis of counts that reaches no higher has a line for each.
_SMALL = 8
_LENGTHS = frozenset({"size", "height", "width", "thickness", "l", "r", "t", "b", "xshift", "yshift"})
_MEETING = 1.4


def enlarged(figure: Figure) -> Figure:
    """The same chart for a wall: letters, marks, lines, margins and height 1.4 times as large."""

    def larger(name: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {inner: larger(inner, held) for inner, held in value.items()}
        if isinstance(value, list):
            return [larger(name, held) for held in value]
        return value * _MEETING if name in _LENGTHS and isinstance(value, int | float) else value

    return larger("", figure)


def tertial_ticks(periods: Sequence[str]) -> Figure:
    """Ticks that name every tertial and, once a year, the year under it."""
    text = [
        f"T{period[-1]}<br>{period[:4]}" if period.endswith("T1") or n == 0 else f"T{period[-1]}"
        for n, period in enumerate(periods)
    ]
    return {
        "tickmode": "array",
        "tickvals": list(periods),
        "ticktext": text,
        "type": "category",
        "tickangle": 0,
    }


def year_lines(periods: Sequence[str], palette: Palette) -> list[Figure]:
    """A thin line where a new year begins; bands would fight with the band of what is usual."""
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": n - 0.5,
            "x1": n - 0.5,
            "y0": 0,
            "y1": 1,
            "line": {"width": 1, "color": palette.rule},
            "layer": "below",
        }
        for n, period in enumerate(periods)
        if period.endswith("T1") and n > 0
    ]


def unit_ticks(definition: Definition, top: float) -> Figure:
    """The axis in the figure's own unit; a small count has no halves."""
    if top <= _SMALL and not formats.is_percent(definition.unit) and definition.decimals == 0:
        return {"dtick": 1}
    if formats.is_percent(definition.unit):
        return {"ticksuffix": "\u00a0%"}
    return money_ticks(top) if formats.is_money(definition.unit) else {}


def money_ticks(top: float) -> Figure:
    """Some four round amounts up to `top`, written as a reader says them: `500 tkr`, `2 mnkr`."""
    step = 10.0 ** math.floor(math.log10(max(top, 1.0)))
    while top / step < 4:
        step /= 2
    while top / step > 8:
        step *= 2
    values = [step * n for n in range(int(top / step) + 1)]
    texts = [formats.round_kronor(value) for value in values]
    return {"tickmode": "array", "tickvals": values, "ticktext": texts}


def axis_top(series: Mapping[str, Sequence[Value]], area: str, usual: Mapping[str, Usual]) -> float:
    """The top of a KPI's axis: one for all kommuner, one for GFO, so a switch of kommun never rescales.

    GFO's has room for what is usual too, unless that would press its figures together.
    """
    wanted = ["GFO"] if area == "GFO" else [code for code in series if code != "GFO"]
    numbers = [
        float(v.value) for code in wanted for v in series.get(code, ()) if v.shown and v.value is not None
    ]
    highest = max(numbers, default=1.0)
    if area == "GFO":
        limit = max((found.upper for found in usual.values()), default=0.0)
        highest = max(highest, min(limit, _ROOM * highest))
    return highest * 1.12 or 1.0


def trend(
    series: Mapping[str, Sequence[Value]],
    area: str,
    definition: Definition,
    names: Mapping[str, str],
    labels: Mapping[str, str],
    palette: Palette,
    *,
    chosen: str = "",
    usual: Mapping[str, Usual] | None = None,
    comments: Sequence[Comment] = (),
) -> Figure:
    """One KPI over the tertials: the chosen area in the accent, the other kommuner thin and grey behind it.

    Hidden and missing figures leave the line open, with `..` or `–` on the axis, or the reason over a long stretch.
    """
    own = list(series.get(area, ()))
    periods = [value.period for value in own]
    figure = layout(palette, height=320)
    figure["xaxis"] |= tertial_ticks(periods)
    figure["yaxis"] |= {"range": [0, axis_top(series, area, usual or {})]}
    figure["yaxis"] |= unit_ticks(definition, figure["yaxis"]["range"][1])
    figure["shapes"] = year_lines(periods, palette)
    data: list[Figure] = []
    if area != "GFO":
        for code, values in series.items():
            if code not in ("GFO", area):
                data.append(_context_line(values, names.get(code, code), palette))
    data += _usual_band(usual or {}, periods, palette)
    data += _own_lines(own, definition, names.get(area, area), labels, palette, usual or {})
    _mark_absent(figure, own, palette)
    draw_comments(figure, comments, periods, palette)
    latest = next((v for v in own if v.period == chosen and v.shown), None)
    if latest is not None and latest.value is not None:
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [latest.period],
                "y": [float(latest.value)],
                "text": [
                    formats.card_figure(latest.value, latest.status, definition.unit, definition.decimals)
                ],
                "textposition": _label_side(own, latest, figure["yaxis"]["range"][1]),
                "textfont": {"size": 15, "color": palette.ink},
                # A ring: only what is not usual is filled.
                "marker": {
                    "size": 13,
                    "color": palette.accent if _is_signal(usual, latest.period) else palette.paper,
                    "line": {"width": 3, "color": palette.accent},
                },
                "hoverinfo": "skip",
                "cliponaxis": False,
            }
        )
    return {"data": data, "layout": figure}


def draw_comments(
    figure: Figure, comments: Sequence[Comment], periods: Sequence[str], palette: Palette
) -> None:
    """A numbered mark for each comment, in the order that their texts have under the chart."""
    for number, comment in enumerate(comments, start=1):
        _draw_comment(figure, number, comment, periods, palette)


def _draw_comment(
    figure: Figure, number: int, comment: Comment, periods: Sequence[str], palette: Palette
) -> None:
    """A numbered mark at the comment's day, between the tertials' middles; the text stands under the chart."""
    tertial = Period.tertial_of(comment.day)
    if tertial.id not in periods:
        return
    length = (tertial.next_day - tertial.first_day).days
    place = periods.index(tertial.id) - 0.5 + (comment.day - tertial.first_day).days / length
    figure["shapes"].append(
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": place,
            "x1": place,
            "y0": 0,
            "y1": 1,
            "line": {"width": 1, "color": palette.secondary, "dash": "dot"},
        }
    )
    figure["annotations"].append(
        {
            "x": place,
            "xref": "x",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "text": f"<b>{number}</b>",
            "showarrow": False,
            "font": {"size": 13, "color": palette.secondary},
        }
    )


def _context_line(values: Sequence[Value], name: str, palette: Palette) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [v.period for v in values],
        "y": [float(v.value) if v.shown and v.value is not None else None for v in values],
        "line": {"color": palette.context, "width": 1},
        "opacity": 0.6,
        "name": name,
        "hovertemplate": f"{name}<extra></extra>",
    }


def _usual_band(usual: Mapping[str, Usual], periods: Sequence[str], palette: Palette) -> list[Figure]:
    """What is usual for the area as a band, with its middle as a thin line."""
    held = [period for period in periods if period in usual]
    if not held:
        return []
    line: Figure = {"type": "scatter", "mode": "lines", "x": held, "hoverinfo": "skip"}
    return [
        line | {"y": [usual[period].lower for period in held], "line": {"width": 0}},
        line
        | {
            "y": [usual[period].upper for period in held],
            "line": {"width": 0},
            "fill": "tonexty",
            "fillcolor": "rgba(27,108,168,0.10)",
        },
        line
        | {
            "y": [usual[period].mean for period in held],
            "line": {"width": 1, "color": palette.secondary, "dash": "dot"},
        },
    ]


def _label_side(values: Sequence[Value], latest: Value, top: float) -> str:
    """Above the point, or below it where the line comes down from above and there is room."""
    place = values.index(latest)
    before = number_of(values[place - 1]) if place else None
    now = number_of(latest) or 0.0
    falling = before is not None and before > now
    return "bottom center" if falling and now > 0.12 * top else "top center"


def _is_signal(usual: Mapping[str, Usual] | None, period: str) -> bool:
    return usual is not None and period in usual and usual[period].signal


def _own_lines(
    values: Sequence[Value],
    definition: Definition,
    name: str,
    labels: Mapping[str, str],
    palette: Palette,
    usual: Mapping[str, Usual],
) -> list[Figure]:
    """The chosen area's line, its points, and a dashed line to what is preliminary."""
    periods, numbers = [v.period for v in values], [number_of(v) for v in values]
    first = next((n for n, v in enumerate(values) if v.preliminary), len(values))
    line: Figure = {
        "type": "scatter",
        "mode": "lines",
        "hoverinfo": "skip",
        "connectgaps": False,
        "line": {"color": palette.accent, "width": 2.5},
    }
    found = [line | {"x": periods[:first], "y": numbers[:first]}]
    if first < len(values):
        dashed = {"color": palette.accent, "width": 2, "dash": "dash"}
        found.append(
            line | {"x": periods[max(first - 1, 0) :], "y": numbers[max(first - 1, 0) :], "line": dashed}
        )
    signals = [_is_signal(usual, v.period) for v in values]
    found.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": periods,
            "y": numbers,
            # A zero is a whole ring on the axis, not half of one.
            "cliponaxis": False,
            "marker": {
                # Many sizes make Plotly see bubbles, which it draws half transparent.
                "opacity": 1,
                # A point that is not what is usual is large and filled; every other one is hollow.
                "size": [10 if signal else 7 for signal in signals],
                "color": [palette.accent if signal else palette.paper for signal in signals],
                "line": {"width": 1.5, "color": palette.accent},
            },
            "name": name,
            "hovertext": [
                f"<b>{labels[v.period]}</b><br>{name}: "
                + formats.figure(v.value, v.status, definition.unit, definition.decimals)
                + ("<br>preliminärt" if v.preliminary else "")
                for v in values
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    )
    return found


def _mark_absent(figure: Figure, values: Sequence[Value], palette: Palette) -> None:
    """A mark for each figure that is not there; a long stretch for one reason gets the reason once, in its middle."""
    for (status, why), stretch in groupby(values, key=lambda v: ("" if v.shown else v.status, why_absent(v))):
        absent = list(stretch)
        if not status:
            continue
        if len(absent) < _LONG:
            figure["annotations"] += [absent_mark(v.period, v.status, palette) for v in absent]
            continue
        middle = absent_mark(absent[(len(absent) - 1) // 2].period, absent[0].status, palette)
        figure["annotations"].append(middle | {"text": f"{middle['text']} {why} {middle['text']}"})


def absent_mark(period: str, status: formats.Status, palette: Palette) -> Figure:
    """On the axis where a figure would stand: hidden and missing are neither zero nor a gap without a word."""
    return {
        "x": period,
        "y": 0,
        "yanchor": "bottom",
        "text": formats.HIDDEN if status == "hidden" else formats.MISSING,
        "showarrow": False,
        "font": {"size": 14, "color": palette.secondary},
    }
