from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from pipelines.contracts.findings import Severity
from pipelines.reading.files import read_file
from pipelines.reading.model import Limits, ReadFile

HEADERS = ("remiss_id", "kommun", "barn_id", "inkommen", "utfall")
ROWS = [
    ("r1", "Örnsköldsvik", "b1", "2026-01-02", "pagaende"),
    ("r2", "Ånge", "b2", "2026-01-03", "atertagen"),
]


def table(*rows: tuple[str, ...], delimiter: str = ";", end: str = "\r\n") -> str:
    return "".join(delimiter.join(row) + end for row in rows)


def read_bytes(tmp_path: Path, content: bytes, name: str = "a.csv", **options) -> ReadFile:
    path = tmp_path / name
    path.write_bytes(content)
    return read_file(path, **options)


def rows_of(read: ReadFile) -> list[tuple]:
    (sheet,) = read.sheets
    return sheet.rows.rows()


def codes(read: ReadFile) -> list[tuple[str, int | None]]:
    return [(found.code, found.place.row) for found in read.findings]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("cp1252", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_every_delimiter_coding_and_line_end_is_the_same_table(tmp_path, delimiter, end, codec, mark) -> None:
    read = read_bytes(tmp_path, mark + table(HEADERS, *ROWS, delimiter=delimiter, end=end).encode(codec))
    assert not read.findings
    assert read.sheets[0].headers == HEADERS
    assert rows_of(read) == [(2, *ROWS[0]), (3, *ROWS[1])]


def test_header_in_decomposed_letters_is_composed(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, table(("Remiss-ID", "A\u030alder", "Kön", "kommun"), ROWS[0][:4]).encode())
    assert read.sheets[0].headers == ("Remiss-ID", "Ålder", "Kön", "kommun")


def test_last_line_without_a_line_end_is_a_row(tmp_path: Path) -> None:
    assert len(rows_of(read_bytes(tmp_path, table(HEADERS, *ROWS).rstrip().encode()))) == 2


def test_preamble_and_blank_lines_keep_the_row_numbers(tmp_path: Path) -> None:
    text = (
        "Lifecare;;\r\nUtskrivet 2026-09-01\r\n\r\n"
        + table(HEADERS, ROWS[0])
        + ";;;;\r\n\r\n"
        + table(ROWS[1])
    )
    read = read_bytes(tmp_path, text.encode("cp1252"))
    assert [row[0] for row in rows_of(read)] == [5, 8]
    assert read.sheets[0].header_row == 4
    assert codes(read) == [("F024", 4)]
    assert read.findings[0].severity is Severity.NOTE


@pytest.mark.parametrize("quoted", [False, True])
def test_short_and_long_rows_are_said_and_left_out(tmp_path: Path, quoted: bool) -> None:
    mark = '"' if quoted else ""
    text = table(
        HEADERS, ROWS[0], ("r3", "Ånge", "b3"), (*ROWS[1][:4], f"{mark}pagaende{mark}", "x"), ROWS[1]
    )
    read = read_bytes(tmp_path, text.encode())
    assert [row[0] for row in rows_of(read)] == [2, 5]
    assert codes(read) == [("F020", 3), ("F021", 4)]
    assert [found.severity for found in read.findings] == [Severity.ROW] * 2
    assert "3 fält, men rubrikraden har 5" in read.findings[0].message


def test_blank_fields_after_the_last_column_are_read_and_said_once(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, table(HEADERS, (*ROWS[0], "", " "), ROWS[1], (*ROWS[1], "")).encode())
    assert [row[0] for row in rows_of(read)] == [2, 3, 4]
    assert rows_of(read)[0] == (2, *ROWS[0])
    assert codes(read) == [("F022", 2)]


def test_delimiter_at_the_end_of_the_header_alone_is_no_column(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, table((*HEADERS, ""), ROWS[0], (*ROWS[1], "")).encode())
    assert rows_of(read) == [(2, *ROWS[0]), (3, *ROWS[1])]
    assert read.sheets[0].headers == HEADERS
    assert not read.findings


def test_values_under_a_blank_header_are_said(tmp_path: Path) -> None:
    read = read_bytes(
        tmp_path, table(("remiss_id", "", "kommun", "barn_id"), ("r1", "x", "Ånge", "b1")).encode()
    )
    assert codes(read) == [("F030", 2)]


def test_subtotals_go_out_one_by_one_and_full_rows_stay(tmp_path: Path) -> None:
    text = table(
        ("kommun", "manad", "placeringsform", "belopp"),
        ("Ånge", "2026-01", "hvb", "100"),
        ("Delsumma Ånge", "", "", "100"),
        ("Summa", "100"),
        ("", "", "Totalt", "100"),
        ("Totalt", "2026-01", "hvb", "100"),
        ("Summa:", "", "", "100"),
        ("Antal rader: 1", "", "", ""),
    )
    read = read_bytes(tmp_path, text.encode())
    assert [row[0] for row in rows_of(read)] == [2, 6]
    assert sorted(codes(read)) == [("F025", row) for row in (3, 4, 5, 7, 8)]


def test_header_that_comes_again_is_left_out(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, table(HEADERS, ROWS[0], HEADERS, ROWS[1]).encode())
    assert [row[0] for row in rows_of(read)] == [2, 4]
    assert codes(read) == [("F032", 3)]


def test_line_break_inside_quotation_marks_does_not_count_as_a_row(tmp_path: Path) -> None:
    text = 'remiss_id;kommun;barn_id\r\n"r\r\n1";"Ånge";"b;1"\r\n\r\nr2;"Ti""mrå";b2\r\n'
    read = read_bytes(tmp_path, text.encode("cp1252"))
    assert rows_of(read) == [(2, "r\r\n1", "Ånge", "b;1"), (4, "r2", 'Ti"mrå', "b2")]
    assert not read.findings


@pytest.mark.parametrize(
    "text", ['r1;"Ånge;b1\r\nr2;Ånge;b2\r\n', 'r1;"Ånge"x;b1\r\n', '"' + "x;y\r\n" * 50_000]
)
def test_quotation_that_does_not_close_names_its_row(tmp_path: Path, text: str) -> None:
    read = read_bytes(tmp_path, ("remiss_id;kommun;barn_id\r\nr0;Ånge;b0\r\n" + text).encode())
    assert codes(read) == [("F018", 3)]
    assert not read.sheets


def test_inch_mark_inside_a_field_is_a_letter_like_others(tmp_path: Path) -> None:
    assert rows_of(read_bytes(tmp_path, 'remiss_id;kommun\r\n5" x;Ånge\r\n'.encode())) == [
        (2, '5" x', "Ånge")
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("kommun;remiss_id\nÖrnsköldsvik;1\n".encode() + "Härnösand;2\n".encode("cp1252"), ("F038", 3)),
        ("kommun;remiss_id\nÅnge;".encode("cp1252") + b"\x81\x8d\n", ("F017", 2)),
        (codecs.BOM_UTF8 + "kommun;remiss_id\nÅnge;1\n".encode("cp1252"), ("F038", 2)),
    ],
)
def test_mixture_of_codings_is_refused_at_its_first_row(tmp_path: Path, content: bytes, said) -> None:
    assert codes(read_bytes(tmp_path, content)) == [said]


