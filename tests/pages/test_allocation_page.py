"""Fördelning as a page: the lead, the chosen kommun, and its years."""

from __future__ import annotations

import re

import pytest

from dashboard.words import allocation as sentences
from dashboard.words import formats
from pipelines.home import DataHome
from tests.pages.fixtures.opening import OpenPage, text_of


def _spaced(text: str) -> str:
    return text.replace(formats.NBSP, " ")


@pytest.mark.parametrize(
    ("kommun", "year", "said"),
    [
        (
            "timra",
            "2024",
            (
                "Timrå betalar 750 000 kr av GFO:s budget 2024 på 1 000 000 kr. Det är 350 000 kr mer än 2023, då Timrå"
                " var med i 4 månader. Budgeten är fördelad till 50 % efter barn i befolkningen och 50 % efter"
                " placerade barn."
            ),
        ),
        (
            "timra",
            "2023",
            "Timrå betalar 400 000 kr för 4 månader av GFO:s budget 2023 på 800 000 kr. Budgeten",
        ),
        ("ange", "2024", "Det är 150 000 kr mindre än 2023 (−37,5 %)."),
        ("kramfors", "2024", "Kramfors är inte med i fördelningen 2024. GFO:s budget 2024 är 1 000 000 kr."),
        ("gfo", "2024", "Timrå betalar mest, 750 000 kr, och Ånge minst, 250 000 kr."),
    ],
)
def test_the_lead_tells_of_the_chosen_kommun(
    open_page: OpenPage, small_home: DataHome, kommun: str, year: str, said: str
) -> None:
    app = open_page("fordelning", {"kommun": kommun, "ar": year}, small_home)
    assert not app.exception
    lead = re.search('<p class="lead">(.*?)</p>', _spaced(text_of(app)))
    assert lead is not None
    assert said in lead[1]
    assert len(re.findall(r"\.(?: |$)", lead[1])) <= 3


def test_a_kommuns_years_say_amount_share_and_change(open_page: OpenPage, small_home: DataHome) -> None:
    said = _spaced(text_of(open_page("fordelning", {"kommun": "ange"}, small_home)))
    assert "Ånges del av kostnaden minskade från 50,0 % 2023 till 25,0 % 2024" in said
    cells = ("250 000 kr", "25,0", "−150 000", "−37,5")
    assert '<th scope="row">2024</th>' + "".join(f'<td class="n">{cell}</td>' for cell in cells) in said
    assert (
        '<th scope="row">2023</th><td class="n">400 000 kr</td><td class="n">50,0</td><td class="n">–</td>'
        in said
    )
    assert "Månader</th>" not in said


def test_a_year_that_a_kommun_was_part_of_says_its_months(open_page: OpenPage, small_home: DataHome) -> None:
    app = open_page("fordelning", {"kommun": "timra"}, small_home)
    said = _spaced(text_of(app))
    assert "Timrå var med i 4 månader 2023." in said
    assert '<th scope="col" class="n">Månader</th>' in said
    assert "Timrå bär 75,0 % av kostnaden 2024</h2>" in said
    # What it paid for four months is nothing to compare twelve with in per cent.
    assert "87,5" not in app.get("plotly_chart")[1].proto.spec
    cells = ("750 000 kr", "75,0", "+350 000", "12")
    assert '<th scope="row">2024</th>' + "".join(f'<td class="n">{cell}</td>' for cell in cells) in said


def test_for_gfo_every_kommun_stands_with_its_years(open_page: OpenPage, small_home: DataHome) -> None:
    said = _spaced(text_of(open_page("fordelning", {"kommun": "gfo"}, small_home)))
    assert (
        "Timrå får den största ökningen, 350 000 kr, och Ånge den största minskningen, 150 000 kr, från 2023 till 2024"
    ) in said
    assert '<div class="name">Ånge</div><div class="value">250 000 kr <small>25,0 %</small></div>' in said
    assert '<div class="sub">−150 000 kr (−37,5 %)</div>' in said
    assert '<div class="sub">+350 000 kr; 4 månader 2023</div>' in said
    assert '<td class="n">+350 000</td><td class="n">–</td>' in said
    assert '<div class="name">Kramfors</div>' not in said
    cells = ("800 000", "1 000 000", "100,0", "+200 000", "+25,0")
    assert '<th scope="row">Alla</th>' + "".join(f'<td class="n">{cell}</td>' for cell in cells) in said


def test_a_column_of_nothing_but_zero_is_left_out(open_page: OpenPage, small_home: DataHome) -> None:
    said = text_of(open_page("fordelning", {}, small_home))
    heads = re.findall('<th scope="col"[^>]*>(.*?)</th>', said.split("Varför beloppen ändrades", 1)[1])
    assert heads[:4] == ["Kommun", "Ändring", "Budget", "Ägare"]


def test_nothing_is_said_twice(open_page: OpenPage) -> None:
    said = text_of(open_page("fordelning"))
    assert said.count("Del efter placerade</th>") == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"Timrå": 5, "Ånge": -2, "Kramfors": -3},
            "Timrå får den största ökningen, 5 kr, och Kramfors den största minskningen, 3 kr",
        ),
        ({"Timrå": 5, "Ånge": 5}, "Timrå och Ånge får den största ökningen, 5 kr vardera"),
        ({"Timrå": -5, "Ånge": 0}, "Timrå får den största minskningen, 5 kr"),
        ({"Timrå": 0}, ""),
    ],
)
def test_who_gets_the_largest_change(changes: dict[str, int], said: str) -> None:
    assert _spaced(sentences.clauses(sentences.largest_changes(changes))) == said


def test_the_chosen_kommun_has_its_own_part_as_heading_and_why_its_amount_changed(
    open_page: OpenPage, small_home: DataHome
) -> None:
    said = _spaced(text_of(open_page("fordelning", {"kommun": "ange", "ar": "2024"}, small_home)))
    assert "Ånge bär 25,0 % av kostnaden 2024</h2>" in said
    assert re.search(
        r"<p>(?:Ökningen|Minskningen) beror på .* Nyckeln räknar med \d+ placera(?:t|de) barn år 2021, "
        r"mot 1 år 2020 i nyckeln för 2023\.</p>",
        said,
    )
    whole = _spaced(text_of(open_page("fordelning", {"kommun": "gfo", "ar": "2024"}, small_home)))
    assert "Timrå bär 75,0 % av kostnaden 2024</h2>" in whole
    assert "Nyckeln räknar med" not in whole


def test_an_amount_per_child_says_of_which_children(open_page: OpenPage, small_home: DataHome) -> None:
    said = _spaced(text_of(open_page("fordelning", {"kommun": "ange", "ar": "2024"}, small_home)))
    assert "Per barn: alla barn 0–17 år 2021 i kommunen." in said
    assert '<th scope="col" class="n">Per barn 0–17 år</th>' in said
