"""A workbook's outline: its sheets, the texts and styles that they share, and where they lie in the package."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from pipelines.reading.sandbox.cells import DATE_FORMATS, is_date_format, unescape
from pipelines.reading.sandbox.package import LocalNames, Problem, new_parser, parse_part, refuse_long_cell


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
    written: int = 0  # letters handed over so far, all sheets together


def read_book(package: zipfile.ZipFile, limits: dict[str, Any]) -> Book:
    """Everything but the cells: sheet names, shared strings, date styles."""
    members = set(package.namelist())
    # Excel itself calls the workbook's part xl/workbook2.xml at times; the package says which it is.
    mains = [target for kind, target in _relations(package, "").values() if kind == "officeDocument"]
    main = mains[0] if mains else "xl/workbook.xml"
    if main not in members:
        raise Problem("F001", kind="Excel-arbetsbok")
    targets = _relations(package, main)
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
    parse_part(package, main, parser)
    if len(sheets) > limits["sheets"]:
        raise Problem("F010", detail=f"{len(sheets)} blad")
    parts = {kind: target for kind, target in targets.values() if target in members}
    strings = _shared_strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else []
    dates = _date_styles(package, parts["styles"]) if "styles" in parts else []
    return Book(sheets, strings, dates, starts_1904)


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, member name), of a part or, with "", of the package."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    local = LocalNames()

    def start(element: str, attributes: dict[str, str]) -> None:
        if local[element] == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            member = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], member)

    if relations in package.namelist():
        parser = new_parser()
        parser.StartElementHandler = start
        parse_part(package, relations, parser)
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
