"""Rapporter: what is offered for whom, and its first page told to who cannot see it."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, text_of


@pytest.mark.parametrize(
    ("kommun", "offered"),
    [
        ("gfo", ["Tertialrapport", "Mötets agenda"]),
        ("timra", ["Nämndinformation", "Tjänsteskrivelse", "Uppföljningsmöte", "Databok"]),
    ],
)
def test_gfo_and_a_kommun_have_their_own_documents(
    open_page: OpenPage, kommun: str, offered: list[str]
) -> None:
    app = open_page("rapporter", {"kommun": kommun, "period": "2026T2"})
    assert not app.exception
    (choice,) = [box for box in app.selectbox if box.label == "Rapport"]
    assert choice.options == offered
    assert ("Välj en kommun för nämndinformation" in text_of(app)) == (kommun == "gfo")


def test_the_first_page_is_shown_and_told(open_page: OpenPage) -> None:
    said = text_of(open_page("rapporter", {"kommun": "timra", "period": "2026T2"}))
    (picture,) = re.findall(r'<img class="preview" alt="([^"]+)" src="data:image/png;base64,iVBOR', said)
    assert picture == "Första sidan av nämndinformation för Timrå, T2 2026."
    assert "Internt arbetsmaterial: får inte spridas utanför kommunen och GFO." in said


def test_what_cannot_be_made_is_said_with_what_to_do(open_page: OpenPage) -> None:
    query = {"kommun": "timra", "period": "2026T2", "lasare": "offentlig"}
    said = text_of(open_page("rapporter", query))
    assert "har inga offentliga siffror" in said
    assert "gör rapporten som internt arbetsmaterial" in said


@pytest.mark.slow
def test_a_paper_for_a_namnd_is_public_unless_somebody_asks_for_more(open_page: OpenPage, demo: Demo) -> None:
    query = {"som": "gfo", "kommun": "ange", "version": "senaste", "period": "2026T2"}
    said = text_of(open_page("rapporter", query, demo.home))
    assert "Offentlig: siffror som skulle kunna peka ut ett barn eller ett hem visas inte." in said
    assert "Görs av det som är offentligt: version 1, uppgifter t.o.m. 2026-04-30." in said
    assert "T2 2026 blir offentlig när styrgruppen har haft möte om den." in said
    assert re.search(r'<img class="preview"', said)
    said = text_of(open_page("rapporter", {**query, "lasare": "intern"}, demo.home))
    assert "Internt arbetsmaterial" in said
    assert "blir offentlig" not in said
