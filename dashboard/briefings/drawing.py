"""A chart as SVG for a printed page: the colours and the figures of the pages' charts, every figure in words beside
its bar, so that no axis is needed. Widths of words are reckoned, a little on the wide side.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.briefings.parts import Chart, Series
from dashboard.charts.palette import LIGHT
from dashboard.words import formats
from dashboard.words.tables import Amount

FONT = "Source Sans Pro"
_SIZE = 9.0
# A letter of the font takes about so much of its size.
_LETTER = 0.5
_ROW, _KEY, _PLOT = 15.0, 16.0, 76.0
# As high as a column must be to hold its figure.
_INSIDE = 14.0
_AIM = f'stroke="{LIGHT.ink}" stroke-width="1.2" stroke-dasharray="4 2" fill="none"'
FILLS = {"front": LIGHT.accent, "back": LIGHT.mark}


def svg(chart: Chart, width: float) -> str:
    """The whole chart, `width` points wide and as high as it has to be."""
    body, height = _lying(chart, width) if chart.form == "lying" else _standing(chart, width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}"'
        f' viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FONT}" font-size="{_SIZE:g}" fill="{LIGHT.ink}">'
        f"{body}</svg>"
    )


def _wide(text: str, size: float = _SIZE) -> float:
    return len(text) * _LETTER * size


def _text(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    bold: bool = False,
    soft: bool = False,
    colour: str = "",
) -> str:
    """`soft`: in the colour of what is beside the matter; `colour`: in another one."""
    fill = colour or (LIGHT.secondary if soft else "")
    look = (' font-weight="600"' if bold else "") + (f' fill="{fill}"' if fill else "")
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{look}>{escape(text)}</text>'


def _box(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"/>'


def _key(series: Sequence[Series]) -> tuple[str, float]:
    """What each colour means, and its height; nothing for one series."""
    if len(series) < 2:
        return "", 4
    found, x = "", 0.0
    for one in series:
        found += _box(x, 2, 9, 9, FILLS[one.look])
        found += _text(x + 13, 10, one.name, soft=True)
        x += 13 + _wide(one.name) + 8
    return found, _KEY + 4


def _size(amount: Amount) -> float:
    return max(float(amount.number or 0), 0)


def _lying(chart: Chart, width: float) -> tuple[str, float]:
    found, top = _key(chart.series)
    words = chart.words or ("",) * len(chart.labels)
    left = max((_wide(label) for label in chart.labels), default=0) + 8
    ends = [_wide(chart.figure(n)) + (_wide(said) + 10 if said else 0) + 12 for n, said in enumerate(words)]
    room = width - left - max(ends, default=0)
    starts = chart.starts or (0,) * len(chart.labels)
    reach = [
        start + sum(_size(series.values[n]) for series in chart.series) for n, start in enumerate(starts)
    ]
    scale = room / (max(reach, default=0) or 1)
    for n, label in enumerate(chart.labels):
        y, x = top + n * _ROW, left + starts[n] * scale
        own = label == chart.front
        found += _text(0, y + 11, label, bold=own)
        for series in chart.series:
            part = _size(series.values[n]) * scale
            # As on the wall: what is not spoken of is grey, also where nothing is, and what goes out a darker one.
            alone = len(chart.series) == 1 and not own
            quiet = LIGHT.secondary if label in chart.out else LIGHT.context
            fill = quiet if alone else FILLS[series.look]
            if part:
                found += _box(x, y + 2, part, 12, fill)
            x += part
        if chart.starts and n + 1 < len(chart.labels):
            reached = left + starts[n] * scale if label in chart.out else x
            found += f'<path d="M{reached:.1f} {y + 14:.1f}v{_ROW - 12:.1f}" stroke="{LIGHT.secondary}"'
            found += ' stroke-width="0.5"/>'
        figure = chart.figure(n)
        found += _text(x + 5, y + 11, figure, bold=True)
        if words[n]:
            found += _text(x + 5 + _wide(figure) + 8, y + 11, words[n], soft=True)
    return found, top + len(chart.labels) * _ROW + 2


def _standing(chart: Chart, width: float) -> tuple[str, float]:
    found, top = _key(chart.series)
    if chart.aimed:
        found += f'<path d="M0 6H13" {_AIM}/>' + _text(18, 9, f"Målet: {chart.aimed}", soft=True)
        top += _KEY
    plot, each = _PLOT, width / (len(chart.labels) or 1)
    ground = top + 12 + plot
    places = range(len(chart.labels))
    aims = {n: float(aim) for n, aim in enumerate(chart.aims) if aim is not None}
    highest = max(
        [*(_size(series.values[n]) for series in chart.series for n in places), *aims.values()], default=0
    )
    scale = plot / (highest or 1)
    for n, label in enumerate(chart.labels):
        middle = each * (n + 0.5)
        found += _text(middle, ground + 13, label, anchor="middle", bold=label == chart.front)
        # As on the wall: of one series the period that is spoken of is in the accent.
        back = len(chart.series) == 1 and bool(chart.front) and label != chart.front
        parts = [(LIGHT.context if back else FILLS[one.look], one.values[n]) for one in chart.series]
        line = aims[n] * scale if n in aims else None
        found += _columns(parts, middle, each, ground, scale, line, inside=bool(aims))
        if line is not None:
            found += f'<path d="M{each * n:.1f} {ground - line:.1f}h{each:.1f}" {_AIM}/>'
    base = f'<path d="M0 {ground:.1f}H{width:.1f}" stroke="{LIGHT.secondary}" stroke-width="0.6"/>'
    return found + base, ground + 19


# A fill and a figure.
_Parts = Sequence[tuple[str, Amount]]


def _columns(
    parts: _Parts,
    middle: float,
    each: float,
    ground: float,
    scale: float,
    line: float | None = None,
    *,
    inside: bool = False,
) -> str:
    """A column a series, its figure above it; `inside` it where a line lies at what is aimed at (`line` its height),
    and under the line."""
    wide = min(each * 0.8 / len(parts), 40)
    found, x = "", middle - wide * len(parts) / 2
    for fill, amount in parts:
        high = _size(amount) * scale
        if high:
            found += _box(x + 1, ground - high, wide - 2, high, fill)
        absent = amount.number is None
        figure = _short(amount)
        place, ink = ground - high - 3, ""
        if inside and high > _INSIDE:
            under = line if line is not None and high - _INSIDE < line < high + 2 else high
            place, ink = ground - under + 10.5, LIGHT.paper if fill == LIGHT.accent else LIGHT.ink
        elif line is not None and abs(line - high - 7) < 9:
            # Of a column that is too low for its figure, the figure stands above the line.
            place = ground - line - 3
        found += _text(x + wide / 2, place, figure, anchor="middle", bold=not absent, soft=absent, colour=ink)
        x += wide
    return found


def _short(amount: Amount) -> str:
    """The figure as a column has room for it: kronor in tkr or mnkr."""
    if amount.number is not None and amount.unit == "kr":
        return formats.short_kronor(amount.number)
    return amount.text
