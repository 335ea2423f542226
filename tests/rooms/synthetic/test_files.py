"""The sample as files: real formats, the same bytes for the same seed, and marked as made up."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.contracts.headers import DATASET_COLUMNS, normalise_header
from pipelines.reading.sample_mark import SAMPLE_WORDS
from pipelines.reference import PROJECT_ROOT, SQL_ROOT
from pipelines.synthetic import REPORTING_DATE, SampleFile, write_sample


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[SampleFile]:
    return write_sample(tmp_path_factory.mktemp("sample"), seed=1)


def digests(files: list[SampleFile]) -> dict[str, str]:
    return {file.path.name: sha256(file.path.read_bytes()).hexdigest() for file in files}


@pytest.mark.slow
def test_same_seed_gives_the_same_bytes_in_another_process(files: list[SampleFile], tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from pipelines.synthetic import write_sample;"
        "write_sample(Path(sys.argv[1]), seed=1)"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        check=True,
        cwd=PROJECT_ROOT,
        env=os.environ | {"PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo"},
    )
    again = {path.name: sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    assert again == digests(files)


@pytest.mark.slow
def test_another_seed_gives_other_rows(files: list[SampleFile], tmp_path: Path) -> None:
    other = digests(write_sample(tmp_path, seed=2))
    same = {name for name, digest in digests(files).items() if other[name] == digest}
    assert same == {"exempel_gfo_publicerat.csv", "exempel_gfo_mål.csv", "exempel_gfo_kommentarer.csv"}


def test_every_file_says_that_its_rows_are_made_up(files: list[SampleFile]) -> None:
    for file in files:
        assert "exempel" in file.path.name
        if file.path.suffix == ".xlsx":
            with zipfile.ZipFile(file.path) as book:
                assert SAMPLE_WORDS in book.read("docProps/core.xml").decode()
        elif file.path.suffix == ".parquet":
            assert SAMPLE_WORDS.encode() in (pq.read_metadata(file.path).metadata or {}).values()
        else:
            assert text_of(file.path).startswith(SAMPLE_WORDS)


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "cp1252")


def test_kommuner_write_as_their_systems_do(files: list[SampleFile]) -> None:
    assert {file.path.suffix for file in files} == {".csv", ".xlsx", ".parquet"}
    texts = {file.path.name: text_of(file.path) for file in files if file.path.suffix == ".csv"}
    costs = texts["exempel_örnsköldsvik_kostnader.csv"]
    header, first = list(csv.reader(io.StringIO(costs, newline=""), delimiter=";"))[1:3]
    assert header == ["kommun", "manad", "placeringsform", "belopp"]
    assert first[:2] == ["Örnsköldsvik", "2019-01"]
    assert first[3][-3] == ","
    assert all(text.count("\r\n") == text.count("\n") for text in texts.values())
    compact = list(
        csv.reader(io.StringIO(texts["exempel_kramfors_placeringar.csv"], newline=""), delimiter=";")
    )
    assert {row[1] for row in compact[2:]} == {"2282"}
    assert {"99991231"} <= {row[5] for row in compact[2:]}
    with zipfile.ZipFile(
        next(file.path for file in files if file.path.name == "exempel_härnösand.xlsx")
    ) as book:
        assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == 2


def test_friendly_headers_are_those_of_the_datasets(files: list[SampleFile]) -> None:
    known = {column for columns in DATASET_COLUMNS.values() for column in columns}
    headers = set()
    for file in files:
        if file.path.suffix == ".xlsx":
            with zipfile.ZipFile(file.path) as book:
                shared = book.read("xl/sharedStrings.xml").decode()
            headers |= {word for word in ("Remiss-ID", "Från", "Källa", "År") if f"<t>{word}</t>" in shared}
    assert {"Remiss-ID", "Från", "År"} <= headers
    assert {normalise_header(header) for header in headers} <= known


def test_every_file_reaches_the_reporting_date_and_came_in_september(files: list[SampleFile]) -> None:
    assert {file.through for file in files} == {REPORTING_DATE} == {date(2026, 8, 31)}
    received = [file.received for file in files]
    assert all(date(2026, 9, 8) <= moment.date() <= date(2026, 9, 10) for moment in received)
    assert len(set(received)) == len(received)


def test_figures_and_targets_name_kpis_that_exist(files: list[SampleFile]) -> None:
    kpis = {path.stem for path in (SQL_ROOT / "kpi").glob("*.sql")}
    for name in ("exempel_gfo_publicerat.csv", "exempel_gfo_mål.csv", "exempel_gfo_kommentarer.csv"):
        path = next(file.path for file in files if file.path.name == name)
        rows = list(csv.DictReader(text_of(path).splitlines()[1:], delimiter=";"))
        named = {row["nyckeltal"] for row in rows} - {""}
        assert named
        assert named <= kpis
