"""Charts of one page each: the referral balance, the home bank, kommuner beside each other, GFO's economy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import formats
from dashboard.charts import Figure, layout, money_ticks, tertial_ticks, unit_ticks, year_lines
from dashboard.design import Palette
from dashboard.figures import Definition, Value
from pipelines.signals import Funnel


def _number(value: Value) -> float | None:
    return float(value.value) if value.shown and value.value is not None else None


def balance(steps: Sequence[tuple[str, int, str]], palette: Palette, *, footnote: str = "") -> Figure:
    """A period's referrals as a waterfall; `steps` are (name, number, `level` | `in` | `out`) in order."""
    figure = layout(palette, height=370, footnote=footnote)
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
    figure["margin"]["b"] = 52
    for note in figure["annotations"]:
        note["yshift"] = -50
    colours = {"level": palette.ink, "in": palette.accent, "out": palette.context}
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
                "pattern": {"shape": ["/" if kind == "out" else "" for _name, _size, kind in steps]},
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
    available: Sequence[Value],
    every: Sequence[Value],
    labels: Mapping[str, str],
    palette: Palette,
    *,
    footnote: str,
) -> Figure:
    """Homes on the last day of each tertial: available ones solid, the rest of the bank light above them."""
    periods = [value.period for value in every]
    by_period = {value.period: value for value in available}
    figure = layout(palette, height=360, footnote=footnote)
    figure["xaxis"] |= tertial_ticks(periods)
    figure["shapes"] = year_lines(periods, palette)
    figure["barmode"] = "stack"
    figure["bargap"] = 0.3
    free = [_number(by_period[p]) if p in by_period else None for p in periods]
    total = [_number(value) for value in every]
    rest = [t - f if t is not None and f is not None else t for t, f in zip(total, free, strict=True)]
    figure["yaxis"] |= {"range": [0, max([t for t in total if t is not None], default=1) * 1.15]}

    def bars(name: str, numbers: list[float | None], colour: str) -> Figure:
        told = [
            f"<b>{labels[p]}</b><br>{name}: {formats.MISSING if n is None else formats.number(n)}"
            for p, n in zip(periods, numbers, strict=True)
        ]
        return {
            "type": "bar",
            "x": periods,
            "y": numbers,
            "name": name,
            "marker": {"color": colour},
            "hovertext": told,
            "hovertemplate": "%{hovertext}<extra></extra>",
        }

    data = [bars("Tillgängliga", free, palette.accent), bars("Övriga i banken", rest, palette.context)]
    return {"data": data, "layout": figure}


def compared(
    funnel: Funnel,
    names: Mapping[str, str],
    chosen: str,
    definition: Definition,
    palette: Palette,
    *,
    footnote: str,
) -> Figure:
    """Kommuner by size: inside the limits the difference is no more than chance. Never a ranking."""
    figure = layout(palette, height=380, footnote=footnote)
    points = [point for point in funnel.points if point.value is not None and point.exposure is not None]
    largest = max([point.exposure or 0 for point in points], default=1)
    highest = max(
        [point.value or 0 for point in points] + [limit.upper_998 for limit in funnel.curve[3:]], default=1
    )
    figure["xaxis"] |= {
        "title": {
            "text": "Barn och unga 0–20 år i kommunen",
            "font": {"color": palette.secondary, "size": 13},
        },
        "range": [0, largest * 1.12],
        "tickformat": ",d",
    }
    figure["margin"]["b"] = 108
    for note in figure["annotations"]:
        note["yshift"] = -106
    figure["yaxis"] |= {"range": [0, highest * 1.08]}
    data: list[Figure] = []
    for lower, upper, dash in (("lower_95", "upper_95", "dash"), ("lower_998", "upper_998", "dot")):
        for side in (lower, upper):
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": [limit.exposure for limit in funnel.curve],
                    "y": [getattr(limit, side) for limit in funnel.curve],
                    "line": {"width": 1, "color": palette.context, "dash": dash},
                    "hoverinfo": "skip",
                }
            )
    if funnel.centre is not None:
        middle = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": funnel.centre, "y1": funnel.centre}
        figure["shapes"].append(middle | {"line": {"width": 1, "color": palette.secondary}})
    data.append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [point.exposure for point in points],
            "y": [point.value for point in points],
            "text": [names.get(point.kommun_code, point.kommun_code) for point in points],
            "textposition": "top center",
            "textfont": {"size": 14, "color": palette.ink},
            "marker": {
                "size": [14 if point.kommun_code == chosen else 10 for point in points],
                "color": [
                    palette.accent if point.kommun_code == chosen else palette.context for point in points
                ],
                "line": {"width": 1.5, "color": palette.paper},
            },
            "hovertext": [point.sentence for point in points],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }
    )
    return {"data": data, "layout": figure}


