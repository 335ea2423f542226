"""Charts of what flows: the referral balance, the home bank, the way into it, GFO's economy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import formats
from dashboard.charts import Figure, layout, money_ticks, number_of, tertial_ticks, year_lines
from dashboard.design import Palette
from dashboard.records import Value


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
    free = [number_of(by_period[p]) if p in by_period else None for p in periods]
    total = [number_of(value) for value in every]
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
    numbers = [n for v in (*budget, *outcome) if (n := number_of(v)) is not None]
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


def stages(found: Sequence[tuple[str, int, str]], palette: Palette, *, footnote: str) -> Figure:
    """The way into the bank; `found` are (stage, families, what stands at the bar's end), in order."""
    figure = layout(palette, height=80 + 48 * len(found), footnote=footnote)
    figure["xaxis"] |= {
        "visible": False,
        "range": [0, max((size for _s, size, _t in found), default=1) * 1.6 or 1],
    }
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
    last = len(found) - 1
    data: list[Figure] = [
        {
            "type": "bar",
            "orientation": "h",
            "y": [stage for stage, _size, _text in found],
            "x": [size for _stage, size, _text in found],
            "marker": {
                "color": [palette.accent if n == last else palette.context for n in range(len(found))]
            },
            "text": [f"<b>{formats.number(size)}</b>  {text}" for _stage, size, text in found],
            "textposition": "outside",
            "textfont": {"size": 14, "color": palette.ink},
            "cliponaxis": False,
            "hovertext": [f"{stage}: {formats.number(size)}" for stage, size, _text in found],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
    return {"data": data, "layout": figure}
