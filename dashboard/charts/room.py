"""Where words beside a mark have room, in pixels as a phone has them: what they would lie on, and be struck by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

# The inside of a chart on a phone, in pixels across and up.
PHONE = (310.0, 230.0)
#: The same of a wide screen, across.
WIDE = 1000.0
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


# How far from its point the middle of a figure stands, and the width of its letters, in pixels.
_SIDES, _LETTER = {"bottom": 18, "top": -18}, 7
Line = Sequence[tuple[float, float]]


def beside_point(
    point: tuple[float, float], told: str, lines: Sequence[Line], wide: Sequence[float], *, over: bool
) -> tuple[str, str]:
    """Where a figure stands by its point, as its `yanchor` and `xanchor`: `bottom` is over it. Where the lines strike
    it least; in the middle and `over` or under, as is asked, where they strike no less elsewhere. Never under the axis.

    Heights are pixels, and what is across is steps, each so `wide` in pixels on each of some screens.
    """
    width = len(told) * _LETTER
    starts = {"center": -width / 2, "left": 0.0, "right": -width}

    def struck(side: str, anchor: str) -> float:
        middle, found = point[1] + _SIDES[side], 0.0
        for step in wide:
            left = point[0] * step + starts[anchor]
            box = (left, middle - 8, left + width, middle + 8)
            found += sum(strike(box, [(x * step, y) for x, y in line]) for line in lines)
        return found

    places = [(side, anchor) for side in _SIDES for anchor in starts]
    return min(
        places,
        key=lambda place: (
            point[1] + _SIDES[place[0]] < 8,
            struck(*place),
            place[1] != "center",
            (place[0] == "bottom") != over,
        ),
    )


def overlap(one: Box, other: Box) -> float:
    """How much of one lies on the other, in square pixels."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(up, 0)


def strike(box: Box, line: Line) -> float:
    """How much of a line lies in a word, in pixels across."""
    left, bottom, right, top = box
    struck = 0.0
    for (x0, y0), (x1, y1) in pairwise(line):
        start, end = max(x0, left), min(x1, right)
        if start < end:
            middle = y0 + (y1 - y0) * ((start + end) / 2 - x0) / (x1 - x0)
            struck += (end - start) * (bottom < middle < top)
    return struck
