"""A workbook's sheet, cell by cell and one row at a time, from the XML itself.

The XML and not a spreadsheet library: only here can a formula without a value, a number that came as a number,
a merged range and an empty row be told from what they look like.
"""

from __future__ import annotations

import re
from typing import Any, TextIO

from pipelines.reading.sandbox.answer import CELL_BYTES, Problem, refuse_grown
from pipelines.reading.sandbox.cells import iso_text, number_text, serial_text, unescape
from pipelines.reading.sandbox.package import LocalNames, Package, new_parser, parse_part, refuse_long_cell
from pipelines.reading.sandbox.workbook import Book, SheetPart

LAST_ROW = 1_048_576
MOST_UNSEEN = 100_000
_SILENT = frozenset({"is", "t", "r", "rPr", "worksheet", "dimension", "col", "sheetView", "pageMargins"})
FIELD, RECORD = "\x1f", "\x1e"  # no XML text can hold them
_SEPARATORS = str.maketrans({"\x00": "\ufffd", FIELD: "\ufffd", RECORD: "\ufffd"})
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class SheetWriter:
    """Writes a sheet's filled rows to `out` as they are parsed: row number, kinds of the cells, the cells.

    Kinds: t text, n number, d day, b boolean, e error, x formula without a value, a blank for none; upper case
    when a formula gave the value.
    """

    def __init__(self, book: Book, sheet: SheetPart, out: TextIO, limits: dict[str, Any]) -> None:
        self.book, self.sheet, self.out, self.limits = book, sheet, out, limits
        self.local = LocalNames()
        self.row = self.column = 0
        self.values: list[str] = []
        self.kinds: list[str] = []
        self.type = self.style = ""
        self.formula = self.has_value = self.listening = self.row_hidden = False
        self.phonetic = 0
        self.pieces: list[str] = []

    def write(self, package: Package) -> None:
        parser = new_parser()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.CommentHandler = self.sheet.loose.append
        parser.ProcessingInstructionHandler = lambda target, data: self.sheet.loose.append(data)
        parse_part(package, self.sheet.part, parser)

    def text(self, data: str) -> None:
        if self.listening:
            self.pieces.append(data)
        elif data.strip():
            self.sheet.loose.append(data)

    def start(self, element: str, attributes: dict[str, str]) -> None:
        tag = self.local[element]
        if tag == "c":
            self.column = self._column_of(attributes.get("r"))
            self.type = attributes.get("t", "n")
            self.style = attributes.get("s", "0")
            self.formula = self.has_value = False
            self.pieces.clear()
        elif tag == "v" or (tag == "t" and self.type == "inlineStr" and not self.phonetic):
            self.listening = self.has_value = True
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() else self.row + 1
            if not 0 < self.row <= LAST_ROW:
                raise Problem("F001")
            self.column = 0
            self.values, self.kinds = [], []
            self.row_hidden = attributes.get("hidden", "0") in ("1", "true")
        elif tag == "rPh":
            self.phonetic += 1
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag not in _SILENT:
            self.sheet.loose.extend(attributes.values())

    def end(self, element: str) -> None:
        tag = self.local[element]
        if tag == "c":
            self._cell()
        elif tag in ("v", "t"):
            self.listening = False
        elif tag == "row":
            self._row()
        elif tag == "rPh":
            self.phonetic -= 1

    def _column_of(self, reference: str | None) -> int:
        if reference is None:
            return self.column + 1
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise Problem("F001")
        return column_number(match[1])

    def _cell(self) -> None:
        raw = "".join(self.pieces)
        refuse_long_cell(raw)
        kind, value = self._said(raw)
        if kind == " ":
            return
        if self.column > self.limits["columns"]:
            raise Problem("F013", detail=str(self.limits["columns"]), sheet=self.sheet.name)
        missing = self.column - len(self.values)
        if missing <= 0:
            raise Problem("F001")  # two cells in one place
        self.values.extend([""] * (missing - 1))
        self.kinds.extend(" " * (missing - 1))
        self.values.append(value.translate(_SEPARATORS))
        self.kinds.append(kind.upper() if self.formula and kind != "x" else kind)

    def _said(self, raw: str) -> tuple[str, str]:
        if not self.has_value or (self.formula and not raw and self.type in ("n", "d")):
            return ("x", "") if self.formula else (" ", "")
        if self.type == "s":
            if not raw.isdecimal() or int(raw) >= len(self.book.strings):
                raise Problem("F001")
            raw = self.book.strings[int(raw)]
        elif self.type in ("str", "inlineStr"):
            raw = unescape(raw)
        elif self.type == "b":
            return "b", "SANT" if raw.strip() in ("1", "true") else "FALSKT"
        elif self.type == "e":
            return "e", raw
        elif self.type == "d":
            return "d", iso_text(raw.strip())
        elif raw.strip():
            return self._number(raw.strip())
        return ("t", raw) if raw.strip() else (" ", "")

    def _number(self, raw: str) -> tuple[str, str]:
        style = int(self.style) if self.style.isdecimal() else 0
        if style < len(self.book.dates) and self.book.dates[style]:
            day = serial_text(raw, self.book.starts_1904)
            if day is not None:
                return "d", day
        plain = number_text(raw)
        return ("n", plain) if plain is not None else ("t", raw)

    def _row(self) -> None:
        if not self.values:
            return
        self.sheet.rows += 1
        if self.row_hidden and len(self.sheet.unseen) < MOST_UNSEEN:
            self.sheet.unseen.append(self.row)
        self.book.cells += max(0, len(self.values) - self.sheet.width) * self.sheet.rows
        self.sheet.width = max(self.sheet.width, len(self.values))
        self.book.cells += self.sheet.width
        record = FIELD.join([str(self.row), "".join(self.kinds), *self.values]) + RECORD
        # A million cells may all point at the same long text: what is small packed and unpacked grows here.
        self.book.written += len(record)
        refuse_grown(self.book.written + CELL_BYTES * self.book.cells, self.limits)
        self.out.write(record)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if corners[0] and corners[1] and len(self.sheet.merged) < 10_000:
            self.sheet.merged.append(
                (
                    int(corners[0][2]),
                    column_number(corners[0][1]),
                    int(corners[1][2]),
                    column_number(corners[1][1]),
                )
            )


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
