"""Workbooks part by part, for what no spreadsheet library would write."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

HEADERS = ("remiss_id", "kommun", "barn_id", "inkommen", "utfall")


def text_row(number: int, *cells: str) -> str:
    """A row of inline texts; an empty text is no cell."""
    said = "".join(
        f'<c r="{chr(65 + index)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for index, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{number}">{said}</row>'


def sheet_xml(*rows: str, after: str = "", prolog: str = "") -> str:
    return f'{_DECLARATION}{prolog}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def good_sheet() -> str:
    return sheet_xml(text_row(1, *HEADERS), text_row(2, "r1", "Ånge", "b1", "2026-01-02", "pagaende"))


def write_package(
    path: Path,
    sheets: dict[str, str] | None = None,
    *,
    styles: str = "",
    shared: str = "",
    extra: dict[str, str | bytes] | None = None,
    workbook_pr: str = "",
    states: dict[str, str] | None = None,
    compression: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """A workbook with the given sheets' XML by name, and any other members."""
    sheets = {"Remisser": good_sheet()} if sheets is None else sheets
    entries, relations = [], []
    for number, name in enumerate(sheets, 1):
        state = f" state={quoteattr(states[name])}" if states and name in states else ""
        entries.append(f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"{state}/>')
        relations.append(_relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
    if styles:
        relations.append(_relation("rIdStyles", "styles", "styles.xml"))
    if shared:
        relations.append(_relation("rIdShared", "sharedStrings", "sharedStrings.xml"))
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types"/>',
        "xl/workbook.xml": (
            f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{workbook_pr}'
            f"<sheets>{''.join(entries)}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'
        ),
    }
    members |= {f"xl/worksheets/sheet{number}.xml": xml for number, xml in enumerate(sheets.values(), 1)}
    if styles:
        members["xl/styles.xml"] = f'{_DECLARATION}<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    if shared:
        members["xl/sharedStrings.xml"] = f'{_DECLARATION}<sst xmlns="{_MAIN}">{shared}</sst>'
    with zipfile.ZipFile(path, "w", compression) as package:
        for name, content in (members | (extra or {})).items():
            package.writestr(name, content)
    return path


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
