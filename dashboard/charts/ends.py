"""Names at the ends of lines."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.drawing import Figure
from dashboard.charts.palette import Palette
from dashboard.words import formats

# The room for the names, as a part of the lines' own; a name's height in pixels, and the height that lines have.
_NAMES, _NAME, _INSIDE = 0.1, 16, 220

End = tuple[float, str, bool]
"""Where a line ends, its name, and whether it is the one to look at."""


def names_at_ends(
    figure: Figure, ends: Sequence[End], periods: Sequence[str], palette: Palette
) -> list[Figure]:
    """Every line's name at its end, one apart from another, the own one's in the accent; none where they have no room.

    They begin with blanks, by which the style sheet knows them and leaves them out on a narrow screen.
    """
    bottom, top = figure["yaxis"]["range"]
    found = sorted(ends)
    apart = (top - bottom) * _NAME / _INSIDE
    if len(found) < 2 or apart * len(found) > top - bottom:
        return []
    figure["xaxis"]["range"] = [-0.5, len(periods) - 0.5 + _NAMES * len(periods)]
    heights = spread([height - bottom for height, _name, _own in found], apart, top - bottom)
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [periods[-1]] * len(found),
            "y": [height + bottom for height in heights],
            "text": [f"{formats.NBSP * 3}{name}" for _height, name, _own in found],
            "textposition": "middle right",
            "textfont": {
                "size": 13,
                "color": [palette.accent if own else palette.secondary for _height, _name, own in found],
            },
            "hoverinfo": "skip",
            "cliponaxis": False,
            "showlegend": False,
        }
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
