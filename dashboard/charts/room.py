"""Where words beside a mark have room, in pixels as a phone has them: what they would lie on, and be struck by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

# The inside of a chart on a phone, in pixels across and up.
PHONE = (310.0, 230.0)
Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def overlap(one: Box, other: Box) -> float:
    """How much of one lies on the other, in square pixels."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0) * max(up, 0)


def strike(box: Box, line: Sequence[tuple[float, float]]) -> float:
    """How much of a line lies in a word, in pixels across."""
    left, bottom, right, top = box
    struck = 0.0
    for (x0, y0), (x1, y1) in pairwise(line):
        start, end = max(x0, left), min(x1, right)
        if start < end:
            middle = y0 + (y1 - y0) * ((start + end) / 2 - x0) / (x1 - x0)
            struck += (end - start) * (bottom < middle < top)
    return struck
