"""Files made to hurt, or made by mistake: each is one clear finding, in seconds, and nothing else happens."""

from __future__ import annotations

import codecs
import gzip
import io
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts.findings import Severity
from pipelines.reading.files import read_file
from pipelines.reading.model import Limits, ReadFile
from tests.fixtures.identities import TEN
from tests.fixtures.quickly import examples
from tests.fixtures.workbooks import HEADERS, good_sheet, sheet_xml, text_row, write_package

FRAGMENTS = [
    b";",
    b",",
    b"\t",
    b'"',
    b"\r",
    b"\n",
    b"\r\n",
    b" ",
    b"remiss_id",
    b"kommun",
    b"Summa",
    b"\x00",
    b"\xe5",
]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def only_code(read: ReadFile) -> str:
    assert read.stopped
    (found,) = [finding for finding in read.findings if finding.severity is Severity.FILE]
    assert found.place.file == read.file_name
    return found.code


def write(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.fixture(autouse=True)
def _within_seconds():
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 60  # on two cores shared with other work; alone each takes under three


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet", "a"])
def test_file_of_no_bytes_is_empty(tmp_path: Path, name: str) -> None:
    assert only_code(read_file(write(tmp_path, name, b""))) == "F002"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.csv", b"%PDF-1.7\n", "PDF"),
        ("a.csv", b"<html><table>", "webbsida"),
        ("a.csv", b"MZ\x90\x00\x03", "program"),
        ("a.csv", b"PK\x03\x04" + bytes(22) + b"\x05\x00\x00\x00b.csv", "packat arkiv"),
        ("a.csv", b"\x89PNG\r\n\x1a\n", "bild"),
        ("a.csv", b"a;b\n1;\x00\x01\x02\n", "annat än text"),
        ("a.xlsx", b"remiss_id;kommun\n", "text"),
        ("a.xlsx", b'<?xml version="1.0"?><Workbook/>', "XML"),
        ("a.parquet", b"remiss_id;kommun\n", "text"),
    ],
)
def test_file_that_is_not_what_its_ending_says_is_named(tmp_path: Path, name, content, kind) -> None:
    read = read_file(write(tmp_path, name, content))
    assert only_code(read) == "F003"
    assert kind in read.findings[0].message


def test_workbook_called_csv_is_named(tmp_path: Path) -> None:
    read = read_file(write_package(tmp_path / "a.csv"))
    assert only_code(read) == "F003"
    assert "Excel-arbetsbok" in read.findings[0].message


@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a"])
def test_other_endings_are_not_taken(tmp_path: Path, name: str) -> None:
    assert only_code(read_file(write(tmp_path, name, b"x"))) == "F004"


def test_old_excel_format_is_named(tmp_path: Path) -> None:
    read = read_file(write(tmp_path, "a.xls", OLE + bytes(600)))
    assert only_code(read) == "F015"
    assert not read.looked_through


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_password_is_named(tmp_path: Path, name: str) -> None:
    content = OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)
    assert only_code(read_file(write(tmp_path, name, content))) == "F006"


def test_encrypted_member_is_a_password(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.xlsx", compression=zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert only_code(read_file(path)) == "F006"


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    assert (
        only_code(read_file(write(tmp_path, "a.csv", b"a;b\n" * 100), limits=Limits(file_bytes=100)))
        == "F005"
    )


@pytest.mark.slow
def test_200_megabytes_of_one_line_are_refused_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b"remiss_id;kommun;" + b"x" * 200_000_000)
    assert only_code(read_file(path)) == "F016"


@pytest.mark.slow
def test_zip_bomb_is_seen_from_its_table_of_contents(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.xlsx", extra={"xl/worksheets/big.xml": b"0" * 600_000_000})
    assert path.stat().st_size < 1_000_000
    assert only_code(read_file(path)) == "F010"


def test_zip_that_lies_about_its_sizes_stops_at_what_it_promised(tmp_path: Path) -> None:
    path = write_package(tmp_path / "a.xlsx", {"R": sheet_xml(text_row(1, *HEADERS)) + " " * 30_000_000})
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")  # the sheet is the last member: its unpacked size is told small
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(content)
    assert only_code(read_file(path)) == "F001"


def test_thousands_of_members_are_refused(tmp_path: Path) -> None:
    extra: dict[str, str | bytes] = {f"xl/x{number}.xml": "" for number in range(2100)}
    assert only_code(read_file(write_package(tmp_path / "a.xlsx", extra=extra))) == "F010"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "xl/../../x.xml", "C:\\x.xml"])
def test_member_with_a_path_out_of_the_file_is_refused(tmp_path: Path, name: str) -> None:
    assert only_code(read_file(write_package(tmp_path / "a.xlsx", extra={name: "x"}))) == "F011"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "..\\x", "[1]"])
