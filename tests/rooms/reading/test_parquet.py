from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.reading.files import read_file
from pipelines.reading.model import Limits, ReadFile
from tests.fixtures.matrix import rest_slow


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


class TestOddFiles:
    """Files that few programs write and that all are right Parquet: read, or told, never an error of ours."""

    def read(self, path: Path, table: pa.Table) -> ReadFile:
        pq.write_table(table, path / "a.parquet")
        return read_file(path / "a.parquet")

    @pytest.mark.parametrize(
        ("values", "said"),
        rest_slow(
            [
                (pa.nulls(1), None),
                (pa.array([time(8, 30)]), "08:30:00.000000"),
                (
                    pa.array([Decimal("1.123456789012345678901234567890123456789012")]),
                    "1.123456789012345678901234567890123456789012",
                ),
                (pa.array([2**64 - 1], pa.uint64()), "18446744073709551615"),
                (pa.array([b"Timr\xc3\xa5"]), "Timrå"),
                (pa.array([UUID(int=1).bytes], pa.uuid()), str(UUID(int=1))),
                (pa.array(["{}"], pa.json_()), "{}"),
                (pa.array(["a"], pa.string_view()), "a"),
                (pa.array([datetime(2026, 1, 1)]).dictionary_encode(), "2026-01-01"),
                (
                    pa.DictionaryArray.from_arrays(pa.array([None], pa.int8()), pa.array([], pa.string())),
                    None,
                ),
                (pa.array([datetime(1969, 12, 31, 23, 59, 59, 999_000)]), "1969-12-31 23:59:59"),
                (pa.array([datetime(2026, 5, 31, 23, 59, 59, 999_999)]), "2026-05-31 23:59:59"),
            ],
            lambda case: case[1] in ("08:30:00.000000", "Timrå", "18446744073709551615"),
        ),
    )
    def test_value_of_an_unusual_type_is_text(
        self, tmp_path: Path, values: pa.Array, said: str | None
    ) -> None:
        read = self.read(tmp_path, pa.table({"remiss_id": ["r1"], "kommun": ["Ånge"], "x": values}))
        assert read.findings == ()
        assert read.sheets[0].rows.rows() == [(2, "r1", "Ånge", said)]

    @pytest.mark.parametrize(
        "values",
        [
            pa.array([{"a": 1}]),
            pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int32())),
            pa.array([[1, 2]], pa.list_(pa.int32(), 2)),
            pa.array([b"\xff" * 16], pa.binary(16)),
            pa.array([timedelta(1)]),
        ],
    )
    def test_column_that_is_no_cell_is_named_and_left_out(self, tmp_path: Path, values: pa.Array) -> None:
        read = self.read(tmp_path, pa.table({"remiss_id": ["r1"], "kommun": ["Ånge"], "x": values}))
        assert [(found.code, found.place.column) for found in read.findings] == [("F049", "x")]
        assert read.sheets[0].rows.rows() == [(2, "r1", "Ånge", None)]

    def test_file_of_no_columns_is_no_table(self, tmp_path: Path) -> None:
        assert [found.code for found in self.read(tmp_path, pa.table({})).findings] == ["F019"]

    def test_file_of_no_row_groups_is_a_sheet_without_rows(self, tmp_path: Path) -> None:
        pq.ParquetWriter(tmp_path / "a.parquet", pa.schema([("remiss_id", pa.string())])).close()
        (sheet,) = read_file(tmp_path / "a.parquet").sheets
        assert (sheet.headers, sheet.rows.height) == (("remiss_id",), 0)

    @pytest.mark.parametrize("zone", ["Nowhere/Land", "Europe/Atlantis"])
    def test_zone_that_nobody_knows_is_unreadable(self, tmp_path: Path, zone: str) -> None:
        read = self.read(tmp_path, pa.table({"inkommen": pa.array([0], pa.timestamp("us", zone))}))
        assert [found.code for found in read.findings] == ["F001"]

    def test_text_that_is_no_text_is_unreadable(self, tmp_path: Path) -> None:
        broken = pa.array([b"\xff\xfe"]).view(pa.string())
        assert [found.code for found in self.read(tmp_path, pa.table({"kommun": broken})).findings] == [
            "F001"
        ]

    @pytest.mark.slow
    def test_any_byte_turned_is_read_or_refused_never_raised(self, tmp_path: Path) -> None:
        self.read(tmp_path, pa.table({"remiss_id": ["r1"] * 50, "kommun": ["Ånge"] * 50}))
        good = (tmp_path / "a.parquet").read_bytes()
        for place in range(8, len(good) - 8, max(1, len(good) // 20)):
            (tmp_path / "a.parquet").write_bytes(good[:place] + b"\xff" + good[place + 1 :])
            read_file(tmp_path / "a.parquet")


class TestSmallFilesThatGrow:
    """What fits in a letter must not fill the memory of whoever opens it."""

    def test_rows_that_are_all_the_same_stop_before_they_are_unpacked(self, tmp_path: Path) -> None:
        rows = 3_000_000
        word = pa.DictionaryArray.from_arrays(pa.nulls(rows, pa.int8()).fill_null(0), pa.array(["x"]))
        pq.write_table(
            pa.table({f"c{n}": word for n in range(8)}), tmp_path / "a.parquet", compression="zstd"
        )
        assert (tmp_path / "a.parquet").stat().st_size < 300_000
        assert [found.code for found in read_file(tmp_path / "a.parquet").findings] == ["F010"]

    def test_a_real_register_of_as_many_rows_may_be_larger(self) -> None:
        limits = Limits()
        assert limits.grown_bytes(300_000) == 256_000_000
        assert limits.grown_bytes(80_000_000) > 2_000_000_000


@pytest.mark.slow
def test_a_sound_file_is_readable_every_time(tmp_path: Path) -> None:
    """pyarrow's threads, taken down with the interpreter, used to abort the child about once in thirty times."""
    path = tmp_path / "register.parquet"
    pl.DataFrame({"remiss_id": ["r1"], "kommun": ["Timrå"], "barn_id": ["b1"]}).write_parquet(path)
    unreadable = [n for n in range(60) if read_file(path).findings]
    assert unreadable == []
