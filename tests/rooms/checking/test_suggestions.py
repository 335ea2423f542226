"""What is said of a word that is not known: its right spelling, what it may mean, or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.contracts.findings import Finding
from tests.fixtures.sheets import check_rows, check_table, right_row

FORMS_THAT_COUNT_DIFFERENTLY = [
    "Familjehem",
    "Familjehem, egen regi",
    "Jourfamilj",
    "Nätverksfamilj",
    "Familjehem (konsulentstött)",
]


def finding_for(dataset: str, column: str, word: str) -> Finding:
    return next(one for one in check_rows(dataset, right_row(dataset, **{column: word})).all_findings)


@pytest.mark.parametrize("word", FORMS_THAT_COUNT_DIFFERENTLY)
def test_between_codes_that_count_differently_nobody_guesses(word: str) -> None:
    remedy = finding_for("placeringar", "placeringsform", word).remedy
    assert "Menade ni" not in remedy
    assert "familjehem_gfo (Familjehem via GFO)" in remedy
    assert "familjehem_kommun (Kommunens egna familjehem)" in remedy


@pytest.mark.parametrize(
    ("column", "word", "code"),
    [
        ("placeringsform", "familjehem_gf0", "familjehem_gfo"),
        ("placeringsform", "Jourhemm", "jourhem"),
        ("placeringsform", "konsulentstöt", "konsulentstott"),
        ("avslutsorsak", "planerat", "planerad"),
    ],
)
def test_a_slip_of_the_pen_is_told_its_spelling(column: str, word: str, code: str) -> None:
    assert finding_for("placeringar", column, word).remedy == f"Menade ni {code}?"


@pytest.mark.parametrize(("word", "code"), [("138", "0138"), ("0", "0000"), ("192", "0192")])
def test_zeros_that_a_spreadsheet_took_away_are_put_back(word: str, code: str) -> None:
    assert finding_for("jamforelse", "omrade", word).remedy == f"Menade ni {code}?"


def test_a_number_that_is_no_code_is_not_taken_for_the_nearest() -> None:
    assert "Menade ni" not in finding_for("jamforelse", "omrade", "2263").remedy


@pytest.mark.parametrize(
    ("word", "code"), [("HVB-hem", "hvb (HVB)"), ("SiS-hem", "sis (SiS)"), ("Stödboende 16-20", "stodboende")]
)
def test_a_word_with_more_to_it_is_told_what_is_nearest_and_to_look(word: str, code: str) -> None:
    remedy = finding_for("placeringar", "placeringsform", word).remedy
    assert remedy.startswith(f"Närmast ligger {code}")
    assert "Kontrollera" in remedy


@pytest.mark.parametrize("word", ["Timr\u0152", "Timr?", "Timr√•", "TimrÃ¥", "kommun"])
def test_a_fault_of_coding_is_no_slip(word: str) -> None:
    assert finding_for("placeringar", "kommun", word).remedy == "Skriv kommunens namn eller fyrsiffriga kod."


def test_repeated_costs_are_added_and_none_is_taken_away() -> None:
    row = right_row("kostnader")
    for rows in ((row, row), (row, row | {"belopp": "12"})):
        finding = check_rows("kostnader", *rows).all_findings[0]
        assert finding.code == "B001"
        assert finding.remedy.startswith("Summera beloppen till en rad")
        assert "sum = true" in finding.staff


def test_several_decisions_of_one_id_are_all_kept() -> None:
    row = right_row("placeringar", slutdatum="2026-03-01")
    check = check_rows("placeringar", row, row | {"startdatum": "2026-03-01", "slutdatum": ""})
    finding = next(one for one in check.all_findings if one.code == "B001")
    assert "behåll alla rader och ge varje rad ett eget placering_id" in finding.remedy


def test_a_row_that_stands_twice_is_taken_away_once() -> None:
    row = right_row("placeringar")
    assert (
        check_rows("placeringar", row, row).all_findings[0].remedy
        == "Raden står två gånger: ta bort den ena."
    )


@pytest.mark.parametrize(
    ("dataset", "column", "word", "said"),
    [
        ("kostnader", "kommun", "Sunsvall", "Skriv kommunens namn eller fyrsiffriga kod."),
        ("remisser", "kommun", "Sunsvall", "Skriv kommunens namn eller fyrsiffriga kod."),
        ("kostnader", "kommun", "Kramfos", "Menade ni Kramfors?"),
        # A home may lie there, and people live there.
        ("familjehem", "hemkommun", "Sunsvall", "Menade ni Sundsvall?"),
    ],
)
def test_only_a_kommun_that_can_be_right_there_is_suggested(
    dataset: str, column: str, word: str, said: str
) -> None:
    assert finding_for(dataset, column, word).remedy == said


def test_a_kommun_that_has_not_joined_yet_is_neither_suggested_nor_allowed() -> None:
    table = "kommun | manad | placeringsform | belopp\nTimro | 2021-05 | hvb | 12"
    (early,) = check_table(table, received=date(2021, 6, 1)).all_findings
    (now,) = check_table(table).all_findings
    assert ("Timrå" in early.allowed, early.remedy) == (False, "Skriv kommunens namn eller fyrsiffriga kod.")
    assert ("Timrå" in now.allowed, now.remedy) == (True, "Menade ni Timrå?")
    assert "Sundsvall" not in now.allowed


def test_a_column_that_is_gone_is_what_is_to_be_mended_and_not_its_rows() -> None:
    check = check_table(
        "placering_id | kommun | barn_id | placeringsform | startdatum | avslutsorsak\n"
        "P1 | Timrå | B1 | hvb | 2026-01-15 | planerad"
    )
    (gone,) = (one for one in check.all_findings if one.code == "R012")
    assert gone.remedy == (
        "Kolumnen slutdatum finns inte i filen. Lägg till den i utdraget och skicka hela registret igen."
    )
