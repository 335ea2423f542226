"""The report workbook: what it says, in which order, and that nothing in it is live."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import fastexcel
import pytest

from pipelines.checking.sheets import CheckOutcome, CheckState
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Category, DeliveryStatus, Finding, Severity
from pipelines.deliveries.covered import covered_sentence
from pipelines.deliveries.report_parts import PartSummary, summary_of
from pipelines.deliveries.report_workbook import write_report
from pipelines.errors import Place
from tests.fixtures.sheets import check_table

RECEIVED = datetime(2026, 9, 1, 14, 30)
TABLE = (
    "remiss_id | kommun | barn_id | inkommen | utfall | avslutad | övrigt\n"
    "007 | Timrå | b1 | 2023-12-20 | matchad_gfo | 2024-01-10 | x\n"
    "=1+1 | Timrå | b1 | 2023-12-20 | matchd | 2024-01-10 |\n"
    "009 | Timrå | b2 | 2023-12-20 | återlämnad | 2023-01-10 |\n"
    "010 | Timrå | b3 | 2023-12-20 | mtchad_gfo | 2024-01-10 | "
)


def write(path: Path, *, table: str = TABLE, status: DeliveryStatus = DeliveryStatus.RECEIVED) -> None:
    check = check_table(table)
    parts = [summary_of(part, status, rows_former=3, through=date(2026, 8, 31)) for part in check.parts]
    write_report(
        path,
        file_name="fil.csv",
        received=RECEIVED,
        status=status,
        parts=parts,
        findings=check.all_findings,
    )


def rows_of(path: Path, sheet: str) -> list[tuple[str | None, ...]]:
    return fastexcel.read_excel(path).load_sheet(sheet, header_row=None, dtypes="string").to_polars().rows()


def texts_of(path: Path, sheet: str) -> list[str]:
    return [cell for row in rows_of(path, sheet) for cell in row if cell]


def test_the_report_has_what_is_wrong_and_nothing_of_what_is_right(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    write(path)
    assert fastexcel.read_excel(path).sheet_names == [
        "Sammanfattning",
        "Att rätta",
        "Varningar",
        "Alla rader",
    ]


def test_a_fault_of_the_whole_file_has_no_sheet_of_rows(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    write_report(
        path,
        file_name="fil.csv",
        received=RECEIVED,
        status=DeliveryStatus.REFUSED,
        parts=[],
        findings=[finding("C003", Place("fil.csv", column="barn_id"), column="barn_id")],
    )
    assert fastexcel.read_excel(path).sheet_names == ["Sammanfattning", "Att rätta", "Varningar"]


def test_the_same_wrong_word_in_many_rows_is_one_line_and_every_row_stands_last(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    rows = [f"r{n} | Timrå | b{n} | 2023-12-20 | slott | 2024-01-10" for n in range(2000)]
    write(path, table="\n".join(["remiss_id | kommun | barn_id | inkommen | utfall | avslutad", *rows]))
    _, *lines = rows_of(path, "Att rätta")
    ((where, count, ids, message, *_),) = lines
    assert where == "2, 3, 4, 5, 6, 7, 8, 9, 10, 11 och 1990 till"
    assert (count, ids) == ("2000", "r0, r1, r2, r3, r4, r5, r6, r7, r8, r9 …")
    assert message == "”slott” känns inte igen."
    _, *every = rows_of(path, "Alla rader")
    assert [(row[0], row[2]) for row in every] == [(str(n + 2), f"r{n}") for n in range(2000)]


def test_no_name_of_a_rule_and_no_option_of_a_command_reaches_the_sender(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    write(path)
    for sheet in fastexcel.read_excel(path).sheet_names:
        for text in texts_of(path, sheet):
            assert not re.search(r"--\w|\bgfo \w|decided_not_before|child_at_most", text), text


def test_what_to_mend_is_listed_column_by_column_with_key_message_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    write(path)
    head, *rows = rows_of(path, "Att rätta")
    assert head == (
        "Rad",
        "Antal",
        "Id",
        "Vad som är fel",
        "Kolumn",
        "Kolumnen är",
        "Står i filen",
        "Tillåtet",
        "Gör så här",
        "Blad",
        "Följd",
    )
    assert [(row[0], row[2], row[4]) for row in rows] == [
        ("4", "009", "avslutad"),
        ("3", "=1+1", "remiss_id"),
        ("3", "=1+1", "utfall"),
        ("5", "010", "utfall"),
    ]
    assert {row[1] for row in rows} == {"1"}
    assert rows[3][5] == "hur remissen slutade"
    assert rows[3][6] == "mtchad_gfo"
    assert "aterlamnad" in (rows[3][7] or "")
    assert rows[3][8] == "Menade ni matchad_gfo?"


def test_warnings_stand_on_their_own_sheet(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    write(path)
    _, *rows = rows_of(path, "Varningar")
    assert [(row[0], row[1], row[4]) for row in rows] == [("2, 3", "2", "inkommen"), (None, "1", "övrigt")]


def test_the_summary_says_status_counts_before_and_after_and_time(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    write(path)
    texts = texts_of(path, "Sammanfattning")
    assert texts[0] == "Mottagen: fil.csv"
    assert {"2026-09-01 14:30", "Remisser"} <= set(texts)
    register = next(row for row in rows_of(path, "Sammanfattning") if row[0] == "Remisser")
    assert register[1:6] == ("Mottagen", "4", "1", "3", "3")
    assert "T2 2026" in (register[7] or "")


def test_nothing_in_the_report_is_a_formula_and_ids_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    write(path)
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            content = package.read(name).decode("utf-8")
            assert "<f>" not in content
            assert "<hyperlink" not in content
        mend = package.read("xl/worksheets/sheet2.xml").decode("utf-8")
    assert "<t>=1+1</t>" in mend
    assert "<t>009</t>" in mend


def test_a_clean_file_has_nothing_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    write(
        path,
        table="\n".join(TABLE.replace(" | övrigt", "").replace(" | x", "").splitlines()[:2]),
        status=DeliveryStatus.ACCEPTED,
    )
    assert texts_of(path, "Att rätta") == ["Det finns inget att rätta."]
    assert texts_of(path, "Varningar") == ["Det finns inga varningar."]


def test_a_check_that_crashed_is_said_to_be_our_fault(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    checks = (CheckOutcome("some_rule", "Något.", CheckState.CRASHED),)
    reason = "Kontrollen kunde inte köras: some_rule."
    part = PartSummary("remisser", None, "", DeliveryStatus.RECEIVED, 1, 0, 1, checks, reason=reason)
    write_report(
        path,
        file_name="fil.csv",
        received=RECEIVED,
        status=DeliveryStatus.RECEIVED,
        parts=[part],
        findings=[],
    )
    texts = texts_of(path, "Sammanfattning")
    assert "Något." in texts
    assert not any("some_rule" in text for text in texts)
    assert any("Felet är vårt" in text for text in texts)


def test_a_file_that_points_out_a_person_is_said_to_and_not_to_be_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    found = finding(
        "I001", Place("fil.csv", row=3, column="barn_id"), kind="personnummer", cells="1 cell i kolumnen"
    )
    write_report(
        path,
        file_name="fil.csv",
        received=RECEIVED,
        status=DeliveryStatus.REFUSED,
        parts=[],
        findings=[found],
    )
    texts = texts_of(path, "Sammanfattning")
    assert texts[0] == "Stoppad: fil.csv"
    assert texts[1].startswith("Filen innehåller personnummer eller annat")
    assert "Skicka den inte vidare." in texts[1]
    assert {"filen innehåller personuppgifter", "Måste rättas"} <= set(texts)
    assert not any("går inte att läsa" in text for text in texts)


def test_a_text_file_has_no_column_of_sheets(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    found = finding("V001", Place("fil.csv", row=3, column="barn_id"), column="barn_id")
    write_report(
        path,
        file_name="fil.csv",
        received=RECEIVED,
        status=DeliveryStatus.RECEIVED,
        parts=[],
        findings=[found],
    )
    head, row = rows_of(path, "Att rätta")
    assert "Blad" not in head
    assert (head[-2:], row[-2:]) == (("Gör så här", "Följd"), ("Fyll i cellen.", "Måste rättas"))
    assert "Blad" not in texts_of(path, "Sammanfattning")


def test_a_file_that_no_register_could_be_read_from_still_has_a_report(tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    finding = Finding(
        "F001", Category.UNREADABLE, Severity.FILE, Place("fil.csv"), "Filen är tom.", "Skicka den igen."
    )
    write_report(
        path,
        file_name="fil.csv",
        received=RECEIVED,
        status=DeliveryStatus.REFUSED,
        parts=[],
        findings=[finding],
    )
    assert "Filen är tom." in texts_of(path, "Att rätta")
    assert "Inget register kunde läsas ur filen." in texts_of(path, "Sammanfattning")


@pytest.mark.parametrize(
    ("through", "tertial", "month"),
    [
        (date(2026, 8, 31), "T2 2026", "augusti 2026"),
        (date(2026, 8, 30), "T1 2026", "juli 2026"),
        (date(2026, 1, 15), "T3 2025", "december 2025"),
    ],
)
def test_only_whole_periods_are_said_to_be_covered(through: date, tertial: str, month: str) -> None:
    sentence = covered_sentence(through)
    assert f"tertial till och med {tertial}" in sentence
    assert f"månader till och med {month}" in sentence


@pytest.mark.slow
def test_a_hundred_thousand_findings_are_all_written(tmp_path: Path) -> None:
    findings = [
        Finding(
            "V002",
            Category.VALUE,
            Severity.ROW,
            Place("f.csv", "Blad1", row, ("Utfall", "Kon", "Inkommen")[row % 3]),
            f"”matchd{row % 100}” känns inte igen.",
            "Menade ni matchad_gfo?",
            found=f"matchd{row % 100}",
            allowed="matchad_gfo, matchad_kommun, matchad_natverk, aterlamnad, atertagen, pagaende",
            row_id=f"R-{row}",
        )
        for row in range(100_000)
    ]
    write_report(
        tmp_path / "rapport.xlsx",
        file_name="f.csv",
        received=RECEIVED,
        status=DeliveryStatus.RECEIVED,
        parts=[],
        findings=findings,
    )
    _, *every = rows_of(tmp_path / "rapport.xlsx", "Alla rader")
    assert sorted(row[2] or "" for row in every) == sorted(f"R-{row}" for row in range(100_000))
