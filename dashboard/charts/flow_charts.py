"""Charts of what flows: the referral balance, the home bank, the way into it, GFO's economy."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dashboard.charts.design import Palette
from dashboard.charts.trend import (
    Figure,
    absent_mark,
    draw_comments,
    layout,
    money_ticks,
    name_above,
    number_of,
    tertial_ticks,
    year_lines,
)
from dashboard.published.records import Comment, Value
from dashboard.words import formats


def balance(steps: Sequence[tuple[str, int, str]], palette: Palette) -> Figure:
    """A period's referrals as a waterfall; `steps` are (name, number, `level` | `in` | `out`) in order."""
    figure = layout(palette, height=330)
    bases: list[int] = []
    running = 0
    for _name, size, kind in steps:
        if kind == "out":
            running -= size
        bases.append(0 if kind == "level" else running)
        if kind != "out":
            running = size if kind == "level" else running + size
    sizes = [size for _name, size, _kind in steps]
    top = max((base + size for base, size in zip(bases, sizes, strict=True)), default=1)
    # Lying down, so that six names have room on a phone.
    figure["xaxis"] |= {"visible": False, "range": [0, top * 1.18 or 1]}
    figure["yaxis"] |= {
        "type": "category",
        "autorange": "reversed",
        "showgrid": False,
        "tickfont": {"size": 15, "color": palette.ink},
    }
    figure["bargap"] = 0.35
    figure["margin"]["b"] = 8
    colours = {"level": palette.ink, "in": palette.accent, "out": palette.mark}
    signs = {"level": "", "in": "+", "out": formats.MINUS}
    data: list[Figure] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": [name for name, _size, _kind in steps],
            "x": sizes,
            "base": bases,
            "marker": {
                "color": [colours[kind] for _name, _size, kind in steps],
            },
            "text": [signs[kind] + formats.number(size) if size else "0" for _name, size, kind in steps],
            "textposition": "outside",
            "textfont": {"size": 16, "color": palette.ink},
            "cliponaxis": False,
            "hovertext": [f"{name}: {formats.number(size)}" for name, size, _kind in steps],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
    return {"data": data, "layout": figure}


def bank(
    rows: Sequence[Mapping[str, Any]],
    labels: Mapping[str, str],
    palette: Palette,
    under_way: Collection[str],
    *,
    chosen: str,
    comments: Sequence[Comment] = (),
) -> Figure:
    """Homes by status on the last day of each tertial; `rows` have period, available, occupied and resting."""
    periods = [row["period"] for row in rows]
    figure = layout(palette, height=350)
    figure["xaxis"] |= tertial_ticks(periods)
    figure["shapes"] = year_lines(periods, palette)
    figure["barmode"] = "stack"
    figure["bargap"] = 0.3
    name_above(figure)
    every = [sum(row[status] or 0 for status in ("available", "occupied", "resting")) for row in rows]
    top = max(every, default=1) * 1.08 or 1
    figure["yaxis"] |= {"range": [0, top]} | ({"dtick": 1} if top <= 8 else {})
    data: list[Figure] = []
    for name, status, colour in (
        ("Tillgängliga", "available", palette.accent),
        ("Upptagna", "occupied", palette.mark),
        ("Vilande", "resting", palette.panel),
    ):
        numbers = [row[status] for row in rows]
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
        absent_mark(row["period"], "missing", palette) for row in rows if row["available"] is None
    ]
    free = next((row["available"] for row in rows if row["period"] == chosen), None)
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


def economy(
    budget: Sequence[Value],
    outcome: Sequence[Value],
    labels: Mapping[str, str],
    palette: Palette,
    comments: Sequence[Comment] = (),
) -> Figure:
    """Outcome solid, budget a dashed frame around it, a pair a tertial."""
    periods = [value.period for value in budget]
    figure = layout(palette, height=320)
    figure["xaxis"] |= tertial_ticks(periods)
    figure["barmode"] = "overlay"
    figure["bargap"] = 0.3
    numbers = [n for v in (*budget, *outcome) if (n := number_of(v)) is not None]
    figure["yaxis"] |= {"range": [0, max(numbers, default=1) * 1.12]}
    figure["yaxis"] |= money_ticks(figure["yaxis"]["range"][1])
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
        "marker": {"color": palette.accent},
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
