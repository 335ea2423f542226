"""The identity gate around whole files: wherever it stands, the file stops and no value leaves the room."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from pipelines.identity import identity_in
from pipelines.reading.files import read_file
from pipelines.reading.gate import shown_name
from pipelines.reading.model import ReadFile
from tests.corpus.population_files import json_stat
from tests.fixtures.identities import COORDINATION, TEN, TWELVE, with_check_digit
from tests.fixtures.matrix import rest_slow
from tests.fixtures.workbooks import HEADERS, good_sheet, sheet_xml, text_row, write_package

DASHED = f"{TWELVE[:8]}-{TWELVE[8:]}"
ROW = ("r1", "Ånge", "b1", "2026-01-02", "pagaende")


def stopped(read: ReadFile, *values: str) -> tuple[str, int | None, str]:
    """The one finding of a stopped file, once nothing of the values is anywhere in what was read."""
    assert read.identity
    assert not read.sheets
    for value in (TEN, TWELVE, DASHED, COORDINATION, *values):
        assert value not in repr(read)
    (found,) = read.findings
    assert not found.found
    return found.code, found.place.row, found.place.column


def write_csv(path: Path, *lines: tuple[str, ...]) -> Path:
    path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    return path


def test_cell_of_a_text_file_is_told_by_its_row_and_column(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", HEADERS, ROW, ("r2", "Ånge", DASHED, "2026-01-02", "pagaende"))
    read = read_file(path)
    assert stopped(read) == ("I001", 3, "barn_id")
    assert "personnummer" in read.findings[0].message


@pytest.mark.parametrize(
    "lines",
    [
        ((f"Utdrag för {DASHED}",), HEADERS, ROW),
        (HEADERS, ROW, (*ROW, TEN)),
        (HEADERS, ROW, (TEN,)),
        (HEADERS, ROW, ("Summa", DASHED)),
    ],
)
def test_line_that_is_no_row_of_the_register_is_looked_at(
    tmp_path: Path, lines: tuple[tuple[str, ...], ...]
) -> None:
    assert stopped(read_file(write_csv(tmp_path / "a.csv", *lines)))[0] == "I003"


def test_row_that_would_be_left_out_is_looked_at_too(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", HEADERS, ROW, ("Summa", "", "", "", DASHED))
    assert stopped(read_file(path)) == ("I001", 3, "utfall")


def test_header_that_is_a_number_is_told_by_its_position(tmp_path: Path) -> None:
    read = read_file(write_csv(tmp_path / "a.csv", (*HEADERS, DASHED), (*ROW, "x")))
    assert stopped(read) == ("I003", None, "")
    assert "kolumn 6" in read.findings[0].message


def test_column_that_carries_identity_stops_the_file_even_when_it_is_blank(tmp_path: Path) -> None:
    read = read_file(write_csv(tmp_path / "a.csv", (*HEADERS, "Barnets namn"), (*ROW, "")))
    assert stopped(read) == ("I002", None, "Barnets namn")


def test_every_column_and_kind_is_one_finding_with_its_count(tmp_path: Path) -> None:
    lines = [(TEN, "Ånge", COORDINATION, "2026-01-02", "pagaende") for _ in range(3)]
    read = read_file(write_csv(tmp_path / "a.csv", HEADERS, *lines))
    assert read.identity
    assert [(found.place.column, found.place.row) for found in read.findings] == [
        ("remiss_id", 2),
        ("barn_id", 2),
    ]
    assert "samordningsnummer" in read.findings[1].message
    assert "i 3 celler i kolumnen" in read.findings[1].message


def test_name_of_the_file_is_scanned_and_not_repeated(tmp_path: Path) -> None:
    read = read_file(write_csv(tmp_path / f"remiss {DASHED}.csv", HEADERS, ROW))
    assert stopped(read)[0] == "I004"
    assert read.file_name == "(filnamnet döljs)"
    assert read.findings[0].place.file == "(filnamnet döljs)"


def test_name_of_an_unreadable_file_is_scanned_too(tmp_path: Path) -> None:
    path = tmp_path / f"{TEN}.pdf"
    path.write_bytes(b"%PDF")
    assert stopped(read_file(path))[0] == "I004"


def test_cell_of_a_workbook_is_told_with_its_sheet(tmp_path: Path) -> None:
    sheet = sheet_xml(text_row(1, *HEADERS), text_row(5, "r1", "Ånge", DASHED))
    read = read_file(write_package(tmp_path / "a.xlsx", {"Lugn": good_sheet(), "Remisser": sheet}))
    assert stopped(read) == ("I001", 5, "barn_id")
    assert read.findings[0].place.sheet == "Remisser"


def test_hidden_sheet_and_number_cell_without_its_zero_are_looked_at(tmp_path: Path) -> None:
    lost = with_check_digit("050101980")
    sheet = sheet_xml(text_row(1, *HEADERS), f'<row r="2"><c r="C2"><v>{lost.lstrip("0")}</v></c></row>')
    sheets = {"Remisser": good_sheet(), "Gömd": sheet}
    read = read_file(write_package(tmp_path / "a.xlsx", sheets, states={"Gömd": "veryHidden"}))
    assert stopped(read, lost.lstrip("0")) == ("I001", 2, "barn_id")


def test_cell_beside_the_table_is_told_by_its_position(tmp_path: Path) -> None:
    sheet = sheet_xml(text_row(1, *HEADERS), text_row(2, *ROW, "", DASHED))
    assert stopped(read_file(write_package(tmp_path / "a.xlsx", {"R": sheet}))) == ("I001", 2, "kolumn 7")


def test_name_of_a_sheet_is_scanned_and_not_repeated(tmp_path: Path) -> None:
    read = read_file(write_package(tmp_path / "a.xlsx", {DASHED: good_sheet()}))
    assert read.identity
    assert DASHED not in repr(read)
    assert {found.code for found in read.findings} == {"I003"}


def test_comment_and_document_properties_as_excel_writes_them_are_looked_at(tmp_path: Path) -> None:
    for part, where in (("comment", "i en kommentar"), ("properties", "i dokumentets egenskaper")):
        path = tmp_path / f"{part}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Remisser")
            sheet.write_row(0, 0, HEADERS)
            sheet.write_row(1, 0, ROW)
            if part == "comment":
                sheet.write_comment("A2", f"Gäller {DASHED}")
            else:
                book.set_properties({"comments": f"Gäller {DASHED}"})
        read = read_file(path)
        assert stopped(read)[0] == "I003"
        assert read.findings[0].message == f"Ett personnummer står utanför tabellen: {where}."


PARTS = {
    "comment in two fonts": (
        "xl/comments1.xml",
        f"<c><r><t>{DASHED[:8]}</t></r><r><rPr><b/></rPr><t>{DASHED[8:]}</t></r></c>",
    ),
    "threaded comment": ("xl/threadedComments/threadedComment1.xml", f"<t><text>{DASHED}</text></t>"),
    "own property": ("docProps/custom.xml", f"<p><vt:lpwstr>{TEN}</vt:lpwstr></p>"),
    "drawing": ("xl/drawings/drawing1.xml", f"<a:p><a:r><a:t>{DASHED}</a:t></a:r></a:p>"),
    "pivot cache": ("xl/pivotCache/pivotCacheRecords1.xml", f'<r><s v="{DASHED}"/></r>'),
    "character references": ("docProps/core.xml", "<t>" + "".join(f"&#{ord(c)};" for c in DASHED) + "</t>"),
    "character data": ("docProps/core.xml", f"<t><![CDATA[{DASHED}]]></t>"),
    "xml comment": ("customXml/item1.xml", f"<x><!-- {DASHED} --></x>"),
    "link": ("xl/worksheets/_rels/sheet1.xml.rels", f'<R><Relationship Target="mailto:{TEN}@x.se"/></R>'),
    "broken part": ("xl/drawings/vmlDrawing1.vml", f"<a><b>{DASHED}"),
    "utf-16": ("docProps/core.xml", f"<t>{DASHED}</t>".encode("utf-16")),
    "unused string": ("xl/sharedStrings.xml", f"<sst><si><t>{DASHED}</t></si></sst>"),
    "utf-16 without its mark": ("docProps/core.xml", f"<t>{DASHED}</t>".encode("utf-16-le")),
    "text that is no xml": ("xl/notes.txt", f"Gäller {DASHED}".encode()),
    "bytes": ("xl/printerSettings/printerSettings1.bin", b"\x00\x01" + DASHED.encode("utf-16-le") + b"\xff"),
    "xml under another name": ("customXml/item1", f"<x><!-- {DASHED} --></x>"),
    "processing instruction": ("docProps/core.xml", f"<?note {DASHED}?><x/>"),
    "member name": (f"xl/media/{DASHED}.png", b"x"),
}


PLACES = {
    "comment in two fonts": "i en kommentar",
    "threaded comment": "i en kommentar",
    "own property": "i dokumentets egenskaper",
    "drawing": "i en textruta eller ett diagram",
    "pivot cache": "i en pivottabells sparade uppgifter",
    "unused string": "i arbetsbokens texter",
}


@pytest.mark.parametrize("part", rest_slow(PARTS, list(PARTS)[::3].__contains__))
def test_every_part_of_a_workbook_is_looked_through(tmp_path: Path, part: str) -> None:
    name, content = PARTS[part]
    read = read_file(write_package(tmp_path / "a.xlsx", extra={name: content}))
    assert stopped(read)[0] == "I003"
    assert PLACES.get(part, "") in read.findings[0].message


@pytest.mark.parametrize("said", [f"barn {DASHED}", int(TWELVE), float(TWELVE), {DASHED: True}])
def test_everything_around_the_table_of_a_json_file_is_looked_at(tmp_path: Path, said: object) -> None:
    text = json_stat([("2262", "2019", 0, 177)], extension={"contact": [said]})
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    read = read_file(tmp_path / "a.json")
    assert stopped(read)[0] == "I003"
    assert "i filens beskrivning av tabellen" in read.findings[0].message


@pytest.mark.parametrize(
    "after",
    [
        f"<headerFooter><oddHeader>&amp;L{DASHED}</oddHeader></headerFooter>",
        f'<dataValidations><dataValidation prompt="till exempel {DASHED}"/></dataValidations>',
        f'<hyperlinks><hyperlink ref="A1" tooltip="{DASHED}"/></hyperlinks>',
        f"<!-- {DASHED} -->",
    ],
)
def test_page_header_prompt_and_link_of_a_sheet_are_looked_at(tmp_path: Path, after: str) -> None:
    sheet = sheet_xml(text_row(1, *HEADERS), text_row(2, *ROW), after=after)
    assert stopped(read_file(write_package(tmp_path / "a.xlsx", {"R": sheet})))[0] == "I003"


def test_formula_that_spells_one_out_stops_the_file(tmp_path: Path) -> None:
    cell = f'<c r="A2" t="str"><f>IF(B2="{DASHED}","r1","")</f><v>r1</v></c>'
    sheet = sheet_xml(text_row(1, *HEADERS), f'<row r="2">{cell}</row>')
    assert stopped(read_file(write_package(tmp_path / "a.xlsx", {"R": sheet})))[0] == "I003"


def test_workbook_refused_for_macros_is_looked_through_all_the_same(tmp_path: Path) -> None:
    sheet = sheet_xml(text_row(1, *HEADERS), text_row(2, DASHED))
    read = read_file(write_package(tmp_path / "a.xlsm", {"R": sheet}, extra={"xl/vbaProject.bin": b"x"}))
    assert stopped(read) == ("I001", 2, "remiss_id")


def test_column_and_metadata_of_a_parquet_file_are_looked_at(tmp_path: Path) -> None:
    pl.DataFrame({"remiss_id": ["r1"], "barn_id": [int(TWELVE)]}).write_parquet(tmp_path / "a.parquet")
    assert stopped(read_file(tmp_path / "a.parquet")) == ("I001", 2, "barn_id")
    pl.DataFrame({"remiss_id": ["r1"]}).write_parquet(
        tmp_path / "b.parquet", metadata={"om": f"barn {DASHED}"}
    )
    assert stopped(read_file(tmp_path / "b.parquet"))[0] == "I003"


def parquet_of(path: Path, table: pa.Table) -> ReadFile:
    pq.write_table(table, path)
    return read_file(path)


def test_everything_that_a_parquet_file_says_of_a_column_is_looked_at(tmp_path: Path) -> None:
    ids = pa.array(["r1"])
    noted = pa.schema([pa.field("remiss_id", pa.string(), metadata={"om": f"barn {DASHED}"})])
    assert stopped(parquet_of(tmp_path / "a.parquet", pa.table([ids], schema=noted)))[0] == "I003"
    inner = pa.struct([pa.field(DASHED, pa.string())])
    nested = pa.table({"remiss_id": ids, "x": pa.array([None], inner)})
    assert stopped(parquet_of(tmp_path / "b.parquet", nested))[0] == "I003"


def test_value_of_a_dictionary_that_no_row_has_is_looked_at(tmp_path: Path) -> None:
    words = pa.DictionaryArray.from_arrays(pa.array([0], pa.int32()), pa.array(["r1", DASHED]))
    assert stopped(parquet_of(tmp_path / "a.parquet", pa.table({"remiss_id": words})))[0] == "I003"


@pytest.mark.parametrize(
    "values",
    [
        pa.array([[f"x {DASHED}"]]),
        pa.array([{"a": 1, "b": [TEN]}]),
        pa.array([b"\xff" + DASHED.encode()]),
        pa.array([DASHED.encode()]),
    ],
)
def test_column_that_is_not_read_is_looked_at_all_the_same(tmp_path: Path, values: pa.Array) -> None:
    table = pa.table({"remiss_id": pa.array(["r1"]), "x": values})
    assert stopped(parquet_of(tmp_path / "a.parquet", table)) == ("I001", 2, "x")


@pytest.mark.parametrize("between", ["\n", "\r\n", " \n "])
def test_line_break_inside_a_cell_parts_nothing(tmp_path: Path, between: str) -> None:
    row = ("r2", "Ånge", f'"{TEN[:6]}{between}{TEN[6:]}"', "2026-01-02", "pagaende")
    assert stopped(read_file(write_csv(tmp_path / "a.csv", HEADERS, ROW, row))) == ("I001", 3, "barn_id")


@pytest.mark.parametrize(
    "name", [f"remiss{TEN}.csv", f"barn_{TEN[:6]}_{TEN[6:]}.csv", f"P{TWELVE}.csv", f"{TEN[:6]}-XXXX.csv"]
)
def test_letters_before_the_digits_of_a_file_name_hide_nothing(tmp_path: Path, name: str) -> None:
    read = read_file(write_csv(tmp_path / name, HEADERS, ROW))
    assert read.identity
    assert [found.code for found in read.findings] == ["I004"]
    assert read.file_name == "(filnamnet döljs)"


def test_when_a_file_was_written_is_no_number_in_its_name(tmp_path: Path) -> None:
    stamps = [
        f"{datetime.now(UTC):%Y%m%d}{between}14{minute:02d}"
        for between in ("", "-", "_")
        for minute in range(60)
    ]
    assert any(identity_in(stamp) for stamp in stamps)
    for stamp in stamps:
        assert shown_name(write_csv(tmp_path / f"remisser_{stamp}.csv", HEADERS)) != "(filnamnet döljs)"


def test_column_that_a_mapping_excuses_passes_and_its_numbers_do_not(tmp_path: Path) -> None:
    excused = frozenset({"kontaktnamn_barn"})
    headers = (*HEADERS, "Kontaktnamn barn")
    path = write_csv(tmp_path / "a.csv", headers, (*ROW, "Enheten"))
    assert stopped(read_file(path)) == ("I002", None, "Kontaktnamn barn")
    assert not read_file(path, excused_columns=excused).identity
    path = write_csv(tmp_path / "b.csv", headers, (*ROW, DASHED))
    assert stopped(read_file(path, excused_columns=excused)) == ("I001", 2, "Kontaktnamn barn")


def test_workbook_with_a_packed_file_in_it_is_not_known_to_hold_nobody(tmp_path: Path) -> None:
    extra = {"xl/embeddings/doc.docx": b"PK\x03\x04" + bytes(20)}
    read = read_file(write_package(tmp_path / "a.xlsx", extra=extra))
    assert [found.code for found in read.findings] == ["F012"]
    assert not read.may_be_kept


def test_declared_case_numbers_let_the_file_through(tmp_path: Path) -> None:
    rows = [
        (with_check_digit(f"1201019{index:02d}") if index < 2 else f"99{index:08d}", *ROW[1:])
        for index in range(50)
    ]
    path = write_csv(tmp_path / "a.csv", HEADERS, *rows)
    assert read_file(path).identity
    read = read_file(path, case_number_columns=frozenset({"remiss_id"}))
    assert not read.identity
    assert read.sheets[0].rows.height == 50


def test_declared_case_numbers_are_no_excuse_for_the_preamble(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", ("Ärende", TEN), HEADERS, *[ROW] * 20)
    assert stopped(read_file(path, case_number_columns=frozenset({"remiss_id"})))[0] == "I003"


def test_ordinary_register_passes(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "a.csv",
        HEADERS,
        *[(f"r{i}", "Ånge", f"b{i}", "2026-01-02", "pagaende") for i in range(99)],
    )
    read = read_file(path)
    assert not read.identity
    assert read.looked_through
    assert not read.findings


@pytest.mark.parametrize(
    ("pseudonyms", "stops"),
    [
        (("B1", "Anna Andersson", "B3"), True),
        (("B1", "B0417 Anna Andersson", "B3"), True),
        (("B1", "B2", "B3", "B4", "B5", "Uttag 2026-09-01 Lifecare"), False),
        (("Nils Nilsson", "Sten Stensson", "Ask Asksson"), True),
        (("B1", "B2", "B3", "B4", "B5", "Uttag Lifecare"), False),
        (("B 1", "Barn A", "Barn B"), False),
    ],
)
def test_names_among_pseudonyms_stop_the_file(
    tmp_path: Path, pseudonyms: tuple[str, ...], stops: bool
) -> None:
    head = ("placering_id", "kommun", "barn_id", "placeringsform", "startdatum", "slutdatum")
    rows = [(f"P{n}", "Timrå", one, "hvb", "2026-01-15", "") for n, one in enumerate(pseudonyms)]
    read = read_file(write_csv(tmp_path / "a.csv", head, *rows))
    found = {(one.code, one.place.column) for one in read.findings if one.code.startswith("I")}
    assert found == ({("I001", "barn_id")} if stops else set())
    assert all("Andersson" not in str(one) for one in read.findings)
