from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from pipelines.contracts.findings import Severity
from pipelines.reading.files import read_file
from pipelines.reading.model import ReadFile
from pipelines.reading.sandbox.cells import is_date_format, number_text, serial_text
from tests.fixtures.matrix import rest_slow
from tests.fixtures.workbooks import HEADERS, good_sheet, sheet_xml, text_row, write_package

ROW = ("r1", "Ånge", "b1", "2026-01-02", "pagaende")


def codes(read: ReadFile) -> list[tuple[str, int | None, str]]:
    return [(found.code, found.place.row, found.place.column) for found in read.findings]


def test_row_numbers_are_the_ones_excel_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Remisser")
        sheet.write_row(2, 0, HEADERS)
        sheet.write_row(3, 0, ROW)
        sheet.write_row(9, 0, ROW)
    (read,) = read_file(path).sheets
    assert (read.name, read.headers, read.header_row) == ("Remisser", HEADERS, 3)
    assert read.rows["source_row"].to_list() == [4, 10]
    assert read.rows.row(1)[1:] == ROW


@pytest.mark.parametrize(
    ("value", "format_code", "text", "native"),
    rest_slow(
        [
            (date(2026, 8, 31), "yyyy-mm-dd", "2026-08-31", False),
            (date(2026, 8, 31), "d/m/yyyy", "2026-08-31", False),
            (datetime(2026, 8, 31, 13, 5), "yyyy-mm-dd hh:mm", "2026-08-31 13:05:00", False),
            (date(9999, 12, 31), "yyyy-mm-dd", "9999-12-31", False),
            (46265, None, "46265", True),
            (1234.56, '# ##0,00 "kr per dag"', "1234.56", True),
            (0.1, None, "0.1", True),
            (1e-7, None, "0.0000001", True),
            (8351119, "#,##0", "8351119", True),
            (123456789012345, None, "123456789012345", True),
            (-5, None, "-5", True),
            ("1.234", None, "1.234", False),
            (True, None, "SANT", False),
        ],
        lambda case: case[2] in ("2026-08-31 13:05:00", "1234.56", "0.0000001", "SANT"),
    ),
)
def test_cell_is_exact_text(tmp_path: Path, value, format_code, text, native) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, ROW[:3])
        cell_format = book.add_format({"num_format": format_code} if format_code else {})
        if isinstance(value, date):
            sheet.write_datetime(1, 3, value, cell_format)
        else:
            sheet.write(1, 3, value, cell_format)
    (read,) = read_file(path).sheets
    assert read.rows["c3"].to_list() == [text]
    assert ("c3" in read.native) == native
    if native:
        assert read.native["c3"].to_list() == [True]


def test_native_numbers_are_marked_cell_by_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("kommun", "ar", "antal"))
        sheet.write_row(1, 0, ("Ånge", 2025, "1.234"))
        sheet.write_row(2, 0, ("Summa", None, 5))  # dropped, and its mark with it
        sheet.write_row(3, 0, ("Timrå", "2025", 1234))
    (read,) = read_file(path).sheets
    assert read.rows["c0"].to_list() == ["Ånge", "Timrå"]
    assert read.native["c1"].to_list() == [True, False]
    assert read.native["c2"].to_list() == [False, True]


def test_number_that_excel_wrote_with_seventeen_digits_is_the_shortest_of_the_same() -> None:
    assert number_text("1234.5599999999999") == "1234.56"
    assert number_text("1.2E+3") == "1200"
    assert number_text("12345678901234567890") == "12345678901234567890"
    assert number_text("NaN") is None


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("yyyy-mm-dd", True),
        ("[$-41D]d mmmm yyyy;@", True),
        ("h:mm:ss.0", True),
        ("General", False),
        ("#,##0.00", False),
        ('0 "dagar"', False),
        ('0\\ "m"', False),
        ("[Red]0.00E+00", False),
    ],
)
def test_date_formats_are_told_from_number_formats(code: str, day: bool) -> None:
    assert is_date_format(code) is day


@pytest.mark.parametrize(
    ("serial", "starts_1904", "text"),
    [
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("60", False, "1900-02-29"),
        ("61", False, "1900-03-01"),
        ("46265", False, "2026-08-31"),
        ("44803", True, "2026-08-31"),
        ("46265.5", False, "2026-08-31 12:00:00"),
        ("0.25", False, "06:00:00"),
        ("2958466", False, None),
        ("-1", False, None),
    ],
)
def test_serial_days_are_excels(serial: str, starts_1904: bool, text: str | None) -> None:
    assert serial_text(serial, starts_1904) == text


