"""Fördelning: what another proposal would give, to the krona."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.blocks.files import csv_of
from dashboard.blocks.proposals import drafts, proposal, proposal_words
from dashboard.blocks.proposals.proposal import Compared
from dashboard.published.figures import Figures
from dashboard.reader.reader import Reader
from dashboard.reader.selection import Selection, parse
from dashboard.words import formats
from dashboard.words.tables import Sheet, Table
from pipelines.home import DataHome
from tests.fixtures.matrix import rest_slow
from tests.pages.fixtures.opening import OpenPage, figures_of, text_of
from tests.pages.fixtures.small_allocation import ANGE, SUNDSVALL, TIMRA, write_small_allocation

DECIDED = {
    "2284": 3116945,
    "2280": 1597231,
    "2282": 1095506,
    "2262": 1073073,
    "2283": 1027677,
    "2260": 440687,
}


def _selection(**choices: str) -> Selection:
    named = {name.replace("_", "-"): value for name, value in choices.items()}
    return Selection("GFO", "2026T2", choices=tuple(sorted(named.items())))


def _compared(figures: Figures, year: int, scenario: str, **choices: str) -> Compared:
    return proposal.compare(proposal.read(figures, year, scenario, _selection(**choices)))


def _amounts(compared: Compared) -> dict[str, int]:
    return {code: compared.amount(compared.proposed, code) for code in compared.codes}


def _spaced(text: str) -> str:
    return text.replace(formats.NBSP, " ")


# What each scenario gives; 2023's by Σ budget · weight · quantity · months / total, the largest remainders first.


@pytest.mark.parametrize(
    ("scenario", "choices", "expected"),
    [
        ("eget", {}, DECIDED),
        (
            "vikter",
            {},
            {
                "2284": 3169914,
                "2280": 1571963,
                "2282": 1064278,
                "2262": 1070189,
                "2283": 1028025,
                "2260": 446750,
            },
        ),
        (
            "lamnar-ange",
            {"manader_ange": "6"},
            {
                "2284": 3201932,
                "2280": 1640279,
                "2282": 1124899,
                "2262": 1102130,
                "2283": 1055534,
                "2260": 226345,
            },
        ),
        (
            "ny-sundsvall",
            {"barn_sundsvall": "19000", "placerade_sundsvall": "150"},
            {"2284": 2057462, "2280": 1071370, "2282": 739351, "2262": 715197, "2283": 683928, "2260": 291357}
            | {SUNDSVALL: 2792454},
        ),
    ],
)
def test_a_scenario_gives_the_hand_computed_amounts(
    sample_home: DataHome, scenario: str, choices: dict[str, str], expected: dict[str, int]
) -> None:
    compared = _compared(figures_of(sample_home), 2023, scenario, **choices)
    assert _amounts(compared) == expected
    assert {code: share.amount_sek for code, share in compared.decided.items()} == DECIDED


def test_a_new_owner_is_filled_in_from_what_the_file_knows_of_the_base_year(small_home: DataHome) -> None:
    compared = _compared(figures_of(small_home), 2024, "ny-sundsvall")
    assert _amounts(compared) == {SUNDSVALL: 600_000, TIMRA: 300_000, ANGE: 100_000}


@pytest.mark.parametrize(
    ("choices", "missing"),
    [
        ({}, "saknar antal barn 0–17 år 2020 och antal placerade barn 2020 för Sundsvall."),
        ({"placerade_sundsvall": "6"}, "saknar antal barn 0–17 år 2020 för Sundsvall."),
    ],
)
def test_what_the_file_does_not_know_of_a_new_owner_is_said_and_nothing_is_computed(
    open_page: OpenPage, small_home: DataHome, choices: dict[str, str], missing: str
) -> None:
    query = {"basar-barn": "2020", "basar-placerade": "2020", "tank": "ny-sundsvall"} | {
        k.replace("_", "-"): v for k, v in choices.items()
    }
    app = open_page("fordelning", query, small_home)
    assert missing in text_of(app)
    assert "Antar" not in text_of(app)
    # The decided bars, and their change.
    assert len(app.get("plotly_chart")) == 2


def test_another_base_year_brings_its_own_children_and_the_missing_are_said(small_home: DataHome) -> None:
    figures = figures_of(small_home)
    asked = proposal.read(figures, 2024, "ny-sundsvall", _selection(basar_barn="2020"))
    assert asked.missing == ((SUNDSVALL, "children"),)
    assert "antal barn 0–17 år 2020 för Sundsvall" in proposal_words.missing(asked)
    unknown = proposal.read(figures, 2024, "eget", _selection(basar_barn="1999"))
    assert unknown.faults == ("Det finns inga uppgifter för basåret ”1999”. Välj ett annat basår.",)


def test_children_of_other_ages_are_no_base_year(small_home: DataHome) -> None:
    figures = figures_of(small_home)
    inputs = drafts.decided_inputs(figures, 2024)
    assert set(drafts.base_years(figures, inputs, "population", 2024)) == {2020, 2021}
    assert set(drafts.base_years(figures, inputs, "population", 2021)) == {2020}
    younger = replace(inputs, age_to=15)
    assert drafts.base_years(figures, younger, "population", 2024) == {}
    assert set(drafts.base_years(figures, younger, "placed", 2024)) == {2020, 2021}


def test_the_scenarios_offered_are_those_of_the_year(small_home: DataHome) -> None:
    figures = figures_of(small_home)
    names = drafts.kommuner(figures)
    # Who comes or leaves does so from now on, by the newest key.
    assert drafts.scenarios(figures, drafts.decided_inputs(figures, 2023)) == ("", "vikter", "eget")
    of_2024 = drafts.scenarios(figures, drafts.decided_inputs(figures, 2024))
    assert [word for word in of_2024 if word.startswith("lamnar")] == [
        "lamnar",
        "lamnar-timra",
        "lamnar-ange",
    ]
    assert proposal_words.kind("ny-sundsvall", names) == "Ny ägare: Sundsvall"
    assert proposal_words.kind("lamnar-ange", names) == "En kommun lämnar"


@pytest.mark.parametrize(
    ("reached", "first_day", "year", "months"),
    rest_slow(
        [
            (date(2024, 4, 30), date(2024, 7, 1), 2024, 6),
            (date(2024, 6, 29), date(2024, 7, 1), 2024, 6),
            (date(2024, 6, 30), date(2025, 1, 1), 2025, 0),
            (date(2024, 8, 31), date(2025, 1, 1), 2025, 0),
            (date(2024, 12, 31), date(2025, 7, 1), 2025, 6),
            (date(2026, 8, 31), date(2027, 1, 1), 2027, 0),
        ],
        lambda case: case[0].month in (6, 12),
    ),
)
def test_a_kommun_leaves_at_the_next_half_year_after_the_figures(
    tmp_path: Path, reached: date, first_day: date, year: int, months: int
) -> None:
    home = DataHome(tmp_path)
    write_small_allocation(home, reached)
    figures = figures_of(home)
    assert drafts.turn(figures) == first_day
    asked = proposal.read(figures, 2024, "lamnar-timra", _selection())
    assert (asked.year, asked.asked.months[TIMRA], asked.asked.months[ANGE]) == (year, months, 12)
    joins = proposal.read(figures, 2024, "ny-sundsvall", _selection())
    assert (joins.year, joins.asked.months[SUNDSVALL]) == (year, 12 - months)


# The fields and the address.


@pytest.mark.parametrize(
    ("typed", "address", "shown"),
    [
        ("70", "70", "70"),
        ("1 070", "1070", "1\u00a0070"),
        ("1\u00a0070", "1070", "1\u00a0070"),
        ("3", None, "3"),
        ("", None, "3"),
        ("0", "0", "0"),
        ("sju", "sju", "sju"),
        ("-1", "-1", "-1"),
        ("100001", "100001", "100001"),
    ],
)
def test_the_address_holds_only_what_differs_and_reads_back_the_same(
    small_home: DataHome, typed: str, address: str | None, shown: str
) -> None:
    figures = figures_of(small_home)
    begun = proposal.read(figures, 2024, "eget", _selection())
    written = begun.fields["placerade-timra"].written(_selection(tank="eget", ar="2024"), typed)
    assert dict(written.choices).get("placerade-timra") == address
    names = {area.area: area.name for area in figures.owners}
    assert parse(written.to_query(names), names, ["2026T2"], _selection()).selection == written
    again = proposal.read(figures, 2024, "eget", written)
    assert again.shown("placerade-timra") == shown
    assert again.without_changes(written) == _selection(tank="eget", ar="2024")
    assert bool(again.faults) == (typed in ("sju", "-1", "100001"))


def test_a_text_that_is_no_number_is_said_and_nothing_is_computed(
    open_page: OpenPage, small_home: DataHome
) -> None:
    query = {"tank": "eget", "manader-timra": "<b>13"}
    said = _spaced(text_of(open_page("fordelning", query, small_home)))
    assert (
        "”&lt;b&gt;13” går inte att använda som antal månader för Timrå: ange ett helt tal från 0 till 12."
        in said
    )
    assert "Antar" not in said


def test_typing_in_a_row_writes_the_address_and_a_reset_takes_it_away(
    open_page: OpenPage, small_home: DataHome
) -> None:
    app = open_page("fordelning", {"tank": "eget"}, small_home)
    assert "Antar samma siffror som beslutet." in text_of(app)
    assert not app.button
    app.text_input(key="falt-placerade-ange").set_value("5").run()
    assert app.query_params["placerade-ange"] == "5"
    # Half by children, 3 to 1, and half by placed, 3 to 5: 375 000 + 187 500 kr.
    said = _spaced(text_of(app))
    assert "Ånge får den största ökningen, 187 500 kr, och Timrå den största minskningen, 187 500 kr" in said
    assert "Antar: Ånge har 5 placerade barn (beslutat 1)." in said
    app.button(key="aterstall").click().run()
    assert "placerade-ange" not in app.query_params
    assert app.query_params["tank"] == "eget"
    assert app.text_input(key="falt-placerade-ange").value == "1"


def test_another_scenario_begins_without_the_changes_of_the_former(
    open_page: OpenPage, small_home: DataHome
) -> None:
    app = open_page("fordelning", {"tank": "eget", "budget": "5", "kommun": "timra"}, small_home)
    app.selectbox(key="choice-tank").set_value("lamnar").run()
    assert app.query_params["tank"] == "lamnar-timra"
    assert "budget" not in app.query_params
    app.selectbox(key="choice-lamnar").set_value("lamnar-ange").run()
    assert app.query_params["tank"] == "lamnar-ange"
    app.selectbox(key="choice-tank").set_value("").run()
    assert "tank" not in app.query_params


def test_the_kommun_that_leaves_is_the_readers_own_where_it_can_be(
    open_page: OpenPage, small_home: DataHome
) -> None:
    app = open_page("fordelning", {"kommun": "ange"}, small_home)
    listed = app.selectbox(key="choice-tank")
    assert listed.options == ["Som beslutat"] + [
        f"Ny ägare: {name}" for name in ("Härnösand", "Kramfors", "Sollefteå", "Sundsvall", "Örnsköldsvik")
    ] + ["En kommun lämnar den 31 december 2026", "Andra vikter", "Egna siffror"]
    listed.set_value("lamnar").run()
    assert app.query_params["tank"] == "lamnar-ange"


def test_nobody_leaves_before_somebody_is_chosen(open_page: OpenPage, small_home: DataHome) -> None:
    app = open_page("fordelning", {"kommun": "gfo"}, small_home)
    app.selectbox(key="choice-tank").set_value("lamnar").run()
    assert app.query_params["tank"] == "lamnar"
    listed = app.selectbox(key="choice-lamnar")
    assert (listed.value, listed.options) == ("lamnar", ["Välj kommun", "Timrå", "Ånge"])
    assert "Välj vilken kommun som lämnar." in text_of(app)
    assert "Antar" not in text_of(app)


def test_a_scenario_that_the_year_does_not_have_is_said(open_page: OpenPage, small_home: DataHome) -> None:
    said = text_of(open_page("fordelning", {"tank": "ny-timra"}, small_home))
    assert "Förslaget ”ny-timra” i adressen finns inte för 2024. Välj ett förslag i listan." in said


def test_the_assumptions_stand_under_the_answer(open_page: OpenPage, small_home: DataHome) -> None:
    app = open_page("fordelning", {"tank": "ny-sundsvall"}, small_home)
    said = _spaced(text_of(app))
    title = "Om budgeten inte ändras: Sundsvall betalar 600 000 kr 2027,"
    title += " och Timrå får den största minskningen, 450 000 kr"
    line = "Ny ägare från den 1 januari 2027: Sundsvall; kronor 2027, mot beslutet för 2024. Antar: antalen är från"
    line += " 2021 som i beslutet, inte 2024: barn i befolkningen och placerade barn 2024 finns inte för alla"
    line += " kommuner här;"
    line += " Sundsvall är med 12 månader med 600 barn och 6 placerade barn; oförändrad budget, 1 000 000 kr."
    assert f'<h2 class="figuretitle">{title}</h2><p class="sub">{line}</p>' in said


def test_the_difference_stands_in_kronor_and_per_cent(open_page: OpenPage, small_home: DataHome) -> None:
    said = _spaced(text_of(open_page("fordelning", {"tank": "ny-sundsvall"}, small_home)))
    row = '<th scope="row">Timrå</th><td class="n">750 000 kr</td><td class="n">300 000 kr</td>'
    assert f'{row}<td class="n">−450 000</td><td class="n">−60,0</td><td class="n">1 000 kr</td>' in said
    assert '<th scope="row">Sundsvall</th><td class="n">0 kr</td><td class="n">600 000 kr</td>' in said


def test_a_downloaded_file_says_what_was_assumed(small_home: DataHome) -> None:
    figures = figures_of(small_home)
    asked = proposal.read(
        figures, 2024, "lamnar-timra", _selection(manader_timra="6", placerade_ange="0", vikt="100")
    )
    sheet = Sheet("Förslag", "Titel", Table(("Kommun",), ()), given=proposal_words.given(asked))
    reader = Reader(small_home, figures, _selection(), "Fördelning", by_area=True, by_period=False)
    made = _spaced(csv_of(reader, sheet).decode("utf-8-sig"))
    for line in (
        "Förslag;Timrå lämnar den 30 juni 2027",
        "Budget;1 000 000 kr",
        "Vikt, barn i befolkningen;100 %",
        "Vikt, placerade barn;0 %",
        "Basår, placerade barn;2021",
        "Timrå;6 månader, 300 barn 0–17 år, 3 placerade barn",
        "Ånge;12 månader, 100 barn 0–17 år, inga placerade barn",
    ):
        assert f"{line}\r\n" in made
    assert "Ånge har inga placerade barn (beslutat 1)" in made


def test_a_key_that_cannot_be_shared_says_why(open_page: OpenPage, small_home: DataHome) -> None:
    said = text_of(
        open_page("fordelning", {"tank": "eget", "manader-timra": "0", "manader-ange": "0"}, small_home)
    )
    assert "går inte att räkna: ingen kommun är med." in said


@pytest.mark.parametrize(
    ("scenario", "kommun", "title"),
    [
        ("ny-sundsvall", "timra", "Timrå betalar 450 000 kr mindre 2027 än enligt beslutet för 2024 (−60,0 %)"),
        ("ny-sundsvall", "gfo", "Sundsvall betalar 600 000 kr 2027, och Timrå får den största minskningen, 450 000 kr"),
        ("eget", "timra", "Timrå betalar lika mycket som enligt beslutet, 750 000 kr"),
    ],
)  # fmt: skip
def test_a_scenario_says_first_what_it_does_to_the_chosen_kommun(
    open_page: OpenPage, small_home: DataHome, scenario: str, kommun: str, title: str
) -> None:
    said = _spaced(text_of(open_page("fordelning", {"tank": scenario, "kommun": kommun}, small_home)))
    condition = "" if scenario == "eget" else "Om budgeten inte ändras: "
    heading = said.split(f'<h2 class="figuretitle">{condition}{title}', 1)[1].split("</h2>", 1)[0]
    # A budget that follows the children gives Timrå as much as it was decided to pay.
    assert heading == (
        "; växer den i takt med barnen: lika mycket" if condition and kommun == "timra" else ""
    )


def test_what_a_scenario_does_to_the_others_stands_under_its_chart_in_the_order_of_the_table(
    open_page: OpenPage, small_home: DataHome
) -> None:
    app = open_page("fordelning", {"tank": "ny-sundsvall", "kommun": "timra"}, small_home)
    said = _spaced(text_of(app))
    assert "Sundsvall betalar 600 000 kr 2027, och Timrå får den största minskningen, 450 000 kr." in said
    table = said.split("Förslag per barn 0–17 år", 1)[1].split("</table>", 1)[0]
    listed = re.findall(r'<th scope="row">(\w+)</th>', table)
    drawn = json.loads(app.get("plotly_chart")[-1].proto.spec)["data"][0]["y"]
    assert [*reversed(drawn), "Alla"] == listed
    assert len(listed) == 4
