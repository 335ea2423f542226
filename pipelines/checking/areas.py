"""Which part of a file a dataset stands in, where the sender's mapping says so."""

from __future__ import annotations

from dataclasses import replace

from pipelines.checking.mapping import SenderMapping, TableArea
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.reading.model import ReadFile, SheetText


def named_area(read: ReadFile, mapping: SenderMapping | None) -> ReadFile:
    """The file with only the sheets and rows that the mapping speaks of, and a finding for a sheet that is not there.

    A file whose only table has no name (a text file) is that table, whatever the sheet is called in a workbook.
    """
    areas = list(mapping.areas.values()) if mapping else []
    if not areas:
        return read
    findings = list(read.findings)
    sheets = list(read.sheets)
    named = {area.sheet.casefold() for area in areas if area.sheet}
    if named and not (len(sheets) == 1 and not sheets[0].name):
        there = {sheet.name.strip().casefold() for sheet in sheets}
        findings += [
            finding("L017", Place(read.file_name), found=area.sheet)
            for area in areas
            if area.sheet and area.sheet.casefold() not in there
        ]
        left_out = [sheet.name for sheet in sheets if sheet.name.strip().casefold() not in named]
        findings = [one for one in findings if one.place.sheet not in left_out]
        findings += [finding("L018", Place(read.file_name, name)) for name in left_out]
        sheets = [sheet for sheet in sheets if sheet.name not in left_out]
    for at, sheet in enumerate(sheets):
        area = next((one for one in areas if _speaks_of(one, sheet)), None)
        if area and area.skip_bottom:
            sheets[at], findings = _without_bottom(sheet, findings, area.skip_bottom)
    return replace(read, sheets=tuple(sheets), findings=tuple(findings))


def _speaks_of(area: TableArea, sheet: SheetText) -> bool:
    return not area.sheet or not sheet.name or sheet.name.strip().casefold() == area.sheet.casefold()


def _without_bottom(
    sheet: SheetText, findings: list[Finding], skipped: int
) -> tuple[SheetText, list[Finding]]:
    """The sheet without its last filled rows, those included that reading itself left out or refused."""
    said = {one.place.row for one in findings if one.place.sheet == sheet.name}
    rows = set(sheet.rows["source_row"].to_list()[-skipped:]) | {row for row in said if row is not None}
    last = sorted(row for row in rows if row > sheet.header_row)[-skipped:]
    if not last:
        return sheet, findings
    kept = sheet.rows["source_row"] < last[0]
    native, days = (
        {name: mask.filter(kept) for name, mask in masks.items()} for masks in (sheet.native, sheet.days)
    )
    findings = [
        one
        for one in findings
        if one.place.sheet != sheet.name or one.place.row is None or one.place.row < last[0]
    ]
    return replace(sheet, rows=sheet.rows.filter(kept), native=native, days=days), findings
