"""Which coding a text file is read in, and at which row it is told that there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.contracts.findings import Severity
from pipelines.reading.files import read_file
from pipelines.reading.model import ReadFile

HEADER = "remiss_id;kommun;barn_id;inkommen;utfall"
SWEDISH = [
    "r1;Ånge;b1;2026-01-02;pågående",
    "r2;Härnösand;å;2026-01-02;återlämnad",
    "r3;Örnsköldsvik;ö;2026-01-02;pågående",
]
CODECS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32", "mac_roman", "cp850"]


def read(path: Path, content: bytes) -> ReadFile:
    (path / "a.csv").write_bytes(content)
    return read_file(path / "a.csv")


def said(read: ReadFile) -> list[tuple[str, int | None]]:
    return [(found.code, found.place.row) for found in read.findings]


def lines(codec: str, *rows: str, end: str = "\n") -> bytes:
    return end.join([HEADER, *rows, ""]).encode(codec)


class TestWholeFile:
    @pytest.mark.parametrize("codec", CODECS)
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_is_read_to_the_same_rows(self, tmp_path: Path, codec: str, end: str) -> None:
        (sheet,) = read(tmp_path, lines(codec, *SWEDISH, end=end)).sheets
        assert [";".join(row[1:]) for row in sheet.rows.rows()] == SWEDISH

    @pytest.mark.parametrize("between", ["cp1252", "mac_roman", "cp850"])
    def test_that_was_coded_twice_is_read_back(self, tmp_path: Path, between: str) -> None:
        content = lines("utf-8", *SWEDISH).decode(between).encode()
        (sheet,) = read(tmp_path, content).sheets
        assert [";".join(row[1:]) for row in sheet.rows.rows()] == SWEDISH

    @given(
        st.sampled_from(["cp1252", "mac_roman", "cp850"]), st.lists(st.sampled_from("åäöÅÄÖéabc"), max_size=6)
    )
    @settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_is_never_read_to_other_letters(self, tmp_path: Path, codec: str, letters: list[str]) -> None:
        row = f"r1;Kramfors;x{''.join(letters)}x;2026-01-02;pagaende"
        found = read(tmp_path, lines(codec, row))
        if not any(one.severity is Severity.FILE for one in found.findings):
            assert found.sheets[0].rows.item(0, "c2") == f"x{''.join(letters)}x"


class TestRowThatDoesNotFit:
    @pytest.mark.parametrize(
        ("most", "other"), [("utf-8", "cp1252"), ("cp1252", "utf-8"), ("cp1252", "mac_roman")]
    )
    def test_is_named_whichever_coding_is_the_fewer_rows(self, tmp_path: Path, most: str, other: str) -> None:
        rows = [row.encode(other if number == 1 else most) for number, row in enumerate(SWEDISH)]
        content = b"\r\n".join([HEADER.encode(), *rows])
        assert said(read(tmp_path, content)) == [("F038", 3)]

    def test_is_counted_as_a_spreadsheet_counts(self, tmp_path: Path) -> None:
        quoted = 'r0;"Ånge\nkommun";b0;2026-01-02;pagaende'.encode()
        content = b"\n".join([HEADER.encode(), quoted, SWEDISH[0].encode(), SWEDISH[1].encode("cp1252")])
        assert said(read(tmp_path, content)) == [("F038", 4)]


class TestPadding:
    @pytest.mark.parametrize("padding", [b"\x1a", b"\x1a" * 3, b"\x00" * 5000, b"\x1a" + b"\x00" * 127])
    def test_at_the_end_is_told_and_not_read(self, tmp_path: Path, padding: bytes) -> None:
        found = read(tmp_path, lines("cp1252", *SWEDISH) + padding)
        assert said(found) == [("F039", None)]
        assert found.sheets[0].rows.height == 3

    def test_alone_is_an_empty_file(self, tmp_path: Path) -> None:
        assert said(read(tmp_path, b"\x00" * 4096)) == [("F002", None)]

    def test_within_the_file_is_no_text(self, tmp_path: Path) -> None:
        content = lines("cp1252", SWEDISH[0]) + b"\x00" * 512 + lines("cp1252", SWEDISH[1])
        assert said(read(tmp_path, content))[0][0] in ("F003", "F017")
