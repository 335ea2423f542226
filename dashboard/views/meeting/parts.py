"""What screens are made of: large figures, lying bars, standing columns, tables. HTML; every word is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

# The share of a column that has room for a figure.
_ROOM = 0.055


def lines(found: Sequence[str]) -> str:
    """A few sentences, one under the other."""
    return '<div class="say">' + "".join(f"<p>{escape(line)}</p>" for line in found) + "</div>"


def figures(found: Sequence[tuple[str, str, str]]) -> str:
    """A few large figures beside each other: (figure, what it is, what it is set beside)."""
    each = "".join(
        f"<div><strong>{escape(figure)}</strong><span>{escape(what)}</span><small>{escape(beside)}</small></div>"
        for figure, what, beside in found
    )
    return f'<div class="large">{each}</div>'


def bars(found: Sequence[tuple[str, float, str, str]], front: str = "") -> str:
    """Lying bars: (name, size, the figure, words after it); `front` is the name of the one that is spoken of."""
    top = max((size for _name, size, _figure, _words in found), default=0) or 1
    each = "".join(
        f"<li{' class=front' if name == front else ''}><span>{escape(name)}</span>"
        f'<i style="width:{max(100 * size / top, 0):.1f}%"></i>'
        f"<b>{escape(figure)}</b><small>{escape(words)}</small></li>"
        for name, size, figure, words in found
    )
    return f'<ol class="lying">{each}</ol>'


def columns(
    found: Sequence[tuple[str, Sequence[tuple[str, float, str]]]], words: Sequence[tuple[str, str]]
) -> str:
    """Standing columns of parts: (label, parts as (kind, size, figure)); `words` say what each kind is."""
    top = max((sum(size for _kind, size, _figure in parts) for _label, parts in found), default=0) or 1
    each = "".join(
        "<li><div>"
        + "".join(
            f'<i class="{escape(kind)}" style="height:{100 * size / top:.1f}%">'
            f"<b>{escape(figure) if size > _ROOM * top else ''}</b></i>"
            for kind, size, figure in reversed(parts)
            if size
        )
        + f"</div><span>{escape(label)}</span></li>"
        for label, parts in found
    )
    key = "".join(f'<li><i class="{escape(kind)}"></i>{escape(word)}</li>' for kind, word in words)
    return f'<ul class="key">{key}</ul><ol class="standing">{each}</ol>'


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[int] = ()) -> str:
    """A table; `numbers` are the columns that stand to the right."""

    def cell(tag: str, place: int, text: str) -> str:
        kind = ' class="n"' if place in numbers else ""
        return f"<{tag}{kind}>{escape(text)}</{tag}>"

    top = "".join(cell("th", place, text) for place, text in enumerate(head))
    body = "".join(
        "<tr>"
        + "".join(cell("th" if not place else "td", place, text) for place, text in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def side_by_side(left: str, right: str) -> str:
    return f'<div class="two"><div>{left}</div><div>{right}</div></div>'
