"""What each kommun pays, in the two parts of the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.charts.drawing import (
    Figure,
    layout,
)
from dashboard.charts.palette import Palette, area_colour
from dashboard.published.marts import Allocation
from dashboard.words import formats


def draw_allocation(rows: Sequence[Allocation], names: Mapping[str, str], palette: Palette) -> Figure:
    """One bar a kommun in two parts (children solid, placed children hatched), the amount at its end."""
    ordered = list(reversed(rows))
    kommuner = [names.get(row.area, row.area) for row in ordered]
    colours = [area_colour(row.area, palette) for row in ordered]
    figure = layout(palette, height=40 + 52 * len(rows))
    figure["barmode"] = "stack"
    figure["bargap"] = 0.38
    top = max((row.amount_sek for row in rows), default=1)
    figure["xaxis"] |= {"visible": False, "range": [0, top * 1.55]}
    figure["yaxis"] |= {"type": "category", "showgrid": False, "tickfont": {"size": 15, "color": palette.ink}}
    figure["margin"]["b"] = 8
    parts = (
        ("Del efter barn i befolkningen", [row.population_amount_sek for row in ordered], ""),
        ("Del efter placerade barn", [row.placed_amount_sek for row in ordered], "/"),
    )
    data: list[Figure] = []
    for name, amounts, pattern in parts:
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": kommuner,
                "x": amounts,
                "name": name,
                "marker": {
                    "color": colours,
                    "line": {"width": 1, "color": palette.paper},
                    "pattern": {"shape": pattern, "fgcolor": palette.paper, "size": 7, "solidity": 0.25},
                },
                "hovertext": [
                    f"{k}<br>{name}: {formats.kronor(a)}" for k, a in zip(kommuner, amounts, strict=True)
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    for row, kommun in zip(ordered, kommuner, strict=True):
        per_child = f"{formats.kronor(row.per_child)} per barn" if row.per_child is not None else ""
        figure["annotations"].append(
            {
                "x": row.amount_sek,
                "y": kommun,
                "xanchor": "left",
                "xshift": 8,
                "showarrow": False,
                "align": "left",
                "text": f"<b>{formats.kronor(row.amount_sek)}</b><br>{per_child}",
                "font": {"size": 14, "color": palette.ink},
            }
        )
    return {"data": data, "layout": figure}
