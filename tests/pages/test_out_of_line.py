"""What a figure is set beside may have been out of line itself: a heading says so, and calls the return no rise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.published.records import Definition, Value
from dashboard.words.out_of_line import out_of_line, when_low, years_of_course
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


def _both(series: list[Value]) -> tuple[Value, Value]:
    return series[-1], next(one for one in series if one.period == "2025T2")


@pytest.mark.parametrize(
    ("sizes", "is_low"),
    [
        # The eight before: one or two low, and now among the others.
        ("15 15 18 17 12 13 19 17 18", True),
        ("15 15 18 17 16 13 19 17 18", True),
        ("15 15 12 13 14 19 13 12 14", False),
        # As low were three of them, or as low as one of the others.
        ("15 12 18 17 12 13 19 17 18", None),
        ("13 15 18 17 16 13 19 13 18", None),
        # Higher than all others is a rise.
        ("15 15 18 17 12 13 19 17 20", None),
        # Hidden, too few, and no change.
        ("15 .. 18 17 12 13 19 17 18", None),
        ("15 18 17 12 13 19 17 18", None),
        ("15 15 18 17 16 13 19 17 13", None),
    ],
)
def test_a_year_ago_was_out_of_line_where_a_quarter_at_most_was_as_low_and_now_is_as_the_others(
    sizes: str, is_low: bool | None
) -> None:
    series = _course(sizes)
    found = out_of_line(series, *_both(series))
    assert (found and found.is_low) is is_low
    assert found is None or (found.first, found.kind) == ("2023T3", "tertial")


def test_a_figure_of_a_shorter_time_or_under_way_is_set_beside_no_course() -> None:
    series = _course("15 15 18 17 12 13 19 17 18")
    now, before = _both(series)
    assert out_of_line(series, replace(now, preliminary=True), before) is None
    joined = [replace(series[0], reason="med_fran:2023-10-01"), *series[1:]]
    assert out_of_line(joined, now, before) is None


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
            "HVB kostar 17,81 mnkr, inte mer än det har varit sedan T3 2023; T2 2025 var kostnaden låg (12,72 mnkr)",
        ),
        (
            "{how} barn bor i {part}",
            _CHILDREN,
            "56 69 66 67 76 83 81 93 89 95 94 89 85",
            "85 barn bor i HVB, ned från 95 T2 2025 efter 3 års ökning",
        ),
        (
            "{how} barn bor i {part}",
            _CHILDREN,
            "20 20 21 23 21 14 10 26 19 20",
            "20 barn bor i HVB, inte fler än det har varit sedan T3 2023; T2 2025 var antalet lågt (10)",
        ),
        # One has other words than several, and what is the highest of all is news.
        ("{how} barn bor i {part}", _CHILDREN, "7 1 2 8 2 2 9 2 2 10 2 2 1", "Färre barn bor i HVB: 1, mot 10 T2 2025"),
        (
            "{how} barn bor i {part}",
            _CHILDREN,
            "20 20 21 23 21 14 10 26 19 30",
            "Fler barn bor i HVB än någon gång sedan T2 2023: 30, mot 10 T2 2025",
        ),
    ],
)  # fmt: skip
def test_a_heading_says_what_the_year_before_was(
    said: str, definition: Definition, sizes: str, words: str
) -> None:
    series = _course(sizes)
    now, before = _both(series)
    part = Course("HVB", now, before, series)
    assert plain(changed_title(said, part, definition, BEFORE, _LABELS)) == words


def test_a_change_is_followed_by_what_it_is_a_change_from() -> None:
    series = _course("15 15 18 17 12 13 19 17 18")
    now, before = _both(series)
    assert when_low(series, now, before, _CHILDREN) == ", då antalet var lågt"
    assert when_low(series, now, before, _KRONOR) == ", då kostnaden var låg"
    assert when_low(series, now, before, definition_of("dagar", "median")) == ", då det var lågt"
    assert when_low(series[1:], now, before, _CHILDREN) == ""
