"""Marks in words: a shape that stands beside its word on a screen is in no printed font, nor in every reader's."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.briefings.parts import Grid, Lines, Single

_SHAPES = re.compile("[●◐◔○▲▼◆] ?")
# A shape and the word that stands with it begin a sentence.
_LEGEND = re.compile(rf"{_SHAPES.pattern}(\w)")


def without_shape(marked: str) -> str:
    """A mark without its shape, which has the word beside it."""
    return _SHAPES.sub("", marked).strip()


def in_words(part: Single) -> Single:
    """A part of a screen without its shapes."""
    match part:
        case Grid():
            rows = tuple(
                tuple(without_shape(cell) if isinstance(cell, str) else cell for cell in row)
                for row in part.table.rows
            )
            return replace(part, table=replace(part.table, rows=rows))
        case Lines():
            return replace(part, sentences=tuple(_LEGEND.sub(_spelt, line) for line in part.sentences))
        case _:
            return part


def _spelt(found: re.Match[str]) -> str:
    return found[1].upper()
