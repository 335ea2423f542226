"""A few lines on one scale, each named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import (
    Figure,
    draw_comments,
    layout,
    number_of,
    period_ticks,
    unjudged_marks,
    year_lines,
)
from dashboard.charts.ends import End, end_of, name_ends
from dashboard.charts.palette import Palette
from dashboard.published.records import Comment, Definition, Value
from dashboard.words import formats


def draw_lines(
    series: Sequence[tuple[str, Sequence[Value], str]],
    definition: Definition,
    labels: Mapping[str, str],
    palette: Palette,
    comments: Sequence[Comment] = (),
    *,
    short: Mapping[str, str],
) -> Figure:
    """A few lines on one scale, each named at its end with its newest figure under the name; `series` are (name,
    values, `front` | `dash` | `back`) and `short` what each is called beside the others."""
    figure = layout(palette, height=340)
    periods = [value.period for value in max((values for _n, values, _k in series), key=len, default=())]
    figure["xaxis"] |= period_ticks(periods)
    figure["shapes"] = year_lines(periods, palette)
    draw_comments(figure, comments, periods, palette)
    numbers = [n for _name, values, _kind in series for v in values if (n := number_of(v)) is not None]
    figure["yaxis"] |= value_axis(max(numbers, default=0), unit=definition.unit, decimals=definition.decimals)
    styles: dict[str, dict[str, Any]] = {
        "front": {"color": palette.accent, "width": 2.5},
        "dash": {"color": palette.ink, "width": 2, "dash": "dash"},
        "back": {"color": palette.secondary, "width": 2, "dash": "dot"},
    }
    data: list[Figure] = []
    ends: list[End] = []
    for name, values, kind in series:
        called, colour = f"{short[name]}<br>", styles[kind]["color"]
        end = end_of(called, values, periods, definition, labels, colour, own=kind == "front")
        ends += [end] if end else []
        told = [
            f"<b>{labels.get(v.period, v.period)}</b><br>{name}: "
            + formats.figure(v.value, v.status, definition.unit, definition.decimals)
            for v in values
        ]
        sizes = [number_of(v) for v in values]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [v.period for v in values],
                "y": sizes,
                "line": styles[kind],
                "marker": unjudged_marks(sizes, colour, palette),
                "name": name,
                "hovertext": told,
                "hovertemplate": "%{hovertext}<extra></extra>",
                "connectgaps": False,
            }
        )
    name_ends(figure, ends, periods)
    return {"data": data, "layout": figure}
