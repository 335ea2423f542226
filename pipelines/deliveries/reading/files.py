"""From a path to a `ReadFile`: what kind of file it is, who reads it, and what the identity gate says."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from pathlib import Path

import fastexcel
import polars as pl

from pipelines.deliveries.columns import KNOWN_HEADERS, normalise_header
from pipelines.deliveries.findings import Category, Finding, Severity
from pipelines.deliveries.reading.model import Limits, ReadFile, SheetText
from pipelines.errors import Place


def read_file(
    path: Path,
    *,
    headers_known: frozenset[str] = KNOWN_HEADERS,
    limits: Limits | None = None,
    case_number_columns: frozenset[str] = frozenset(),
) -> ReadFile:
    """Everything a delivered file says, as text; whatever is wrong with it is a finding, never raised."""
    content = path.read_bytes()
    kind = path.suffix.lower().lstrip(".")
    findings: list[Finding] = []
    sheets: list[SheetText] = []
    try:
        if kind == "csv":
            sheets = [_sheet("", _csv_records(content), headers_known)]
        elif kind == "xlsx":
            reader = fastexcel.read_excel(path)
            for name in reader.sheet_names:
                frame = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
                sheets.append(_sheet(name, [list(row) for row in frame.iter_rows()], headers_known))
        elif kind == "parquet":
            frame = pl.read_parquet(path)
            records: list[list[str | None]] = [list(frame.columns)]
            records += [list(row) for row in frame.select(pl.all().cast(pl.String)).iter_rows()]
            sheets = [_sheet("", records, headers_known)]
        else:
            raise ValueError(kind)
    except Exception:
        findings.append(
            Finding(
                "F001",
                Category.UNREADABLE,
                Severity.FILE,
                Place(path.name),
                "Filen går inte att läsa.",
                "Spara den som CSV, XLSX eller Parquet och skicka igen.",
            )
        )
    digest = hashlib.sha256(content).hexdigest()
    return ReadFile(path.name, digest, len(content), kind, tuple(sheets), tuple(findings))


def _csv_records(content: bytes) -> list[list[str | None]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    return [list(record) for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def _sheet(name: str, records: list[list[str | None]], known: frozenset[str]) -> SheetText:
    def score(record: list[str | None]) -> int:
        return len({normalise_header(cell or "") for cell in record} & known)

    at = max(range(min(40, len(records))), key=lambda index: (score(records[index]), -index))
    headers = tuple(unicodedata.normalize("NFC", cell or "").strip() for cell in records[at])
    columns: dict[str, list[str | None]] = {f"c{index}": [] for index in range(len(headers))}
    rows: list[int] = []
    for number, record in enumerate(records[at + 1 :], at + 2):
        if any(cell and cell.strip() for cell in record):
            rows.append(number)
            for index in range(len(headers)):
                cell = record[index] if index < len(record) else None
                columns[f"c{index}"].append(cell if cell and cell.strip() else None)
    frame = pl.DataFrame(
        {"source_row": pl.Series(rows, dtype=pl.UInt32)}
        | {column: pl.Series(values, dtype=pl.String) for column, values in columns.items()}
    )
    return SheetText(name, headers, frame, at + 1)
