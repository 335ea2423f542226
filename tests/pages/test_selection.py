"""A selection and its address are the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.published.records import PeriodInfo
from dashboard.reader.selection import Selection, nearest, parse
from pipelines.periods import Period

NAMES = {"GFO": "GFO", "2262": "Timrå", "2260": "Ånge", "2284": "Örnsköldsvik"}
PERIODS = ("2025T3", "2026T1", "2026T2")
FALLBACK = Selection("GFO", "2026T2")
words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=9).filter(lambda word: word != "period")
# "kommun" and "version" are the selection's own words and cannot name a page's choice.
choices = st.dictionaries(
    words.filter(lambda word: word not in ("kommun", "version")), st.text(max_size=200), max_size=4
)


@given(
    area=st.sampled_from(sorted(NAMES)),
    period=st.sampled_from(PERIODS),
    build=st.none() | st.text("abc123-", min_size=1, max_size=20),
    pairs=choices,
)
def test_every_selection_survives_its_address(
    area: str, period: str, build: str | None, pairs: dict[str, str]
) -> None:
    selection = Selection(area, period, build, tuple(sorted(pairs.items())))
    parsed = parse(selection.to_query(NAMES), NAMES, PERIODS, FALLBACK)
    assert parsed.selection == selection
    assert parsed.notes == ()


@given(
    query=st.dictionaries(
        st.sampled_from(["kommun", "period", "mote", "version", "matt"]), st.text(), max_size=5
    )
)
def test_any_address_gives_a_selection_that_can_be_shown(query: dict[str, str]) -> None:
    parsed = parse(query, NAMES, PERIODS, FALLBACK)
    assert parsed.selection.area in NAMES
    assert parsed.selection.period in PERIODS


def test_a_code_a_name_and_a_slug_all_name_the_kommun() -> None:
    for written in ("2284", "Örnsköldsvik", "ornskoldsvik", " ÖRNSKÖLDSVIK "):
        assert parse({"kommun": written}, NAMES, PERIODS, FALLBACK).selection.area == "2284"


def _info(text: str, *, preliminary: bool = False) -> PeriodInfo:
    found = Period.parse(text)
    return PeriodInfo(found.id, found.kind, found.label, found.first_day, found.last_day, preliminary)


@pytest.mark.parametrize(
    ("current", "periods", "chosen"),
    [
        ("2026T2", ("2025", "2026*"), "2025"),
        ("2026T2", ("2026-07", "2026-08", "2026-09*"), "2026-08"),
        ("2026T2", ("2026T1R3", "2026T2R3", "2026T3R3*"), "2026T2R3"),
        ("2026-05", ("2026T1", "2026T2", "2026T3*"), "2026T2"),
        ("2025", ("2025T2", "2025T3", "2026T1"), "2025T3"),
        ("2026T3*", ("2026T2Y", "2026T3Y*"), "2026T3Y"),
        ("2026T3*", ("2026-09", "2026-10*"), "2026-09"),
        ("2019T1", ("2020-2022", "2023-2025"), "2023-2025"),
    ],
)
def test_another_kind_of_period_begins_where_the_reader_was(
    current: str, periods: tuple[str, ...], chosen: str
) -> None:
    current_info, *others = (
        _info(text.removesuffix("*"), preliminary=text.endswith("*")) for text in (current, *periods)
    )
    assert nearest(others, current_info) == chosen


def test_three_years_begin_at_the_newest_block_that_is_whole() -> None:
    blocks = [_info("2020-2022"), _info("2023-2025"), _info("2026-2028", preliminary=True)]
    for current in (_info("2026T2"), _info("2026", preliminary=True)):
        assert nearest(blocks, current, under_way=True) == "2023-2025"
    assert nearest(blocks[2:], _info("2026T2")) == "2026-2028"
