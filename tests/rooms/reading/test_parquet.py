from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.reading.files import read_file


def test_columns_of_every_type_are_exact_text(tmp_path: Path) -> None:
    pl.DataFrame(
        {
            "kommun": ["Ånge", None, " "],
            "ar": [2025, None, 2026],
            "belopp": [Decimal("1234.50"), None, Decimal("-0.10")],
            "vikt_befolkning": [0.1, float("nan"), 1e-7],
            "datum": [date(2026, 8, 31), None, date(9999, 12, 31)],
            "startdatum": [datetime(2026, 8, 31), None, datetime(2026, 8, 31, 13, 5)],
            "utfall": pl.Series(["hvb", None, "hvb"], dtype=pl.Categorical),
            "tillganglig": [True, None, False],
        }
    ).write_parquet(tmp_path / "a.parquet")
    read = read_file(tmp_path / "a.parquet")
    (sheet,) = read.sheets
    assert not read.findings
    assert sheet.rows.rows() == [
        (2, "Ånge", "2025", "1234.50", "0.1", "2026-08-31", "2026-08-31", "hvb", "SANT"),
        (4, None, "2026", "-0.10", "0.0000001", "9999-12-31", "2026-08-31 13:05:00", "hvb", "FALSKT"),
    ]
    marks = {column: marked.to_list() for column, marked in sheet.native.items()}
    assert marks == {"c1": [True, True], "c2": [True, True], "c3": [True, True]}


def test_file_without_rows_is_a_sheet_without_rows(tmp_path: Path) -> None:
    pl.DataFrame(schema={"kommun": pl.String, "ar": pl.Int32}).write_parquet(tmp_path / "a.parquet")
    (sheet,) = read_file(tmp_path / "a.parquet").sheets
    assert sheet.headers == ("kommun", "ar")
    assert sheet.rows.rows() == []


@pytest.mark.slow
def test_a_sound_file_is_readable_every_time(tmp_path: Path) -> None:
    """pyarrow's threads, taken down with the interpreter, used to abort the child about once in thirty times."""
    path = tmp_path / "register.parquet"
    pl.DataFrame({"remiss_id": ["r1"], "kommun": ["Timrå"], "barn_id": ["b1"]}).write_parquet(path)
    unreadable = [n for n in range(150) if read_file(path).findings]
    assert unreadable == []
