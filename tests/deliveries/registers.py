"""Small registers as real files, for the tests of delivering."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from pipelines.deliveries.active import ActiveDelivery, corrected_rows
from pipelines.home import DataHome
from pipelines.home.ledger import swedish_day

PLACEMENTS = ("placering_id", "kommun", "barn_id", "placeringsform", "startdatum", "slutdatum")
REFERRALS = ("remiss_id", "kommun", "barn_id", "inkommen", "utfall", "avslutad")
SEPTEMBER = datetime(2026, 9, 3, 12, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    """`;` and cp1252, as the case systems write it."""
    lines = [";".join(line) for line in (columns, *rows)]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))
    return path


def write_workbook(path: Path, sheets: dict[str, Sequence[Sequence[str]]]) -> Path:
    """Sheets of text cells; the first row is the header."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def placement(number: int, kommun: str = "Timrå", *, form: str = "hvb", end: str = "") -> tuple[str, ...]:
    """A right row of `placeringar`."""
    return (f"P{number}", kommun, f"B{number}", form, "2026-01-15", end)


def placements(path: Path, numbers: range, kommun: str = "Timrå") -> Path:
    """A right register of `placeringar`."""
    return write_csv(path, PLACEMENTS, [placement(number, kommun) for number in numbers])


def accepted_rows(home: DataHome, delivery: ActiveDelivery) -> pl.DataFrame:
    """The rows of a delivery as a build takes them, when nothing is corrected."""
    return corrected_rows(home, delivery, (), swedish_day(delivery.received))[0]
