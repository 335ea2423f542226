"""Templates: filled in and delivered as they are, they pass."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import fastexcel
import pytest

from pipelines.checking.sheets import check_sheets
from pipelines.contracts import DATASETS
from pipelines.contracts.findings import Severity
from pipelines.contracts.headers import DATASET_COLUMNS
from pipelines.contracts.templates import write_template
from pipelines.errors import ReaderError
from pipelines.reading.files import read_file
from tests.fixtures.matrix import rest_slow

RECEIVED = date(2026, 9, 1)
REGISTER = "xl/worksheets/sheet1.xml"


def fill_in(path: Path, *rows: dict[str, str]) -> None:
    """Type rows under the headers of a template, as Excel stores them: numbers and dates as numbers, else text."""
    columns = list(rows[0])
    lines = []
    for number, row in enumerate(rows, 2):
        cells = "".join(
            _cell(f"{chr(ord('A') + at)}{number}", row[column]) for at, column in enumerate(columns)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    sheet = members[REGISTER].decode("utf-8").replace("</sheetData>", "".join(lines) + "</sheetData>")
    members[REGISTER] = sheet.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)


def _cell(place: str, value: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return f'<c r="{place}"><v>{(date.fromisoformat(value) - date(1899, 12, 30)).days}</v></c>'
    if re.fullmatch(r"\d+(,\d+)?", value):
        return f'<c r="{place}"><v>{value.replace(",", ".")}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'


@pytest.mark.parametrize(
    "dataset", rest_slow(DATASETS, lambda name: name in ("placeringar", "remisser", "kostnader"))
)
def test_a_template_filled_in_is_accepted_without_a_mapping(dataset: str, tmp_path: Path) -> None:
    path = tmp_path / f"mall_{dataset}.xlsx"
    write_template(dataset, path)
    fill_in(path, {spec.column: spec.example for spec in DATASETS[dataset].fields.values()})
    read = read_file(path)
    assert [finding for finding in read.findings if finding.severity is not Severity.NOTE] == []
    checks = check_sheets(read.sheets, file_name=path.name, received=RECEIVED)
    findings = [finding for check in checks for finding in check.all_findings]
    assert [finding for finding in findings if finding.severity is not Severity.NOTE] == []
    (part,) = [part for check in checks for part in check.parts]
    assert (part.dataset, part.accepted.height, part.rows_refused) == (dataset, 1, 0)


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_template_has_the_headers_and_an_instruction_in_swedish_for_each(
    dataset: str, tmp_path: Path
) -> None:
    path = tmp_path / "mall.xlsx"
    write_template(dataset, path)
    book = fastexcel.read_excel(path)
    assert book.sheet_names == [DATASETS[dataset].label, "Instruktion"]
    headers = book.load_sheet(0, header_row=None, dtypes="string").to_polars().row(0)
    assert headers == DATASET_COLUMNS[dataset]
    instruction = book.load_sheet("Instruktion", header_row=None, dtypes="string").to_polars().rows()
    explained = {row[0]: row for row in instruction if row[0] in DATASET_COLUMNS[dataset]}
    assert set(explained) == set(DATASET_COLUMNS[dataset])
    for spec in DATASETS[dataset].fields.values():
        row = explained[spec.column]
        assert row[1] == ("nej" if spec.nullable else "ja")
        assert row[2] == spec.about
        assert row[4] == spec.example


def test_codes_kommuner_days_and_numbers_are_checked_while_typing(tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    write_template("placeringar", path)
    with zipfile.ZipFile(path) as package:
        sheet = package.read(REGISTER).decode("utf-8")
    assert sheet.count("<dataValidation ") == len(DATASET_COLUMNS["placeringar"])
    by_column = {
        column: kind
        for kind, column in re.findall(r'<dataValidation type="(\w+)"[^>]*sqref="([A-K])2:[A-K]\d+"', sheet)
    }
    assert by_column == {
        "B": "list",
        "D": "list",
        "E": "date",
        "F": "date",
        "G": "whole",
        "H": "list",
        "I": "list",
        "K": "list",
    }
    assert '"familjehem_gfo,familjehem_kommun,natverkshem' in sheet
    assert '"Ånge,Timrå,Härnösand' in sheet


def test_an_untouched_template_is_an_empty_register_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "mall.xlsx"
    write_template("remisser", path)
    read = read_file(path)
    checks = check_sheets(read.sheets, file_name=path.name, received=RECEIVED)
    findings = [finding.code for check in checks for finding in check.all_findings]
    assert "C007" in findings


def test_a_template_of_a_dataset_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as caught:
        write_template("remiss", tmp_path / "mall.xlsx")
    assert caught.value.code == "C008"
    assert not (tmp_path / "mall.xlsx").exists()
