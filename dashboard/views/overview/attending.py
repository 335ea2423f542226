"""Att uppmärksamma as a list of doors."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.blocks.attention import MOST, Line
from dashboard.blocks.text import block
from dashboard.reader.reader import Reader
from dashboard.words import formats


def show(reader: Reader, found: Sequence[Line]) -> None:
    """The weightiest lines as a list of doors; that nothing stands out is an answer too."""
    if not found:
        block("<h2>Att uppmärksamma</h2><p>Inget utöver det vanliga.</p>")
        return
    items = "".join(
        f'<li><a {_class(line.door)}href="{escape(line.door)}">{escape(line.what)}</a>'
        f" <span>{escape(line.sentence)}</span></li>"
        for line in found[:MOST]
    )
    left = len(found) - MOST
    more = ""
    if left > 0:
        way = f'<a class="door" href="{escape(reader.door("nyckeltal"))}">Nyckeltal</a>'
        more = f'<p class="sub">Och {formats.number(left)} till. Alla siffror står på {way}.</p>'
    block(f'<h2>Att uppmärksamma</h2><ul class="attention">{items}</ul>{more}')


def _class(door: str) -> str:
    return "" if door.startswith("#") else 'class="door" '
