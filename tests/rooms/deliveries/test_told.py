"""What the pages are told of a finding: whole sentences, and a column by what it holds."""

from __future__ import annotations

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Category, Finding, Severity
from pipelines.deliveries.told import told_findings
from pipelines.errors import Place

LONG = "Mycket långt. " * 200


def _told(found: str) -> dict[str, object]:
    place = Place("fil.csv", "Blad1", 4, "Kartlaggning start")
    one = Finding("V999", Category.VALUE, Severity.ROW, place, LONG, LONG, found=found, allowed=LONG)
    (told,) = told_findings([one], {"Blad1": "rekrytering"})["findings"]
    return told


def test_no_sentence_that_a_reader_must_act_on_is_cut() -> None:
    told = _told("x")
    assert (told["message"], told["remedy"], told["allowed"]) == (LONG, LONG, LONG)


def test_what_stood_in_a_cell_is_cut_where_it_is_seen_to_go_on() -> None:
    assert _told("x" * 401)["found"] == "x" * 399 + "…"
    assert _told("x" * 400)["found"] == "x" * 400


def test_a_column_under_another_spelling_is_told_by_what_it_holds() -> None:
    told = _told("x")
    assert (told["column"], told["about"]) == ("Kartlaggning start", "dagen då kartläggningen började")


def test_a_name_and_a_number_in_one_column_are_told_apart() -> None:
    place = Place("a.csv", row=3, column="barn_id")
    both = [finding("I001", place, kind=kind, cells="1 cell i kolumnen") for kind in ("namn", "personnummer")]
    told = told_findings(both, {})["findings"]
    assert [one["message"].split(",")[0] for one in told] == [
        "Här står ett namn",
        "Här står ett personnummer",
    ]


def test_of_what_is_wrong_in_one_way_in_one_column_the_first_are_told_and_the_rest_counted() -> None:
    found = [
        finding("V002", Place("a.csv", row=row, column="placeringsform"), found=f"slott {row // 2:02}")
        for row in range(4, 28)
    ]
    found.append(finding("V001", Place("a.csv", row=5, column="belopp")))
    told = told_findings(found, {"": "kostnader"})
    words = [one for one in told["findings"] if one["code"] == "V002"]
    assert [(one["first_row"], one["count"]) for one in words] == [(row, 2) for row in range(4, 20, 2)]
    assert {(one["others"], one["other_rows"]) for one in words} == {(4, 8)}
    assert (told["more"], told["rows"], told["things"]) == (0, {"Måste rättas": 24}, {"Måste rättas": 2})


def test_values_that_are_all_written_in_one_wrong_way_are_one_thing_with_an_example() -> None:
    found = [
        finding("V010", Place("a.csv", row=row, column="manad"), found=f"{row:02}-2019")
        for row in range(4, 28)
    ]
    (told,) = told_findings(found, {"": "kostnader"})["findings"]
    assert (told["first_row"], told["count"], told["others"], told["found"]) == (4, 24, 0, "04-2019")
    assert "04-2019" not in told["message"]


def test_what_holds_a_file_is_told_before_what_may_be_looked_at() -> None:
    found = [
        finding("V020", Place("a.csv", row=3, column="startdatum"), count="1", total="1", style="ÅÅÅÅMMDD"),
        finding("L021", Place("a.csv"), found="2", rows="2 rader", former=802, allowed="minst 762 rader"),
    ]
    told = told_findings(found, {})["findings"]
    assert [one["effect"] for one in told] == ["Stoppar filen", "Bra att veta"]


def test_rows_that_clash_each_with_another_are_not_said_to_clash_with_the_first_ones() -> None:
    pairs = [finding("B002", Place("a.csv", row=row, column="startdatum"), other=row - 1) for row in (3, 9)]
    (told,) = told_findings(pairs, {"": "placeringar"})["findings"]
    assert told["message"] == "Barnet har en annan placering samma dagar, på en annan rad."
    (one,) = told_findings(pairs[:1], {"": "placeringar"})["findings"]
    assert one["message"] == "Barnet har en annan placering samma dagar, på rad 2."
