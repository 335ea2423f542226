"""Which part of a file a dataset stands in, where the sender's mapping says so."""

from __future__ import annotations

from dataclasses import replace

from pipelines.checking.columns import find_dataset, sheets_named
from pipelines.checking.mapping import SenderMapping
from pipelines.checking.population_tables import DATASET as POPULATION
from pipelines.checking.population_tables import is_population_table
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.reading.model import ReadFile, SheetText


def named_area(read: ReadFile, mapping: SenderMapping | None, dataset: str | None = None) -> ReadFile:
    """The file with only the sheets and rows that the mapping speaks of, and a finding for a sheet that is not there.

    `dataset`: where the sender names it. What the mapping says of one dataset is about sheets that hold that one, so
    that no row of another register goes with it. A file whose only table has no name (a text file) is that table,
    whatever the sheet is called in a workbook.
    """
    areas = mapping.areas if mapping else {}
    if not areas:
        return read
    findings = list(read.findings)
    kept: list[SheetText] = []
    held = _held(read, mapping, dataset)
    by_name = not (len(read.sheets) == 1 and not read.sheets[0].name)
    if by_name:
        there = {_plain(sheet.name) for sheet in read.sheets}
        findings += [
            finding("L017", Place(read.file_name), found=area.sheet)
            for name, area in areas.items()
            if area.sheet
            and _plain(area.sheet) not in there
            # A file of other registers alone has no such sheet, and needs none.
            and any(not holds or name in holds for holds in held)
        ]
    for sheet, holds in zip(read.sheets, held, strict=True):
        # A sheet that its headers do not tell may be any that is named.
        about = [area for name, area in areas.items() if not holds or name in holds]
        if by_name and any(area.sheet for area in about):
            about = [area for area in about if _plain(area.sheet) == _plain(sheet.name)]
            if not about:
                findings = [one for one in findings if one.place.sheet != sheet.name]
                findings.append(finding("L018", Place(read.file_name, sheet.name)))
                continue
        if about and about[0].skip_bottom:
            sheet, findings = _without_bottom(sheet, findings, about[0].skip_bottom)
        kept.append(sheet)
    return replace(read, sheets=tuple(kept), findings=tuple(findings))


def _held(read: ReadFile, mapping: SenderMapping | None, dataset: str | None) -> list[set[str]]:
    """The datasets that each sheet may be, as the check will find them; none where its headers tell nothing."""
    named = sheets_named([sheet.headers for sheet in read.sheets], dataset, mapping)
    held = []
    for at, sheet in enumerate(read.sheets):
        if is_population_table(sheet, dataset):
            held.append({POPULATION})
        elif dataset and at in named:
            held.append({dataset})
        else:
            held.append({match.dataset.name for match in find_dataset(sheet.headers, mapping)})
    return held


def _plain(sheet: str) -> str:
    return sheet.strip().casefold()


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
