"""Several sheets in one file: which are registers, and which two are one register twice."""

from __future__ import annotations

from pipelines.checking.sheets import check_sheets
from pipelines.contracts.findings import Severity
from tests.fixtures.sheets import RECEIVED, REFERRALS, found, sheet_of


def test_other_sheets_of_a_workbook_are_notes_when_one_is_a_dataset() -> None:
    sheets = [
        sheet_of("Hej | på er\n1 | 2", "Om filen"),
        sheet_of(REFERRALS + "r1 | Timrå | b1 | 2026-05-01 | pagaende | ", "Remisser"),
        sheet_of("uppdrag_id | kommun | typ | startdatum\ns1 | Ånge | mentorskap | 2026-01-01", "Stöd"),
    ]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED)
    assert [check.dataset for check in checks] == [None, "remisser", "stod"]
    assert [(f.code, f.severity) for check in checks for f in check.all_findings] == [("C009", Severity.NOTE)]


def test_a_dataset_named_by_the_sender_is_about_the_sheet_that_is_likest_it() -> None:
    sheets = [
        sheet_of("Hej | på er\n1 | 2", "Om filen"),
        sheet_of("Nr | Kommun | Klient | Kom in\nr1 | Timrå | b1 | 2026-05-01", "Data"),
    ]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED, dataset="remisser")
    assert [check.dataset for check in checks] == [None, "remisser"]
    assert {f.code for f in checks[1].findings} >= {"C003"}


def test_a_dataset_named_by_the_sender_settles_which_of_two_a_sheet_is() -> None:
    sheets = [
        sheet_of("nyckeltal | omrade | period | kalla\nmatches | GFO | 2022 | Årsbokslut", "Mål"),
        sheet_of("uppdrag_id | kommun | typ | startdatum\ns1 | Ånge | mentorskap | 2026-01-01", "Stöd"),
    ]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED, dataset="mal")
    assert [check.dataset for check in checks] == ["mal", "stod"]


def test_a_workbook_without_a_dataset_says_so_of_every_sheet() -> None:
    sheets = [sheet_of("Hej | på er\n1 | 2", name) for name in ("A", "B")]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED)
    assert [finding.code for check in checks for finding in check.all_findings] == ["C001", "C001"]


def test_the_same_dataset_on_two_sheets_stops_the_file() -> None:
    sheets = [
        sheet_of(REFERRALS + f"r{number} | Timrå | b1 | 2026-05-0{number} | pagaende | ", str(number))
        for number in (1, 2)
    ]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED)
    assert [finding.code for check in checks for finding in check.all_findings] == ["C010"]
    assert checks[1].stops
    assert checks[1].parts[0].accepted.height == 0


def test_a_sheet_for_each_kommun_is_fine_when_the_file_is_to_be_split() -> None:
    headers = "placering_id | kommun | barn_id | placeringsform | startdatum\n"
    sheets = [
        sheet_of(headers + f"p1 | {kommun} | b1 | hvb | 2024-01-01", kommun)
        for kommun in ("Timrå", "Ånge", "Timrå")
    ]
    fine = check_sheets(sheets[:2], file_name="bok.xlsx", received=RECEIVED, split=True)
    assert [found(check) for check in fine] == [[], []]
    twice = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED, split=True)
    assert [finding.code for check in twice for finding in check.all_findings] == ["C010"]
