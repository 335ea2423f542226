"""A paper of an old period holds what was known then, and no column or slide of what there is nothing of."""

from __future__ import annotations

import pytest

from dashboard.briefings import tertial
from dashboard.briefings.kommun_pages import comments
from dashboard.briefings.meeting.slides import agenda
from dashboard.briefings.parts import Document, Grid, every
from dashboard.words.tables import shown
from tests.documents.conftest import FactsOf
from tests.documents.reading import plain

_NOTHING = {"", "–", "uppgift saknas"}


def _told(document: Document) -> str:
    """Headings, sentences and tables as one text."""
    parts = [str(part) for page in document.pages for part in every(page.parts)]
    return plain(" ".join([*(page.title for page in document.pages), *parts]).replace("\\xa0", " "))


@pytest.fixture(params=["agenda", "tertialrapport"])
def of_period(request: pytest.FixtureRequest, facts: FactsOf) -> object:
    def document(period: str) -> Document:
        found = facts(request.param, "", period)
        return agenda(found, found.reader.home.root) if request.param == "agenda" else tertial.report(found)

    return document


_OF_TODAY = ("väntas pågå vid utgången", "ändrats sedan mötet", "'Leveranser'")


@pytest.mark.parametrize("period", ["2019T1", "2023T2", "2025T3", "2025"])
def test_an_old_period_says_nothing_of_what_is_so_today(of_period, period: str) -> None:
    told = _told(of_period(period))
    assert [words for words in _OF_TODAY if words in told] == []
    assert "för 2026" not in told


def test_the_newest_period_says_what_is_ahead_and_what_has_changed(of_period) -> None:
    told = _told(of_period("2026T2"))
    assert [words for words in _OF_TODAY[:2] if words in told] == list(_OF_TODAY[:2])
    assert "9 155 000 kr för 2026" in told


@pytest.mark.parametrize("period", ["2019T1", "2023T2", "2026T2"])
def test_no_column_is_empty(of_period, period: str) -> None:
    empty = [
        (page.title, part.table.columns[n])
        for page in of_period(period).pages
        for part in every(page.parts)
        if isinstance(part, Grid)
        for n in range(1, len(part.table.columns))
        if all(shown(row[n]) in _NOTHING for row in part.table.rows)
    ]
    assert empty == []


def test_nothing_is_set_beside_a_period_that_there_is_nothing_of(of_period) -> None:
    assert "T1 2018" not in _told(of_period("2019T1"))


def test_what_is_said_of_all_of_gfo_says_so_in_a_kommuns_paper(facts: FactsOf) -> None:
    of_kommun = facts("namndinformation", "Ånge", "2026T2")
    about = [comment for comment in of_kommun.comments("forklaring") if comment.area in ("", "GFO")]
    assert about
    page = comments(of_kommun)
    assert page is not None
    said = str(page.parts)
    assert all(f", hela GFO: {comment.text}" in said for comment in about)
