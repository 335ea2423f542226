"""Fördelning, *Tänk om* a kommun leaves in July: the year with the leave, and the first whole year after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.blocks.proposals import leaving_words, proposal
from dashboard.blocks.proposals.proposal import Compared, Proposal
from dashboard.reader.selection import Selection
from dashboard.words import formats
from pipelines.home import DataHome
from tests.pages.fixtures.opening import OpenPage, figures_of, text_of
from tests.pages.fixtures.small_allocation import ANGE, TIMRA


def _asked(home: DataHome, year: int, scenario: str, **choices: str) -> tuple[Proposal, Compared]:
    named = tuple(sorted((name.replace("_", "-"), value) for name, value in choices.items()))
    asked = proposal.read(figures_of(home), year, scenario, Selection("GFO", "2026T2", choices=named))
    return asked, proposal.compare(asked)


def _after(compared: Compared) -> dict[str, int]:
    return {code: share.amount_sek for code, share in compared.after.items()}


def _row(name: str, cells: list[str]) -> str:
    return f'<th scope="row">{name}</th>' + "".join(f'<td class="n">{cell}</td>' for cell in cells)


def _spaced(text: str) -> str:
    return text.replace(formats.NBSP, " ")


def test_the_year_after_shares_the_whole_budget_between_those_that_stay(sample_home: DataHome) -> None:
    # 8 351 119 / 2 · (children / (28 564 − 1 611) + placed / (407 − 20)), whole kronor by largest remainder.
    asked, compared = _asked(sample_home, 2023, "lamnar-ange")
    inputs = asked.decided
    staying = [code for code in inputs.months if code != ANGE]
    children, placed = (sum(of[code] for code in staying) for of in (inputs.population, inputs.placed))
    after = _after(compared)
    assert sum(after.values()) == inputs.budget == 8351119
    assert set(after) == set(staying)
    for code in staying:
        exact = inputs.budget / 2 * (inputs.population[code] / children + inputs.placed[code] / placed)
        assert abs(after[code] - exact) < 1
    assert (
        sum(compared.amount(compared.after, c) - compared.amount(compared.decided, c) for c in staying)
        == 440687
    )


def test_who_came_during_the_year_is_there_the_whole_year_after(small_home: DataHome) -> None:
    # Timrå has four months of 2023, and all of 2024 once Ånge has left.
    asked, compared = _asked(small_home, 2023, "lamnar-ange")
    assert _after(compared) == {TIMRA: 800_000}
    assert {share.months for share in compared.after.values()} == {12}
    gone = replace(asked, gone=frozenset({TIMRA}))
    assert proposal.compare(gone).after == {}


@pytest.mark.parametrize(
    ("scenario", "choices"),
    [
        ("vikter", {}),
        ("ny-sundsvall", {}),
        ("eget", {"manader_timra": "6"}),
        ("lamnar-timra", {"manader_timra": "0"}),
        ("lamnar-timra", {"manader_timra": "12"}),
    ],
)
def test_there_is_no_year_after_where_none_leaves_during_the_year(
    small_home: DataHome, scenario: str, choices: dict[str, str]
) -> None:
    asked, compared = _asked(small_home, 2024, scenario, **choices)
    assert compared.after == {}
    assert leaving_words.part_of_year(asked, compared) == leaving_words.year_after(asked, compared) == ""
    assert leaving_words.own_years(asked, compared, TIMRA) == ""


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        # 3 · 6 of 3 · 6 + 1 · 12 shares: 600 000 kr of a million, where the decision is 750 000.
        (
            {},
            "Timrå betalar för januari–juni 2024, 6 månader av 12. Beloppet minskar ändå bara med 20,0 %, inte 50 %",
        ),
        ({"manader_timra": "1"}, "Timrå betalar för januari 2024, 1 månad av 12. Beloppet minskar ändå bara med 73,3"),
        ({"budget": "500000"}, "Timrå betalar för januari–juni 2024, 6 månader av 12."),
    ],
)  # fmt: skip
def test_a_part_of_a_year_says_its_months_and_why_the_amount_falls_by_less(
    small_home: DataHome, choices: dict[str, str], said: str
) -> None:
    asked, compared = _asked(small_home, 2024, "lamnar-timra", **choices)
    told = _spaced(leaving_words.part_of_year(asked, compared))
    assert told.startswith(said)
    assert ("Beloppet" in told) == ("budget" not in choices)


def test_the_year_after_says_what_it_is_computed_from(small_home: DataHome) -> None:
    said = "2025 är det första hela året utan Timrå, räknat med samma budget och samma barn som förslaget för 2024"
    assert _spaced(leaving_words.year_after(*_asked(small_home, 2024, "lamnar-timra"))) == (
        f"{said}: de andra delar då på Timrås 750 000 kr."
    )
    cut = _asked(small_home, 2024, "lamnar-timra", budget="500000")
    assert leaving_words.year_after(*cut) == f"{said}."
    assert _after(cut[1]) == {ANGE: 500_000}


@pytest.mark.parametrize(
    ("kommun", "title"),
    [
        ("timra", "Timrå betalar 150 000 kr mindre än enligt beslutet 2024 (−20,0 %) och inget 2025"),
        ("ange", "Ånge betalar 150 000 kr mer än enligt beslutet 2024 (+60,0 %) och 750 000 kr mer 2025 (+300,0 %)"),
        ("gfo", "Ånge får den största ökningen, 150 000 kr, och Timrå den största minskningen, 150 000 kr"),
    ],
)  # fmt: skip
def test_both_years_stand_in_the_title_and_in_one_table(
    open_page: OpenPage, small_home: DataHome, kommun: str, title: str
) -> None:
    said = _spaced(text_of(open_page("fordelning", {"tank": "lamnar-timra", "kommun": kommun}, small_home)))
    assert f'<h2 class="figuretitle">{title}</h2>' in said
    assert "Timrå betalar för januari–juni 2024" in said
    cells = [
        "250 000 kr",
        "400 000 kr",
        "+150 000",
        "+60,0",
        "1 000 000 kr",
        "+750 000",
        "+300,0",
        "4 000 kr",
    ]
    assert _row("Ånge", cells) in said
    cells = ["750 000 kr", "600 000 kr", "−150 000", "−20,0", "0 kr", "−750 000", "−100,0", "2 000 kr"]
    assert _row("Timrå", cells) in said


def test_the_meetings_screen_has_the_year_after_too(open_page: OpenPage, small_home: DataHome) -> None:
    said = _spaced(text_of(open_page("mote", {"tank": "lamnar-timra", "ar": "2024"}, small_home)))
    screen = said.split("<h2>Tänk om: ", 1)[1].split("</section>", 1)[0]
    assert "beslutat 250 000 kr; 2025: 1 000 000 kr" in screen
    assert "2025 är det första hela året utan Timrå" in screen