def test_sheet_name_like_a_path_is_refused_and_touches_nothing(tmp_path: Path, name: str) -> None:
    read = read_file(write_package(tmp_path / "a.xlsx", {name: good_sheet()}))
    assert only_code(read) == "F031"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize(
    ("name", "member", "content"),
    [
        ("a.xlsm", "xl/vbaProject.bin", b"x"),
        ("a.xlsx", "xl/vbaProject.bin", b"x"),
        ("a.xlsx", "xl/macrosheets/sheet1.xml", b"<x/>"),
    ],
)
def test_macros_are_refused(tmp_path: Path, name: str, member: str, content: bytes) -> None:
    assert only_code(read_file(write_package(tmp_path / name, extra={member: content}))) == "F007"


def test_links_to_other_workbooks_are_refused(tmp_path: Path) -> None:
    extra: dict[str, str | bytes] = {"xl/externalLinks/externalLink1.xml": "<x/>"}
    assert only_code(read_file(write_package(tmp_path / "a.xlsx", extra=extra))) == "F008"


def test_embedded_files_are_refused(tmp_path: Path) -> None:
    extra: dict[str, str | bytes] = {"xl/embeddings/oleObject1.bin": b"x"}
    assert only_code(read_file(write_package(tmp_path / "a.xlsx", extra=extra))) == "F012"


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("prolog", [XXE, LAUGHS, f"<!-- {'x' * 100_000} -->{XXE}"])
def test_document_type_in_a_sheet_is_refused(tmp_path: Path, prolog: str) -> None:
    sheet = sheet_xml(text_row(1, *HEADERS), prolog=prolog)
    assert only_code(read_file(write_package(tmp_path / "a.xlsx", {"R": sheet}))) == "F009"


