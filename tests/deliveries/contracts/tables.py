"""Sheets written as tables in a test, and checked."""

from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.checking.mapping import SenderMapping
from pipelines.checking.sheets import SheetCheck, check_sheet
from pipelines.contracts import DATASETS
from pipelines.reading.model import SheetText

RECEIVED = date(2026, 9, 1)
REFERRALS = "remiss_id | kommun | barn_id | inkommen | utfall | avslutad\n"


def sheet_of(table: str, name: str = "Blad1", native: dict[str, pl.Series] | None = None) -> SheetText:
    """A sheet from a table with `|` between cells; a blank cell is blank, the first line holds the headers."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    headers, *records = lines
    assert all(len(record) == len(headers) for record in records), "every line has as many cells as headers"
    columns = {
        f"c{at}": pl.Series([record[at] or None for record in records], dtype=pl.String)
        for at in range(len(headers))
    }
    rows = pl.DataFrame({"source_row": pl.Series(range(2, len(records) + 2), dtype=pl.UInt32)} | columns)
    return SheetText(name, tuple(headers), rows, 1, native=native or {})


def check_table(
    table: str, *, dataset: str | None = None, received: date = RECEIVED, mapping: SenderMapping | None = None
) -> SheetCheck:
    return check_sheet(
        sheet_of(table), file_name="fil.csv", received=received, dataset=dataset, mapping=mapping
    )


def right_row(dataset: str, **changes: str) -> dict[str, str]:
    """The example row of a dataset's template with some columns changed; a value of "" is blank."""
    row = {spec.column: spec.example for spec in DATASETS[dataset].fields.values()}
    assert set(changes) <= set(row), set(changes) - set(row)
    return row | changes


def check_rows(dataset: str, *rows: dict[str, str], received: date = RECEIVED) -> SheetCheck:
    """Check rows given as dictionaries by delivered column."""
    headers = list(right_row(dataset))
    lines = [" | ".join(headers), *(" | ".join(row[header] for header in headers) for row in rows)]
    return check_table("\n".join(lines), received=received)


def found(check: SheetCheck) -> list[tuple[str, int | None, str]]:
    """What a check found, as (code, row, column)."""
    return [(finding.code, finding.place.row, finding.place.column) for finding in check.all_findings]
