"""Fördelning as a page: the lead, the chosen kommun, and its years."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from dashboard.published.marts import Allocation, AllocationEffect, AllocationInput
from dashboard.words import allocation as sentences
from dashboard.words import allocation_tables as tables
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
                " placerade barn, med antalen från 2021, tre år tidigare."
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
    assert (
        "Ånges del av kostnaden minskade från 50,0 % 2023, då Timrå var med i 4 månader, till 25,0 % 2024</h2>"
    ) in said
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
    # Of the two Timrå was not an owner all of 2023.
    assert (
        "Sedan 2023, av dem som var med hela tiden: Ånge har fått den största minskningen, 150 000 kr" in said
    )
    assert '<div class="name">Ånge</div><div class="value">250 000 kr <small>25,0 %</small></div>' in said
    assert '<div class="sub">−150 000 kr (−37,5 %) sedan 2023</div>' in said
    tile = said.split('<div class="name">Timrå</div>', 1)[1].split("</li>", 1)[0]
    assert "sedan" not in tile
    assert '<td class="n">+350 000</td><td class="n">–</td>' in said
    assert '<div class="name">Kramfors</div>' not in said
    cells = ("800 000", "1 000 000", "100,0", "+200 000", "+25,0")
    assert '<th scope="row">Alla</th>' + "".join(f'<td class="n">{cell}</td>' for cell in cells) in said


def test_a_column_of_nothing_but_zero_is_left_out(open_page: OpenPage, small_home: DataHome) -> None:
    said = text_of(open_page("fordelning", {}, small_home))
    heads = re.findall('<th scope="col"[^>]*>(.*?)</th>', said.split("; delarna blir", 1)[1])
    assert heads[:4] == ["Kommun", "Ändring", "Av budgeten", "Av vilka som är med"]


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
        r"<p>(?:Ökningen|Minskningen) beror på .* Nyckeln räknar med \d+ barn som var placera(?:t|de) någon gång"
        r" under 2021, mot 1 under 2020 i nyckeln för 2023\.</p>",
        said,
    )
    whole = _spaced(text_of(open_page("fordelning", {"kommun": "gfo", "ar": "2024"}, small_home)))
    assert "Timrå bär 75,0 % av kostnaden 2024</h2>" in whole
    assert "Nyckeln räknar med" not in whole


def test_an_amount_per_child_says_of_which_children(open_page: OpenPage, small_home: DataHome) -> None:
    said = _spaced(text_of(open_page("fordelning", {"kommun": "ange", "ar": "2024"}, small_home)))
    assert "Per barn: alla barn 0–17 år 2021 i kommunen." in said
    assert '<th scope="col" class="n">Per barn 0–17 år</th>' in said


_NAMES = {"2260": "Ånge", "2262": "Timrå", "2282": "Kramfors"}


_ALONG = "Sedan 2021, av dem som var med hela tiden"


def test_the_first_whole_year_of_a_kommun_is_told_as_such() -> None:
    amounts = {2022: {"2282": 5, "2260": 95}, 2021: {"2260": 100}, 2023: {"2282": 20, "2260": 80}}
    assert _years(amounts, {(2022, "2282"): 4}) == "Kramfors var med hela året första gången 2023"


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (
            {},
            _ALONG
            + ": Kramfors har fått den största ökningen, 20 kr, och Ånge den största minskningen, 5 kr",
        ),
        ({(2021, "2282"): 4}, _ALONG + ": Ånge har fått den största minskningen, 5 kr"),
        ({(2021, "2282"): 4, (2021, "2260"): 4}, "Fördelningen år för år"),
    ],
)
def test_the_heading_of_the_years_tells_of_those_who_were_owners_all_of_both(
    months: Mapping[tuple[int, str], int], said: str
) -> None:
    rows = _rows({2021: {"2282": 30, "2260": 70}, 2026: {"2282": 50, "2260": 65, "2262": 9}}, months)
    assert _spaced(sentences.since_title(rows, _NAMES, 2021, 2026)) == said
    # Where everybody was there all the time nobody is left out.
    both = {year: [row for row in of_year if row.area != "2262"] for year, of_year in rows.items()}
    assert sentences.since_title(both, _NAMES, 2021, 2026).startswith("Sedan 2021: ") == (not months)


def _years(amounts: Mapping[int, Mapping[str, int]], months: Mapping[tuple[int, str], int]) -> str:
    """The title of Kramfors years, the newest chosen."""
    return _spaced(sentences.years_title(_rows(amounts, months), _NAMES, "2282", max(amounts)))


def _rows(
    amounts: Mapping[int, Mapping[str, int]], months: Mapping[tuple[int, str], int]
) -> dict[int, list[Allocation]]:
    return {
        year: [
            Allocation(year, area, months.get((year, area), 12), 1, 1, Decimal(0), Decimal(0), 0, 0, kronor)
            for area, kronor in paid.items()
        ]
        for year, paid in amounts.items()
    }


@pytest.mark.parametrize(
    ("amounts", "months", "said"),
    [
        (
            {
                2021: {"2282": 159, "2260": 841},
                2025: {"2282": 122, "2260": 500, "2262": 378},
                2026: {"2282": 132, "2260": 500, "2262": 368},
            },
            {},
            "Kramfors del av kostnaden ökade från 12,2 % 2025 till 13,2 % 2026; 2021, före Timrå, var den 15,9 %",
        ),
        (
            {2024: {"2282": 30, "2260": 70}, 2025: {"2282": 20, "2260": 80}, 2026: {"2282": 20, "2260": 80}},
            {},
            "Kramfors del av kostnaden var lika stor 2026 som 2025: 20,0 %; 2024 var den 30,0 %",
        ),
        (
            {2025: {"2282": 20, "2260": 80}, 2026: {"2282": 25, "2262": 75}},
            {},
            "Kramfors del av kostnaden ökade från 20,0 % 2025, före Timrå och med Ånge, till 25,0 % 2026",
        ),
        (
            {2025: {"2282": 20, "2260": 80}, 2026: {"2282": 25, "2260": 75}},
            {(2026, "2260"): 6},
            "Kramfors del av kostnaden ökade från 20,0 % 2025, då Ånge var med hela året, till 25,0 % 2026",
        ),
        # Of four months and of twelve no part is larger than the other.
        (
            {2025: {"2282": 20, "2260": 80}, 2026: {"2282": 25, "2260": 75}},
            {(2025, "2282"): 4},
            "Kramfors bär 25,0 % av kostnaden 2026",
        ),
        ({2026: {"2282": 25, "2260": 75}}, {}, "Kramfors bär 25,0 % av kostnaden 2026"),
        (
            {2023: {"2282": 30, "2260": 70}, 2026: {"2282": 20, "2260": 80}},
            {},
            "Kramfors bär 20,0 % av kostnaden 2026; 2023 var den 30,0 %",
        ),
    ],
)
def test_the_newest_step_comes_first_and_other_owners_are_named(
    amounts: Mapping[int, Mapping[str, int]], months: Mapping[tuple[int, str], int], said: str
) -> None:
    assert _years(amounts, months) == said


def test_the_bars_of_a_year_say_how_much_more_or_less_each_kommun_pays(
    open_page: OpenPage, small_home: DataHome
) -> None:
    drawn = json.loads(open_page("fordelning", {}, small_home).get("plotly_chart")[1].proto.spec)
    assert drawn["data"][0]["x"] == [-150_000, 350_000]
    assert [_spaced(one["text"]) for one in drawn["layout"]["annotations"]] == [
        "<b>−150 000 kr (−37,5 %)</b><br>Placerade barn: 1",
        "<b>+350 000 kr; 4 månader 2023</b><br>Placerade barn: 3",
    ]


def test_the_bars_of_the_years_say_the_parts(open_page: OpenPage, small_home: DataHome) -> None:
    drawn = open_page("fordelning", {"kommun": "ange"}, small_home).get("plotly_chart")[2].proto.spec
    assert [one["text"] for one in json.loads(drawn)["layout"]["annotations"]] == [
        "<b>400</b><br>50,0\u00a0%",
        "<b>250</b><br>25,0\u00a0%",
    ]


_MOVED = {("2282", "budget"): 3, ("2282", "placed"): 9, ("2260", "budget"): 8, ("2260", "placed"): -9}


@pytest.mark.parametrize(
    ("effects", "chosen", "counted", "said"),
    [
        (
            _MOVED,
            "2282",
            {"2282": (64, 56)},
            "Kramfors belopp ökade 12 kr från 2025 till 2026, mest därför att 64 placerade barn räknas mot 56",
        ),
        (
            _MOVED,
            "2260",
            {"2260": (1, 2)},
            "Ånges belopp minskade 1 kr från 2025 till 2026, mest därför att 1 placerat barn räknas mot 2",
        ),
        # More are counted, and its part fell all the same.
        (
            _MOVED,
            "2260",
            {"2260": (18, 17)},
            "Ånges belopp minskade 1 kr från 2025 till 2026, mest därför att andelen av de placerade barnen minskade",
        ),
        (
            _MOVED,
            "GFO",
            {"2282": (64, 56)},
            "Budgeten växte 11 kr; Kramfors får den största ökningen, därför att 64 placerade barn räknas mot 56",
        ),
        (
            {("2282", "budget"): -3, ("2260", "budget"): -8},
            "GFO",
            {},
            "Budgeten minskade 11 kr; Ånge får den största minskningen",
        ),
        ({("2282", "budget"): 3, ("2260", "budget"): 3}, "GFO", {}, "Budgeten växte 6 kr"),
        (
            {("2282", "population"): 4, ("2260", "population"): -4},
            "GFO",
            {},
            "Kramfors får den största ökningen, därför att andelen av barnen i befolkningen ökade",
        ),
        ({("2282", "placed"): 0}, "2282", {}, "Beloppen ändrades inte från 2025 till 2026"),
    ],
)
def test_how_much_and_why_is_the_heading_of_why(
    effects: Mapping[tuple[str, str], int],
    chosen: str,
    counted: Mapping[str, tuple[int, int]],
    said: str,
) -> None:
    found = [AllocationEffect(area, effect, kronor) for (area, effect), kronor in effects.items()]
    assert _spaced(sentences.why_title(found, _NAMES, chosen, 2026, _placed(counted))) == said


def test_the_kommuners_years_stand_by_size_with_how_they_have_changed_since_their_first_whole_one(
    open_page: OpenPage, small_home: DataHome
) -> None:
    said = _spaced(text_of(open_page("fordelning", {"kommun": "gfo", "ar": "2024"}, small_home)))
    tiles = said.split('<ul class="multiples">', 1)[1].split("</ul>", 1)[0]
    assert re.findall(r'class="name">([^<]+)<', tiles) == ["Timrå", "Ånge"]
    assert "Längsta stapeln: −150 000 kr, Ånge 2024. Prickar: inte med hela året." in said
    timra, ange = (
        re.findall(r'<i class="(\w*)" style="([^"]+)" title="([^"]+)"', tile)
        for tile in tiles.split("<li>")[1:]
    )
    # Timrå was an owner for a part of 2023, and 2024 is the first that it is set beside.
    assert [kind for kind, _style, _said in timra] == ["missing", "now"]
    assert [style for _kind, style, _said in ange] == ["height:0%;bottom:100%", "height:100%"]
    assert ange[1][2] == "2024: 250 000 kr (−150 000 kr)"
    # The line of zero, from which the bars hang.
    assert tiles.count('<s style="bottom:100%"></s>') == 2


def test_each_kommuns_part_of_the_whole_stands_under_its_name(
    open_page: OpenPage, small_home: DataHome
) -> None:
    page = open_page("fordelning", {"kommun": "timra", "ar": "2024"}, small_home)
    axis = json.loads(page.get("plotly_chart")[0].proto.spec)["layout"]["yaxis"]
    assert [_spaced(name) for name in axis["ticktext"]] == ["Ånge<br>25,0 %", "<b>Timrå</b><br>75,0 %"]
    assert axis["tickvals"] == ["Ånge", "Timrå"]


def _placed(counted: Mapping[str, tuple[int, int]]) -> dict[str, tuple[AllocationInput, AllocationInput]]:
    made = {}
    for area, both in counted.items():
        now, before = (
            AllocationInput("placed", year, area, Decimal(count), date(2026, 5, 20), "placerade_barn")
            for year, count in zip((2023, 2022), both, strict=True)
        )
        made[area] = (now, before)
    return made


def test_the_placed_children_that_both_keys_count_stand_in_the_table() -> None:
    found = [AllocationEffect(area, effect, kronor) for (area, effect), kronor in _MOVED.items()]
    placed = _placed({"2282": (64, 56), "2260": (18, 17)})
    table = tables.change(found, _NAMES, "GFO", placed)
    assert table is not None
    assert table.columns[-2:] == ("Placerade barn 2022", "Placerade barn 2023")
    assert [(row[0], *row[-2:]) for row in table.rows] == [
        ("Kramfors", 56, 64), ("Ånge", 17, 18), ("Alla", 73, 82),
    ]  # fmt: skip
    assert sentences.placed_beside(placed["2282"]) == "Placerade barn: 64, var 56"
    one = tables.change(found, _NAMES, "GFO", {"2282": placed["2282"]})
    assert one is not None
    assert [row[-2:] for row in one.rows] == [(56, 64), (None, None), (None, None)]
    none = tables.change(found, _NAMES, "GFO", {})
    assert none is not None
    assert none.columns[-1] == "Av de placerade barnen"


def test_the_chosen_kommun_stands_first_in_the_tables() -> None:
    found = [AllocationEffect(area, effect, kronor) for (area, effect), kronor in _MOVED.items()]
    table = tables.change(found, _NAMES, "2260", {})
    assert table is not None
    assert [row[0] for row in table.rows] == ["Ånge", "Kramfors", "Alla"]
    assert (table.chosen, table.total) == (0, 2)
    whole = tables.change(found, _NAMES, "GFO", {})
    assert whole is not None
    # Without one the largest change does.
    assert ([row[0] for row in whole.rows], whole.chosen) == (["Kramfors", "Ånge", "Alla"], None)
