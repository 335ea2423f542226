"""Two packed formats that begin alike are told apart by their parts, whatever the file is called."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pipelines.errors import Place
from pipelines.reading import kinds
from pipelines.reading.formats import FORMATS, FileFormat
from pipelines.reading.kinds import find_format
from pipelines.reading.model import Limits, Refusal
from tests.fixtures.workbooks import write_package

#: A format that the table does not have yet.
ODS = FileFormat("ods", (".ods",), "ett ODS-ark", (b"PK\x03\x04",), "a:b", True, parts=(b"opendocument",))


@pytest.fixture
def with_ods(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "FORMATS", (*FORMATS, ODS))
    monkeypatch.setattr(kinds, "BY_ENDING", kinds.BY_ENDING | {".ods": ODS})


def ods(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return path


def told(path: Path) -> FileFormat:
    return find_format(path, path.stat().st_size, Place(path.name), Limits())


@pytest.mark.usefixtures("with_ods")
def test_each_is_read_under_its_own_ending(tmp_path: Path) -> None:
    assert told(ods(tmp_path / "a.ods")).name == "ods"
    assert told(write_package(tmp_path / "a.xlsx")).name == "xlsx"


@pytest.mark.usefixtures("with_ods")
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet"])
def test_a_file_under_another_ending_is_named_by_what_it_is(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        told(ods(tmp_path / name))
    assert refused.value.finding.code == "F003"
    assert "ett ODS-ark" in refused.value.finding.message
    with pytest.raises(Refusal):
        told(write_package(tmp_path / "b.ods"))
