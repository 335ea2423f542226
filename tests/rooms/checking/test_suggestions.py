"""What is said of a word that is not known: its right spelling, what it may mean, or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.contracts import DATASETS
from pipelines.contracts.fields import blank_or_zero
from pipelines.contracts.finding_groups import gathered
from pipelines.contracts.finding_kinds import finding_kinds
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


def test_repeated_costs_that_differ_are_added_and_none_is_taken_away() -> None:
    row = right_row("kostnader")
    finding = check_rows("kostnader", row, row | {"belopp": "12"}).all_findings[0]
    assert finding.code == "B001"
    assert finding.remedy.startswith("Summera beloppen till en rad")
    assert "sum = true" in finding.staff


def test_costs_that_are_pasted_once_more_are_taken_away() -> None:
    rows = [right_row("kostnader", manad=f"2026-0{month}") for month in range(1, 7)]
    found = [one for one in check_rows("kostnader", *rows, *rows[1:5]).all_findings if one.code == "B001"]
    said = (
        "Raderna 8–11 är likadana som 3–6. Är de inklistrade två gånger: ta bort dem. "
        "Är det olika kostnader: summera dem till en rad."
    )
    assert {one.remedy for one in found} == {said}
    assert {one.staff for one in found} == {""}
    (group,) = gathered(found)
    assert group.message == (
        "Samma kommun, månad och form finns två gånger: rad 3 och 8, 4 och 9, 5 och 10, …"
    )
    assert group.found == ""
    assert group.first.place.column == "kommun + manad + placeringsform"


def test_a_kommun_in_other_words_is_the_same_cost_and_another_invoice_is_not() -> None:
    table = "kommun | manad | placeringsform | belopp | faktura\n"
    paste = "Timrå | 2026-05 | hvb | 12 | 7\n2262 | 202605 | HVB | 12 | "
    assert "likadan som rad 2. Är den inklistrad två gånger" in repeated(table + paste + "7")
    assert repeated(table + paste + "8").startswith("Summera beloppen")


def repeated(table: str) -> str:
    return next(one.remedy for one in check_table(table).all_findings if one.code == "B001")


@pytest.mark.parametrize("name", [name for name, one in DATASETS.items() if one.key])
def test_every_column_of_a_key_is_named_and_what_is_alike_is_taken_away(name: str) -> None:
    row = right_row(name)
    found = [one for one in check_rows(name, row, row, row).all_findings if one.code == "B001"]
    columns = [DATASETS[name].fields[field].column for field in DATASETS[name].key]
    assert found[0].place.column == " + ".join(columns)
    assert found[0].message.startswith("Samma ")
    assert found[0].message.endswith(" finns 3 gånger: rad 2, 3 och 4.")
    assert found[0].remedy.startswith("Rad 3 är likadan som 2, 4 som 2. ")


def test_several_decisions_of_one_id_are_all_kept() -> None:
    row = right_row("placeringar", slutdatum="2026-03-01")
    check = check_rows("placeringar", row, row | {"startdatum": "2026-03-01", "slutdatum": ""})
    finding = next(one for one in check.all_findings if one.code == "B001")
    assert "behåll alla rader och ge varje rad ett eget placering_id" in finding.remedy


def test_a_row_that_stands_twice_is_taken_away_once() -> None:
    row = right_row("placeringar")
    finding = check_rows("placeringar", row, row).all_findings[0]
    assert finding.message == "Samma placering_id finns två gånger: rad 2 och 3."
    assert finding.remedy == "Rad 3 är likadan som rad 2. Ta bort den."


@pytest.mark.parametrize("name", DATASETS)
def test_no_column_that_must_be_filled_in_is_said_to_be_left_empty(name: str) -> None:
    for spec in DATASETS[name].fields.values():
        for code in ("V001", "V006", "V018"):
            said = blank_or_zero(code, finding_kinds()[code].remedy, spec)
            assert ("lämna tomt" in said) == spec.nullable
            zero = (
                spec.nullable or spec.kind in ("kronor", "number") or (spec.kind == "whole" and spec.low <= 0)
            )
            assert ("skriv 0" in said.lower()) == zero


@pytest.mark.parametrize(
    ("dataset", "column", "value", "said"),
    [
        ("kostnader", "belopp", "", "Värdet måste finnas; skriv 0 om det är noll."),
        ("kostnader", "belopp", "okänt", "Värdet måste finnas; skriv 0 om det är noll."),
        (
            "kostnader",
            "belopp",
            "tolv",
            "Skriv talet med siffror och decimalkomma. Värdet måste finnas; skriv 0 om det är noll.",
        ),
        (
            "ekonomi",
            "utfall",
            "tolv",
            "Skriv talet med siffror och decimalkomma. Skriv 0 om det är noll; lämna tomt om uppgiften saknas.",
        ),
        ("placeringar", "startdatum", "", "Fyll i cellen."),
    ],
)
def test_what_to_write_where_nothing_or_no_number_stands(
    dataset: str, column: str, value: str, said: str
) -> None:
    found = check_rows(dataset, right_row(dataset, **{column: value})).all_findings
    assert next(one.remedy for one in found if one.place.column == column) == said


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
