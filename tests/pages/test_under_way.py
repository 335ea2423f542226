"""A period under way is no whole one: how far it has come, in words and as a bar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.published.records import PeriodInfo
from dashboard.words.absence import bars_legend
from dashboard.words.periods import how_far, in_brief
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, opened
from tests.pages.fixtures.records import BEFORE, T2, plain, value_of

_DAY = date(2026, 8, 31)
_YEAR = PeriodInfo("2026", "year", "2026", date(2026, 1, 1), date(2026, 12, 31), True)
_BLOCK = PeriodInfo("2025-2027", "block", "2025–2027", date(2025, 1, 1), date(2027, 12, 31), True)
_SAME = PeriodInfo(
    "2025D0831", "same_days", "1 januari–31 augusti 2025", date(2025, 1, 1), date(2025, 8, 31), False
)


@pytest.mark.parametrize(
    ("period", "measure", "day", "said"),
    [
        (_YEAR, "sum", _DAY, "januari–augusti"),
        (_YEAR, "sum", date(2026, 1, 31), "januari"),
        (_YEAR, "sum", date(2026, 10, 15), "till och med 15 oktober"),
        (_YEAR, "stock", _DAY, "den 31 augusti 2026"),
        (_BLOCK, "sum", _DAY, "till och med 31 augusti 2026"),
    ],
)
def test_how_far_a_period_has_come(period: PeriodInfo, measure: str, day: date, said: str) -> None:
    assert how_far(period, measure, day) == said


def test_a_narrow_column_says_which_period_it_is_of() -> None:
    assert [in_brief(one) for one in (T2, BEFORE, _YEAR, _SAME)] == [
        "T2 2026",
        "T2 2025",
        "hittills 2026",
        "samma tid 2025",
    ]


def test_dashed_bars_are_explained_by_what_is_not_over() -> None:
    so_far = replace(value_of("3"), period="2026", preliminary=True)
    assert bars_legend([so_far], [_YEAR], "sum", _DAY) == "Streckad stapel, 2026: januari–augusti."
    assert bars_legend([so_far], [_YEAR], "stock", _DAY) == "Streckad stapel: den 31 augusti 2026."
    # A period that is over may be followed up still.
    followed = replace(so_far, period="2025")
    assert bars_legend([followed], [_YEAR], "sum", _DAY) == "Streckade staplar: uppföljningen är inte slut."
    assert bars_legend([followed, so_far], [_YEAR], "sum", _DAY) == (
        "Streckad stapel, 2026: januari–augusti. Andra streckade staplar: uppföljningen är inte slut."
    )
    whole = replace(so_far, preliminary=False)
    assert bars_legend([whole], [_YEAR], "sum", _DAY) == ""


@pytest.mark.parametrize(("page", "more"), [("placeringar", {}), ("nyckeltal", {"visa": "placement_cost"})])
def test_a_year_under_way_is_no_whole_bar_and_is_set_beside_as_many_days(
    open_page: OpenPage, demo: Demo, page: str, more: dict[str, str]
) -> None:
    query = {"kommun": "gfo", "period": "2026", "version": "2", **more}
    said = plain(opened(open_page, demo, page, "styrgrupp", **query))
    assert "Streckad stapel, 2026: januari–augusti." in said
    for bars in re.findall(r'<div class="bars"[^>]*>(.*?)</div>', said):
        *former, (kind, height) = re.findall(r'<i class="([^"]*)" style="height:(\d+)%', bars)
        # Nothing so far has no bar.
        assert kind == ("now preliminary" if int(height) else "now")
        assert not any("preliminary" in one for one, _height in former)
    if page == "placeringar":
        assert re.search(r"HVB kostar mer: [\d,]+ mnkr, mot [\d,]+ mnkr samma tid 2025<", said)
        assert "Placeringskostnad<br>hittills 2026</th>" in said
        assert "Placeringskostnad<br>samma tid 2025</th>" in said
