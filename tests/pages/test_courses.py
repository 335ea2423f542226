"""What lies around a change: a level that has held, a year ago that lay below its neighbours, a course that turned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.published.records import Definition, Value
from dashboard.words.courses import around, sentence, years_of_course
from dashboard.words.weightiest import Course, changed_title
from tests.pages.fixtures.records import BEFORE, definition_of, plain, value_of

_PERIODS = [f"{year}T{n}" for year in range(2019, 2027) for n in (1, 2, 3)]
_LABELS = {period: f"T{period[-1]} {period[:4]}" for period in _PERIODS}
_CHILDREN, _KRONOR = definition_of("unika barn", "stock"), definition_of("kr", "sum")


def _course(sizes: str) -> list[Value]:
    """The tertials up to T2 2026; `..` a hidden one."""
    found = sizes.split()
    end = _PERIODS.index("2026T2") + 1
    return [
        replace(value_of(None if size == ".." else size, "hidden" if size == ".." else "ok"), period=period)
        for period, size in zip(_PERIODS[end - len(found) : end], found, strict=True)
    ]


def _kronor(sizes: str) -> list[Value]:
    """The same of thousands of kronor."""
    return _course(" ".join(size if size == ".." else f"{size}000" for size in sizes.split()))


def _both(series: list[Value]) -> tuple[Value, Value]:
    return series[-1], next(one for one in series if one.period == "2025T2")


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        # The last three alike, and what they are set beside is not.
        ("15 8682 8164 10688 10384 10640", "; kostnaden har varit 10,38–10,69 mnkr tre tertial i rad"),
        ("15 10682 12164 10688 10688 10688", "; kostnaden har varit 10,69 mnkr tre tertial i rad"),
        # As far from each other as from a year ago, or the newest alone: nothing has held.
        ("15 8682 8164 10688 9384 10640", ", då kostnaden var lägre än tertialen närmast före och efter"),
        ("15 8682 8164 8200 8300 10640", ""),
        # Above both its neighbours, and now no lower than they.
        ("15 8682 9964 8300 6500 8500", ", då kostnaden var högre än tertialen närmast före och efter"),
        # Below one neighbour alone; by less than a twentieth; and now higher than either reaches.
        ("15 8100 8164 10688 9384 10640", ""),
        ("15 8200 8164 10688 9384 10640", ""),
        ("15 8682 8164 9688 8384 10640", ""),
        # Hidden, and no change.
        ("15 8682 8164 .. 10384 10640", ""),
        ("15 8682 8164 10688 10384 8164", ""),
    ],
)
def test_a_change_is_told_with_the_level_that_has_held_or_what_its_neighbours_were(
    sizes: str, said: str
) -> None:
    series = _kronor(sizes)
    assert plain(around(series, *_both(series), _KRONOR)) == said


def test_a_level_of_months_is_told_from_its_first_month() -> None:
    sizes = [189, 200, 300, 350, 400, 380, 350, 922, 1080, 950, 990, 1010, 999]
    months = [f"{2025 + (7 + n) // 12}-{(7 + n) % 12 + 1:02}" for n in range(len(sizes))]
    series = [
        replace(value_of(f"{size}000"), period=period) for size, period in zip(sizes, months, strict=True)
    ]
    both = series[-1], series[0]
    assert (
        plain(around(series, *both, _KRONOR)) == "; kostnaden har varit 0,92–1,08 mnkr varje månad sedan mars"
    )
    told = plain(sentence(series, *both, _KRONOR))
    assert told == "Kostnaden har varit 0,92–1,08 mnkr varje månad sedan mars."


def test_what_stands_on_a_day_has_held_at_the_ends_and_a_few_have_no_level() -> None:
    series = _course("15 18 18 10 10 11")
    assert around(series, *_both(series), _CHILDREN) == "; antalet har varit 10–11 tre tertialslut i rad"
    few = _course("15 18 18 2 2 2")
    assert around(few, *_both(few), _CHILDREN) == ""


@pytest.mark.parametrize(("unit", "measure"), [("dagar", "median"), ("procent", "ratio")])
def test_a_median_or_a_share_of_few_cases_has_neither(unit: str, measure: str) -> None:
    series = _course("15 18 18 10 10 11")
    assert around(series, *_both(series), definition_of(unit, measure)) == ""


def test_a_figure_of_a_shorter_time_or_under_way_is_set_beside_no_course() -> None:
    series = _kronor("15 8682 8164 10688 10384 10640")
    now, before = _both(series)
    assert around(series, replace(now, preliminary=True), before, _KRONOR) == ""
    shorter = replace(before, reason="med_fran:2025-06-01")
    assert around(series, now, shorter, _KRONOR) == ""


@pytest.mark.parametrize(
    ("sizes", "years"),
    [
        # T2 of 2023, 2024, 2025 and 2026 are every third.
        ("67 0 0 81 0 0 95 0 0 85", 0),
        ("60 0 0 67 0 0 81 0 0 95 0 0 85", 3),
        ("99 0 0 95 0 0 81 0 0 67 0 0 85", 3),
        ("60 0 0 81 0 0 81 0 0 95 0 0 85", 0),
        ("60 0 0 67 0 0 81 0 0 95 0 0 99", 0),
        ("60 0 0 67 0 0 .. 0 0 95 0 0 85", 0),
    ],
)
def test_a_course_is_of_three_years_or_more_and_has_turned(sizes: str, years: int) -> None:
    series = _course(sizes)
    assert years_of_course(series, *_both(series)) == years


@pytest.mark.parametrize(
    ("said", "definition", "sizes", "words"),
    [
        (
            "{part} kostar {how}",
            _KRONOR,
            "15140000 14750000 18360000 16860000 12150000 12720000 19190000 17460000 17810000",
            (
                "HVB kostar mer: 17,81 mnkr, mot 12,72 mnkr T2 2025; "
                "kostnaden har varit 17,46–19,19 mnkr tre tertial i rad"
            ),
        ),
        (
            "{how} barn bor i {part}",
            _CHILDREN,
            "56 69 66 67 76 83 81 93 89 95 94 89 85",
            "85 barn bor i HVB, ned från 95 T2 2025, efter ökning 3 år i rad",
        ),
        (
            "{how} barn bor i {part}",
            _CHILDREN,
            "20 20 21 23 21 14 10 26 19 20",
            (
                "Dubbelt så många barn bor i HVB: 20, mot 10 T2 2025, då antalet var lägre än tertialen närmast före"
                " och efter"
            ),
        ),
        # One has other words than several, and what is the highest of all is news.
        ("{how} barn bor i {part}", _CHILDREN, "7 1 2 8 2 2 9 2 2 10 2 2 1", "Färre barn bor i HVB: 1, mot 10 T2 2025"),
        (
            "{how} barn bor i {part}",
            _CHILDREN,
            "20 20 21 23 21 14 10 26 19 30",
            "Fler barn bor i HVB än vid något tertialslut sedan T2 2023: 30, mot 10 T2 2025",
        ),
    ],
)  # fmt: skip
def test_a_heading_says_what_lies_around_the_change(
    said: str, definition: Definition, sizes: str, words: str
) -> None:
    series = _course(sizes)
    now, before = _both(series)
    part = Course("HVB", now, before, series)
    assert plain(changed_title(said, part, definition, BEFORE, _LABELS)) == words


def test_a_change_by_itself_is_followed_by_a_whole_sentence() -> None:
    series = _kronor("15 8682 8164 10688 10384 10640")
    told = "Kostnaden har varit 10,38–10,69 mnkr tre tertial i rad."
    assert plain(sentence(series, *_both(series), _KRONOR)) == told
    dip = _kronor("15 8682 8164 10688 9384 10640")
    told = "T2 2025 var kostnaden lägre än tertialen närmast före och efter."
    assert plain(sentence(dip, *_both(dip), _KRONOR)) == told
    assert sentence(series[2:3], *_both(series), _KRONOR) == ""
