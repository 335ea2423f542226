"""The home bank: homes by status on the last day of each tertial."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dashboard.charts.drawing import (
    Figure,
    absent_mark,
    draw_comments,
    layout,
    name_above,
    period_ticks,
    year_lines,
)
from dashboard.charts.palette import Palette
from dashboard.published.marts import BankPeriod
from dashboard.published.records import Comment
from dashboard.words import formats


def draw_bank(
    rows: Sequence[BankPeriod],
    labels: Mapping[str, str],
    palette: Palette,
    under_way: Collection[str],
    *,
    chosen: str,
    comments: Sequence[Comment] = (),
) -> Figure:
    """Homes by status on the last day of each tertial; oldest first."""
    periods = [row.period for row in rows]
    figure = layout(palette, height=326)
    figure["xaxis"] |= period_ticks(periods)
    figure["shapes"] = year_lines(periods, palette)
    figure["barmode"] = "stack"
    figure["bargap"] = 0.3
    name_above(figure)
    every = [(row.available or 0) + (row.occupied or 0) + (row.resting or 0) for row in rows]
    top = max(every, default=1) * 1.08 or 1
    figure["yaxis"] |= {"range": [0, top]} | ({"dtick": 1} if top <= 8 else {})
    data: list[Figure] = []
    for name, numbers, colour in (
        ("Tillgängliga", [row.available for row in rows], palette.accent),
        ("Upptagna", [row.occupied for row in rows], palette.mark),
        ("Vilande", [row.resting for row in rows], palette.panel),
    ):
        data.append(
            {
                "type": "bar",
                "x": periods,
                "y": numbers,
                "name": name,
                "marker": {
                    "color": colour,
                    "line": {"width": 1, "color": palette.mark},
                    "opacity": [0.55 if period in under_way else 1 for period in periods],
                },
                "hovertext": [
                    f"<b>{labels[period]}</b><br>{name}: {formats.MISSING if n is None else formats.number(n)}"
                    for period, n in zip(periods, numbers, strict=True)
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    draw_comments(figure, comments, periods, palette)
    figure["annotations"] += [
        absent_mark(place, "missing", palette) for place, row in enumerate(rows) if row.available is None
    ]
    free = next((row.available for row in rows if row.period == chosen), None)
    if free:
        # Inside its bar, or nowhere where the bar is too narrow for it.
        figure["uniformtext"] = {"minsize": 14, "mode": "hide"}
        data[0] |= {
            "text": [f"<b>{formats.number(free)}</b>" if period == chosen else "" for period in periods],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"size": 14, "color": palette.paper},
        }
    return {"data": data, "layout": figure}
