"""From raw rows to a sheet: what is no row of the register goes out, and is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.contracts.headers import normalise_header
from pipelines.errors import Place
from pipelines.reading.header import Header, find_header
from pipelines.reading.model import Limits, SheetText

# The first word of a line that adds up others. Such a line has a blank somewhere; a row of a register that
# happens to start so, and is full, stays a row.
SUBTOTAL = r"(?i)^\s*(?:(?:del|slut|total)?summa|(?:sub)?total(?:t|er|summa)?|antal(?: rader| poster)?)\b"


@dataclass
class RawSheet:
    """A sheet's filled cells. `rows`: source_row, c0, c1, …; `kinds`: a letter a cell (see the sandbox), or None.

    `merged`: (first row, first column, last row, last column), all from 1. `gives_numbers`: columns that hold
    numbers throughout.
    """

    name: str
    rows: pl.DataFrame
    hidden: bool = False
    kinds: pl.Series | None = None
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    gives_numbers: frozenset[str] = frozenset()


def locate_header(
    raw: RawSheet, known: frozenset[str], limits: Limits
) -> tuple[Header, tuple[int, int], int] | None:
    """The header of a workbook's sheet, its first and last row in the file, and the filled rows above it."""
    head = raw.rows.head(limits.header_rows)
    numbers = head.get_column("source_row").to_list()
    rows = [list(row[1:]) for row in head.iter_rows()]
    header = find_header(rows, known, _fill_merged(rows, numbers, raw.merged))
    return (header, (numbers[header.first], numbers[header.last]), header.first) if header else None


def _fill_merged(
    rows: list[list[str | None]], numbers: list[int], merged: list[tuple[int, int, int, int]]
) -> list[list[str | None]]:
    filled = [list(row) for row in rows]
    place = {number: index for index, number in enumerate(numbers)}
    for top, left, bottom, right in merged:
        index = place.get(top)
        if index is None or top != bottom or left > len(filled[index]):
            continue
        for column in range(left, min(right, len(filled[index]))):
            filled[index][column] = filled[index][left - 1]
    return filled


def assemble(
    raw: RawSheet, header: Header, place: Place, span: tuple[int, int], above: int, known: frozenset[str]
) -> tuple[SheetText, list[Finding]]:
    """The sheet with only the register's rows in it, and the findings about the others.

    `span`: the header's first and last row in the file; `above`: how many filled rows stand over it.
    """
    first_row, last_row = span
    said: list[Finding] = []
    names = list(header.names)
    width = max((index + 1 for index, name in enumerate(names) if name), default=0)
    below = raw.rows.get_column("source_row") > last_row
    body, kinds = (raw.rows, raw.kinds) if below.all() else _keep(raw.rows, raw.kinds, below)
    cells = [name for name in body.columns if name != "source_row"]
    if first_row != last_row:
        said.append(finding("F033", _at(place, first_row)))
    if above:
        said.append(finding("F024", _at(place, first_row), count=above))

    drop, dropped = _rows_to_drop(body, cells, names, place)
    said += dropped
    if kinds is not None:
        refused, found = _refused_cells(body, kinds, raw.merged, names, place, known, ~drop)
        said += found
        drop = drop | refused
    if drop.any():
        body, kinds = _keep(body, kinds, ~drop)

    for index, name in enumerate(cells):
        unnamed = index >= width or not names[index]
        if unnamed and body.get_column(name).null_count() < body.height:
            row = body.filter(pl.col(name).is_not_null()).item(0, "source_row")
            said.append(finding("F030", _at(place, row), position=index + 1))
    for index in range(len(cells), width):
        body = body.with_columns(pl.lit(None, pl.String).alias(f"c{index}"))
    # Not select(), which would make a second copy of a large register.
    body = pl.DataFrame([body.get_column(name) for name in ("source_row", *(f"c{i}" for i in range(width)))])
    native = _native(body, kinds, raw.gives_numbers, width)
    return SheetText(
        raw.name, tuple(names[:width]), body, last_row, raw.hidden, MappingProxyType(native)
    ), said


def _at(place: Place, row: int | None, column: str = "") -> Place:
    return Place(place.file, place.sheet, row, column)


def _rows_to_drop(
    body: pl.DataFrame, cells: list[str], names: list[str], place: Place
) -> tuple[pl.Series, list[Finding]]:
    """Which rows are blank, add up others or repeat the header."""
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
    word = next(name for name in names if name)
    repeats = (first.str.strip_chars() == word).fill_null(False)
    if repeats.any():
        same = [
            pl.col(cell).str.strip_chars() == name for cell, name in zip(cells, names, strict=False) if name
        ]
        repeats = body.select(pl.all_horizontal(same).fill_null(False)).to_series()
    said = [finding("F025", _at(place, row)) for row in numbers.filter(adds_up).to_list()]
    said += [finding("F032", _at(place, row)) for row in numbers.filter(repeats).to_list()]
    return blank | adds_up | repeats, said


def _keep(
    body: pl.DataFrame, kinds: pl.Series | None, kept: pl.Series
) -> tuple[pl.DataFrame, pl.Series | None]:
    return body.filter(kept), kinds.filter(kept) if kinds is not None else None


def _refused_cells(
    body: pl.DataFrame,
    kinds: pl.Series,
    merged: list[tuple[int, int, int, int]],
    names: list[str],
    place: Place,
    known: frozenset[str],
    kept: pl.Series,
) -> tuple[pl.Series, list[Finding]]:
    """Formulas, errors and merged-away cells, in columns that some dataset has."""
    said: list[Finding] = []
    numbers = body.get_column("source_row")
    refused = pl.repeat(False, body.height, dtype=pl.Boolean, eager=True)
    for index, name in enumerate(names):
        if normalise_header(name) not in known:
            continue
        kind = kinds.str.slice(index, 1)
        column = f"c{index}"
        formulas = kind.str.contains("[A-Z]") & kept
        if formulas.any():
            first = numbers.filter(formulas)[0]
            said.append(finding("F026", _at(place, first, name), count=int(formulas.sum())))
        uncounted = (kind == "x") & kept
        errors = (kind.str.to_lowercase() == "e") & kept
        hidden = numbers.is_in(_merged_away(merged, index + 1)) & kept
        said += [finding("F027", _at(place, row, name)) for row in numbers.filter(uncounted).to_list()]
        if errors.any():
            shown = body.filter(errors).select("source_row", column).rows()
            said += [finding("F028", _at(place, row, name), found=value) for row, value in shown]
        said += [finding("F029", _at(place, row, name)) for row in numbers.filter(hidden).to_list()]
        refused = refused | uncounted | errors | hidden
    return refused, said


def _merged_away(merged: list[tuple[int, int, int, int]], column: int) -> list[int]:
    rows = {
        row
        for top, left, bottom, right in merged
        if left <= column <= right and top < bottom
        for row in range(top + 1, bottom + 1)
    }
    return sorted(rows)


def _native(
    body: pl.DataFrame, kinds: pl.Series | None, gives_numbers: frozenset[str], width: int
) -> dict[str, pl.Series]:
    native = {}
    for index in range(width):
        name = f"c{index}"
        if kinds is not None:
            numbers = kinds.str.slice(index, 1).is_in(["n", "N"])
            if numbers.any():
                native[name] = numbers
        elif name in gives_numbers:
            native[name] = body.get_column(name).is_not_null()
    return native