@pytest.mark.parametrize("member", ["xl/comments1.xml", "docProps/core.xml", "xl/theme/theme1.xml"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_document_type_in_any_part_is_refused(tmp_path: Path, member: str, codec: str) -> None:
    extra: dict[str, str | bytes] = {member: f"{XXE}<x>&e;</x>".encode(codec)}
    assert only_code(read_file(write_package(tmp_path / "a.xlsx", extra=extra))) == "F009"


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData><row>",
        "",
        "\x00\x01",
        sheet_xml('<row r="99999999"><c r="A1"><v>1</v></c></row>'),
        sheet_xml('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        sheet_xml('<row r="1"><c r="1A"><v>1</v></c></row>'),
        sheet_xml('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'),
        "<a>" * 100_000,
        good_sheet().replace('"UTF-8"', '"UTF-7"'),
        good_sheet().replace('"UTF-8"', '"nonsense"'),
    ],
)
def test_broken_sheet_is_one_finding(tmp_path: Path, sheet: str) -> None:
    assert only_code(read_file(write_package(tmp_path / "a.xlsx", {"R": sheet}))) == "F001"


def test_cell_far_to_the_right_is_refused(tmp_path: Path) -> None:
    sheet = sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    assert only_code(read_file(write_package(tmp_path / "a.xlsx", {"R": sheet}))) == "F013"


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_cut_off_workbook_is_unreadable(tmp_path: Path, cut: float) -> None:
    content = write_package(tmp_path / "whole.xlsx").read_bytes()
    assert only_code(read_file(write(tmp_path, "a.xlsx", content[: int(len(content) * cut)]))) == "F001"


@pytest.mark.slow
def test_workbook_with_any_byte_turned_is_read_or_refused_never_raised(tmp_path: Path) -> None:
    content = write_package(tmp_path / "whole.xlsx").read_bytes()
    for at in range(0, len(content), len(content) // 25):
        turned = bytearray(content)
        turned[at] ^= 0xFF
        read = read_file(write(tmp_path, "a.xlsx", bytes(turned)))
        assert read.sheets or read.stopped


@pytest.mark.slow
def test_cells_that_all_point_at_one_long_text_stop_at_the_limit(tmp_path: Path) -> None:
    cells = '<c t="s"><v>0</v></c>' * 100
    rows = "".join(f"<row>{cells}</row>" for _ in range(1000))
    shared = f"<si><t>{'x' * 30_000}</t></si>"
    path = write_package(tmp_path / "a.xlsx", {"R": sheet_xml(rows)}, shared=shared)
    assert only_code(read_file(path, limits=Limits(unpacked_bytes=100_000_000))) == "F010"


def test_cell_longer_than_excel_writes_is_refused(tmp_path: Path) -> None:
    for length, refused in ((32_767, False), (32_768, True)):
        sheet = sheet_xml(text_row(1, *HEADERS), text_row(2, "x" * length))
        assert read_file(write_package(tmp_path / "a.xlsx", {"R": sheet})).stopped == refused
    shared = f"<si><t>{'x' * 32_768}</t></si>"
    assert only_code(read_file(write_package(tmp_path / "a.xlsx", shared=shared))) == "F010"


def test_part_that_unpacks_beyond_reason_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(write_package(tmp_path / "a.xlsx"), "a", zipfile.ZIP_STORED) as package:
        package.writestr("xl/comments1.xml", b"x" * 100_000_001)
    assert only_code(read_file(tmp_path / "a.xlsx")) == "F010"


def test_other_office_file_called_xlsx_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert only_code(read_file(path)) == "F001"


@pytest.mark.slow
def test_child_that_needs_too_much_memory_is_stopped(tmp_path: Path) -> None:
    shared = f"<si><t>{'x' * 60}</t></si>" * 1_000_000
    path = write_package(tmp_path / "a.xlsx", shared=shared, compression=zipfile.ZIP_STORED)
    assert only_code(read_file(path, limits=Limits(child_memory=150_000_000))) == "F014"


@pytest.mark.parametrize(
    "limits",
    [Limits(child_wall_seconds=1.0), pytest.param(Limits(child_cpu_seconds=1), marks=pytest.mark.slow)],
)
def test_child_that_takes_too_long_is_stopped(tmp_path: Path, limits: Limits) -> None:
    rows = (text_row(number, *HEADERS) for number in range(1, 120_000))
    path = write_package(tmp_path / "a.xlsx", {"R": sheet_xml(*rows)})
    assert only_code(read_file(path, limits=limits)) == "F014"


def parquet(**columns: pl.Series) -> bytes:
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()


@pytest.mark.slow
def test_broken_parquet_is_unreadable(tmp_path: Path) -> None:
    content = parquet(remiss_id=pl.Series(["r1"] * 1000), kommun=pl.Series(["Ånge"] * 1000))
    for broken in (
        content[:-20],
        b"PAR1" + b"\x00" * 100 + b"PAR1",
        content[:100] + b"\xff" * 50 + content[150:],
    ):
        assert only_code(read_file(write(tmp_path, "a.parquet", broken))) == "F001"


def test_parquet_column_of_lists_that_a_register_needs_is_named(tmp_path: Path) -> None:
    content = parquet(remiss_id=pl.Series([["r1"]]), kommun=pl.Series(["Ånge"]))
    assert only_code(read_file(write(tmp_path, "a.parquet", content))) == "F050"


def test_parquet_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    content = parquet(remiss_id=pl.Series([f"r{number}" * 20 for number in range(100_000)]))
    read = read_file(write(tmp_path, "a.parquet", content), limits=Limits(unpacked_bytes=1_000_000))
    assert only_code(read) == "F010"


def test_unreadable_text_with_identity_in_it_is_stopped_by_the_gate(tmp_path: Path) -> None:
    read = read_file(write(tmp_path, "a.csv", f'remiss_id;kommun\n"{TEN};x\n'.encode()))
    assert read.identity
    assert [found.code for found in read.findings] == ["I003"]


def test_file_that_is_refused_unread_says_whether_it_was_looked_through(tmp_path: Path) -> None:
    assert read_file(write(tmp_path, "a.csv", b'remiss_id;kommun\n"x\n')).looked_through
    assert not read_file(write(tmp_path, "a.xlsx", b"PK\x03\x04" + b"x" * 100)).looked_through


@pytest.mark.parametrize(
    "start",
    [
        b"\x1f\x8b",
        b"7z\xbc\xaf",
        b"Rar!",
        b"%PDF",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"{\\rtf",
        b"SQLite format 3",
        b"BZh91AY&SY",
        b"\xfd7zXZ",
        b"\x28\xb5\x2f\xfd",
        b"\x00\x01 of a program that nobody knows",
    ],
)
def test_file_that_nobody_can_look_into_is_not_kept(tmp_path: Path, start: bytes) -> None:
    read = read_file(write(tmp_path, "a.csv", start + b"\x08 of what is packed"))
    assert only_code(read) == "F003"
    assert not read.may_be_kept


def test_packed_register_of_persons_is_not_kept(tmp_path: Path) -> None:
    read = read_file(write(tmp_path, "a.csv", gzip.compress(f"remiss_id;barn_id\nr1;{TEN}\n".encode())))
    assert only_code(read) == "F003"
    assert not read.may_be_kept


@pytest.mark.parametrize("first", [b"MZ", b"PARENTES"])
def test_text_that_begins_as_something_else_does_is_read_and_may_be_kept(
    tmp_path: Path, first: bytes
) -> None:
    read = read_file(write(tmp_path, "a.csv", first + b';remiss_id;kommun\n"x\n'))
    assert only_code(read) == "F018"
    assert read.may_be_kept


@given(
    st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=6), max_size=30).map(b"".join),
    st.sampled_from([b"", b"remiss_id;kommun;barn_id\r\n", codecs.BOM_UTF16_LE, codecs.BOM_UTF8]),
)
@settings(deadline=None, max_examples=examples(40, 300))
def test_any_bytes_called_csv_are_read_or_refused_never_raised(body: bytes, start: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(start + body)
        read = read_file(path)
    assert read.identity or read.sheets or read.stopped


def test_file_that_is_still_being_written_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", b"remiss_id;kommun\r\n" + b"r1;Kramfors\r\n" * 100_000)
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab") as file:
            while not stop.is_set():
                file.write(b"r2;Kramfors\r\n")
                file.flush()

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        assert only_code(read_file(path)) == "F036"
    finally:
        stop.set()
        writer.join()