def lines(
    series: Sequence[tuple[str, Sequence[Value], str]],
    definition: Definition,
    labels: Mapping[str, str],
    palette: Palette,
    *,
    footnote: str,
) -> Figure:
    """A few lines on one scale, each named at its end; `series` are (name, values, `front` | `dash` | `back`)."""
    figure = layout(palette, height=380, footnote=footnote)
    periods = [value.period for value in max((values for _n, values, _k in series), key=len, default=())]
    figure["xaxis"] |= tertial_ticks(periods)
    figure["shapes"] = year_lines(periods, palette)
    figure["showlegend"] = True
    figure["legend"] = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 14}}
    figure["margin"]["t"] = 44
    numbers = [n for _name, values, _kind in series for v in values if (n := _number(v)) is not None]
    figure["yaxis"] |= {"range": [0, max(numbers, default=1) * 1.12]}
    figure["yaxis"] |= unit_ticks(definition, figure["yaxis"]["range"][1])
    styles: dict[str, dict[str, Any]] = {
        "front": {"color": palette.accent, "width": 2.5},
        "dash": {"color": palette.ink, "width": 2, "dash": "dash"},
        "back": {"color": palette.secondary, "width": 2, "dash": "dot"},
    }
    data: list[Figure] = []
    for name, values, kind in series:
        told = [
            f"<b>{labels.get(v.period, v.period)}</b><br>{name}: "
            + formats.figure(v.value, v.status, definition.unit, definition.decimals)
            for v in values
        ]
        data.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [v.period for v in values],
                "y": [_number(v) for v in values],
                "line": styles[kind],
                "marker": {"size": 5, "color": styles[kind]["color"]},
                "name": name,
                "hovertext": told,
                "hovertemplate": "%{hovertext}<extra></extra>",
                "connectgaps": False,
            }
        )
    return {"data": data, "layout": figure}


def economy(
    budget: Sequence[Value],
    outcome: Sequence[Value],
    labels: Mapping[str, str],
    palette: Palette,
    *,
    footnote: str,
) -> Figure:
    """Outcome solid, budget a dashed frame around it, a pair a tertial."""
    periods = [value.period for value in budget]
    figure = layout(palette, height=360, footnote=footnote)
    figure["xaxis"] |= tertial_ticks(periods)
    figure["barmode"] = "overlay"
    figure["bargap"] = 0.3
    numbers = [n for v in (*budget, *outcome) if (n := _number(v)) is not None]
    figure["yaxis"] |= {"range": [0, max(numbers, default=1) * 1.12]}
    figure["yaxis"] |= money_ticks(figure["yaxis"]["range"][1])
    figure["shapes"] = year_lines(periods, palette)

    def told(name: str, values: Sequence[Value]) -> list[str]:
        return [
            f"<b>{labels[v.period]}</b><br>{name}: {formats.figure(v.value, v.status, 'kr')}" for v in values
        ]

    solid: Figure = {
        "type": "bar",
        "x": [v.period for v in outcome],
        "y": [_number(v) for v in outcome],
        "name": "Utfall",
        "marker": {"color": palette.accent},
        "hovertext": told("Utfall", outcome),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    # Plotly cannot dash a bar's edge, so each budget is a dashed level drawn across its tertial.
    for place, value in enumerate(budget):
        number = _number(value)
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
        "y": [_number(v) for v in budget],
        "name": "Budget",
        "marker": {"size": 12, "opacity": 0},
        "hovertext": told("Budget", budget),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return {"data": [solid, hover], "layout": figure}
