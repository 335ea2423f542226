"""A figure's last periods as a small line over the band of what is usual: drawing only, the words stand beside it.

Of clipped boxes and not SVG, which Streamlit takes out of a page's own HTML; so the colours follow the theme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from math import hypot

from dashboard.published.records import Usual, Value
from dashboard.words.usual import outliers

SHOWN = 8
# Fewer known figures in a row than this make no line.
_FEWEST = 3
_WIDTH, _HEIGHT, _EDGE = 116, 22, 4
# Half of the line's thickness.
_HALF = 0.8

_Point = tuple[float, float]


def sparkline(values: Sequence[Value], usual: Mapping[str, Usual]) -> str:
    """The last periods; what is not shown leaves the line open, what is not usual is a filled point. Blank where too
    few in a row are known."""
    last = list(values)[-SHOWN:]
    numbers = _numbers(last)
    if not _makes_a_line(numbers):
        return ""
    bands = [usual.get(v.period) for v in last]
    limits = [
        (n, band.lower, band.upper)
        for n, band in enumerate(bands)
        if band is not None and band.lower is not None and band.upper is not None
    ]
    known = [number for number in numbers if number is not None]
    reach = [*known, *(end for _n, *ends in limits for end in ends)]
    low, high = min(reach), max(reach)
    step = (_WIDTH - 2 * _EDGE) / max(len(last) - 1, 1)

    def at(place: int, number: float) -> _Point:
        share = (number - low) / (high - low) if high > low else 0.5
        return _EDGE + place * step, _HEIGHT - _EDGE - share * (_HEIGHT - 2 * _EDGE)

    drawn = []
    if len(limits) > 1:
        lower, upper = ([at(n, ends[side]) for n, *ends in limits] for side in (0, 1))
        drawn.append(_clipped("band", [*upper, *reversed(lower)]))
    for there, stretch in groupby(enumerate(numbers), key=lambda pair: pair[1] is not None):
        points = [at(place, number) for place, number in stretch if number is not None]
        if there:
            drawn.append(_clipped("trace", _thick(points) if len(points) > 1 else _dot(*points)))
    for place, (number, signal) in enumerate(zip(numbers, outliers(last, usual), strict=True)):
        if number is not None and (signal or place == len(numbers) - 1):
            x, y = at(place, number)
            drawn.append(
                f'<i class="{"signal" if signal else "now"}" style="left:{x:.1f}px;top:{y:.1f}px"></i>'
            )
    return f'<span class="line" aria-hidden="true">{"".join(drawn)}</span>'


def is_open(values: Sequence[Value]) -> bool:
    """Whether the line is broken, or not drawn though some figure is known."""
    numbers = _numbers(list(values)[-SHOWN:])
    if not _makes_a_line(numbers):
        return any(number is not None for number in numbers)
    return len([there for there, _stretch in groupby(number is not None for number in numbers) if there]) > 1


def _numbers(values: Sequence[Value]) -> list[float | None]:
    return [float(v.value) if v.shown and v.value is not None else None for v in values]


def _makes_a_line(numbers: Sequence[float | None]) -> bool:
    stretches = groupby(numbers, key=lambda number: number is not None)
    return any(there and len(list(stretch)) >= _FEWEST for there, stretch in stretches)


def _clipped(kind: str, outline: Sequence[_Point]) -> str:
    told = ",".join(f"{x:.1f}px {y:.1f}px" for x, y in outline)
    return f'<i class="{kind}" style="clip-path:polygon({told})"></i>'


def _thick(points: Sequence[_Point]) -> list[_Point]:
    """A line's outline: there above it and back below it, further apart where it is steep."""
    slopes = [hypot(b[0] - a[0], b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    halves = [_HALF * max(pair) for pair in zip([*slopes, slopes[-1]], [slopes[0], *slopes], strict=True)]
    above = [(x, y - half) for (x, y), half in zip(points, halves, strict=True)]
    below = [(x, y + half) for (x, y), half in zip(points, halves, strict=True)]
    return [*above, *reversed(below)]


def _dot(point: _Point) -> list[_Point]:
    """A figure that is known between two that are not."""
    x, y = point
    return [(x + across, y + down) for across, down in ((-1.2, -1.2), (1.2, -1.2), (1.2, 1.2), (-1.2, 1.2))]