def test_word_of_a_preamble_is_not_taken_for_the_header(tmp_path: Path) -> None:
    text = "Kommun;Ånge\r\nPeriod;2026T2\r\n" + table(HEADERS, ROWS[0])
    read = read_bytes(tmp_path, text.encode())
    assert read.sheets[0].headers == HEADERS


def test_header_over_two_lines_is_read_together(tmp_path: Path) -> None:
    text = table(
        ("Remiss-ID", "Kommun", "Barn", "", "Datum", ""),
        ("", "", "barn_id", "kon", "inkommen", "avslutad"),
        ("r1", "Ånge", "b1", "flicka", "2026-01-02", ""),
    )
    read = read_bytes(tmp_path, text.encode())
    assert read.sheets[0].headers == ("Remiss-ID", "Kommun", "barn_id", "kon", "inkommen", "avslutad")
    assert rows_of(read) == [(3, "r1", "Ånge", "b1", "flicka", "2026-01-02", None)]
    assert codes(read) == [("F033", 1)]


def test_upper_half_of_a_header_is_no_hiding_place(tmp_path: Path) -> None:
    text = table(
        ("Remiss-ID", "Kommun", "Barnets namn", "Datum", ""),
        ("", "", "fullt", "inkommen", "avslutad"),
        ("r1", "Ånge", "x", "2026-01-02", ""),
    )
    read = read_bytes(tmp_path, text.encode())
    assert read.identity
    assert [(found.code, found.place.column) for found in read.findings] == [("I002", "Barnets namn fullt")]


