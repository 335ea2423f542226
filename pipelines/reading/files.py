"""From a path to a `ReadFile`: what format a file has, who reads it, and what the identity gate says."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.contracts.headers import KNOWN_HEADERS
from pipelines.errors import Place
from pipelines.reading.child import open_in_child
from pipelines.reading.formats import FileFormat
from pipelines.reading.gate import Gate
from pipelines.reading.header import known_count
from pipelines.reading.kinds import find_format
from pipelines.reading.model import Limits, ReadFile, Refusal, SheetText
from pipelines.reading.opened import Opened
from pipelines.reading.table import assemble, locate_header

NO_LIMITS_GIVEN = Limits()
_NOT_IN_SHEET_NAMES = frozenset("/\\?*[]:")


def read_file(
    path: Path,
    *,
    headers_known: frozenset[str] = KNOWN_HEADERS,
    limits: Limits = NO_LIMITS_GIVEN,
    case_number_columns: frozenset[str] = frozenset(),
    excused_columns: frozenset[str] = frozenset(),
) -> ReadFile:
    """Everything a delivered file says, as text; whatever is wrong with it is a finding, never raised.

    `headers_known`: normalised headers that may name a column (a mapping's too), by which header rows are found.
    `case_number_columns`: normalised headers that a mapping declares to hold case numbers. `excused_columns`:
    those that it declares to name nobody, whatever they are called; numbers in them stop the file all the same.
    """
    gate = Gate(path, case_number_columns, excused_columns)
    before = path.stat()
    size = before.st_size
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    place = Place(gate.file_name)
    kind = ""
    sheets: list[SheetText] = []
    findings: list[Finding] = []
    try:
        fmt = find_format(path, size, place, limits)
        kind = fmt.name
        opened = _open(path, fmt, place, headers_known, limits)
        sheets, findings = _read_opened(opened, place, headers_known, limits, gate)
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


def _open(path: Path, fmt: FileFormat, place: Place, known: frozenset[str], limits: Limits) -> Opened:
    if fmt.sandboxed:
        return open_in_child(path, fmt, place, limits)
    module, _, name = fmt.reader.partition(":")
    with path.open("rb") as file:
        opened: Opened = getattr(import_module(module), name)(file, place, known, limits)
    return opened


def _read_opened(
    opened: Opened, place: Place, known: frozenset[str], limits: Limits, gate: Gate
) -> tuple[list[SheetText], list[Finding]]:
    findings = list(opened.findings)
    gate.looked_through = opened.looked_through
    for part, text in opened.texts:
        gate.look_at_text(part, text)
    sheets: list[SheetText] = []
    for raw in opened.sheets:
        there = Place(place.file, gate.sheet_name(raw.name))
        if _NOT_IN_SHEET_NAMES & set(raw.name):
            findings.append(finding("F031", there))
        located = raw.located or locate_header(raw, known, limits)
        gate.look_at_sheet(raw, located)
        if located is None:
            if raw.rows.height:
                findings.append(finding("F034", there))
            continue
        if raw.hidden:
            findings.append(finding("F023", there))
        sheet, said = assemble(raw, located, there, known)
        sheets.append(sheet)
        if known_count(located.header.names, known):  # instructions and notes have no rows to mend
            findings += said
    if not sheets:
        findings.append(finding("F019", place))
    return sheets, findings
