"""Charts that set things beside each other: the allocation, kommuner by size, a few lines on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts.design import Palette, area_colour
from dashboard.charts.trend import (
    Figure,
    draw_comments,
    layout,
    name_above,
    number_of,
    tertial_ticks,
    unit_ticks,
    year_lines,
)
from dashboard.published.records import Allocation, Comment, Definition, Value
from dashboard.words import formats
from pipelines.signals import Funnel

# The inside of a chart on a phone, in pixels across and up.
_PHONE = (310.0, 250.0)
_Box = tuple[float, float, float, float]


def compared(
    funnel: Funnel,
    names: Mapping[str, str],
    chosen: str,
    palette: Palette,
) -> Figure:
    """Kommuner by size: inside the limits the difference is no more than chance. Never a ranking."""
    figure = layout(palette, height=340)
    points = [point for point in funnel.points if point.value is not None and point.exposure is not None]
    points.sort(key=lambda point: point.exposure or 0)
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
    figure["margin"]["b"] = 64
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
            "textposition": _label_places(
                [(point.exposure or 0, point.value or 0) for point in points],
                [names.get(point.kommun_code, point.kommun_code) for point in points],
                (largest * 1.12, highest * 1.08),
                names.get(chosen, chosen),
            ),
            "textfont": {"size": 14, "color": palette.ink},
            "marker": {
                "opacity": 1,
                "size": [14 if point.kommun_code == chosen else 10 for point in points],
                "color": [
                    palette.accent if point.kommun_code == chosen else palette.mark for point in points
                ],
                "line": {"width": 1.5, "color": palette.paper},
            },
            "hovertext": [point.sentence for point in points],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }
    )
    return {"data": data, "layout": figure}


def _label_places(
    points: Sequence[tuple[float, float]], words: Sequence[str], tops: tuple[float, float], first: str
) -> list[str]:
    """Beside each point, where its word meets least, as narrow as a phone shows it; `first` chooses first."""
    across, up = _PHONE[0] / tops[0], _PHONE[1] / tops[1]
    places = [(x * across, y * up) for x, y in points]
    marks = [(x - 7, y - 7, x + 7, y + 7) for x, y in places]
    found: dict[int, tuple[str, _Box]] = {}
    for n in sorted(range(len(words)), key=lambda n: words[n] != first):
        (x, y), width = places[n], 7.5 * len(words[n])
        boxes: dict[str, _Box] = {
            "middle right": (x + 8, y - 8, x + 8 + width, y + 8),
            "middle left": (x - 8 - width, y - 8, x - 8, y + 8),
            "top center": (x - width / 2, y + 8, x + width / 2, y + 24),
            "bottom center": (x - width / 2, y - 24, x + width / 2, y - 8),
        }
        others = [*marks[:n], *marks[n + 1 :], *(box for _place, box in found.values())]
        # Outside the chart is as bad as on somebody else's word.
        others += [(-width, 0, 0, _PHONE[1]), (_PHONE[0], 0, _PHONE[0] + width, _PHONE[1])]
        place = min(boxes, key=lambda place: sum(_overlap(boxes[place], other) for other in others))
        found[n] = place, boxes[place]
    return [found[n][0] for n in range(len(words))]


def _overlap(one: _Box, other: _Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(up, 0)


def lines(
    series: Sequence[tuple[str, Sequence[Value], str]],
    definition: Definition,
    labels: Mapping[str, str],
    palette: Palette,
    comments: Sequence[Comment] = (),
) -> Figure:
    """A few lines on one scale, each named at its end; `series` are (name, values, `front` | `dash` | `back`)."""
    figure = layout(palette, height=340)
    periods = [value.period for value in max((values for _n, values, _k in series), key=len, default=())]
    figure["xaxis"] |= tertial_ticks(periods)
    figure["shapes"] = year_lines(periods, palette)
    name_above(figure)
    draw_comments(figure, comments, periods, palette)
    numbers = [n for _name, values, _kind in series for v in values if (n := number_of(v)) is not None]
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
                "y": [number_of(v) for v in values],
                "line": styles[kind],
                "marker": {"size": 5, "color": styles[kind]["color"]},
                "name": name,
                "hovertext": told,
                "hovertemplate": "%{hovertext}<extra></extra>",
                "connectgaps": False,
            }
        )
    return {"data": data, "layout": figure}


def allocation(rows: Sequence[Allocation], names: Mapping[str, str], palette: Palette) -> Figure:
    """One bar a kommun in two parts (children solid, placed children hatched), the amount at its end."""
    ordered = list(reversed(rows))
    kommuner = [names.get(row.area, row.area) for row in ordered]
    colours = [area_colour(row.area, palette) for row in ordered]
    figure = layout(palette, height=40 + 52 * len(rows))
    figure["barmode"] = "stack"
    figure["bargap"] = 0.38
    top = max((row.amount for row in rows), default=1)
    figure["xaxis"] |= {"visible": False, "range": [0, top * 1.55]}
    figure["yaxis"] |= {"type": "category", "showgrid": False, "tickfont": {"size": 15, "color": palette.ink}}
    figure["margin"]["b"] = 8
    parts = (
        ("Del efter barn i befolkningen", [row.population_amount for row in ordered], ""),
        ("Del efter placerade barn", [row.placed_amount for row in ordered], "/"),
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
                "x": row.amount,
                "y": kommun,
                "xanchor": "left",
                "xshift": 8,
                "showarrow": False,
                "align": "left",
                "text": f"<b>{formats.kronor(row.amount)}</b><br>{per_child}",
                "font": {"size": 14, "color": palette.ink},
            }
        )
    return {"data": data, "layout": figure}