def test_headers_that_a_mapping_knows_find_the_header(tmp_path: Path) -> None:
    text = "Urval;Alla;Enhet;IFO\r\nDnr;Kommunnr;Barnnr\r\n1;2260;7\r\n"
    assert read_bytes(tmp_path, text.encode()).sheets[0].header_row == 1
    mapped = read_bytes(tmp_path, text.encode(), headers_known=frozenset({"dnr", "kommunnr", "barnnr"}))
    assert mapped.sheets[0].header_row == 2
    assert mapped.sheets[0].headers == ("Dnr", "Kommunnr", "Barnnr")


def test_values_stand_as_in_the_file_and_blanks_are_null(tmp_path: Path) -> None:
    text = table(HEADERS, (" r1 ", "\u00a0", "nan", "1\u00a0234,50", "NULL"))
    assert rows_of(read_bytes(tmp_path, text.encode())) == [(2, " r1 ", None, "nan", "1\u00a0234,50", "NULL")]


def test_table_without_rows_is_a_sheet_without_rows(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, table(HEADERS).encode())
    assert rows_of(read) == []
    assert read.sheets[0].rows.columns == ["source_row", *(f"c{index}" for index in range(5))]


@pytest.mark.parametrize("content", [b"\r\n\r\n", b"1;2;3\r\n4;5;6\r\n", b" "])
def test_text_without_a_header_is_no_table(tmp_path: Path, content: bytes) -> None:
    assert codes(read_bytes(tmp_path, content)) == [("F019", None)]


@pytest.mark.parametrize("mark", ["", '"'])
def test_more_rows_than_the_limit_is_refused(tmp_path: Path, mark: str) -> None:
    content = table(HEADERS, *ROWS).replace("r1", f"{mark}r1{mark}").encode()
    read = read_bytes(tmp_path, content, limits=Limits(rows=2))
    assert codes(read) == [("F005", None)]
    assert read.findings[0].message.startswith("Filen är för stor: minst ")
    assert read.findings[0].message.endswith(" rader, högst 2 rader tas emot.")


def test_rows_across_block_borders_keep_their_order_and_numbers(tmp_path: Path) -> None:
    rows = [
        (f"r{number}", "Örnsköldsvik" * 3, f"b{number}", "2026-01-02", "pagaende")
        for number in range(200_000)
    ]
    rows[150_000] = ("r150000", "Ånge")
    read = read_bytes(tmp_path, table(HEADERS, *rows).encode("cp1252"))
    frame = read.sheets[0].rows
    assert frame.height == 199_999
    assert frame.filter(frame["c0"].str.slice(1).cast(int) != frame["source_row"] - 2).height == 0
    assert codes(read) == [("F020", 150_002)]


def test_table_under_another_tables_header_is_one_finding_not_a_hundred_thousand(tmp_path: Path) -> None:
    read = read_bytes(
        tmp_path, table(HEADERS, *[("r1", "Ånge")] * 30).encode(), limits=Limits(ragged_rows=20)
    )
    assert codes(read) == [("F035", 2)]
