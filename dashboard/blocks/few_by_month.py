"""By month a share or a median is often of so few cases that its chart is loose points: the way to longer periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from urllib.parse import urlencode

from dashboard.blocks import text
from dashboard.published.records import Definition, Value
from dashboard.reader.reader import Reader
from dashboard.words.changes import of_few
from dashboard.words.definitions import called
from dashboard.words.grammar import joined
from dashboard.words.periods import KINDS

# What a reader is led to.
_LONGER = ("tertial", "rolling")


def too_few(reader: Reader, values: Sequence[Value], definition: Definition) -> bool:
    """Whether most of a chart's months have no case or too few of them to be set beside each other."""
    if reader.period.kind != "month":
        return False
    known = [value for value in values if value.shown or value.reason == "inga_fall"]
    few = [value for value in known if not value.shown or of_few(value, value, definition)]
    return any(value.shown for value in few) and 2 * len(few) > len(known)


def tell(reader: Reader, definition: Definition) -> None:
    """Why there is no chart, and the same page by tertial and by three."""
    ways = []
    for kind in _LONGER:
        if reader.figures.periods(kind):
            there = replace(reader.selection, period=reader.period_of(kind))
            link = escape(f"?{urlencode(reader.query(there))}")
            ways.append(f'<a href="{link}">{escape(KINDS[kind])}</a>')
    see = f" Se {joined(ways, 'eller')}." if ways else ""
    text.block(f"<p>{escape(called(definition))}: för få fall per månad för ett diagram.{see}</p>")
