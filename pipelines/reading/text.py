"""A delimited text file as a table: delimiter and header found, every row of the wrong length kept apart.

Parsed in this process, not in the child: a text file holds nothing that acts, its size and the length of its
lines are known before a parser sees it, and a child would have to hand half a gigabyte back for a large register.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, repeat

import polars as pl

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place
from pipelines.reading.blanks import blank_to_null, empty_rows
from pipelines.reading.encoding import Coding
from pipelines.reading.file_bytes import FileBytes
from pipelines.reading.header import Header, find_header, known_count
from pipelines.reading.lines import LinesAreNotRecords, blocks_of_lines, without_quotation_marks
from pipelines.reading.model import Limits, Refusal
from pipelines.reading.too_large import too_many_rows

DELIMITERS = (";", "\t", ",", "|")
HEAD = 1 << 18
BATCH = 100_000
# The first bytes of every blank there is in UTF-8; most registers have none of them in any cell.
_BLANKS = (b" ", b"\t", b"\x0b", b"\x0c", b"\xc2", b"\xe1", b"\xe2", b"\xe3")


@dataclass
class TextTable:
    """A text file's table. `rows`: source_row and c0, c1, … for each field of the header line.

    `above`: the rows down to the header's last. `ragged`: (row number, fields) of the rows with another number
    of fields, blank ones left out.
    """

    header: Header
    above: list[list[str]]
    rows: pl.DataFrame
    ragged: list[tuple[int, list[str]]] = field(default_factory=list)


def read_text(
    view: FileBytes, coding: Coding, place: Place, known: frozenset[str], limits: Limits
) -> TextTable:
    """The file as one table; raises Refusal for what stops it."""
    _refuse_long_lines(view, coding, place, limits)
    head = _head(view, coding)
    delimiter, header = _find_delimiter(head, known, limits)
    if header is None:
        raise Refusal(finding("F019", place))
    width = len(header.names)
    if width > limits.columns:
        raise Refusal(finding("F013", place, detail=limits.columns))
    records = _records(head, delimiter)
    for parse in (_parse_lines, _parse_quoted):
        table = TextTable(header, records[: header.last + 1], empty_rows(width))
        try:
            frames = list(parse(view, coding, delimiter, table, place, limits))
        except LinesAreNotRecords:
            continue
        if frames:
            table.rows = pl.concat(frames, rechunk=False)
        break
    return table


def _refuse_long_lines(view: FileBytes, coding: Coding, place: Place, limits: Limits) -> None:
    """Before any parser: 200 MB without a line break is a broken export, and would be one field."""
    at = 0
    longest = limits.line_bytes * (2 if coding.codec.startswith("utf-16") else 1)
    while at + longest < view.size:
        window = view.read(at, longest)
        end = max(window.rfind(b"\n"), window.rfind(b"\r"))
        if end < 0:
            raise Refusal(finding("F016", place))
        at += end + 1


def _head(view: FileBytes, coding: Coding) -> str:
    text = next(iter(coding.decode(view)))[:HEAD]
    if view.size > HEAD:
        # The last line may be cut in the middle.
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    return text


def _records(text: str, delimiter: str) -> list[list[str]]:
    """The first records; a broken quotation ends them here and is refused when the whole is parsed."""
    found: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found.append(record)
            if len(found) >= 1000:
                break
    except csv.Error:
        pass
    return found


def _find_delimiter(text: str, known: frozenset[str], limits: Limits) -> tuple[str, Header | None]:
    best: tuple[tuple[int, int], str, Header] | None = None
    for delimiter in DELIMITERS:
        rows = _records(text, delimiter)[: limits.header_rows]
        rows[: limits.header_below] = [[] for _ in rows[: limits.header_below]]
        header = find_header(rows, known)
        if header is not None:
            score = known_count(header.names, known), len(header.names)
            if best is None or score > best[0]:
                best = score, delimiter, header
    return (best[1], best[2]) if best else (DELIMITERS[0], None)


def _parse_lines(
    view: FileBytes, coding: Coding, delimiter: str, table: TextTable, place: Place, limits: Limits
) -> Iterator[pl.DataFrame]:
    """While no quotation hides anything a line is a record: counted here, parsed by Polars, in slices."""
    width = len(table.header.names)
    number = 0
    for block in blocks_of_lines(coding.decode(view)):
        if b'"' in block:
            block = without_quotation_marks(block, ord(delimiter))
        *lines, _ = block.split(b"\n")
        first, number = number + 1, number + len(lines)
        if number > limits.rows:
            raise too_many_rows(place, number, limits.rows)
        above = max(0, table.header.last + 2 - first)
        delimiters = list(map(bytes.count, lines, repeat(delimiter.encode())))
        numbers = pl.int_range(first + above, number + 1, dtype=pl.UInt32, eager=True)
        if above or delimiters.count(width - 1) < len(lines):
            apart = [at for at in range(above, len(lines)) if delimiters[at] != width - 1]
            runs = (lines[before + 1 : at] for before, at in pairwise([above - 1, *apart, len(lines)]))
            block = b"".join(b"\n".join(run) + b"\n" for run in runs if run)
            numbers = numbers.filter(~numbers.is_in([first + at for at in apart]))
            for at in apart:
                fields = lines[at].decode().removesuffix("\r").split(delimiter)
                _keep_apart(table, first + at, fields, place, limits)
        if len(numbers):
            frame = _parse_block(block, delimiter, width)
            if any(blank in block for blank in _BLANKS):
                frame = blank_to_null(frame)
            yield frame.insert_column(0, numbers.alias("source_row"))


def _parse_block(block: bytes, delimiter: str, width: int) -> pl.DataFrame:
    return pl.read_csv(
        io.BytesIO(block),
        has_header=False,
        separator=delimiter,
        quote_char=None,
        infer_schema=False,
        schema={f"c{index}": pl.String for index in range(width)},
    )


def _parse_quoted(
    view: FileBytes, coding: Coding, delimiter: str, table: TextTable, place: Place, limits: Limits
) -> Iterator[pl.DataFrame]:
    """With quotation marks anywhere: the csv module, whose rows are the rows of a spreadsheet."""
    width = len(table.header.names)
    schema = empty_rows(width).schema
    numbers: list[int] = []
    records: list[list[str]] = []
    number = 0
    reader = csv.reader(_lines(view, coding), delimiter=delimiter, strict=True)
    while True:
        try:
            record = next(reader, None)
        except csv.Error:
            raise Refusal(finding("F018", Place(place.file, row=number + 1))) from None
        if record is not None:
            number += 1
            if number <= table.header.last + 1:
                continue
            if swallowed := swallowed_rows(record, delimiter, width):
                raise Refusal(finding("F048", Place(place.file, row=number), count=swallowed))
            if len(record) == width:
                numbers.append(number)
                records.append(record)
            else:
                _keep_apart(table, number, record, place, limits)
        if records and (record is None or len(records) >= BATCH):
            columns = zip(*records, strict=True)
            yield blank_to_null(pl.DataFrame([numbers, *map(list, columns)], schema=schema))
            numbers, records = [], []
        if record is None:
            return
        if number > limits.rows:
            raise too_many_rows(place, number, limits.rows)


def swallowed_rows(record: Sequence[str], delimiter: str, width: int) -> int:
    """How many rows of the table stand inside a quotation of this one; 0 when its line breaks are a text's own."""
    for value in record:
        breaks = value.count("\n") or value.count("\r")
        if not breaks:
            continue
        begins = [line.partition(delimiter)[0] for line in value.splitlines()[1:]]
        alike = any(_shape(begin) == _shape(record[0]) for begin in begins if begin)
        # Delimiters enough for whole rows. In prose there are commas, and in narrow tables it takes but one.
        if value.count(delimiter) >= breaks * (width - 1) and (alike or (width > 3 and delimiter != ",")):
            return breaks
    return 0


def _shape(text: str) -> str:
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", text.strip()))


def _lines(view: FileBytes, coding: Coding) -> Iterator[str]:
    rest = ""
    for text in coding.decode(view):
        lines = io.StringIO(rest + text, newline="").readlines()
        # The last line goes on in the next slice, or its line feed does.
        rest = lines.pop() if lines else ""
        yield from lines
    if rest:
        yield rest


def _keep_apart(table: TextTable, number: int, fields: list[str], place: Place, limits: Limits) -> None:
    if any(value.strip() for value in fields):
        table.ragged.append((number, fields))
    if len(table.ragged) > limits.ragged_rows:
        # Not rows to mend one by one: the header or the delimiter is another one.
        first, fields = table.ragged[0]
        there = Place(place.file, row=first)
        raise Refusal(finding("F035", there, count=len(fields), width=len(table.header.names)))
