"""What screens are made of, in HTML: sentences, large figures, lying bars, standing columns, tables. Every word is
escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dashboard.briefings.parts import Big, Chart, Grid, Lines, Series, Single
from dashboard.words.tables import shown

# The share of a column that has room for a figure.
_ROOM = 0.055
# No longer than this, a text stays on one line.
_WHOLE = 12
# So many letters of a large figure leave room for a larger one.
_SHORT = 4
# What a series is called in the style sheet.
_KINDS = {"front": "available", "back": "occupied", "pale": "resting", "dash": "resting"}


def html(parts: Iterable[Single]) -> str:
    """The parts of a screen, one under the other."""
    return "".join(_html(part) for part in parts)


def _html(part: Single) -> str:
    match part:
        case Lines():
            said = "".join(f"<p>{escape(line)}</p>" for line in part.sentences)
            return f'<div class="say">{said}</div>'
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
    top = max(sizes, default=0) or 1
    words = chart.words or ("",) * len(sizes)
    each = "".join(
        f"<li{' class=front' if label == chart.front else ''}><span>{escape(label)}</span>"
        f'<i style="width:{max(100 * size / top, 0):.1f}%"></i>'
        f"<b>{escape(amount.text)}</b><small>{escape(said)}</small></li>"
        for label, size, amount, said in zip(chart.labels, sizes, series.values, words, strict=True)
    )
    return f'<ol class="lying">{each}</ol>'


def _columns(chart: Chart) -> str:
    """Standing columns, their parts on each other."""
    rows = [
        [(_KINDS[series.look], series.values[n]) for series in chart.series] for n in range(len(chart.labels))
    ]
    top = max((sum(float(amount.number or 0) for _kind, amount in parts) for parts in rows), default=0) or 1

    def has_room(series: Series) -> bool:
        """A figure in every column of a series, or in none."""
        return all(float(amount.number or top) > _ROOM * top for amount in series.values)

    inside = {_KINDS[series.look] for series in chart.series if has_room(series)}

    def column(kind: str, size: float, figure: str) -> str:
        told = escape(figure) if kind in inside else ""
        return f'<i class="{kind}" style="height:{100 * size / top:.1f}%"><b>{told}</b></i>'

    each = "".join(
        "<li><div>"
        + "".join(
            column(kind, float(amount.number), amount.text)
            for kind, amount in reversed(parts)
            if amount.number
        )
        + f"</div><span>{escape(label)}</span></li>"
        for label, parts in zip(chart.labels, rows, strict=True)
    )

    def named(series: Series) -> str:
        # What has no room in the columns is told of the newest.
        newest = (
            f", {chart.labels[-1]}: {series.values[-1].text}" if _KINDS[series.look] not in inside else ""
        )
        return f"{series.name}{newest}"

    key = "".join(f'<li><i class="{_KINDS[s.look]}"></i>{escape(named(s))}</li>' for s in chart.series)
    return f'<ul class="key">{key}</ul><ol class="standing">{each}</ol>'


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
