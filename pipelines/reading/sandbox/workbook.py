"""A workbook's outline: its sheets, the texts and styles that they share, and where they lie in the package."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any

from pipelines.reading.sandbox.answer import Problem
from pipelines.reading.sandbox.cells import DATE_FORMATS, is_date_format, unescape
from pipelines.reading.sandbox.package import (
    LocalNames,
    Package,
    new_parser,
    parse_part,
    refuse_long_cell,
    spelled,
)

_TRUE = ("1", "true")
_APPLICATION = "docProps/app.xml"
_FIRST_EXCEL = 14  # Excel 2010; the libraries that write no computed values say 12 or less


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
    unseen: list[int] = field(default_factory=list)  # rows that a filter or a hand hides, the first ones


@dataclass
class Book:
    """What the sheets share. `dates`: for every cell style, whether it shows a day.

    `computed`: whether a spreadsheet program says that it saved the file; else a formula's 0 may be what a program
    that cannot compute wrote in its place.
    """

    sheets: list[SheetPart]
    strings: list[str]
    dates: list[bool]
    starts_1904: bool
    computed: bool
    written: int = 0  # letters handed over so far, all sheets together
    cells: int = 0  # and the cells that they take, the blank ones of a sheet's width too


def read_book(package: Package, limits: dict[str, Any]) -> Book:
    """Everything but the cells: sheet names, shared strings, date styles."""
    # Excel itself calls the workbook's part xl/workbook2.xml at times; the package says which it is.
    mains = [target for kind, target in _relations(package, "").values() if kind == "officeDocument"]
    main = mains[0] if mains else "xl/workbook.xml"
    if main not in package:
        raise Problem("F001")
    targets = _relations(package, main)
    sheets: list[SheetPart] = []
    starts_1904 = to_compute = False
    local = LocalNames()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal starts_1904, to_compute
        if local[name] == "sheet":
            named = {local[key]: value for key, value in attributes.items()}
            kind, target = targets.get(named.get("id", ""), ("", ""))
            if kind == "worksheet" and target in package:
                hidden = named.get("state", "visible") != "visible"
                sheets.append(SheetPart(unescape(named.get("name", "")), hidden, spelled(target)))
            elif kind not in ("chartsheet", "dialogsheet"):
                raise Problem("F001")
        elif local[name] == "workbookPr":
            starts_1904 = attributes.get("date1904", "0") in _TRUE
        elif local[name] == "calcPr":
            to_compute = attributes.get("fullCalcOnLoad", "0") in _TRUE

    parser = new_parser()
    parser.StartElementHandler = start
    parse_part(package, main, parser)
    if len(sheets) > limits["sheets"]:
        raise Problem("F010", detail=f"{len(sheets)} blad")
    parts = {kind: target for kind, target in targets.values() if target in package}
    strings = _shared_strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else []
    dates = _date_styles(package, parts["styles"]) if "styles" in parts else []
    return Book(sheets, strings, dates, starts_1904, not to_compute and _saved_by_a_spreadsheet(package))


def _saved_by_a_spreadsheet(package: Package) -> bool:
    """What the file says of who wrote it. Libraries call themselves Excel too, with versions of their own making."""
    said = package.read(_APPLICATION) if _APPLICATION in package else b""
    name = re.search(rb"<Application>([^<]*)<", said)
    version = re.search(rb"<AppVersion>(\d+)", said)
    words = name[1].strip() if name else b""
    if words in (b"Microsoft Excel", b"Microsoft Macintosh Excel", b"Microsoft Excel Online"):
        return version is not None and int(version[1]) >= _FIRST_EXCEL
    return words.startswith((b"LibreOffice", b"Collabora"))


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, member name), of a part or, with "", of the package."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    local = LocalNames()

    def start(element: str, attributes: dict[str, str]) -> None:
        if local[element] == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            target = target.replace("\\", "/")
            member = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], member)

    if relations in package:
        parser = new_parser()
        parser.StartElementHandler = start
        parse_part(package, relations, parser)
    return found


def _shared_strings(package: Package, name: str) -> list[str]:
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
            whole = "".join(pieces)
            refuse_long_cell(whole)
            strings.append(unescape(whole))
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


def _date_styles(package: Package, name: str) -> list[bool]:
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
