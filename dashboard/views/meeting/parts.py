"""What screens are made of, in HTML: sentences, large figures, lying bars, standing columns, tables. Every word is
escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dashboard.briefings.parts import Big, Chart, Grid, Lines, Single
from dashboard.words import formats
from dashboard.words.tables import Amount, shown

# The share of a column that has room for a figure.
_ROOM = 0.055
# No longer than this, a text stays on one line.
_WHOLE = 12
# A count of one or two fills no wall.
_LEAST_TOP = 4
# So many letters of a large figure leave room for a larger one.
_SHORT = 4


def html(parts: Iterable[Single]) -> str:
    """The parts of a screen, one under the other."""
    return "".join(_html(part) for part in parts)


def _html(part: Single) -> str:
    match part:
        case Lines():
            said = "".join(f"<p>{escape(line)}</p>" for line in part.sentences)
            head = f"<h3>{escape(part.head)}</h3>" if part.head else ""
            return f'<div class="say">{head}{said}</div>'
        case Big():
            return _large(part)
        case Chart():
            return _bars(part) if part.form == "lying" else _columns(part)
        case Grid():
            return _table(part)


def _large(big: Big) -> str:
    each = "".join(
        f"<div><strong>{escape(figure)}</strong><span>{escape(what)}</span><small>{escape(beside)}</small></div>"
        for figure, what, beside in big.figures
    )
    short = all(len(figure) <= _SHORT for figure, _what, _beside in big.figures)
    return f'<div class="large{" short" if short else ""}">{each}</div>'


def _bars(chart: Chart) -> str:
    """Lying bars of one series; the one that is spoken of in the accent."""
    (series,) = chart.series
    sizes = [float(amount.number or 0) for amount in series.values]
    starts = chart.starts or (0,) * len(sizes)
    top = _top(series.values, [start + size for start, size in zip(starts, sizes, strict=True)])
    words = chart.words or ("",) * len(sizes)

    def bar(start: float, size: float) -> str:
        begins = f"margin-left:{100 * start / top:.1f}%;" if start else ""
        return f'<i style="{begins}width:{max(100 * size / top, 0):.1f}%"></i>'

    def kind(label: str) -> str:
        return " class=front" if label == chart.front else " class=out" if label in chart.out else ""

    each = "".join(
        f"<li{kind(label)}><span>{escape(label)}</span>{bar(start, size)}"
        f"<b>{escape(amount.text)}</b><small>{escape(said)}</small></li>"
        for label, start, size, amount, said in zip(
            chart.labels, starts, sizes, series.values, words, strict=True
        )
    )
    return f'<ol class="lying">{each}</ol>'


def _top(amounts: Iterable[Amount], ends: Iterable[float]) -> float:
    """What the whole length of a bar stands for."""
    least = _LEAST_TOP if not any(amount.unit for amount in amounts) else 0
    return max([*ends, least]) or 1


def _columns(chart: Chart) -> str:
    """Standing columns of one series, the one that is spoken of in the accent, and a line at what each is aimed at; a
    figure that its column has no room for stands above it."""
    (series,) = chart.series
    sizes = [float(amount.number or 0) for amount in series.values]
    aims = chart.aims or (None,) * len(sizes)
    top = _top(series.values, [*sizes, *(float(aim) for aim in aims if aim is not None)])

    def column(label: str, size: float, amount: Amount, aim: formats.Number | None) -> str:
        line = "" if aim is None else f' style="--aim:{100 * float(aim) / top:.1f}%"'
        front = " class=front" if label == chart.front else ""
        low = "" if size > _ROOM * top else " class=low"
        return (
            f'<li{front}><div{line}><i{low} style="height:{100 * size / top:.1f}%"><b>{escape(amount.text)}</b></i>'
            f"</div><span>{escape(label)}</span></li>"
        )

    each = "".join(column(*one) for one in zip(chart.labels, sizes, series.values, aims, strict=True))
    if not chart.aims:
        return f'<ol class="standing">{each}</ol>'
    return f'<p class="key"><i></i>Målet: {escape(chart.aimed)}</p><ol class="standing aimed">{each}</ol>'


def _table(grid: Grid) -> str:
    def cell(tag: str, place: int, text: str) -> str:
        # A period or a word beside figures keeps whole where the screen is narrow; a name or a sentence need not.
        short = place and len(text) <= _WHOLE
        kind = ' class="n"' if place in grid.right else ' class="whole"' if short else ""
        return f"<{tag}{kind}>{escape(text)}</{tag}>"

    top = "".join(cell("th", place, text) for place, text in enumerate(grid.table.columns))
    body = "".join(
        ('<tr class="total">' if n == grid.table.total else "<tr>")
        + "".join(cell("th" if not place else "td", place, shown(text)) for place, text in enumerate(row))
        + "</tr>"
        for n, row in enumerate(grid.table.rows)
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