def test_workbook_of_1904_counts_its_days_from_there(tmp_path: Path) -> None:
    sheet = sheet_xml(
        text_row(1, *HEADERS),
        '<row r="2"><c r="A2" t="inlineStr"><is><t>r1</t></is></c><c r="D2" s="1"><v>44803</v></c></row>',
    )
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    path = write_package(
        tmp_path / "a.xlsx", {"R": sheet}, styles=styles, workbook_pr='<workbookPr date1904="1"/>'
    )
    assert read_file(path).sheets[0].rows["c3"].to_list() == ["2026-08-31"]


def test_texts_in_runs_are_joined_and_their_reading_aids_left_out(tmp_path: Path) -> None:
    runs = "<r><t>Ör</t></r><r><rPr><b/></rPr><t>nsköldsvik</t></r>"
    shared = f"<si>{runs}<rPh><t>oj</t></rPh></si><si><t>a_x000D_b</t></si>"
    sheet = sheet_xml(
        text_row(1, *HEADERS),
        '<row><c t="inlineStr"><is><t>r1</t></is></c><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>',
    )
    (read,) = read_file(write_package(tmp_path / "a.xlsx", {"R": sheet}, shared=shared)).sheets
    assert read.rows.row(0)[1:4] == ("r1", "Örnsköldsvik", "a\rb")


def test_namespace_prefixes_do_not_matter(tmp_path: Path) -> None:
    plain = (
        good_sheet()
        .replace("<worksheet xmlns=", "<x:worksheet xmlns:x=")
        .replace("</worksheet", "</x:worksheet")
    )
    for tag in ("sheetData", "row", "c", "is", "t"):
        plain = (
            plain.replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"</{tag}>", f"</x:{tag}>")
        )
    (read,) = read_file(write_package(tmp_path / "a.xlsx", {"R": plain})).sheets
    assert read.rows.row(0)[1:] == ROW


def test_formula_gives_its_value_and_a_warning_without_one_the_row_is_refused(tmp_path: Path) -> None:
    sheet = sheet_xml(
        text_row(1, *HEADERS, "egen"),
        '<row r="2"><c r="A2" t="str"><f>"r"&amp;1</f><v>r1</v></c><c r="B2"><f>2*1140</f><v>2280</v></c></row>',
        '<row r="3"><c r="A3" t="str"><f>"r"&amp;2</f><v>r2</v></c></row>',
        '<row r="4"><c r="A4" t="inlineStr"><is><t>r3</t></is></c><c r="C4"><f>1+1</f></c></row>',
        '<row r="5"><c r="A5" t="inlineStr"><is><t>r4</t></is></c><c r="F5"><f>1+1</f></c></row>',
    )
    read = read_file(write_package(tmp_path / "a.xlsx", {"R": sheet}))
    (table,) = read.sheets
    assert table.rows.select("source_row", "c0", "c1").rows() == [
        (2, "r1", "2280"),
        (3, "r2", None),
        (5, "r4", None),
    ]
    assert codes(read) == [("F026", 2, "remiss_id"), ("F026", 2, "kommun"), ("F027", 4, "barn_id")]
    assert [found.severity for found in read.findings] == [Severity.WARNING, Severity.WARNING, Severity.ROW]
    assert "2. Detta är den första" in read.findings[0].message


def test_error_cell_refuses_its_row_only_in_a_column_that_some_dataset_has(tmp_path: Path) -> None:
    sheet = sheet_xml(
        text_row(1, *HEADERS, "egen"),
        '<row r="2"><c r="A2" t="inlineStr"><is><t>r1</t></is></c><c r="D2" t="e"><v>#N/A</v></c></row>',
        '<row r="3"><c r="A3" t="inlineStr"><is><t>r2</t></is></c><c r="F3" t="e"><v>#REF!</v></c></row>',
    )
    read = read_file(write_package(tmp_path / "a.xlsx", {"R": sheet}))
    assert codes(read) == [("F028", 2, "inkommen")]
    assert read.findings[0].found == "#N/A"
    assert read.sheets[0].rows["source_row"].to_list() == [3]


