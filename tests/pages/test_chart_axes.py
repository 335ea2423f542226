"""A value axis: round steps, the last of them never below what is drawn."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from dashboard.charts.axes import value_axis
from dashboard.charts.drawing import period_ticks
from dashboard.published.records import Status, Value
from dashboard.views.menu import PAGES
from dashboard.words.series import charted
from pipelines.periods import Period
from tests.fixtures.matrix import rest_slow
from tests.pages.fixtures.opening import OpenPage


@pytest.mark.parametrize(
    ("highest", "lowest", "unit", "decimals", "written"),
    [
        (11_000, 0, "kr", 0, ["0", "2 tkr", "4 tkr", "6 tkr", "8 tkr", "10 tkr", "12 tkr"]),
        (2_441, 0, "kr per vårddygn", 0, ["0", "500 kr", "1 000 kr", "1 500 kr", "2 000 kr", "2 500 kr"]),
        (160_000, -85_000, "kr", 0, ["−100 tkr", "−50 tkr", "0", "50 tkr", "100 tkr", "150 tkr", "200 tkr"]),
        (13.1, 0, "per 1 000", 1, ["0", "5", "10", "15"]),
        (0.75, 0, "per 1 000", 2, ["0", "0,2", "0,4", "0,6", "0,8"]),
        (7, 0, "", 0, ["0", "1", "2", "3", "4", "5", "6", "7"]),
        (9, 0, "", 0, ["0", "2", "4", "6", "8", "10"]),
        (12_500, 0, "", 0, ["0", "5 000", "10 000", "15 000"]),
        (100, 0, "procent", 1, ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
        (0, 0, "", 0, ["0", "1"]),
        (-1, -3, "", 0, ["−3", "−2", "−1", "0"]),
    ],
)
def test_an_axis_has_round_steps_in_one_unit_from_below_the_lowest_to_above_the_highest(
    highest: float, lowest: float, unit: str, decimals: int, written: list[str]
) -> None:
    axis = value_axis(highest, lowest, unit=unit, decimals=decimals)
    assert [text.replace("\u00a0", " ") for text in axis["ticktext"]] == written
    assert axis["tickvals"][0] <= lowest
    assert axis["tickvals"][-1] >= highest
    assert axis["range"][0] == axis["tickvals"][0]
    # Above the highest figure there is room for its number, if not up to the last tick.
    assert axis["range"][1] >= max(axis["tickvals"][-1], 1.1 * highest)


@pytest.mark.parametrize("area", rest_slow(["gfo", "timra"], "timra".__eq__))
@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_no_line_and_no_column_reaches_above_the_last_tick(open_page: OpenPage, path: str, area: str) -> None:
    app = open_page("" if path == PAGES[0].path else path, {"kommun": area, "period": "2026T2"})
    for chart in app.get("plotly_chart"):
        sent = json.loads(chart.proto.spec)
        axis = sent["layout"]["yaxis"]
        if axis.get("type") == "category" or axis.get("visible") is False:
            continue
        drawn = [
            number
            for trace in sent["data"]
            for place, number in enumerate(trace["y"])
            if number is not None and "stack" not in sent["layout"].get("barmode", "")
        ]
        assert max(drawn, default=0) <= axis["tickvals"][-1]


def _of(period: str, reason: str = "") -> Value:
    number = None if reason else Decimal(4)
    status: Status = "missing" if reason else "ok"
    return Value("k", "", "2262", period, number, None, None, None, status, reason, False)


@pytest.mark.parametrize(
    ("outside", "chosen", "first"),
    [
        # From the year in which it joined, the tertials before it included, so that the years stand under their first.
        (("2019T1", "2021T3", "2022T1", "2022T2"), "2026T2", "2022T1"),
        ((), "2026T2", "2019T1"),
        # A chosen period from before is there to be seen.
        (("2019T1", "2021T3", "2022T1", "2022T2"), "2021T3", "2021T3"),
        # One that has not delivered was there.
        (("2019T1",), "2026T2", "2021T3"),
    ],
)
def test_a_kommuns_axis_begins_with_the_year_in_which_it_joined(
    outside: tuple[str, ...], chosen: str, first: str
) -> None:
    periods = ("2019T1", "2021T3", "2022T1", "2022T2", "2022T3", "2023T1", "2026T2")
    found = charted([_of(one, "ej_med" if one in outside else "") for one in periods], chosen, ())
    assert [value.period for value in found] == [one for one in periods if one >= first]


def test_three_years_under_way_are_drawn_where_they_are_chosen_alone() -> None:
    blocks = ("2020-2022", "2023-2025", "2026-2028")
    for chosen, drawn in ((blocks[1], blocks[:2]), (blocks[2], blocks)):
        found = charted([_of(one) for one in blocks], chosen, {"2026-2028", "2026"})
        assert tuple(value.period for value in found) == drawn
    # A year under way is told as such.
    assert len(charted([_of("2025"), _of("2026")], "2025", {"2026"})) == 2


@pytest.mark.parametrize(
    ("first", "named"),
    [
        # Its year stands under the first, where January is not close upon it: a phone names those with a year alone.
        ((2024, 3), ["mars<br>2024", "maj", "sep", "jan<br>2025"]),
        ((2023, 9), ["sep", "jan<br>2024", "maj", "sep"]),
        ((2023, 11), ["jan<br>2024", "maj", "sep", "jan<br>2025"]),
    ],
)
def test_months_are_named_so_that_their_years_can_be_read(first: tuple[int, int], named: list[str]) -> None:
    year, month = first
    months = [Period.month(year + (month + n - 1) // 12, (month + n - 1) % 12 + 1).id for n in range(15)]
    assert period_ticks(months)["ticktext"][:4] == named


def test_tertials_have_their_year_under_the_first_of_each() -> None:
    assert period_ticks(["2022T3", "2023T1", "2023T2"])["ticktext"] == ["T3", "T1<br>2023", "T2"]
    assert period_ticks(["2022T2", "2022T3", "2023T1"])["ticktext"] == ["T2<br>2022", "T3", "T1<br>2023"]
