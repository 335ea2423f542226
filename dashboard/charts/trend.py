"""One KPI over the tertials, with what is usual as a band."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import (
    AIMED,
    Figure,
    absent_mark,
    draw_aims,
    draw_comments,
    layout,
    number_of,
    period_ticks,
    year_lines,
)
from dashboard.charts.ends import End, end_of, name_ends, plot_edge
from dashboard.charts.palette import Palette
from dashboard.charts.room import PHONE, WIDE, beside_point
from dashboard.published.records import Comment, Definition, Usual, Value
from dashboard.words import formats
from dashboard.words.absence import why_absent
from dashboard.words.usual import outliers

# Tertials that have room for words between them.
_LONG = 5
# How far beside its period what is held to a target stands, in pixels: off the ring.
_ASIDE = 15
# As much of an axis, times its highest figure, may be given to what is usual.
_ROOM = 2.0


def draw_trend(
    own: Sequence[Value],
    name: str,
    definition: Definition,
    labels: Mapping[str, str],
    palette: Palette,
    *,
    chosen: str = "",
    usual: Mapping[str, Usual] | None = None,
    comments: Sequence[Comment] = (),
    aims: Mapping[str, Decimal] = MappingProxyType({}),
    second: tuple[str, str, Sequence[Value]] | None = None,
    grows: bool = False,
    as_long: Value | None = None,
    held: Decimal | None = None,
    compared: str = "",
) -> Figure:
    """One KPI over the tertials: the `own` figures of the area `name` in the accent, what is aimed at (`aims` by
    period) as a dashed line; with a `second` figure (the names of both, and its values) both are named at their ends.

    `grows`: the newest is of a period under way and grows with its days: no line falls to it from whole periods, but
    one leads from as many days of the year before (`as_long`), where they are known. `held`: what of twelve months is
    held to the target, as a diamond at the newest. `compared`: the period that the chosen one is set beside, whose
    figure is written too.

    Hidden and missing figures leave the line open, with `..` or `–` on the axis, or the reason over a long stretch.
    """
    periods = [value.period for value in own]
    figure = layout(palette, height=276)
    figure["xaxis"] |= period_ticks(periods)
    highest, lowest = axis_reach(own, usual or {})
    beside = [number_of(value) or 0.0 for value in (second[2] if second else ())]
    highest = max([highest, *map(float, aims.values()), *beside, float(held or 0)])
    figure["yaxis"] |= value_axis(highest, lowest, unit=definition.unit, decimals=definition.decimals)
    figure["shapes"] = [*_usual_fields(usual or {}, periods, palette), *year_lines(periods, palette)]
    data: list[Figure] = []
    if second:
        data.append(_second_line(second[1], second[2], definition, labels, palette))
    data += _own_lines(own, definition, name, labels, palette, usual or {}, grows=grows)
    if as_long is not None:
        data += _from_as_long(own, as_long, definition, palette)
    _mark_absent(figure, own, palette)
    draw_comments(figure, comments, periods, palette)
    latest = next((v for v in own if v.period == chosen and v.shown), None)
    last = periods[-1]
    ends = []
    if second:
        lines = ((second[0], own, palette.accent), (second[1], second[2], palette.secondary))
        ends = [
            end
            for line, values, colour in lines
            if (end := end_of(f"{line} ", values, periods, definition, labels, colour, own=values is own))
        ]
    elif latest is not None and latest.period == last:
        ends = [End(last, number_of(latest) or 0.0, _figure(latest, definition), palette.accent, own=True)]
    aim = aims.get(last)
    if aim is not None:
        told = f"Mål {_written(aim, definition)}"
        ends.append(End(last, float(aim), told, palette.ink, reaches=True))
    if held is not None and aim is not None:
        ends.append(End(last, float(held), f"12 mån {_written(held, definition)}", palette.ink))
        data.append(_diamond(last, held, palette))
    draw_aims(figure, aims, periods, plot_edge(periods), palette)
    name_ends(figure, ends, periods)
    if latest is not None:
        data.append(_ring(latest, palette, is_signal=outliers(own, usual or {})[own.index(latest)]))
    former = next((v for v in own if v.period == compared != chosen and v.shown), None)
    # Beside a target, or another line, it would lie on that.
    if former is not None and not aims and not second:
        _write_figure(figure, own, former, definition, palette.secondary)
    if latest is not None and latest.period != last:
        _write_figure(figure, own, latest, definition, palette.ink)
    return {"data": data, "layout": figure}


def _written(size: Decimal, definition: Definition) -> str:
    return formats.figure(size, "ok", definition.unit, definition.decimals)


def _ring(latest: Value, palette: Palette, *, is_signal: bool) -> Figure:
    """Round the period that is told of: only what is not usual is filled."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [latest.period],
        "y": [number_of(latest)],
        "marker": {
            "size": 13,
            "color": palette.accent if is_signal else palette.paper,
            "line": {"width": 3, "color": palette.accent},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _diamond(period: str, held: Decimal, palette: Palette) -> Figure:
    """What of twelve months is held to the target: beside its period, since the ring may have the same height."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [period],
        "y": [float(held)],
        "marker": {"symbol": "diamond", "size": 9, "color": palette.ink, "angle": -90, "standoff": _ASIDE},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def axis_reach(own: Sequence[Value], usual: Mapping[str, Usual]) -> tuple[float, float]:
    """The highest and lowest that a KPI's axis is for: room for what is usual too, unless that would press the figures
    together. A deviation may be below zero."""
    numbers = [number_of(value) or 0.0 for value in own]
    limit = max((found.upper for found in usual.values() if found.upper is not None), default=0.0)
    highest = max(numbers, default=0.0)
    return max(highest, min(limit, _ROOM * highest)), min(numbers, default=0.0)


def _second_line(
    name: str, values: Sequence[Value], definition: Definition, labels: Mapping[str, str], palette: Palette
) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [value.period for value in values],
        "y": [number_of(value) for value in values],
        "connectgaps": False,
        "line": {"color": palette.secondary, "width": 2, "dash": "dash"},
        "name": name,
        "hovertext": [
            f"<b>{labels[value.period]}</b><br>{name}: "
            + formats.figure(value.value, value.status, definition.unit, definition.decimals)
            for value in values
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _figure(value: Value, definition: Definition) -> str:
    return formats.card_figure(value.value or 0, value.status, definition.unit, definition.decimals)


def has_band(usual: Iterable[Usual]) -> bool:
    """Whether what is usual has limits to draw: what carries over from one tertial to the next has none, and between
    none and none there is no room."""
    return any(point.upper is not None and point.upper > (point.lower or 0.0) for point in usual)


def _usual_fields(usual: Mapping[str, Usual], periods: Sequence[str], palette: Palette) -> list[Figure]:
    """What is usual for the area as a field a level, each over its own periods: between two it is neither."""
    if not has_band(usual[period] for period in periods if period in usual):
        return []
    limits = [(found.lower, found.upper) if (found := usual.get(period)) else None for period in periods]
    fields, after = [], 0
    for level, stretch in groupby(limits):
        first, after = after, after + len(list(stretch))
        if level is not None and level[1] is not None:
            over = {"x0": first - 0.5, "x1": after - 0.5, "y0": level[0], "y1": level[1]}
            fields.append(
                {
                    "type": "rect",
                    "layer": "below",
                    "xref": "x",
                    "yref": "y",
                    **over,
                    "line": {"width": 0},
                    "fillcolor": palette.band,
                }
            )
    return fields


def _write_figure(
    figure: Figure, own: Sequence[Value], value: Value, definition: Definition, colour: str
) -> None:
    """A figure by its point, where neither the line nor what is aimed at strikes it, over a top or else under."""
    bottom, top = figure["yaxis"]["range"]
    up, beside = PHONE[1] / (top - bottom), figure["margin"]["r"]
    place, size, told = own.index(value), number_of(value) or 0.0, _figure(value, definition)
    drawn = [[(n, s) for n, v in enumerate(own) if (s := number_of(v)) is not None]]
    drawn += [
        [(one["x0"], one["y0"]), (one["x1"], one["y1"])]
        for one in figure["shapes"]
        if one["line"].get("dash") == AIMED
    ]
    lines = [[(x, (y - bottom) * up) for x, y in line] for line in drawn]
    wide = [(screen - beside) / len(own) for screen in (PHONE[0], WIDE)]
    near = [number_of(own[n]) or 0.0 for n in (place - 1, place + 1) if 0 <= n < len(own)]
    over = not near or size >= sum(near) / len(near)
    side, anchor = beside_point((place, (size - bottom) * up), told, lines, wide, over=over)
    figure["annotations"].append(
        {
            "x": place,
            "y": size,
            "yshift": 10 if side == "bottom" else -10,
            "yanchor": side,
            "xanchor": anchor,
            "text": told,
            "showarrow": False,
            "font": {"size": 13, "color": colour},
        }
    )


def _own_lines(
    values: Sequence[Value],
    definition: Definition,
    name: str,
    labels: Mapping[str, str],
    palette: Palette,
    usual: Mapping[str, Usual],
    *,
    grows: bool,
) -> list[Figure]:
    """The chosen area's line, its points, and a dashed line to what is preliminary, unless that still `grows`."""
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
    if first < len(values) and not grows:
        dashed = {"color": palette.accent, "width": 2, "dash": "dash"}
        found.append(
            line | {"x": periods[max(first - 1, 0) :], "y": numbers[max(first - 1, 0) :], "line": dashed}
        )
    signals = outliers(values, usual)
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


def _from_as_long(
    own: Sequence[Value], as_long: Value, definition: Definition, palette: Palette
) -> list[Figure]:
    """A dashed line to the newest from as many days of the period before it, with their figure in grey."""
    if len(own) < 2 or as_long.value is None or not own[-1].shown:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [own[-2].period, own[-1].period],
            "y": [float(as_long.value), number_of(own[-1])],
            "line": {"color": palette.accent, "width": 2, "dash": "dash"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [own[-2].period],
            "y": [float(as_long.value)],
            "marker": {"size": 7, "color": palette.paper, "line": {"width": 1.5, "color": palette.secondary}},
            "text": [_figure(as_long, definition)],
            "textposition": "bottom center",
            "textfont": {"color": palette.secondary},
            "cliponaxis": False,
            "hoverinfo": "skip",
        },
    ]


def _mark_absent(figure: Figure, values: Sequence[Value], palette: Palette) -> None:
    """A mark for each figure that is not there; a long stretch for one reason gets the reason once, in its middle."""
    after = 0
    for (status, why), stretch in groupby(values, key=lambda v: ("" if v.shown else v.status, why_absent(v))):
        absent, first = list(stretch), after
        after += len(absent)
        if not status:
            continue
        if len(absent) < _LONG:
            figure["annotations"] += [absent_mark(first + n, v.status, palette) for n, v in enumerate(absent)]
            continue
        middle = absent_mark(first + (len(absent) - 1) // 2, absent[0].status, palette)
        figure["annotations"].append(middle | {"text": f"{middle['text']} {why} {middle['text']}"})
