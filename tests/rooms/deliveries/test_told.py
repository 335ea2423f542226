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
    both = [finding("I001", place, kind=kind, count="1") for kind in ("namn", "personnummer")]
    told = told_findings(both, {})["findings"]
    assert [one["message"].split(".")[0] for one in told] == [
        "Här står ett namn",
        "Här står ett personnummer",
    ]
