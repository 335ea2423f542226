"""Parquet files whose columns have types that a register's cells have not."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq

from tests.corpus.case import Corpus

corpus = Corpus()
shows = corpus.shows

SWEDEN = ZoneInfo("Europe/Stockholm")


def placements(path: Path, **columns: pa.Array) -> None:
    """Two right placements, some of their columns changed or added."""
    names = ("placering_id", "kommun", "barn_id", "placeringsform", "startdatum", "slutdatum")
    right = [
        pa.array(values)
        for values in (
            ["P1", "P2"],
            ["Timrå"] * 2,
            ["B1", "B2"],
            ["hvb", "sis"],
            ["2026-01-15", "2026-01-16"],
            [None, "2026-05-31"],
        )
    ]
    pq.write_table(pa.table(dict(zip(names, right, strict=True)) | columns), path)


def moments(*days: datetime, zone: str, unit: str = "us") -> pa.Array:
    return pa.array(days, pa.timestamp(unit, zone))


@shows("F051", 0, "startdatum", ending=".parquet")
def midnights_stored_in_sweden(path: Path) -> None:
    days = datetime(2026, 1, 1, tzinfo=SWEDEN), datetime(2026, 5, 1, tzinfo=SWEDEN)
    placements(path, startdatum=moments(*days, zone="Europe/Stockholm"))


@shows("F051", 0, "startdatum", ending=".parquet")
def midnights_stored_in_another_zone(path: Path) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    days = datetime(2026, 1, 1, tzinfo=tokyo), datetime(2026, 5, 1, tzinfo=tokyo)
    placements(path, startdatum=moments(*days, zone="Asia/Tokyo", unit="ns"))


@shows("F052", 2, "startdatum", ending=".parquet")
def swedish_midnights_stored_as_the_worlds(path: Path) -> None:
    days = datetime(2025, 12, 31, 23, tzinfo=UTC), datetime(2026, 5, 1, 22, tzinfo=UTC)
    placements(path, startdatum=moments(*days, zone="UTC"))


@shows("F052", 3, "slutdatum", ending=".parquet")
def late_evenings_stored_as_the_worlds(path: Path) -> None:
    days = datetime(2026, 5, 31, 12, tzinfo=UTC), datetime(2026, 5, 31, 22, 30, tzinfo=UTC)
    placements(path, slutdatum=moments(*days, zone="UTC", unit="ms"))


@shows("F053", ending=".parquet")
def two_zones_in_one_file(path: Path) -> None:
    day = datetime(2026, 1, 1)
    placements(
        path,
        startdatum=moments(*[day.replace(tzinfo=SWEDEN)] * 2, zone="Europe/Stockholm"),
        slutdatum=moments(*[day.replace(tzinfo=UTC)] * 2, zone="UTC"),
    )


@shows("F049", 0, "etiketter", ending=".parquet")
def lists_that_nobody_needs(path: Path) -> None:
    placements(path, etiketter=pa.array([["a", "b"], None]))


@shows("F049", 0, "bild", ending=".parquet")
def pictures_that_nobody_needs(path: Path) -> None:
    placements(path, bild=pa.array([b"\x89PNG\xff\xfe", None]))


@shows("F050", 0, "placeringsform", ending=".parquet")
def lists_where_a_code_should_be(path: Path) -> None:
    placements(path, placeringsform=pa.array([["hvb"], ["sis"]]))


@shows("C005", 0, "klockslag", ending=".parquet")
def clock_times_that_nobody_needs(path: Path) -> None:
    placements(path, klockslag=pa.array([time(8, 30), None]))
