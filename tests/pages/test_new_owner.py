"""Fördelning, *Tänk om* a kommun that GFO gets nothing from: whose figures are counted, and what is assumed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.blocks.proposals import otherwise_words, proposal, proposal_words
from dashboard.blocks.proposals.proposal import Proposal
from dashboard.reader.selection import Selection
from dashboard.words import formats
from dashboard.words.allocation import as_published
from pipelines.home import DataHome
from tests.pages.fixtures.opening import OpenPage, figures_of, text_of
from tests.pages.fixtures.small_allocation import (
    ANGE,
    SUNDSVALL,
    TIMRA,
    write_newer_counts,
    write_small_allocation,
)


@pytest.fixture(scope="module")
def with_newer(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    """The newest key is of 2024 and counts 2021; of 2024, which one of 2027 would count, everything is delivered."""
    home = DataHome(tmp_path_factory.mktemp("newer"))
    write_small_allocation(home)
    write_newer_counts(home)
    return home


def _asked(home: DataHome, scenario: str = "ny-sundsvall", **choices: str) -> Proposal:
    named = tuple(sorted((name.replace("_", "-"), value) for name, value in choices.items()))
    return proposal.read(figures_of(home), 2024, scenario, Selection("GFO", "2026T2", choices=named))


def _spaced(text: str) -> str:
    return text.replace(formats.NBSP, " ")


def test_a_later_year_counts_the_children_that_the_keys_rule_would(with_newer: DataHome) -> None:
    asked = _asked(with_newer)
    assert (asked.year, asked.base.population, asked.base.placed) == (2027, 2024, 2024)
    assert {code: asked.asked.children[code] for code in (TIMRA, ANGE, SUNDSVALL)} == {
        TIMRA: 250,
        ANGE: 150,
        SUNDSVALL: 800,
    }
    assert "antalen är från 2024, tre år tidigare (beslutat 2021)" in proposal_words.assumptions(asked)
    leaves = _asked(with_newer, "lamnar-timra")
    assert (leaves.base.population, leaves.asked.placed[ANGE]) == (2024, 1)
    # The decided year's own proposals stay with what was decided.
    assert _asked(with_newer, "vikter").base.population == 2021


def test_without_the_placed_children_of_that_year_it_counts_the_decided_ones_and_says_why(
    tmp_path: Path,
) -> None:
    home = DataHome(tmp_path)
    write_small_allocation(home)
    write_newer_counts(home, placed=False)
    asked = _asked(home)
    assert (asked.base.population, asked.base.placed, asked.base.lacking) == (2021, 2021, ("placed",))
    said = (
        "antalen är från 2021 som i beslutet, inte 2024: placerade barn 2024 finns inte för alla kommuner här"
    )
    assert said in proposal_words.assumptions(asked)
    assert otherwise_words.newer_counts(asked, "GFO") == ""
    chosen = _asked(home, basar_barn="2024", placerade_sundsvall="8")
    assert (chosen.asked.base_population, chosen.asked.base_placed) == (2024, 2021)
    assert "barn i befolkningen är från 2024, tre år tidigare (beslutat 2021)" in proposal_words.assumptions(
        chosen
    )


@pytest.mark.parametrize(
    ("choices", "placed", "assumed"),
    [
        # 5 placed of the owners' 400 children.
        ({}, 10, True),
        ({"barn_sundsvall": "1600"}, 20, True),
        ({"placerade_sundsvall": "7"}, 7, False),
        ({"placerade_sundsvall": "0"}, 0, False),
    ],
)
def test_placed_children_that_nobody_tells_are_as_many_as_the_owners(
    with_newer: DataHome, choices: dict[str, str], placed: int, assumed: bool
) -> None:
    asked = _asked(with_newer, **choices)
    assert asked.missing == ()
    assert asked.asked.placed[SUNDSVALL] == placed
    assert (asked.assumed == {SUNDSVALL}) == assumed
    said = _spaced(proposal_words.assumptions(asked))
    assert ("placerade barn (antagande: som ägarna, 12,5 per tusen barn)" in said) == assumed
    assert bool(proposal_words.assumed(asked)) == assumed


def test_a_kommun_that_takes_no_part_is_assumed_nothing_of(with_newer: DataHome) -> None:
    assert _asked(with_newer, "lamnar-timra").assumed == frozenset()
    assert _asked(with_newer, "lamnar-timra").asked.placed[SUNDSVALL] is None
    # An owner's own figure is never one that is assumed.
    assert _asked(with_newer, "eget", manader_sundsvall="12", basar_barn="2020").missing == (
        (SUNDSVALL, "children"),
    )


def test_children_that_are_typed_are_enough_where_the_file_has_none(small_home: DataHome) -> None:
    asked = _asked(small_home, basar_barn="2020", basar_placerade="2020", barn_sundsvall="600")
    # 4 of 400.
    assert (asked.missing, asked.asked.placed[SUNDSVALL], asked.assumed) == ((), 6, {SUNDSVALL})


def test_the_field_and_a_line_say_that_the_number_is_an_assumption(
    open_page: OpenPage, with_newer: DataHome
) -> None:
    app = open_page("fordelning", {"tank": "ny-sundsvall"}, with_newer)
    field = app.text_input(key="falt-placerade-sundsvall")
    told = (field.label, field.value, field.placeholder)
    assert told == ("Antal placerade barn i Sundsvall (antagande)", "", "10")
    said = "Sundsvalls 10 placerade barn är ett antagande, för GFO får inga uppgifter därifrån"
    assert said in _spaced(text_of(app))
    assert not app.expander[-1].proto.expanded
    field.set_value("12").run()
    assert app.query_params["placerade-sundsvall"] == "12"
    assert app.text_input(key="falt-placerade-sundsvall").label == "Antal placerade barn i Sundsvall"
    assert "antagande" not in text_of(app)
    app.text_input(key="falt-placerade-sundsvall").set_value("10").run()
    assert "placerade-sundsvall" not in app.query_params


# 400 children are 1 200 with Sundsvall's, and 5 placed are 15: two thirds of a budget, or of three times it.
GROWS = "Växer budgeten i takt med barnen (från 400 till 1 200), till 3 000 000 kr: "
# Alone the newer counts give Timrå (250/400 + 4/5) / 2 of a million, where it was decided to pay 750 000 kr.
NEWER = "Utan Sundsvall, med beslutets budget och antalen från 2024: "


def test_the_other_budget_and_the_newer_counts_alone_are_told_beside_it(with_newer: DataHome) -> None:
    asked = _asked(with_newer)
    assert _spaced(otherwise_words.in_proportion(asked, "GFO")) == (
        f"{GROWS}Sundsvall betalar 2 000 000 kr 2027, Ånge får den största ökningen, 37 500 kr, och Timrå den största"
        " minskningen, 37 500 kr."
    )
    assert _spaced(otherwise_words.in_proportion(asked, TIMRA)) == (
        f"{GROWS}Timrå betalar 37 500 kr mindre 2027 än enligt beslutet för 2024 (−5,0 %)."
    )
    assert _spaced(otherwise_words.newer_counts(asked, "GFO")) == (
        f"{NEWER}Ånge får den största ökningen, 37 500 kr, och Timrå den största minskningen, 37 500 kr."
    )
    leaves = _asked(with_newer, "lamnar-ange")
    assert _spaced(otherwise_words.in_proportion(leaves, ANGE)) == (
        "Minskar budgeten i takt med barnen (från 400 till 250), till 625 000 kr: Ånge betalar inget 2027, och Timrå"
        " får den största minskningen, 125 000 kr."
    )
    assert otherwise_words.newer_counts(leaves, "GFO").startswith("Med Ånge kvar, med beslutets budget och")


def test_a_kommuns_heading_has_both_budgets_since_they_may_say_opposite_things(with_newer: DataHome) -> None:
    asked = _asked(with_newer)
    assert _spaced(otherwise_words.on_condition(asked, "Timrå betalar 512 500 kr mindre", TIMRA)) == (
        "Om budgeten inte ändras: Timrå betalar 512 500 kr mindre; växer den i takt med barnen: 37 500 kr mindre"
    )
    assert _spaced(otherwise_words.on_condition(asked, "Sagt", ANGE)).endswith("barnen: 37 500 kr mer")
    # Of the one that comes, and of all of them, there is no step from what was decided.
    for chosen in ("2281", "GFO"):
        assert otherwise_words.on_condition(asked, "Sagt", chosen) == "Om budgeten inte ändras: Sagt"


@pytest.mark.parametrize(("scenario", "choices"), [("vikter", {}), ("ny-sundsvall", {"budget": "2000000"})])
def test_a_budget_that_is_no_assumption_is_no_condition(
    with_newer: DataHome, scenario: str, choices: dict[str, str]
) -> None:
    asked = _asked(with_newer, scenario, **choices)
    assert otherwise_words.on_condition(asked, "Sagt") == "Sagt"
    assert otherwise_words.in_proportion(asked, "GFO") == ""
    assert otherwise_words.on_condition(_asked(with_newer), "Sagt") == "Om budgeten inte ändras: Sagt"


def test_for_a_part_of_a_year_the_budget_follows_the_months(tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    write_small_allocation(home, date(2024, 4, 30))
    # 600 children for half of 2024 beside 400: 700 of 400.
    assert _spaced(otherwise_words.in_proportion(_asked(home), "GFO")) == (
        "Växer budgeten i takt med barnen, till 1 750 000 kr: Sundsvall betalar 750 000 kr."
    )


def test_the_file_says_both(with_newer: DataHome) -> None:
    asked = _asked(with_newer)
    given = {word: _spaced(text) for word, text in proposal_words.given(asked)}
    assert given["Sundsvall"].endswith("10 placerade barn (antagande: som ägarna, 12,5 per tusen barn)")
    assert given["Basår, placerade barn"] == "2024"
    rows = otherwise_words.given(asked, "GFO")
    assert [word for word, _text in rows] == ["Om budgeten följer barnen", "Andra basår"]
    assert otherwise_words.given(_asked(with_newer, "vikter"), "GFO") == ()


def test_the_meetings_screen_says_the_condition_the_assumption_and_the_other_side(
    open_page: OpenPage, with_newer: DataHome
) -> None:
    said = _spaced(text_of(open_page("mote", {"tank": "ny-sundsvall", "ar": "2024"}, with_newer)))
    title, screen = said.split("<h2>Tänk om, med oförändrad budget: ", 1)[1].split("</h2>", 1)
    assert title.startswith("Sundsvall betalar 666 667 kr 2027")
    lines = screen.split('<div class="say">', 1)[1].split("</div>", 1)[0]
    assert lines.count("<p>") == 3
    for told in ("(antagande: som ägarna, 12,5 per tusen barn)", GROWS, NEWER):
        assert told in lines


def test_a_neighbours_population_is_no_input_of_a_decided_key(
    open_page: OpenPage, small_home: DataHome, sample_home: DataHome
) -> None:
    said = text_of(open_page("fordelning", {}, small_home))
    inputs = said.split("Nyckelns underlag", 1)[1]
    assert "Timrå" in inputs
    assert "Sundsvall" not in inputs
    figures = figures_of(sample_home)
    rows, inputs_2023, published = (
        of(2023) for of in (figures.allocations.of, figures.allocations.inputs, figures.allocations.published)
    )
    neighbour = [row for row in figures_of(small_home).allocations.inputs(2024) if row.area == SUNDSVALL]
    assert len(neighbour) == 2
    assert "räknade baklänges" in as_published(rows, [*inputs_2023, *neighbour], published, "2023")
