"""A target in words, beside the figure that is held to it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dashboard.published.goals import held
from dashboard.published.records import Goal, Value
from dashboard.words.target_lines import drawn, levels, line
from dashboard.words.targets import (
    Standing,
    aim,
    by_itself,
    heading,
    is_unheld,
    judged,
    legend,
    on_card,
    pace,
    reached,
    short,
    title,
    told,
    unheld,
)
from tests.pages.fixtures.published_file import DEFINITIONS
from tests.pages.fixtures.records import plain

_LOOKS, _HOLDS = "nås inte som det ser ut nu", "hålls inte som det ser ut nu"


def goal(period: str, target: int, beside: str, value: int | None, *, preliminary: bool = False) -> Goal:
    status: Any = "missing" if value is None else "ok"
    reached = None if value is None else Decimal(value)
    return Goal(
        Decimal(target),
        period,
        Value("any", "", "GFO", beside, reached, None, None, None, status, "", preliminary),
    )


@pytest.mark.parametrize(
    ("kpi", "aim", "words"),
    [
        ("bank_homes_available", goal("2026T2", 30, "2026T2", 27), "○ Målet 30 nåddes inte"),
        ("bank_homes_available", goal("2026T2", 30, "2026T2", 31), "● Målet 30 nåddes"),
        ("homes_approved", goal("2026", 28, "2026T2Y", 10), "◔ ligger efter målet: 10 av 28 hittills"),
        ("homes_approved", goal("2026", 28, "2026T2Y", 20), "◐ på väg mot målet: 20 av 28 hittills"),
        ("homes_approved", goal("2026", 28, "2026T3Y", 20), "○ målet inte nått: 20 av 28"),
        ("match_rate", goal("2026", 55, "2026T2R3", 48), f"◔ Målet 55 % för 2026 {_LOOKS}: 48 % sedan september 2025"),
        ("homes_approved", goal("2026", 28, "2026T2Y", None), "Mål för 2026: 28 hem"),
    ],
)  # fmt: skip
def test_a_card_has_the_verdict_of_its_target_first(kpi: str, aim: Goal, words: str) -> None:
    assert on_card(aim, DEFINITIONS[kpi], "2026T2").replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("kpi", "aim", "words"),
    [
        ("bank_homes_available", goal("2026T2", 30, "2026T2", 27), "Mål: 30 hem"),
        ("bank_homes_available", goal("2026", 30, "2026T2", 27), "Mål för 2026: 30 hem"),
        ("homes_approved", goal("2026", 28, "2026T2Y", 20), "Mål för 2026: 20 av 28 hem hittills"),
        ("homes_approved", goal("2026", 28, "2026T3Y", 20), "Mål för 2026: 20 av 28 hem"),
        (
            "homes_approved",
            goal("2026", 28, "2026T3Y", 20, preliminary=True),
            "Mål för 2026: 20 av 28 hem hittills",
        ),
        ("homes_approved", goal("2026", 28, "2026T2Y", None), "Mål för 2026: 28 hem"),
        ("match_rate", goal("2026", 55, "2026T2R3", 48), "Mål för 2026: 55 % (T3 2025–T2 2026: 48 %)"),
        ("match_rate", goal("2026T2R3", 55, "2026T2R3", 48), "Mål för T3 2025–T2 2026: 55 % (T3 2025–T2 2026: 48 %)"),
    ],
)  # fmt: skip
def test_a_target_is_told_with_what_is_reached(kpi: str, aim: Goal, words: str) -> None:
    assert told(aim, DEFINITIONS[kpi], "2026T2").replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("aim", "words", "not_held"),
    [
        (goal("2026", 45, "2026T2R3", 66), "median 66 sedan september 2025, mål 45", False),
        (goal("2026", 45, "2026T2R3", None), "45 för hela 2026", True),
        (goal("2026T2", 45, "2026T2", None), "45", False),
        # Of a year that is over nothing is awaited, whatever is hidden.
        (goal("2025", 45, "2025T3R3", None), "45", False),
        (goal("2025", 45, "2025", 46), "46 för hela 2025, mål 45", False),
    ],
)
def test_a_years_target_without_the_figure_that_it_is_held_to_is_told_as_the_years(
    aim: Goal, words: str, not_held: bool
) -> None:
    assert short(aim, DEFINITIONS["days_to_match"], "2026T2") == words
    assert is_unheld(aim) is not_held


def test_why_a_target_has_no_verdict_is_said_once_a_year() -> None:
    said = "Mål för hela 2026 bedöms när året är slut."
    assert unheld(["2026", "2026"], public=False) == said
    assert unheld(["2026"], public=True) == (
        f"{said} Hur långt GFO har kommit hittills i år är inte offentligt, för då skulle små tal kunna räknas ut."
    )
    assert unheld([], public=True) == ""


def _value(period: str, value: int | None, *, preliminary: bool = False, n: int | None = None) -> Value:
    return replace(goal("2026", 45, period, value, preliminary=preliminary).beside, n=n)


@pytest.mark.parametrize(
    ("measure", "seen", "known", "held_to", "instead"),
    [
        # Of a share the tertials that are shown, or the year before; it is no sum.
        ("median", "2026T2", {"2026T1": 82, "2026T2": 43}, None, ["2026T1", "2026T2"]),
        ("ratio", "2026T2", {"2025": 46}, None, ["2025"]),
        # What adds up is added, where nothing of it is hidden.
        ("flow", "2026T2", {"2026T1": 4, "2026T2": 6, "2025": 16}, 10, []),
        ("flow", "2026T2", {"2026T2": 6, "2025": 16}, None, ["2025"]),
        # A year that is over is its own.
        ("ratio", "2025T3", {"2025": 46, "2025T3": 34}, 46, []),
        ("stock", "2026T2", {"2025": 24, "2026T1": 26}, None, ["2026T1"]),
        ("stock", "2026T2", {}, None, []),
    ],
)
def test_a_year_so_far_that_the_file_does_not_have_is_added_up_or_not_told(
    measure: str, seen: str, known: dict[str, int], held_to: int | None, instead: list[str]
) -> None:
    missing = _value(f"{seen}Y", None)
    found, beside = held(missing, seen[:4], seen, measure, lambda period: _value(period, known.get(period)))
    assert found.value == held_to
    assert [one.period for one in beside] == instead


def test_a_target_without_verdict_has_the_newest_whole_figures_beside_it() -> None:
    definition = DEFINITIONS["days_to_match"]
    one = replace(
        goal("2026", 45, "2026T2R3", None), instead=(_value("2026T1", 82, n=16), _value("2026T2", 43, n=8))
    )
    assert short(one, definition, "2026T2") == "45 för hela 2026 (T1 2026: 82)"
    assert (
        told(one, definition, "2026T2").replace("\u00a0", " ") == "Mål för 2026: 45 dagar (T1 2026: 82 dagar)"
    )
    assert reached(one, definition).replace("\u00a0", " ") == (
        "82 dagar T1 2026 (16 fall) och 43 dagar T2 2026 (8 fall)"
    )


def test_the_heading_of_targets_of_several_years_counts_each_standing() -> None:
    over = [Standing.MISSED, None, Standing.REACHED, None]
    assert judged(over) == "1 nåddes, 1 nåddes inte, 2 bedöms efter året"
    assert judged([*over[:2], Standing.BEHIND, Standing.ON_WAY]) == (
        "1 nås, 1 nåddes inte, 1 nås inte, 1 bedöms efter året"
    )


@pytest.mark.parametrize(
    ("kpi", "one", "aimed", "has_become"),
    [
        ("homes_approved", goal("2026", 28, "2026T2Y", 20), "minst 28 hem 2026", "20 hem hittills"),
        ("bank_homes_available", goal("2026T2", 30, "2026T2", 27), "minst 30 hem T2 2026", "27 hem T2 2026"),
        (
            "days_to_match",
            goal("2026", 45, "2026T2R3", 66),
            "högst 45 dagar 2026",
            "median 66 dagar sedan september 2025",
        ),
    ],
)
def test_a_target_stands_beside_what_it_is_held_to(kpi: str, one: Goal, aimed: str, has_become: str) -> None:
    definition = DEFINITIONS[kpi]
    assert aim(one, definition).replace("\u00a0", " ") == aimed
    assert reached(one, definition).replace("\u00a0", " ") == has_become


@pytest.mark.parametrize(
    ("standings", "said"),
    [
        # What is lost already is told apart from what may be.
        (
            [Standing.MISSED, *[Standing.BEHIND] * 3, Standing.ON_WAY, None],
            "1 av 5 mål nåddes inte, och 3 till nås inte som det ser ut nu",
        ),
        ([Standing.BEHIND, Standing.MISSED], "1 av 2 mål nåddes inte, och 1 till nås inte som det ser ut nu"),
        ([Standing.BEHIND, Standing.BEHIND, Standing.REACHED], "2 av 3 mål nås inte som det ser ut nu"),
        ([Standing.BEHIND, Standing.ON_WAY], "1 av 2 mål nås inte som det ser ut nu"),
        ([Standing.MISSED, Standing.ON_WAY, Standing.ON_WAY], "1 av 3 mål nåddes inte"),
        ([Standing.MISSED, Standing.MISSED], "Inget av de 2 målen nåddes"),
        ([Standing.REACHED, Standing.REACHED], "Alla 2 mål nåddes"),
        ([Standing.ON_WAY], "Målet nås"),
        ([Standing.ON_WAY, Standing.REACHED], "Alla 2 mål nås eller är på väg att nås"),
        ([Standing.BEHIND, Standing.BEHIND], "Inget av de 2 målen nås som det ser ut nu"),
        ([Standing.BEHIND], "Målet nås inte"),
        # What has been decided is over.
        ([Standing.REACHED, None], "Målet nåddes"),
        ([Standing.MISSED], "Målet nåddes inte"),
        ([Standing.MISSED, Standing.REACHED, Standing.MISSED], "2 av 3 mål nåddes inte"),
        ([None], "Inget mål kan bedömas än"),
    ],
)
def test_the_heading_of_the_targets_counts_those_that_can_be_judged(
    standings: list[Standing | None], said: str
) -> None:
    assert title(standings) == said


def test_a_pace_that_rounds_to_the_target_does_not_say_that_it_is_met() -> None:
    # 12 and 33 in 243 of 365 days: 18,02 and 49,57.
    assert pace(goal("2026", 18, "2026T2Y", 12), DEFINITIONS["homes_approved"]) == "18"
    assert pace(goal("2026", 50, "2026T2Y", 33), DEFINITIONS["homes_approved"]) == "knappt 50"


def _three(kpi: str, target: int, whole: int, newest: int, cases: tuple[int | None, int | None]) -> str:
    held, alone = (
        replace(goal("2026", target, period, value).beside, n=n)
        for period, value, n in zip(("2026T2R3", "2026T2"), (whole, newest), cases, strict=True)
    )
    return by_itself(Goal(Decimal(target), "2026", held, alone), DEFINITIONS[kpi]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kpi", "target", "whole", "newest", "cases", "said"),
    [
        ("days_to_match", 45, 66, 43, (41, 8), "43 dagar, men av bara 8 fall."),
        ("days_to_match", 45, 40, 50, (41, 22), "50 dagar, men av 22 fall."),
        ("days_to_match", 45, 66, 43, (None, None), "43 dagar, men målet räknas på tre tertial."),
        ("match_rate", 55, 48, 60, (41, 8), "60 %, men målet räknas på tre tertial."),
        ("days_to_match", 45, 66, 50, (41, 8), ""),
    ],
)  # fmt: skip
def test_a_newest_tertial_on_the_other_side_of_a_target_of_three_is_told(
    kpi: str, target: int, whole: int, newest: int, cases: tuple[int | None, int | None], said: str
) -> None:
    assert _three(kpi, target, whole, newest, cases) == (said and f"T2 2026 för sig blev det {said}")


def test_the_shapes_on_a_screen_are_explained_once_each() -> None:
    assert legend([Standing.BEHIND, Standing.MISSED, Standing.BEHIND, None]) == (
        "◔ ligger efter: nås inte som det ser ut nu. ○ inte nått: kan inte nås längre."
    )
    assert legend([None]) == ""


@pytest.mark.parametrize(
    ("kpi", "held", "now", "said"),
    [
        (
            "days_to_match",
            goal("2026", 45, "2026T2R3", 66),
            ("2026T2", 43, 8),
            f"dagar till matchning, 45, {_HOLDS}: median 66 sedan september 2025; T2 2026 för sig 43, av bara 8 fall",
        ),
        (
            "match_rate",
            goal("2026", 55, "2026T2R3", 60),
            ("2026T2", 17, None),
            "andel matchade, 55 %, nås: 60 % sedan september 2025; T2 2026 för sig 17 %",
        ),
        (
            "homes_approved",
            goal("2026", 18, "2026T2Y", 10),
            ("2026T2", 6, None),
            "godkända hem, 18, nås inte i den här takten: 10 hittills, väntas bli 15; T2 2026 för sig 6",
        ),
        (
            "homes_approved",
            goal("2026", 18, "2026", 20),
            ("2026", 20, None),
            "godkända hem, 18, nåddes: 20 under 2026",
        ),
        (
            "bank_homes_available",
            goal("2026T2", 30, "2026T2", 23),
            ("2026T2", 23, None),
            "tillgängliga familjehem, 30, nåddes inte: 23 vid slutet av T2 2026",
        ),
        (
            "bank_homes_available",
            goal("2026", 30, "2026T2", 23),
            ("2026T2", 23, None),
            "tillgängliga familjehem, 30, nås inte som det ser ut nu: 23 vid slutet av T2 2026",
        ),
        ("days_to_match", goal("2026", 45, "2026T2R3", None), ("2026T2", 43, 8), ""),
    ],
)  # fmt: skip
def test_the_heading_of_a_chart_over_time_says_how_its_figure_stands_to_its_target(
    kpi: str, held: Goal, now: tuple[str, int, int | None], said: str
) -> None:
    period, size, n = now
    held = replace(held, beside=replace(held.beside, n=41))
    own = replace(goal("2026", 0, period, size).beside, n=n)
    told = heading(held, DEFINITIONS[kpi], own).replace("\u00a0", " ")
    assert told == (said and f"Målet för {said}")


def test_a_year_of_counted_things_is_no_line_among_its_tertials() -> None:
    rate = goal("2026", 45, "2026T2R3", 66)
    assert levels({"2025T3": None, "2026T2": rate}) == {"2026T2": Decimal(45)}
    count = goal("2026", 18, "2026T2Y", 10)
    assert levels({"2026T2": count}) == {}
    assert levels({"2026": count}) == {"2026": Decimal(18)}


def test_the_levels_of_a_target_are_told_once_each() -> None:
    aims = {"2025T2": Decimal(50), "2025T3": Decimal(50), "2026T1": Decimal(45), "2026T2": Decimal(45)}
    told = line(aims, DEFINITIONS["days_to_match"]).replace("\u00a0", " ")
    assert told == "Mål: 50 från T2 2025, 45 från T1 2026."
    assert line({}, DEFINITIONS["days_to_match"]) == ""


@pytest.mark.parametrize(
    ("aims", "newest", "said"),
    [
        ({"2026T1": 45, "2026T2": 45}, "2026T2", ""),
        ({"2025T2": 50, "2025T3": 50, "2026T1": 45}, "2026T1", " (2025: 50, 2026: 45)"),
        ({"2024-11": 50, "2025-01": 50, "2026-01": 45}, "2026-01", " (2024–2025: 50, 2026: 45)"),
        ({"2025": 50, "2026": 45}, "2026", " (2025: 50, 2026: 45)"),
        # Its number stands at no line's end.
        ({"2025T3": 50}, "2026T1", " (2025: 50)"),
        # Of a year that had two, the years would not say which.
        ({"2025T1": 50, "2025T2": 45}, "2025T2", " (50 från T1 2025, 45 från T2 2025)"),
    ],
)
def test_a_target_that_has_changed_in_a_chart_is_told_with_its_years(
    aims: dict[str, int], newest: str, said: str
) -> None:
    levels = {period: Decimal(aim) for period, aim in aims.items()}
    words = drawn(levels, DEFINITIONS["days_to_match"], newest)
    assert plain(words) == f"streckad linje: målet{said}"


def test_on_its_own_years_page_a_target_stands_with_the_twelve_months_that_it_is_held_to() -> None:
    held = goal("2026", 55, "2026T2R3", 48)
    assert plain(told(held, DEFINITIONS["match_rate"], "2026")) == "Mål: 55 % (T3 2025–T2 2026: 48 %)"
    # Of those twelve months themselves the figure above is the same one.
    own = goal("2026T2R3", 55, "2026T2R3", 48)
    assert plain(told(own, DEFINITIONS["match_rate"], "2026T2R3")) == "Mål: 55 %"
