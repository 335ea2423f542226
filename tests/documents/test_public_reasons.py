"""What a paper for everybody says of why: of a cost, of a target that the styrgrupp judges otherwise, of a change that
begins low, of what is hidden, and of figures that have been corrected since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.briefings.changed import is_corrected
from dashboard.published.figures import Figures
from tests.documents.conftest import FactsOf, Made
from tests.documents.reading import pdf_text, plain, slides_text

_ASKED = ("Kramfors", "2026T1", "offentlig")


def _printed(made: Made) -> str:
    return plain(pdf_text(made("namndinformation", "pdf", *_ASKED)))


def test_of_why_the_cost_is_another_what_is_public_is_told(made: Made) -> None:
    said, slides = _printed(made), plain(slides_text(made("namndinformation", "pptx", *_ASKED)))
    why = (
        "2025 var 60 barn placerade någon gång, mot 63 under 2024; placeringarna kostade 394 tkr per barn, mot 425 tkr."
        " Former och dygn är inte offentliga per kommun."
    )
    assert f"Placeringskostnad: 23,63 mnkr under 2025, 3,12 mnkr lägre än 2024. {why}" in said
    assert (
        "– köpta: konsulentstödda familjehem 2 830 kr – egna: kommunens, GFO:s och nätverk 1 128 kr" in said
    )
    assert why in slides
    assert (
        "Ett dygn i ett konsulentstött familjehem, som köps, kostade 2 830 kr i hela GFO 2025, i de andra familjehemmen"
        " 1 128 kr." in slides
    )


def test_what_is_hidden_of_how_referrals_ended_is_a_sentence_of_its_own(made: Made) -> None:
    assert "15 matchades. Hur många som lämnades tillbaka av GFO är skyddat." in _printed(made)


def test_it_says_why_the_styrgrupp_may_judge_the_targets_otherwise(made: Made) -> None:
    said = _printed(made)
    assert (
        "Hur långt GFO har kommit hittills i år är inte offentligt, för då skulle små tal kunna räknas ut; styrgruppen"
        " ser det och bedömer de målen redan nu." in said
    )


def test_a_year_before_that_was_low_is_told_with_the_children_in_care(made: Made) -> None:
    assert (
        "40 barn från Kramfors i vård, 3 fler än ett år tidigare, då antalet var lägre än tertialen närmast före och"
        " efter." in _printed(made)
    )


def test_whether_a_public_paper_has_been_corrected_is_unknown_where_changes_are_told_since_another_version(
    facts: FactsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, newest = facts("namndinformation", "Ånge", "2026T1", "offentlig"), facts("tertialrapport").figures
    assert paper.corrected
    monkeypatch.setattr(Figures, "meetings", [])
    assert is_corrected(paper, None, newest) is None
    said = replace(paper, corrected=None).as_seen
    assert said.endswith("De kan ha rättats sedan dess.")
