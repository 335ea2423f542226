"""Homes that were there when the bank's register began came in no period: no line, no scale and no table has them."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from dashboard.published.opening_stock import CAME, opening_stock, without_opening
from dashboard.words.bank import register_began
from pipelines.kpi.words import REGISTER_BEGAN
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, figures_of, opened
from tests.pages.fixtures.records import plain, value_of

_CHOSEN = {"period": "2026T2", "version": "2"}


@pytest.mark.parametrize(
    ("kind", "held"),
    [("tertial", {"2019T1"}), ("month", {"2019-02"}), ("year", {"2019"}), ("ytd", {"2019T1Y", "2019T2Y", "2019T3Y"})],
)  # fmt: skip
def test_every_period_that_holds_the_opening_stock_is_without_it(
    demo: Demo, kind: str, held: set[str]
) -> None:
    figures = figures_of(demo.home)
    opening = opening_stock(figures, CAME, "GFO")
    assert opening is not None
    assert opening.homes == figures.value(CAME, "GFO", "2019T1").value
    before = figures.series(CAME, "GFO", kind)
    after = without_opening(before, opening)
    assert {value.period for value in after if value.reason == REGISTER_BEGAN} == held
    assert [value for value in after if value.period not in held] == [
        value for value in before if value.period not in held
    ]


def test_no_other_figure_has_an_opening_stock_and_none_is_left_out_without_one(demo: Demo) -> None:
    figures = figures_of(demo.home)
    assert opening_stock(figures, "homes_left_bank", "GFO") is None
    values = (replace(value_of("8"), kpi=CAME, period="2019T1"),)
    assert without_opening(values, None) == values


def test_the_chart_is_on_the_scale_of_what_came_and_says_what_it_leaves_out(
    open_page: OpenPage, demo: Demo
) -> None:
    query = {"som": "styrgrupp", "kommun": "gfo", **_CHOSEN}
    app = open_page("familjehem", query, demo.home)
    (sent,) = [
        json.loads(c.proto.spec)
        for c in app.get("plotly_chart")
        if "Hem som lämnade banken för" in c.proto.alt
    ]
    (came,) = [trace for trace in sent["data"] if trace.get("name") == "Kom till banken"]
    assert came["x"][0] == "2019T1"
    assert came["y"][0] is None
    homes = opening_stock(figures_of(demo.home), CAME, "GFO")
    assert homes is not None
    assert sent["layout"]["yaxis"]["range"][1] < homes.homes / 4
    said = plain(opened(open_page, demo, "familjehem", "styrgrupp", kommun="gfo", **_CHOSEN))
    told = plain(register_began(homes.homes, "T1 2019"))
    # Under the chart, and above the table of the bank; what a picture says is in an attribute.
    seen = re.sub(r'data-foot="[^"]*"', "", said)
    assert seen.count(told) == 2
    bank = seen.split(told, 1)[1].split("<table", 1)[1]
    row = bank.split('<th scope="row">T1 2019</th>', 1)[1].split("</tr>", 1)[0]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row)[3] == "–"


def test_the_figures_own_page_has_no_opening_stock_of_any_kommun(open_page: OpenPage, demo: Demo) -> None:
    said = plain(opened(open_page, demo, "nyckeltal", "styrgrupp", kommun="gfo", visa=CAME, **_CHOSEN))
    table = said.split(">Alla tertial</h2>", 1)[1]
    row = table.split('<th scope="row">T1 2019</th>', 1)[1].split("</tr>", 1)[0]
    assert set(re.findall(r"<td[^>]*>([^<]*)</td>", row)) == {"–"}
    assert "– = de som redan fanns skrevs in när registret började." in table


def test_what_is_not_drawn_is_not_explained(open_page: OpenPage, demo: Demo) -> None:
    said = opened(open_page, demo, "familjehem", "styrgrupp", kommun="timra", **_CHOSEN)
    chart = said.split("hem lämnade banken under", 1)[1].split("</p>", 1)[0]
    # The usual is none to none, and no tertial is unusual.
    assert "Hem per tertial, Timrå." in chart
    assert "blått fält" not in chart
    assert "fylld punkt" not in chart
