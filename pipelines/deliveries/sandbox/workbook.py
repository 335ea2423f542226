"""A workbook's sheets, cell by cell and one row at a time, from the XML itself.

The XML and not a spreadsheet library: only here can a formula without a value, a number that came as a number,
a merged range and an empty row be told from what they look like.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any, TextIO

from pipelines.deliveries.sandbox.cells import (
    DATE_FORMATS,
    is_date_format,
    number_text,
    serial_text,
    unescape,
)
from pipelines.deliveries.sandbox.package import LocalNames, Problem, new_parser, parse_part

LAST_ROW = 1_048_576
_SILENT = frozenset({"is", "t", "r", "rPr", "worksheet", "dimension", "col", "sheetView", "pageMargins"})
FIELD, RECORD = "\x1f", "\x1e"  # no XML text can hold them
_SEPARATORS = str.maketrans({"\x00": "\ufffd", FIELD: "\ufffd", RECORD: "\ufffd"})
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class SheetPart:
    """One sheet as it is written out. `merged`: ranges as (first row, first column, last row, last column)."""

    name: str
    hidden: bool
    part: str
    width: int = 0
    rows: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)  # formulas, page headers, prompts: said, but in no cell


@dataclass
class Book:
    """What the sheets share. `dates`: for every cell style, whether it shows a day."""

    sheets: list[SheetPart]
    strings: list[str]
    dates: list[bool]
    starts_1904: bool


def read_book(package: zipfile.ZipFile, limits: dict[str, Any]) -> Book:
    """Everything but the cells: sheet names, shared strings, date styles."""
    members = set(package.namelist())
    if "xl/workbook.xml" not in members:
        raise Problem("F001", kind="Excel-arbetsbok")
    targets = (
        _relations(package, "xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in members else {}
    )
    sheets: list[SheetPart] = []
    starts_1904 = False
    local = LocalNames()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal starts_1904
        if local[name] == "sheet":
            named = {local[key]: value for key, value in attributes.items()}
            kind, target = targets.get(named.get("id", ""), ("", ""))
            if kind == "worksheet" and target in members:
                hidden = named.get("state", "visible") != "visible"
                sheets.append(SheetPart(unescape(named.get("name", "")), hidden, target))
            elif kind not in ("chartsheet", "dialogsheet"):
                raise Problem("F001", kind="Excel-arbetsbok")
        elif local[name] == "workbookPr":
            starts_1904 = attributes.get("date1904", "0") in ("1", "true")

    parser = new_parser()
    parser.StartElementHandler = start
    parse_part(package, "xl/workbook.xml", parser)
    if len(sheets) > limits["sheets"]:
        raise Problem("F010", detail=f"{len(sheets)} blad")
    parts = {kind: target for kind, target in targets.values() if target in members}
    strings = _shared_strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else []
    dates = _date_styles(package, parts["styles"]) if "styles" in parts else []
    return Book(sheets, strings, dates, starts_1904)


def _relations(package: zipfile.ZipFile, name: str) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, member name)."""
    found: dict[str, tuple[str, str]] = {}
    local = LocalNames()

    def start(element: str, attributes: dict[str, str]) -> None:
        if local[element] == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], member)

    parser = new_parser()
    parser.StartElementHandler = start
    parse_part(package, name, parser)
    return found


def _shared_strings(package: zipfile.ZipFile, name: str) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    local = LocalNames()
    phonetic = 0
    inside = False

    def start(element: str, _: dict[str, str]) -> None:
        nonlocal phonetic, inside
        tag = local[element]
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            phonetic += 1
        elif tag == "t":
            inside = phonetic == 0

    def end(element: str) -> None:
        nonlocal phonetic, inside
        tag = local[element]
        if tag == "si":
            strings.append(unescape("".join(pieces)))
        elif tag == "rPh":
            phonetic -= 1
        elif tag == "t":
            inside = False

    def text(data: str) -> None:
        if inside:
            pieces.append(data)

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parse_part(package, name, parser)
    return strings


def _date_styles(package: zipfile.ZipFile, name: str) -> list[bool]:
    own: dict[str, bool] = {}
    dates: list[bool] = []
    local = LocalNames()
    inside = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        tag = local[element]
        if tag == "numFmt":
            own[attributes.get("numFmtId", "")] = is_date_format(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            dates.append(own[number] if number in own else number.isdecimal() and int(number) in DATE_FORMATS)

    def end(element: str) -> None:
        nonlocal inside
        if local[element] == "cellXfs":
            inside = False

    parser = new_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parse_part(package, name, parser)
    return dates


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
        self.formula = self.has_value = self.listening = False
        self.phonetic = 0
        self.pieces: list[str] = []

    def write(self, package: zipfile.ZipFile) -> None:
        parser = new_parser()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
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
                raise Problem("F001", kind="Excel-arbetsbok")
            self.column = 0
            self.values, self.kinds = [], []
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
            raise Problem("F001", kind="Excel-arbetsbok")
        return column_number(match[1])

    def _cell(self) -> None:
        raw = "".join(self.pieces)
        kind, value = self._said(raw)
        if kind == " ":
            return
        if self.column > self.limits["columns"]:
            raise Problem("F013", detail=str(self.limits["columns"]), sheet=self.sheet.name)
        missing = self.column - len(self.values)
        if missing <= 0:
            raise Problem("F001", kind="Excel-arbetsbok")  # two cells in one place
        self.values.extend([""] * (missing - 1))
        self.kinds.extend(" " * (missing - 1))
        self.values.append(value.translate(_SEPARATORS))
        self.kinds.append(kind.upper() if self.formula and kind != "x" else kind)

    def _said(self, raw: str) -> tuple[str, str]:
        if not self.has_value:
            return ("x", "") if self.formula else (" ", "")
        if self.type == "s":
            if not raw.isdecimal() or int(raw) >= len(self.book.strings):
                raise Problem("F001", kind="Excel-arbetsbok")
            raw = self.book.strings[int(raw)]
        elif self.type in ("str", "inlineStr"):
            raw = unescape(raw)
        elif self.type == "b":
            return "b", "SANT" if raw.strip() in ("1", "true") else "FALSKT"
        elif self.type == "e":
            return "e", raw
        elif self.type == "d":
            return "d", raw.strip().removesuffix("T00:00:00").replace("T", " ")
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
        self.sheet.width = max(self.sheet.width, len(self.values))
        self.out.write(FIELD.join([str(self.row), "".join(self.kinds), *self.values]) + RECORD)

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
