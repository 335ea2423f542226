"""Lying bars as our own HTML: names, numbers and words that flow to a phone's width."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.words import formats


def whole(lines: Sequence[tuple[str, int, str]]) -> str:
    """A list across the page; `lines` are (name, size, words after the number), the last one in the accent."""
    top = max((size for _name, size, _words in lines), default=0)
    return f'<div class="stages funnel"><ol>{rows(lines, top)}</ol></div>'


def rows(lines: Sequence[tuple[str, int, str]], top: int) -> str:
    """The rows of a list; each bar is as wide as its share of `top`."""
    return "".join(
        f'<li><span class="stage">{escape(name)}</span>'
        f'<span class="told"><b>{formats.number(size)}</b> {escape(words)}</span>'
        f'<i aria-hidden="true" style="--share:{round(100 * size / (top or 1))}"></i></li>'
        for name, size, words in lines
    )
