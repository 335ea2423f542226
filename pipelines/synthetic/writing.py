"""Registers written as real files: CSV as kommuner export it, workbooks and Parquet, the same bytes every time."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import xlsxwriter

from pipelines.reading.sample_mark import SAMPLE_WORDS
from pipelines.synthetic.rows import Row, Value

# Spellings that people use in a header row; the reader takes them for the canonical names.
_FRIENDLY = {
    "ar": "År",
    "avvikelse_id": "Avvikelse-ID",
    "stangd": "Stängd",
    "arende_id": "Ärende-ID",
    "barn_id": "Barn-ID",
    "fodelsear": "Födelseår",
    "fran": "Från",
    "hem_id": "Hem-ID",
    "inledande_samtal": "Inledande samtal",
    "kalla": "Källa",
    "kartlaggning_klar": "Kartläggning klar",
    "kartlaggning_start": "Kartläggning start",
    "kon": "Kön",
    "placering_id": "Placering-ID",
    "remiss_id": "Remiss-ID",
    "sokt_form": "Sökt form",
    "tillfalle_id": "Tillfälle-ID",
    "uppdrag_id": "Uppdrag-ID",
}
_CREATED = datetime(2026, 9, 10, 8, 0, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class CsvStyle:
    """How one case system exports; `open_day` stands in an end date that is not known."""

    encoding: str = "cp1252"
    delimiter: str = ";"
    line_end: str = "\r\n"
    day: str = "%Y-%m-%d"
    open_day: str = ""
    thousands: str = ""


def write_csv(path: Path, rows: Sequence[Row], style: CsvStyle) -> None:
    """`;` and decimal comma; above the header a line that says that the rows are made up."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=style.delimiter, lineterminator=style.line_end)
    writer.writerow([SAMPLE_WORDS])
    columns = list(rows[0])
    writer.writerow(columns)
    writer.writerows([_text(column, row[column], style) for column in columns] for row in rows)
    path.write_bytes(buffer.getvalue().encode(style.encoding))


def _text(column: str, value: Value, style: CsvStyle) -> str:
    if value is None:
        return style.open_day if column in ("slutdatum", "till") else ""
    if isinstance(value, date):
        return value.strftime(style.day)
    if isinstance(value, Decimal):
        return f"{value:,.2f}".replace(",", style.thousands).replace(".", ",")
    return str(value)


def write_workbook(path: Path, sheets: dict[str, Sequence[Row]]) -> None:
    """One register a sheet; days are date cells, numbers are numbers, ids are text."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": SAMPLE_WORDS, "comments": SAMPLE_WORDS, "created": _CREATED})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    bold = book.add_format({"bold": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        columns = list(rows[0])
        sheet.set_column(0, len(columns) - 1, 16)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            sheet.write_string(0, at, _FRIENDLY.get(column, column.capitalize().replace("_", " ")), bold)
        for line, row in enumerate(rows, 1):
            for at, column in enumerate(columns):
                value = row[column]
                if isinstance(value, date):
                    sheet.write_datetime(line, at, value, day)
                elif isinstance(value, int | Decimal):
                    sheet.write_number(line, at, value)
                elif value:
                    sheet.write_string(line, at, value)
    book.close()


def write_parquet(path: Path, rows: Sequence[Row]) -> None:
    """Typed columns: days as days, the rest as text or whole numbers."""
    frame = pl.DataFrame(rows, infer_schema_length=None)
    frame.write_parquet(path, metadata={"title": SAMPLE_WORDS})