def test_cells_merged_over_rows_refuse_the_rows_that_lost_their_value(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        for row in (1, 2, 3):
            sheet.write_row(row, 0, ROW)
        sheet.merge_range("B2:B3", "Ånge")
    read = read_file(path)
    assert codes(read) == [("F029", 3, "kommun")]
    assert read.sheets[0].rows["source_row"].to_list() == [2, 4]


def test_header_over_two_merged_rows_is_read_together(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Remisser")
        sheet.write(0, 0, "Remisser 2026")
        for column, name in enumerate(("Remiss-ID", "Kommun")):
            sheet.merge_range(2, column, 3, column, name)
        sheet.merge_range("C3:D3", "Barn")
        sheet.write_row(3, 2, ("ID", "Kön"))
        sheet.merge_range("E3:F3", "Datum")
        sheet.write_row(3, 4, ("Inkommen", "Avslutad"))
        sheet.write_row(4, 0, ("r1", "Timrå", "b1", "flicka", "2026-01-02", "2026-02-03"))
    read = read_file(path)
    (table,) = read.sheets
    assert table.headers == ("Remiss-ID", "Kommun", "Barn ID", "Kön", "Inkommen", "Avslutad")
    assert table.header_row == 4
    assert table.rows["source_row"].to_list() == [5]
    assert codes(read) == [("F033", 3, ""), ("F024", 3, "")]


def test_hidden_sheets_are_read_and_reported(tmp_path: Path) -> None:
    sheets = {"Remisser": good_sheet(), "Gömd": good_sheet(), "Djupt": good_sheet()}
    path = write_package(tmp_path / "a.xlsx", sheets, states={"Gömd": "hidden", "Djupt": "veryHidden"})
    read = read_file(path)
    assert [sheet.hidden for sheet in read.sheets] == [False, True, True]
    assert [(found.code, found.place.sheet) for found in read.findings] == [
        ("F023", "Gömd"),
        ("F023", "Djupt"),
    ]


def test_empty_sheets_are_no_sheets_and_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with_one = write_package(tmp_path / "a.xlsx", {"Remisser": good_sheet(), "Blad2": sheet_xml()})
    assert [sheet.name for sheet in read_file(with_one).sheets] == ["Remisser"]
    assert not read_file(with_one).findings
    read = read_file(write_package(tmp_path / "b.xlsx", {"Blad1": sheet_xml()}))
    assert read.stopped
    assert codes(read) == [("F019", None, "")]


def test_sheet_of_numbers_alone_has_no_header_and_is_said(tmp_path: Path) -> None:
    numbers = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
    read = read_file(write_package(tmp_path / "a.xlsx", {"Remisser": good_sheet(), "Diagram": numbers}))
    assert [(found.code, found.place.sheet) for found in read.findings] == [("F034", "Diagram")]


def test_values_beside_the_table_are_no_column(tmp_path: Path) -> None:
    sheet = sheet_xml(text_row(1, *HEADERS), text_row(2, *ROW, "", "kolla"), text_row(3, *ROW))
    read = read_file(write_package(tmp_path / "a.xlsx", {"R": sheet}))
    assert codes(read) == [("F030", 2, "")]
    assert "Kolumn 7" in read.findings[0].message
    assert read.sheets[0].rows.columns == ["source_row", "c0", "c1", "c2", "c3", "c4"]


def test_cells_of_blanks_are_blank(tmp_path: Path) -> None:
    sheet = sheet_xml(
        text_row(1, *HEADERS), text_row(2, "r1", " ", "\u00a0\u2009", "\t"), text_row(3, " ", " ")
    )
    (table,) = read_file(write_package(tmp_path / "a.xlsx", {"R": sheet})).sheets
    assert table.rows.rows() == [(2, "r1", None, None, None, None)]


def test_workbook_part_may_have_another_name(tmp_path: Path) -> None:
    usual = write_package(tmp_path / "usual.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(usual)) as given, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        for name in given.namelist():
            package.writestr(name.replace("workbook.xml", "workbook2.xml"), given.read(name))
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        relation = f'<Relationship Id="r" Type="{kind}" Target="xl/workbook2.xml"/>'
        package.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
    assert read_file(tmp_path / "a.xlsx").sheets[0].rows.row(0)[1:] == ROW


def test_sheet_of_instructions_gives_no_findings_about_its_rows(tmp_path: Path) -> None:
    notes = sheet_xml(text_row(1, "Så här gör ni"), text_row(3, "Rubrik", "Krävs"), text_row(4, "Summa"))
    read = read_file(write_package(tmp_path / "a.xlsx", {"Remisser": good_sheet(), "Instruktion": notes}))
    assert not read.findings
    assert read.sheets[1].headers == ("Rubrik", "Krävs")
