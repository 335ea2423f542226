"""Rows that are none of the register's: each told as what it is, and no row of the register taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.reading.files import read_file
from pipelines.reading.text import swallowed_rows

HEADER = "placering_id;kommun;barn_id;placeringsform;startdatum;slutdatum"
ROW = "P1;Timrå;B1;hvb;2026-01-15;"


def said(path: Path, *lines: str) -> list[tuple[str, int | None]]:
    (path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    return [(found.code, found.place.row) for found in read_file(path / "a.csv").findings]


class TestHeadsAndFeetOfPages:
    @pytest.mark.parametrize(
        "line",
        [
            "Sida 1 av 2;;;;;",
            ";;;;;Sid 3",
            "Page 2 of 9",
            "Sida 2/9;;;;;",
            "Utskriven 2026-09-03 av socialkontoret;;;;;",
            "Utskriftsdatum: 2026-09-03;;;;;Sida 1",
            "-----------;--------;;;;",
            "(12 rows affected)",
            "12 rader påverkades",
        ],
    )
    def test_are_left_out_with_a_note(self, tmp_path: Path, line: str) -> None:
        assert said(tmp_path, HEADER, ROW, line) == [("F043", 3)]

    @pytest.mark.parametrize("line", ["P2;Sida 1;;;;", "P2;;;;;", "Sidan;Timrå;B1;hvb;2026-01-15;"])
    def test_are_not_guessed_from_rows_that_lack_something(self, tmp_path: Path, line: str) -> None:
        assert said(tmp_path, HEADER, ROW, line) == []


class TestSecondTables:
    def test_same_columns_spelled_otherwise_are_the_header_again(self, tmp_path: Path) -> None:
        again = "Placering-ID;KOMMUN;Barn ID;placeringsform;Startdatum;Slutdatum"
        assert said(tmp_path, HEADER, ROW, again, ROW.replace("1;", "2;", 2)) == [("F032", 3)]

    def test_columns_in_another_order_are_never_read_as_the_first(self, tmp_path: Path) -> None:
        other = "placering_id;kommun;barn_id;placeringsform;slutdatum;startdatum"
        assert said(tmp_path, HEADER, ROW, other, ROW) == [("F042", 3)]

    def test_word_of_a_header_in_a_cell_is_a_cell(self, tmp_path: Path) -> None:
        assert said(tmp_path, HEADER, ROW, "kommun;Timrå;B2;hvb;2026-01-15;") == []


class TestInstructions:
    def test_row_under_the_header_is_left_out_and_the_same_further_down_is_not(self, tmp_path: Path) -> None:
        row = "(löpnr);(välj);(pseudonym);(välj);ÅÅÅÅ-MM-DD;(om avslutad)"
        assert said(tmp_path, HEADER, row, ROW) == [("F044", 2)]
        assert said(tmp_path, HEADER, ROW, row) == []

    def test_first_row_of_a_register_is_no_instruction(self, tmp_path: Path) -> None:
        assert said(tmp_path, HEADER, ROW) == []


class TestSwallowedRows:
    @pytest.mark.parametrize(
        ("record", "width", "rows"),
        [
            (["P2", "se\nP3;a;b;c", "x"], 4, 1),
            (["P2", "se\nP3;a;b;c\nP4;a;b;c"], 4, 2),
            (["2026-01-01", "Snö\n2026-01-02;Tö"], 2, 1),
            (["2026-01-01", "Snö;\nmycket snö"], 2, 0),
            (["2026-01-01", "Snö;\nmer; och mer"], 2, 0),
            (["P2", "flera\nrader\ni en text"], 4, 0),
        ],
    )
    def test_are_told_from_line_breaks_of_a_text(self, record: list[str], width: int, rows: int) -> None:
        assert swallowed_rows(record, ";", width) == rows

    def test_are_told_from_prose_with_commas(self) -> None:
        assert swallowed_rows(["P1", "is, snö, och,\nhalka, mest, i norr"], ",", 5) == 0
        assert swallowed_rows(["P1", "is\nP2,Timrå,B2,hvb,x"], ",", 5) == 1
