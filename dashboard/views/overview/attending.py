"""The opening of the overview: the period in sentences, and beside them what to look at as a list of doors."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dashboard.blocks.attention import MOST, Line, nothing
from dashboard.blocks.text import block
from dashboard.reader.reader import Reader
from dashboard.words import formats


def opening(reader: Reader, sentences: Sequence[str], found: Sequence[Line]) -> None:
    """The lead, and the weightiest lines; that nothing stands out is an answer too."""
    lead = f'<p class="lead">{escape(" ".join(sentences))}</p>' if sentences else ""
    block(f'<div class="opening">{lead}<div><h2>Att uppmärksamma</h2>{_listed(reader, found)}</div></div>')


def _listed(reader: Reader, found: Sequence[Line]) -> str:
    if not found:
        return f"<p>{escape(nothing(reader))}</p>"
    others = found[MOST:]
    more = ""
    if others:
        way = f'<a class="door" href="{escape(reader.door("nyckeltal"))}">Nyckeltal</a>'
        word = "en till" if len(others) == 1 else f"de {formats.number(len(others))} andra"
        more = (
            f'<details class="printed"><summary>Visa {word}</summary>{_items(others)}</details>'
            f'<p class="sub">Alla siffror står på {way}.</p>'
        )
    return _items(found[:MOST]) + more


def _items(found: Sequence[Line]) -> str:
    items = "".join(
        f'<li><a {_class(line.door)}href="{escape(line.door)}">{escape(line.what)}</a>'
        f" <span>{escape(line.sentence)}</span></li>"
        for line in found
    )
    return f'<ul class="attention">{items}</ul>'


def _class(door: str) -> str:
    return "" if door.startswith("#") else 'class="door" '
