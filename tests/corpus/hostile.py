"""Files made to hurt, or that are not what they say."""

from __future__ import annotations

import zipfile
from pathlib import Path

import polars as pl

from pipelines.reading.model import Limits
from tests.corpus.case import Corpus
from tests.corpus.making import A_PLACEMENT, A_REFERRAL, PLACEMENTS, REFERRALS, write_lines
from tests.fixtures.workbooks import HEADERS, good_sheet, sheet_xml, text_row, write_package

corpus = Corpus()
shows = corpus.shows

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'


@shows("F001", ending=".xlsx")
def workbook_cut_off(path: Path) -> None:
    write_package(path)
    path.write_bytes(path.read_bytes()[:-200])


@shows("F001", ending=".xlsx")
def sheet_of_broken_xml(path: Path) -> None:
    write_package(path, {"Remisser": good_sheet().removesuffix("</worksheet>")})


@shows("F001", ending=".parquet")
def parquet_with_bytes_turned(path: Path) -> None:
    pl.DataFrame({"remiss_id": ["r1"] * 1000, "kommun": ["Ånge"] * 1000}).write_parquet(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-20] + b"\xff" * 12 + whole[-8:])


@shows("F003")
def picture_called_csv(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


@shows("F003", ending=".xlsx")
def text_called_xlsx(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL)


@shows("F003")
def web_page_called_csv(path: Path) -> None:
    path.write_bytes(b"<html><body><table><tr><td>remiss_id</td></tr></table></body></html>")


@shows("F004", ending=".docx")
def letter(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")


@shows("F004", ending=".exe")
def program(path: Path) -> None:
    path.write_bytes(b"MZ\x90\x00" + bytes(200))


@shows("F005", limits=Limits(file_bytes=1000))
def larger_than_any_register(path: Path) -> None:
    write_lines(path, REFERRALS, *[A_REFERRAL] * 100)


@shows("F006", ending=".xlsx")
def workbook_behind_a_password(path: Path) -> None:
    path.write_bytes(OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000))


@shows("F007", ending=".xlsx")
def workbook_of_macros(path: Path) -> None:
    write_package(path, extra={"xl/vbaProject.bin": b"Sub Auto_Open()"})


@shows("F007", ending=".xlsm")
def workbook_of_old_macros(path: Path) -> None:
    write_package(path, extra={"xl/macrosheets/sheet1.xml": "<x/>"})


@shows("F008", ending=".xlsx")
def workbook_that_reads_another(path: Path) -> None:
    write_package(path, extra={"xl/externalLinks/externalLink1.xml": "<externalLink/>"})


@shows("F040", ending=".xlsx")
def workbook_that_asks_a_database(path: Path) -> None:
    write_package(path, extra={"xl/connections.xml": "<connections/>"})


@shows("F040", ending=".xlsx")
def workbook_of_power_query(path: Path) -> None:
    steps = '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAAA</DataMashup>'
    write_package(path, extra={"customXml/item1.xml": steps.encode("utf-16")})


@shows("F009", ending=".xlsx")
def sheet_that_asks_for_a_file(path: Path) -> None:
    write_package(path, {"Remisser": sheet_xml(text_row(1, *HEADERS), prolog=XXE)})


@shows("F009", ending=".xlsx")
def billion_laughs(path: Path) -> None:
    write_package(path, extra={"docProps/core.xml": f"{LAUGHS}<x>&c;</x>"})


@shows("F010", ending=".xlsx")
def zip_bomb(path: Path) -> None:
    write_package(path, extra={"xl/worksheets/big.xml": b"0" * 300_000_000})


@shows("F010", ending=".xlsx")
def thousands_of_parts(path: Path) -> None:
    write_package(path, extra={f"xl/x{number}.xml": "" for number in range(2001)})


@shows("F010", ending=".xlsx")
def cell_of_a_novel(path: Path) -> None:
    write_package(path, {"R": sheet_xml(text_row(1, *HEADERS), text_row(2, "x" * 32_768))})


@shows("F011", ending=".xlsx")
def part_outside_the_package(path: Path) -> None:
    write_package(path, extra={"../../../tmp/owned": b"x"})


@shows("F012", ending=".xlsx")
def workbook_with_a_program_in_it(path: Path) -> None:
    write_package(path, extra={"xl/embeddings/oleObject1.bin": b"MZ"})


@shows("F013", ending=".xlsx")
def cell_in_the_last_column(path: Path) -> None:
    write_package(path, {"R": sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>')})


@shows("F014", ending=".xlsx", limits=Limits(child_memory=150_000_000))
def a_million_texts(path: Path) -> None:
    write_package(path, shared=f"<si><t>{'x' * 60}</t></si>" * 1_000_000, compression=zipfile.ZIP_STORED)


@shows("F015", ending=".xls")
def excel_of_1997(path: Path) -> None:
    path.write_bytes(OLE + bytes(1000))


@shows("F016")
def twenty_megabytes_of_one_line(path: Path) -> None:
    path.write_bytes(f"{PLACEMENTS};".encode() + b"x" * 20_000_000)


@shows("F016", ending=".txt")
def long_line_after_right_ones(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT, "P2;" + "y" * 5_000_000)


@shows("F031", ending=".xlsx")
def sheet_called_like_a_path(path: Path) -> None:
    write_package(path, {"../../../etc/passwd": good_sheet()})
