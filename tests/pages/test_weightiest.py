"""A heading over parts in time says which has changed most since a year earlier, and nothing where none has."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.published.records import Definition, PeriodInfo
from dashboard.words.weightiest import Course, changed_title, weightiest
from pipelines.home import DataHome
from tests.pages.fixtures.opening import OpenPage, text_of
from tests.pages.fixtures.published_file import write_published
from tests.pages.fixtures.records import BEFORE, T2, definition_of, plain, value_of

_LABELS = {f"{year}T{n}": f"T{n} {year}" for year in (2024, 2025, 2026) for n in (1, 2, 3)}
_LIVE, _COST = "{how} barn bor i {part}", "{part} kostar {how}"


CHILDREN, KRONOR = definition_of("unika barn", "stock"), definition_of("kr", "sum")


def _course(name: str, now: str | None, before: str | None, former: str = "") -> Course:
    """`former`: the figures of the tertials up to the one before the period; `..` a hidden one."""
    first = value_of(before, "ok" if before else "missing")
    ended = value_of(now, "ok" if now else "hidden")
    periods = list(_LABELS)[7 - len(former.split()) : 7]
    shown = [
        replace(value_of(None if size == ".." else size, "hidden" if size == ".." else "ok"), period=period)
        for period, size in zip(periods, former.split(), strict=True)
    ]
    return Course(name, ended, first, [*shown, ended])


def _title(said: str, parts: list[Course], definition: Definition, compared: PeriodInfo = BEFORE) -> str:
    found = weightiest(parts, definition, compared)
    return plain(changed_title(said, found, definition, compared, _LABELS)) if found else ""


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("30", "42", "Färre barn bor i konsulentstött familjehem: 30, mot 42 T2 2025"),
        ("42", "30", "Fler barn bor i konsulentstött familjehem: 42, mot 30 T2 2025"),
        ("11", "22", "Hälften så många barn bor i konsulentstött familjehem: 11, mot 22 T2 2025"),
        ("8", "4", "Dubbelt så många barn bor i konsulentstött familjehem: 8, mot 4 T2 2025"),
        ("1", "4", "Färre barn bor i konsulentstött familjehem: 1, mot 4 T2 2025"),
        ("0", "4", "Inga barn bor i konsulentstött familjehem, mot 4 T2 2025"),
        ("3", "0", "Fler barn bor i konsulentstött familjehem: 3, mot 0 T2 2025"),
        # A handful, and a small part of many, are no news.
        ("2", "0", ""),
        ("4", "2", ""),
        ("88", "94", ""),
        ("4", "4", ""),
        (None, "40", ""),
        ("40", None, ""),
    ],
)
def test_the_number_and_what_it_was_stand_beside_the_word(
    now: str | None, before: str | None, said: str
) -> None:
    assert _title(_LIVE, [_course("Konsulentstött familjehem", now, before)], CHILDREN) == said


def test_a_part_that_went_the_other_way_than_all_of_them_is_not_the_heading() -> None:
    parts = [
        _course("SiS", "0", "1310000"),
        _course("HVB", "3530000", "3180000"),
        _course("Jourhem", "2460000", "1000000"),
    ]
    assert _title(_COST, parts, KRONOR) == "Jourhem kostar mer: 2,46 mnkr, mot 1,00 mnkr T2 2025"
    # Where nothing that went along is news, the largest is told all the same.
    assert _title(_COST, [*parts[:1], _course("HVB", "31500000", "30100000")], KRONOR).startswith(
        "SiS kostar"
    )


@pytest.mark.parametrize(
    ("former", "beside"),
    [
        # The eye sees a fall from the tertial before, as large or larger.
        ("5 6 22", "; T1 2026 var det 22"),
        ("5 6 17", "; T1 2026 var det 17"),
        ("5 6 13", None),
        ("5 6 8", None),
        ("5 6 ..", None),
    ],
)
def test_what_went_the_other_way_since_the_period_before_is_told_too(former: str, beside: str | None) -> None:
    said = _title(_LIVE, [_course("HVB", "11", "5", former)], CHILDREN)
    told = "Fler barn bor i HVB: 11, mot 5 T2 2025"
    assert said.startswith(told)
    assert (said == told + beside) if beside else " var det " not in said


def test_the_part_whose_number_has_moved_most_is_told_of_those_that_are_shown() -> None:
    home, hvb, sis = _course("Jourhem", "5", "1"), _course("HVB", "30", "36"), _course("SiS", None, "40")
    assert _title(_LIVE, [home, hvb, sis], CHILDREN) == "Färre barn bor i HVB: 30, mot 36 T2 2025"
    # 88 of 94 moved as far, and is a small part of it.
    many = _course("Nätverkshem", "88", "96")
    assert _title(_LIVE, [many, hvb], CHILDREN).startswith("Färre barn bor i HVB")
    alike = _course("Akutfamilj", "9", "3")
    assert _title(_LIVE, [hvb, alike], CHILDREN).startswith("Fler barn bor i akutfamilj")


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("19190000", "16860000", "HVB kostar mer: 19,19 mnkr, mot 16,86 mnkr T2 2025"),
        ("950000", "1510000", "HVB kostar mindre: 0,95 mnkr, mot 1,51 mnkr T2 2025"),
        ("0", "1510000", "HVB kostar ingenting, mot 1,51 mnkr T2 2025"),
        ("16900000", "16860000", ""),
    ],
)
def test_kronor_have_their_own_words(now: str, before: str, said: str) -> None:
    assert _title(_COST, [_course("HVB", now, before)], KRONOR) == said


@pytest.mark.parametrize(
    ("former", "since"),
    [
        ("17 18 12 15 16", " än vid något tertialslut sedan T3 2024"),
        # As high before, hidden before, or too few to compare with.
        ("17 19 12 15 16", ""),
        ("17 .. 12 15 16", ""),
        ("12 15 16", ""),
    ],
)
def test_the_highest_of_all_that_the_chart_shows_is_said_to_be(former: str, since: str) -> None:
    said = _title(_LIVE, [_course("HVB", "19", "12", former)], CHILDREN)
    assert said == f"Fler barn bor i HVB{since}: 19, mot 12 T2 2025"


def test_what_is_awaited_after_the_period_does_not_hide_that_it_was_the_highest() -> None:
    part = _course("HVB", "19", "12", "17 18 12 15 16")
    later = replace(value_of(None, "missing"), period="2026T3")
    awaited = replace(part, shown=[*part.shown, later])
    assert "än vid något tertialslut sedan T3 2024" in _title(_LIVE, [awaited], CHILDREN)
    between = replace(part, shown=[part.shown[0], replace(later, period="2025T1"), *part.shown[2:]])
    assert "än någon gång" not in _title(_LIVE, [between], CHILDREN)
    higher = replace(part, shown=[*part.shown, replace(value_of("20"), period="2026T3")])
    assert "än någon gång" not in _title(_LIVE, [higher], CHILDREN)


def test_the_year_so_far_is_of_other_lengths_than_those_before_it() -> None:
    until = replace(BEFORE, period="2025T2Y", kind="ytd", label="januari–augusti 2025")
    part = _course("HVB", "19", "12", "17 18 12 15 16")
    assert _title("{how} {part}", [part], definition_of("remisser", "flow"), until) == (
        "Fler HVB: 19, mot 12 i januari–augusti 2025"
    )


@pytest.mark.parametrize(
    ("kind", "label", "measure", "when"),
    [
        ("month", "maj 2025", "flow", "i maj 2025"),
        ("year", "2025", "flow", "under 2025"),
        ("year", "2025", "stock", "vid slutet av 2025"),
        ("block", "2023–2025", "stock", "den 31 augusti 2025"),
        ("same_days", "1 maj–15 juli 2025", "flow", "samma tid 2025"),
    ],
)
def test_a_period_is_never_read_as_one_with_the_number_before_it(
    kind: str, label: str, measure: str, when: str
) -> None:
    compared = replace(BEFORE, kind=kind, label=label, last_day=date(2025, 8, 31))
    said = _title(
        "{how} {part}", [_course("Platser", "5", "1")], definition_of("remisser", measure), compared
    )
    assert said == f"Fler platser: 5, mot 1 {when}"


def test_a_period_under_way_is_set_beside_as_many_days_or_nothing() -> None:
    part = _course("HVB", "9", "3")
    under_way = replace(part, now=replace(part.now, preliminary=True))
    assert weightiest([under_way], CHILDREN, BEFORE) is None
    days = replace(BEFORE, kind="same_days", label="1 maj–15 juli 2025", last_day=date(2025, 7, 15))
    assert _title(_LIVE, [under_way], CHILDREN, days) == "Fler barn bor i HVB: 9, mot 3 den 15 juli 2025"
    joined = replace(part, now=replace(part.now, reason="med_fran:2026-06-01"))
    assert weightiest([joined], CHILDREN, BEFORE) is None
    assert weightiest([part], definition_of("procent", "ratio"), BEFORE) is None


def test_an_older_period_than_the_pages_is_named() -> None:
    part = _course("HVB", "9", "3")
    said = changed_title(_LIVE, part, CHILDREN, BEFORE, _LABELS, T2)
    assert said == "Fler barn bor i HVB: 9 T2 2026, mot 3 T2 2025"


def test_the_part_that_the_heading_names_is_never_folded_away(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "update kpi_value set value = case when cut <> 'form=sis' then 50 when period = '2025T2' then 1 else 8 end"
            " where kpi = 'children_in_care' and area = 'GFO' and cut like 'form=%'"
        )
    said = plain(text_of(open_page("placeringar", {"kommun": "gfo", "period": "2026T2"}, home)))
    title = "Fler barn bor i SiS: 8, mot 1 T2 2025; antalet har varit 8 tre tertialslut i rad"
    tiles = said.split(title, 1)[1].split("<details", 1)[0]
    assert re.findall(r'class="value">(\d+)<', tiles) == ["8", "50", "50", "50"]
