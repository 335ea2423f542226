"""From a path to a `ReadFile`: what kind of file it is, who reads it, and what the identity gate says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.contracts.headers import KNOWN_HEADERS
from pipelines.errors import Place
from pipelines.reading.child import open_in_child
from pipelines.reading.encoding import FileBytes
from pipelines.reading.gate import Gate
from pipelines.reading.header import Header, known_count
from pipelines.reading.kinds import find_kind
from pipelines.reading.model import Limits, ReadFile, Refusal, SheetText
from pipelines.reading.names import kept_name
from pipelines.reading.ragged import place_ragged
from pipelines.reading.sample_mark import SAMPLE_WORDS
from pipelines.reading.table import RawSheet, assemble, locate_header
from pipelines.reading.text import read_text

NO_LIMITS_GIVEN = Limits()
_NOT_IN_SHEET_NAMES = frozenset("/\\?*[]:")


def read_file(
    path: Path,
    *,
    headers_known: frozenset[str] = KNOWN_HEADERS,
    limits: Limits = NO_LIMITS_GIVEN,
    case_number_columns: frozenset[str] = frozenset(),
) -> ReadFile:
    """Everything a delivered file says, as text; whatever is wrong with it is a finding, never raised.

    `headers_known`: normalised headers that may name a column (a mapping's too), by which header rows are found.
    `case_number_columns`: normalised headers that a mapping declares to hold case numbers.
    """
    gate = Gate(kept_name(path), case_number_columns)
    before = path.stat()
    size = before.st_size
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    place = Place(gate.file_name)
    kind = ""
    sheets: list[SheetText] = []
    findings: list[Finding] = []
    try:
        kind = find_kind(path, size, place, limits)
        read = _read_text if kind == "csv" else _read_in_child
        sheets, findings = read(path, kind, place, headers_known, limits, gate)
    except Refusal as refusal:
        findings = [refusal.finding]
        gate.look_through_bytes(path, size)
    after = path.stat()
    if (after.st_size, after.st_mtime_ns) != (size, before.st_mtime_ns):
        # The hash would be of other bytes than the rows.
        findings, sheets = [finding("F036", place)], []
    if gate.stops:
        return ReadFile(gate.file_name, digest, size, kind, (), gate.findings(), True)
    return ReadFile(
        gate.file_name, digest, size, kind, tuple(sheets), tuple(findings), looked_through=gate.looked_through
    )


def _read_text(
    path: Path, kind: str, place: Place, known: frozenset[str], limits: Limits, gate: Gate
) -> tuple[list[SheetText], list[Finding]]:
    with path.open("rb") as file:
        table = read_text(FileBytes(file), place.file, known, limits)
    for record in (*table.above[:-1], *(fields for _, fields in table.ragged)):
        for text in record:
            gate.look_at_text("en rad som inte hör till tabellen", text)
    rows, said = place_ragged(table, place)
    raw = RawSheet("", rows)
    gate.look_at_sheet(raw, table.header.names)
    # A line that only says that the rows are made up is looked at elsewhere, and is no preamble to tell of.
    above = sum(
        "".join(record).strip() not in ("", SAMPLE_WORDS) for record in table.above[: table.header.first]
    )
    span = (table.header.first + 1, table.header.last + 1)
    sheet, found = assemble(raw, table.header, place, span, above, known)
    return [sheet], [*said, *found]


def _read_in_child(
    path: Path, kind: str, place: Place, known: frozenset[str], limits: Limits, gate: Gate
) -> tuple[list[SheetText], list[Finding]]:
    opened = open_in_child(path, kind, place, limits)
    findings = [finding(code, place, **fills) for code, fills in opened.problems]
    if opened.problems and not opened.sheets:
        raise Refusal(findings[0])
    for part, text in opened.texts:
        gate.look_at_text(part, text)
    sheets: list[SheetText] = []
    for raw in opened.sheets:
        there = Place(place.file, gate.sheet_name(raw.name))
        if _NOT_IN_SHEET_NAMES & set(raw.name):
            findings.append(finding("F031", there))
        located = (
            (Header(tuple(opened.headers), 0, 0), (1, 1), 0)
            if kind == "parquet"
            else locate_header(raw, known, limits)
        )
        gate.look_at_sheet(raw, located[0].names if located else ())
        if located is None:
            if raw.rows.height:
                findings.append(finding("F034", there))
            continue
        if raw.hidden:
            findings.append(finding("F023", there))
        header, span, above = located
        sheet, said = assemble(raw, header, there, span, above, known)
        sheets.append(sheet)
        if known_count(header.names, known):  # instructions and notes have no rows to mend
            findings += said
    if not sheets:
        findings.append(finding("F019", place))
    return sheets, findings
