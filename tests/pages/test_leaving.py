"""Fördelning, *Tänk om* a kommun comes or leaves: its part of a year, and the first whole year after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.blocks.proposals import moving_words, proposal
from dashboard.blocks.proposals.proposal import Compared, Proposal
from dashboard.reader.selection import Selection
from dashboard.words import formats
from pipelines.home import DataHome
from tests.pages.fixtures.opening import OpenPage, figures_of, text_of
from tests.pages.fixtures.small_allocation import ANGE, SUNDSVALL, TIMRA, write_small_allocation


@pytest.fixture(scope="module")
def in_spring(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    """Its figures reach April 2024, so a kommun leaves in the middle of that year."""
    home = DataHome(tmp_path_factory.mktemp("spring"))
    write_small_allocation(home, date(2024, 4, 30))
    return home


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
    after = {code: share.amount_sek for code, share in compared.proposed.items()}
    assert (asked.year, compared.after) == (2027, {})
    assert sum(after.values()) == inputs.budget == 8351119
    assert set(after) == set(staying)
    for code in staying:
        exact = inputs.budget / 2 * (inputs.population[code] / children + inputs.placed[code] / placed)
        assert abs(after[code] - exact) < 1
    assert (
        sum(compared.amount(compared.proposed, c) - compared.amount(compared.decided, c) for c in staying)
        == 440687
    )


def test_who_came_during_the_year_is_there_the_whole_year_after(tmp_path: Path) -> None:
    # Timrå has four months of 2023, and all of 2024 once Ånge has left.
    home = DataHome(tmp_path)
    write_small_allocation(home, date(2023, 4, 30))
    asked, compared = _asked(home, 2023, "lamnar-ange")
    assert _after(compared) == {TIMRA: 800_000}
    assert {share.months for share in compared.after.values()} == {12}
    gone = replace(asked, gone=frozenset({TIMRA}))
    assert proposal.compare(gone).after == {}


@pytest.mark.parametrize(
    ("scenario", "choices", "said"),
    [
        ("vikter", {}, ""),
        ("eget", {"manader_timra": "6"}, ""),
        ("lamnar-timra", {"manader_timra": "12"}, ""),
        ("ny-sundsvall", {"manader_sundsvall": "0"}, ""),
        (
            "lamnar-timra",
            {},
            (
                "2027 är det första hela året utan Timrå, räknat med samma budget och samma barn som beslutet för 2024:"
                " de andra delar då på Timrås 750 000 kr."
            ),
        ),
        (
            "lamnar-timra",
            {"budget": "500000"},
            "2027 är det första hela året utan Timrå, räknat med förslagets budget och barn.",
        ),
        (
            "ny-sundsvall",
            {},
            (
                "2027 är det första hela året med Sundsvall, räknat med samma budget och samma barn som beslutet för"
                " 2024."
            ),
        ),
    ],
)
def test_there_is_no_year_after_where_none_comes_or_leaves_during_the_year(
    small_home: DataHome, scenario: str, choices: dict[str, str], said: str
) -> None:
    asked, compared = _asked(small_home, 2024, scenario, **choices)
    assert compared.after == {}
    assert moving_words.part_of_year(asked, compared) == ""
    assert _spaced(moving_words.whole_year(asked, compared)) == said
    assert moving_words.own_years(asked, compared, TIMRA) == ""


def test_who_comes_in_the_middle_of_a_year_pays_for_the_rest_of_it(in_spring: DataHome) -> None:
    # 6 · 6 of 6 · 6 + 4 · 12 shares is 3 of 7, and all twelve months 6 of 10.
    asked, compared = _asked(in_spring, 2024, "ny-sundsvall")
    assert compared.amount(compared.proposed, SUNDSVALL) == 428_571
    assert _after(compared) == {SUNDSVALL: 600_000, TIMRA: 300_000, ANGE: 100_000}
    assert moving_words.when(asked) == "Ny ägare från den 1 juli 2024: Sundsvall"
    assert moving_words.part_of_year(asked, compared) == (
        "Sundsvall betalar för juli–december 2024, 6 månader av 12."
    )
    assert moving_words.whole_year(asked, compared) == (
        "2025 är det första hela året med Sundsvall, räknat med samma budget och samma barn som förslaget för 2024."
    )


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ("0", "Timrå lämnar den 31 december 2023"),
        ("6", "Timrå lämnar den 30 juni 2024"),
        ("12", "Timrå lämnar den 31 december 2024"),
    ],
)
def test_a_scenario_is_called_by_the_day_that_its_months_give(
    in_spring: DataHome, months: str, said: str
) -> None:
    asked, _compared = _asked(in_spring, 2024, "lamnar-timra", manader_timra=months)
    assert moving_words.when(asked) == said


def test_how_many_of_the_banks_homes_lie_in_the_kommun_that_leaves(sample_home: DataHome) -> None:
    figures = figures_of(sample_home)
    asked, _compared = _asked(sample_home, 2023, "lamnar-ange")
    own, free, every = (
        formats.number(figures.value(kpi, area, "2026T2").value or 0)
        for kpi, area in (("bank_homes", ANGE), ("bank_homes_available", ANGE), ("bank_homes", "GFO"))
    )
    assert moving_words.homes(figures, asked).startswith(
        f"Den 31 augusti 2026 låg {own} av familjehemsbankens {every} hem i Ånge; {free} av dem var tillgäng"
    )
    assert moving_words.homes(figures, _asked(sample_home, 2023, "vikter")[0]) == ""


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
    in_spring: DataHome, choices: dict[str, str], said: str
) -> None:
    asked, compared = _asked(in_spring, 2024, "lamnar-timra", **choices)
    told = _spaced(moving_words.part_of_year(asked, compared))
    assert told.startswith(said)
    assert ("Beloppet" in told) == ("budget" not in choices)


def test_the_whole_year_says_what_it_is_computed_from(in_spring: DataHome) -> None:
    said = "2025 är det första hela året utan Timrå, räknat med samma budget och samma barn som förslaget för 2024"
    assert _spaced(moving_words.whole_year(*_asked(in_spring, 2024, "lamnar-timra"))) == (
        f"{said}: de andra delar då på Timrås 750 000 kr."
    )
    cut = _asked(in_spring, 2024, "lamnar-timra", budget="500000")
    assert moving_words.whole_year(*cut) == f"{said}."
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
    open_page: OpenPage, in_spring: DataHome, kommun: str, title: str
) -> None:
    said = _spaced(text_of(open_page("fordelning", {"tank": "lamnar-timra", "kommun": kommun}, in_spring)))
    assert f'<h2 class="figuretitle">Om budgeten inte ändras: {title}</h2>' in said
    assert "Timrå betalar för januari–juni 2024" in said
    assert "Timrå lämnar den 30 juni 2024; kronor 2024. Antar:" in said
    cells = [
        "250 000 kr",
        "400 000 kr",
        "+150 000",
        "+60,0",
        "1 000 000 kr",
        "+750 000",
        "+300,0",
        "10 000 kr",
    ]
    assert _row("Ånge", cells) in said
    cells = ["750 000 kr", "600 000 kr", "−150 000", "−20,0", "0 kr", "−750 000", "−100,0", "0 kr"]
    assert _row("Timrå", cells) in said


def test_the_meetings_screen_has_the_whole_year_too(open_page: OpenPage, in_spring: DataHome) -> None:
    said = _spaced(text_of(open_page("mote", {"tank": "lamnar-timra", "ar": "2024"}, in_spring)))
    screen = said.split("<h2>Tänk om, med oförändrad budget: ", 1)[1].split("</section>", 1)[0]
    assert "beslutat 250 000 kr; 2025: 1 000 000 kr" in screen
    assert "2025 är det första hela året utan Timrå" in screen
