"""One KPI over the tertials, with what is usual as a band."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import (
    Figure,
    absent_mark,
    draw_aims,
    draw_comments,
    layout,
    number_of,
    period_ticks,
    year_lines,
)
from dashboard.charts.ends import End, name_ends
from dashboard.charts.palette import Palette
from dashboard.published.records import Comment, Definition, Usual, Value
from dashboard.words import formats
from dashboard.words.absence import why_absent
from dashboard.words.usual import outliers

# Tertials that have room for words between them.
_LONG = 5
# A line that ends so many periods before the newest is not named at the newest's place.
_RECENT = 3
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
    figure = layout(palette, height=290)
    figure["xaxis"] |= period_ticks(periods)
    highest, lowest = axis_reach(own, usual or {})
    beside = [number_of(value) or 0.0 for value in (second[2] if second else ())]
    highest = max([highest, *map(float, aims.values()), *beside, float(held or 0)])
    figure["yaxis"] |= value_axis(highest, lowest, unit=definition.unit, decimals=definition.decimals)
    figure["shapes"] = year_lines(periods, palette)
    data: list[Figure] = []
    named = False
    data += _usual_band(usual or {}, periods, palette)
    if second:
        data.append(_second_line(second[1], second[2], definition, labels, palette))
        name_ends(figure, _ends((second[0], own), second[1:], periods, definition, labels, palette), periods)
        named = chosen == periods[-1]
    data += _own_lines(own, definition, name, labels, palette, usual or {}, grows=grows)
    if as_long is not None:
        data += _from_as_long(own, as_long, definition, palette)
    _mark_absent(figure, own, palette)
    draw_comments(figure, comments, periods, palette)
    draw_aims(figure, aims, periods, definition.unit, definition.decimals, palette, held)
    if held is not None and aims:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [periods[-1]],
                "y": [float(held)],
                "marker": {"symbol": "diamond", "size": 9, "color": palette.ink},
                "cliponaxis": False,
                "hoverinfo": "skip",
            }
        )
    top = figure["yaxis"]["range"][1]
    former = next((v for v in own if v.period == compared != chosen and v.shown), None)
    # Beside a target, or another line, it would lie on that.
    if former is not None and not aims and not second:
        figure["annotations"].append(_former_figure(own, former, definition, top, palette))
    latest = next((v for v in own if v.period == chosen and v.shown), None)
    if latest is not None and latest.value is not None:
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [latest.period],
                "y": [float(latest.value)],
                # The newest figure stands with the name, where there is one.
                "text": ["" if named else _figure(latest, definition)],
                "textposition": _label_side(own, latest, top),
                "textfont": {"size": 15, "color": palette.ink},
                # A ring: only what is not usual is filled.
                "marker": {
                    "size": 13,
                    "color": palette.accent
                    if outliers(own, usual or {})[own.index(latest)]
                    else palette.paper,
                    "line": {"width": 3, "color": palette.accent},
                },
                "hoverinfo": "skip",
                "cliponaxis": False,
            }
        )
    return {"data": data, "layout": figure}


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


def _ends(
    own: tuple[str, Sequence[Value]],
    second: tuple[str, Sequence[Value]],
    periods: Sequence[str],
    definition: Definition,
    labels: Mapping[str, str],
    palette: Palette,
) -> list[End]:
    """Where the two lines end, of those that reach near the newest period: name and figure, and of which period where
    it is an older one."""
    found = []
    for (name, values), colour in ((own, palette.accent), (second, palette.secondary)):
        last = next((value for value in reversed(values) if value.shown), None)
        if last is None or last.period not in periods[-_RECENT:]:
            continue
        older = "" if last.period == periods[-1] else f" ({labels[last.period]})"
        told = f"{name} {_figure(last, definition)}{older}"
        found.append(End(last.period, number_of(last) or 0.0, told, colour, own=colour == palette.accent))
    return found


def _figure(value: Value, definition: Definition) -> str:
    return formats.card_figure(value.value or 0, value.status, definition.unit, definition.decimals)


def has_band(usual: Iterable[Usual]) -> bool:
    """Whether what is usual has limits to draw: what carries over from one tertial to the next has none, and between
    none and none there is no room."""
    return any(point.upper is not None and point.upper > (point.lower or 0.0) for point in usual)


def _usual_band(usual: Mapping[str, Usual], periods: Sequence[str], palette: Palette) -> list[Figure]:
    """What is usual for the area as a band, with its middle as a thin line."""
    held = [period for period in periods if period in usual and usual[period].upper is not None]
    if not has_band(usual[period] for period in held):
        return []
    line: Figure = {"type": "scatter", "mode": "lines", "x": held, "hoverinfo": "skip"}
    return [
        line | {"y": [usual[period].lower for period in held], "line": {"width": 0}},
        line
        | {
            "y": [usual[period].upper for period in held],
            "line": {"width": 0},
            "fill": "tonexty",
            "fillcolor": palette.band,
        },
        line
        | {
            "y": [usual[period].mean for period in held],
            "line": {"width": 1, "color": palette.secondary, "dash": "dot"},
        },
    ]


def _label_side(own: Sequence[Value], latest: Value, top: float) -> str:
    """Above the point, or below it where the line comes down from above and there is room."""
    place = own.index(latest)
    before = number_of(own[place - 1]) if place else None
    now = number_of(latest) or 0.0
    falling = before is not None and before > now
    return "bottom center" if falling and now > 0.12 * top else "top center"


def _former_figure(
    own: Sequence[Value], former: Value, definition: Definition, top: float, palette: Palette
) -> Figure:
    """What the newest is set beside, in grey, where its neighbours leave most room: over a top, else under."""
    place, size = own.index(former), number_of(former) or 0.0
    near = [number_of(own[n]) or 0.0 for n in (place - 1, place + 1) if 0 <= n < len(own)]
    is_high = not near or size >= sum(near) / len(near) or size < 0.12 * top
    return {
        "x": place,
        "y": size,
        "yshift": 9 if is_high else -9,
        "yanchor": "bottom" if is_high else "top",
        "text": _figure(former, definition),
        "showarrow": False,
        "font": {"size": 13, "color": palette.secondary},
    }


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
