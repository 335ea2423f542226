"""GFO's budget and outcome, a pair a tertial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import (
    Figure,
    draw_comments,
    layout,
    number_of,
    period_ticks,
    year_lines,
)
from dashboard.charts.palette import Palette
from dashboard.published.records import Comment, Value
from dashboard.words import formats


def draw_economy(
    budget: Sequence[Value],
    outcome: Sequence[Value],
    labels: Mapping[str, str],
    palette: Palette,
    comments: Sequence[Comment] = (),
    *,
    chosen: str,
) -> Figure:
    """Outcome solid, the chosen tertial's in the accent, and budget a dashed level across it, a pair a tertial."""
    periods = [value.period for value in budget]
    figure = layout(palette, height=320)
    figure["xaxis"] |= period_ticks(periods)
    figure["barmode"] = "overlay"
    figure["bargap"] = 0.3
    numbers = [n for v in (*budget, *outcome) if (n := number_of(v)) is not None]
    figure["yaxis"] |= value_axis(max(numbers, default=0), unit="kr")
    figure["shapes"] = year_lines(periods, palette)

    draw_comments(figure, comments, periods, palette)

    def told(name: str, values: Sequence[Value]) -> list[str]:
        return [
            f"<b>{labels[v.period]}</b><br>{name}: {formats.figure(v.value, v.status, 'kr')}" for v in values
        ]

    solid: Figure = {
        "type": "bar",
        "x": [v.period for v in outcome],
        "y": [number_of(v) for v in outcome],
        "name": "Utfall",
        "marker": {"color": [palette.accent if v.period == chosen else palette.mark for v in outcome]},
        "hovertext": told("Utfall", outcome),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    # Plotly cannot dash a bar's edge, so each budget is a dashed level drawn across its tertial.
    for place, value in enumerate(budget):
        number = number_of(value)
        if number is not None:
            figure["shapes"].append(
                {
                    "type": "line",
                    "xref": "x",
                    "x0": place - 0.42,
                    "x1": place + 0.42,
                    "y0": number,
                    "y1": number,
                    "line": {"width": 2, "color": palette.ink, "dash": "6px,4px"},
                }
            )
    hover: Figure = {
        "type": "scatter",
        "mode": "markers",
        "x": [v.period for v in budget],
        "y": [number_of(v) for v in budget],
        "name": "Budget",
        "marker": {"size": 12, "opacity": 0},
        "hovertext": told("Budget", budget),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return {"data": [solid, hover], "layout": figure}
