"""Small figures in a paper that is written on and then sent: each with a mark, so that nobody sends it with them in."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.briefings.parts import Grid, Lines, Part
from dashboard.words.tables import Amount, Cell

MARK = "*"
# As small as is hidden where it is public, and 0 too.
_LEAST = 5
#: What the mark means.
MEANT = (
    f"{MARK} Siffror under {_LEAST}, och kostnader per placeringsform, får inte bli offentliga. Att ta bort dem räcker"
    " inte: andra siffror kan visa dem."
)
_COUNT = r"(?<![\d\u00a0,.])(\d+|inget|inga)"
_COUNTED = re.compile(rf"{_COUNT}(?= (?:barn|remiss|remisser|av dem|den sista dagen)\b)")
# A part of few says how many they are, as a change of few does.
_PART = re.compile(rf"{_COUNT}(\* av dem i [^(;.]*\([\d,]+\u00a0%)")
_CHANGE = re.compile(rf"{_COUNT}(\*? (?:barn|remiss|remisser) [^,.;]*, )(\d+)(?= (fler|färre)\b)")


# What a form of care cost, where it is told which of them moved most.
_OF_A_FORM = re.compile(r"Av de dyrare formerna [^.]*\.")
_KRONOR = re.compile(r"\d[\d,\s]*\s(?:mnkr|tkr|kr)\b")


def marked(part: Part) -> Part:
    """A part with a mark at each small count."""
    match part:
        case Lines():
            return replace(part, sentences=tuple(in_sentence(line) for line in part.sentences))
        case Grid():
            rows = tuple(tuple(_in_cell(cell) for cell in row) for row in part.table.rows)
            numbers = tuple(sorted(part.right))
            return replace(part, table=replace(part.table, rows=rows), numbers=numbers)
        case _:
            return part


def in_sentence(said: str) -> str:
    """`kom 4* remisser in`, `4* av dem i konsulentstödda hem (10 %*)`; also the change from a small count, and what a
    form of care cost."""
    told = _COUNTED.sub(lambda found: found[1] + (MARK if _size(found[1]) < _LEAST else ""), said)
    told = _PART.sub(lambda found: found[0] + MARK, told)
    told = _CHANGE.sub(_changed, told)
    return _OF_A_FORM.sub(lambda found: _KRONOR.sub(lambda cost: cost[0] + MARK, found[0]), told)


def _changed(found: re.Match[str]) -> str:
    """A count and how much it has changed tell what it was."""
    step = int(found[3]) * (1 if found[4] == "fler" else -1)
    return found[0] + (MARK if _size(found[1]) - step < _LEAST else "")


def _size(count: str) -> int:
    return int(count) if count.isdigit() else 0


def _in_cell(cell: Cell) -> Cell:
    if isinstance(cell, Amount) and cell.number is not None and not cell.unit.startswith("kr"):
        return f"{cell.text}{MARK}" if cell.number < _LEAST else cell
    return cell
