"""Worked examples of the KPIs, and what the page of deliveries says of errors over time and of two versions."""

from __future__ import annotations

from tests.pages.conftest import OpenPage, text_of


def _cells(said: str) -> str:
    return said.replace("\u00a0", " ")


def test_a_kpi_shows_its_worked_example(open_page: OpenPage) -> None:
    said = _cells(text_of(open_page("nyckeltal", {"sok": "matchade barn"})))
    assert said.count("Visa ett räknat exempel") == 1
    assert '<th scope="row">R8</th><td>Timrå</td><td>A</td><td>2023-01-05</td>' in said
    assert '<th scope="row">Ånge</th><td>T1 2023</td><td class="n">2</td>' in said
    assert "Barn A matchades tre gånger och räknas en gång per period." in said
    assert "Rapportdagen är 2023-12-31." in said


def test_an_examples_figure_is_exact_and_says_why_it_is_missing(open_page: OpenPage) -> None:
    said = _cells(text_of(open_page("nyckeltal", {"sok": "dagar till godkännande"})))
    assert '<td>T1 2023</td><td class="n">365,5</td>' in said
    said = _cells(text_of(open_page("nyckeltal", {"sok": "andel matchade"})))
    assert '<td>T1 2023</td><td class="n">75 %</td>' in said
    assert '<td>T3 2023</td><td class="n">– (inga fall att räkna på)</td>' in said


def test_every_kpi_of_the_page_has_an_example(open_page: OpenPage) -> None:
    said = text_of(open_page("nyckeltal"))
    assert said.count("Visa ett räknat exempel") == said.count('<details class="definition"') > 40
