"""From raw rows to a sheet: what is no row of the register goes out, and is said."""

from __future__ import annotations

from types import MappingProxyType

import polars as pl

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.contracts.headers import normalise_header
from pipelines.errors import Place
from pipelines.reading.asides import BYTE_ORDER_MARK, rows_aside
from pipelines.reading.header import find_header
from pipelines.reading.model import Limits, SheetText
from pipelines.reading.odd_cells import lost_letters, refused_cells
from pipelines.reading.opened import Located, RawSheet
from pipelines.reading.typed_columns import typed_columns


def locate_header(raw: RawSheet, known: frozenset[str], limits: Limits) -> Located | None:
    """The header of a sheet, if a row of it looks like one."""
    head = raw.rows.head(limits.header_rows)
    numbers = head.get_column("source_row").to_list()
    rows = [list(row[1:]) for row in head.iter_rows()]
    looked_at = [
        row if number > limits.header_below else [] for number, row in zip(numbers, rows, strict=True)
    ]
    header = find_header(looked_at, known, _fill_merged(looked_at, numbers, raw.merged))
    if header is None:
        return None
    return Located(header, numbers[header.first], numbers[header.last], rows[: header.first])


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
    raw: RawSheet, located: Located, place: Place, known: frozenset[str]
) -> tuple[SheetText, list[Finding]]:
    """The sheet with only the register's rows in it, and the findings about the others."""
    said: list[Finding] = []
    names = list(located.header.names)
    width = max((index + 1 for index, name in enumerate(names) if name), default=0)
    below = raw.rows.get_column("source_row") > located.last_row
    body, kinds = (raw.rows, raw.kinds) if below.all() else _keep(raw.rows, raw.kinds, below)
    cells = [name for name in body.columns if name != "source_row"]
    if located.first_row != located.last_row:
        said.append(finding("F033", _at(place, located.first_row)))
    if located.above:
        said.append(finding("F024", _at(place, located.first_row), count=len(located.above)))

    drop, dropped = rows_aside(body, cells, names, located.above, place, known)
    said += dropped
    judged = [(index, name) for index, name in enumerate(names) if normalise_header(name) in known]
    if kinds is not None:
        refused, found = refused_cells(raw, body, kinds, judged, place, ~drop)
        said += found
        drop = drop | refused
    if drop.any():
        body, kinds = _keep(body, kinds, ~drop)
    body, found = _without_marks(body, place)
    said += [*found, *lost_letters(body, judged, place), *_unseen(raw, body, place)]
    said += typed_columns(raw, names, judged, place)

    for index, name in enumerate(cells):
        unnamed = index >= width or not names[index]
        if unnamed and body.get_column(name).null_count() < body.height:
            row = body.filter(pl.col(name).is_not_null()).item(0, "source_row")
            said.append(finding("F030", _at(place, row), position=index + 1))
    for index in raw.unread:
        names[index] = ""
        body = body.with_columns(pl.lit(None, pl.String).alias(f"c{index}"))
    for index in range(len(cells), width):
        body = body.with_columns(pl.lit(None, pl.String).alias(f"c{index}"))
    # Not select(), which would make a second copy of a large register.
    body = pl.DataFrame([body.get_column(name) for name in ("source_row", *(f"c{i}" for i in range(width)))])
    native = _marked(body, kinds, "nN", raw.numbers, width)
    days = _marked(body, kinds, "dD", raw.days, width)
    return SheetText(
        raw.name,
        tuple(names[:width]),
        body,
        located.last_row,
        raw.hidden,
        MappingProxyType(native),
        MappingProxyType(days),
    ), said


def _at(place: Place, row: int | None, column: str = "") -> Place:
    return Place(place.file, place.sheet, row, column)


def _without_marks(body: pl.DataFrame, place: Place) -> tuple[pl.DataFrame, list[Finding]]:
    """A byte-order mark before a row is where a second file was put in."""
    if body.width < 2 or not body.height:
        return body, []
    first = body.get_column("c0")
    marked = first.str.starts_with(BYTE_ORDER_MARK).fill_null(False)
    if not marked.any():
        return body, []
    rows = body.get_column("source_row").filter(marked).to_list()
    body = body.with_columns(first.str.strip_chars_start(BYTE_ORDER_MARK))
    return body, [finding("F041", _at(place, row)) for row in rows]


def _unseen(raw: RawSheet, body: pl.DataFrame, place: Place) -> list[Finding]:
    hidden = body.get_column("source_row").is_in(list(raw.unseen)) if raw.unseen else None
    if hidden is None or not hidden.any():
        return []
    first = body.get_column("source_row").filter(hidden)[0]
    return [finding("F047", _at(place, first), count=int(hidden.sum()))]


def _keep(
    body: pl.DataFrame, kinds: pl.Series | None, kept: pl.Series
) -> tuple[pl.DataFrame, pl.Series | None]:
    return body.filter(kept), kinds.filter(kept) if kinds is not None else None


def _marked(
    body: pl.DataFrame, kinds: pl.Series | None, letters: str, throughout: frozenset[str], width: int
) -> dict[str, pl.Series]:
    """For every column with cells of a kind: which they are."""
    marked = {}
    for index in range(width):
        name = f"c{index}"
        if kinds is not None:
            cells = kinds.str.slice(index, 1).is_in(list(letters))
            if cells.any():
                marked[name] = cells
        elif name in throughout:
            marked[name] = body.get_column(name).is_not_null()
    return marked
