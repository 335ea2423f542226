"""Rows that stand in a table and are none of the register's: sums, headers once more, heads and feet of pages.

Each is said. What only looks odd stays a row, and is refused or accepted like the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

import polars as pl

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.contracts.headers import normalise_header
from pipelines.errors import Place
from pipelines.reading.header import Cells, is_header, normalised_names

# The first word of a line that adds up others. Such a line has a blank somewhere; a row of a register that
# happens to start so, and is full, stays a row.
SUBTOTAL = r"(?i)^\s*(?:(?:del|slut|total)?summa|(?:sub)?total(?:t|er|summa)?|antal(?: rader| poster)?)\b"
BYTE_ORDER_MARK = "\ufeff"

# What reports print around their tables: page numbers, when they were printed, lines, how many rows a query gave.
_OF_A_PAGE = re.compile(
    r"""
    (?:sida|sidan|sid\.?|page)\s*\d+(?:\s*(?:av|of|/|\()\s*\d+\)?)?
    | (?:utskriv(?:en|et)|utskriftsdatum|utskrift|rapport(?:en)?\s(?:skapad|uttagen|utskriven)|printed)\b.{0,120}
    | [-=_*\u2013\u2014]{3,}
    | \(?\d+\s(?:rows?\saffected|rad(?:er)?\spåverka(?:d|de|ts))\)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What stands under a header to say how to fill the column in.
_INSTRUCTION = re.compile(
    r"""
    \(.{0,80}\) | \[.{0,80}\] | <.{0,80}> | \*+
    | (?:å{4}|y{4})[-/ ]?(?:m{2}(?:[-/ ]?d{2})?)? | t{2}:m{2}
    | obligatorisk[at]?t? | valfri[at]?t? | frivillig[at]?t? | krävs | välj(?:\s.{0,60})? | ange(?:\s.{0,60})?
    | fritext | löpnummer | pseudonym | heltal | datum | text | siffror
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LEAST_COLUMNS = 3  # in a table of two columns a lone cell may well be a row


def why_aside(row: Cells, names: Sequence[str], above: Sequence[Cells], known: frozenset[str]) -> str | None:
    """The code of what a row is when it is none of the register's, else None. `above`: rows over the header."""
    filled = [cell.strip() for cell in row if cell and cell.strip()]
    if not filled:
        return None
    if is_header(row, known):
        if normalised_names(row) != normalised_names(names):
            return "F042"
        return "F041" if (row[0] or "").startswith(BYTE_ORDER_MARK) else "F032"
    if [cell for cell in names if cell.strip()] == [cell.removeprefix(BYTE_ORDER_MARK) for cell in filled]:
        return "F032"
    if len(names) < _LEAST_COLUMNS or len(filled) > 2:
        return None
    if all(_OF_A_PAGE.fullmatch(cell.strip("\x0c ")) for cell in filled):
        return "F043"
    repeated = [[cell.strip() for cell in line if cell and cell.strip()] for line in above]
    return "F043" if [cell.strip("\x0c ") for cell in filled] in repeated else None


def is_instruction(row: Cells) -> bool:
    """Whether a row under the header says how to fill the columns in, and nothing else."""
    filled = [cell.strip() for cell in row if cell and cell.strip()]
    return len(filled) > 1 and all(_INSTRUCTION.fullmatch(cell) for cell in filled)


def rows_aside(
    body: pl.DataFrame,
    cells: list[str],
    names: list[str],
    above: Sequence[Cells],
    place: Place,
    known: frozenset[str],
) -> tuple[pl.Series, list[Finding]]:
    """Which of the rows under the header are blank or none of the register's, and what is said of them."""
    numbers = body.get_column("source_row")
    none = pl.repeat(False, body.height, dtype=pl.Boolean, eager=True)
    if not cells or not body.height:
        return none, []
    first = body.get_column(cells[0])
    blank = none
    if first.null_count():
        first = body.select(pl.coalesce(cells)).to_series()
        blank = first.is_null()
    adds_up = first.str.contains(SUBTOTAL).fill_null(False)
    if adds_up.any():
        adds_up = adds_up & body.select(pl.any_horizontal(pl.col(cells[: len(names)]).is_null())).to_series()
    said = [finding("F025", _at(place, row)) for row in numbers.filter(adds_up).to_list()]
    dropped: list[int] = []
    for index in _worth_a_look(body, cells, first, names, known, blank | adds_up):
        row = body.row(index)[1:]
        code = why_aside(row, names, above, known)
        if code is None and index == 0 and is_instruction(row):
            code = "F044"
        if code:
            said.append(finding(code, _at(place, numbers[index])))
            dropped.append(index)
    drop = blank | adds_up
    if dropped:
        drop = drop | pl.int_range(body.height, eager=True).is_in(dropped)
    return drop, said


def _worth_a_look(
    body: pl.DataFrame,
    cells: list[str],
    first: pl.Series,
    names: list[str],
    known: frozenset[str],
    seen: pl.Series,
) -> list[int]:
    """Positions of the first row, of rows that begin with a header's word, and of rows that are nearly blank."""
    words = {normalise_header(name) for name in names if name} | known
    spelled = sorted({name.strip().lower() for name in names if name} | words)
    # Lower case only, since a whole normalisation of millions of cells takes seconds.
    looks = first.str.strip_chars(f"{BYTE_ORDER_MARK} *").str.to_lowercase().is_in(spelled).fill_null(False)
    named = [cell for cell, name in zip(cells, names, strict=False) if name]
    always_filled = sum(body.get_column(cell).null_count() == 0 for cell in named)
    if always_filled < _LEAST_COLUMNS and len(named) >= _LEAST_COLUMNS:
        filled = reduce(
            lambda left, right: left + right,
            (body.get_column(cell).is_not_null().cast(pl.UInt16) for cell in cells),
        )
        looks = looks | (filled <= 2)
    at = (looks & ~seen).arg_true().to_list()
    return at if 0 in at or seen[0] else [0, *at]


def _at(place: Place, row: int) -> Place:
    return Place(place.file, place.sheet, row)
