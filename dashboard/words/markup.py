"""Words as our own HTML, escaped: what every page and every state of one is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from dashboard.words import formats

# Between tags, not in one. Browsers break a line after a hyphen, so a date would stand on two. Of this century: what
# begins with letters to look for is found ten times as fast, in pages of 100 000 characters.
_DATE = re.compile(r"20\d\d-\d\d-\d\d(?![\w-])(?=[^<>]*<)")
_HEADING = re.compile(r"<h2\b[^>]*>[^<]*</h2>")
# A blank within a number, as others write it too: `per 1 000 invånare`. A year before a number is not one with it.
_WITHIN = re.compile(r"(?<=(?<!\d)\d) (?=\d{3}(?!\d))")


def piece(inner: str) -> str:
    """One piece of a page, its dates and the numbers of its headings each in one line; every value in it must have been
    escaped."""
    whole = _HEADING.sub(lambda heading: _WITHIN.sub(formats.NBSP, heading[0]), inner)
    return f'<div class="gfo">{_DATE.sub(_unbroken, whole)}</div>'


def _unbroken(found: re.Match[str]) -> str:
    return f'<span class="date">{found[0]}</span>'


def note(text: str) -> str:
    """A remark on the page."""
    return f'<p class="note" role="status">{escape(text)}</p>'


def calm(title: str, sentences: Sequence[str], reference: str = "") -> str:
    """A state that is nobody's fault to the reader: what happened, what it means, what to do."""
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    foot = f'<p class="sub">Referens: {escape(reference)}</p>' if reference else ""
    return f'<div class="calm" role="status"><h2>{escape(title)}</h2>{told}{foot}</div>'


def facts(rows: Sequence[tuple[str, str]], made: Mapping[str, str] | None = None) -> str:
    """Words and what they mean, or a thing's properties, as a list; `made`: by word, texts that are HTML already."""
    known = made or {}
    inner = "".join(
        f"<dt>{escape(word)}</dt><dd>{known.get(word) or escape(text)}</dd>" for word, text in rows
    )
    return f"<dl>{inner}</dl>"
