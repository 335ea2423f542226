"""Names at the ends of lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.drawing import Figure

# A name's height in pixels, and the width of one of its letters.
_NAME, _LETTER = 15, 6.4
# How far from the newest period the names stand, in periods.
_BESIDE = 0.4


@dataclass(frozen=True)
class End:
    """Where a line ends, the name that stands there, and their colour; `own` is the one to look at."""

    period: str
    height: float
    name: str
    colour: str
    own: bool = False


def name_ends(figure: Figure, ends: Sequence[End], periods: Sequence[str]) -> None:
    """Every line's name to the right of the lines, in the order of their ends and one apart from another, with a thin
    line to each from its end."""
    if not ends:
        return
    bottom, top = figure["yaxis"]["range"]
    pixel = (top - bottom) / (figure["height"] - figure["margin"]["t"] - figure["margin"]["b"])
    found = sorted(ends, key=lambda end: (end.height, end.name))
    apart = min(_NAME * pixel, (top - bottom) / len(found))
    heights = spread([end.height - bottom for end in found], apart, top - bottom)
    place = len(periods) - 1 + _BESIDE
    figure["xaxis"]["range"] = [-_BESIDE, place]
    figure["margin"]["r"] = round(12 + _LETTER * max(len(end.name) for end in found))
    figure["annotations"] += [
        {
            "x": periods.index(end.period),
            "y": end.height,
            "axref": "x",
            "ax": place,
            "ayref": "y",
            "ay": height + bottom,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": end.colour,
            "standoff": 4,
            "startstandoff": 2,
            "xanchor": "left",
            "yanchor": "middle",
            "text": f"<b>{end.name}</b>" if end.own else end.name,
            "font": {"size": 13, "color": end.colour},
        }
        for end, height in zip(found, heights, strict=True)
    ]


def spread(heights: Sequence[float], apart: float, top: float) -> list[float]:
    """Heights in rising order moved so that no two are nearer than `apart`, each group round its own middle, and none
    above `top` or below nothing."""
    groups: list[tuple[float, int]] = []
    for height in heights:
        middle, size = height, 1
        while True:
            half = apart * size / 2
            middle = min(max(middle, half), top - half)
            if not groups or middle - half >= groups[-1][0] + apart * groups[-1][1] / 2:
                break
            below, many = groups.pop()
            middle, size = (below * many + middle * size) / (many + size), many + size
        groups.append((middle, size))
    return [middle + apart * (place - (size - 1) / 2) for middle, size in groups for place in range(size)]
