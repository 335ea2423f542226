"""What is said of GFO's own economy: the part of the budget that is used, the whole year, and its items."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from dashboard.charts.economy import Against, draw_economy
from dashboard.charts.palette import LIGHT
from dashboard.words.economy import gone, items_title, so_far, used_title
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, text_of


def test_the_used_part_of_the_budget_stands_beside_the_part_of_the_year_that_has_gone() -> None:
    day = date(2026, 4, 30)
    title = used_title(Decimal(2_892_018), 9_155_000, day)
    assert title == "31,6\u00a0% av årets budget hade använts den 30 april 2026"
    assert gone(day) == "Då hade 4 av årets 12 månader gått, 33,3\u00a0%."
    assert used_title(Decimal(0), 9_155_000, day).startswith("0,0\u00a0% av")


def test_the_item_farthest_from_its_budget_is_named() -> None:
    items = {"Personal": Decimal(134_232), "Lokaler": Decimal(-2_183)}
    title = items_title(items, "T1 2026").replace("\u00a0", " ")
    assert title == "Personal kostade 134 232 kr mindre än budget under T1 2026, den största avvikelsen"
    turned = items_title({name: -amount for name, amount in items.items()}, "T1 2026")
    assert "kostade 134\u00a0232\u00a0kr mer än budget" in turned
    for amount, word in ((5, "högre"), (-5, "lägre")):
        said = items_title({"Intäkter": Decimal(amount)}, "T1 2026", "Intäkter").replace("\u00a0", " ")
        assert said == f"Intäkter blev 5 kr {word} än budget under T1 2026, den största avvikelsen"
    for none in ({}, {"Stöd": Decimal(0)}, {"Stöd": Decimal(5), "Lokaler": Decimal(-5)}):
        assert items_title(none, "T1 2026") == "Posterna under T1 2026"


def test_a_whole_year_is_set_beside_its_own_budget() -> None:
    said = so_far("hela 2025", Decimal(8_889_000), Decimal(9_068_861), whole=True).replace("\u00a0", " ")
    assert said == "Hela 2025 kostade GFO 9 068 861 kr, 179 861 kr över budgeten på 8 889 000 kr."


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("ekonomi", {}, "Staplar uppåt: under budget."),
        ("", {}, "GFO:s avvikelse mot budget: uppåt: under budget."),
        ("nyckeltal", {"visa": "gfo_deviation"}, "Kronor per tertial, GFO; uppåt: under budget"),
        ("nyckeltal", {"visa": "gfo_deviation"}, "Uppåt: kostade mindre eller gav mer än budget."),
    ],
)
def test_what_lies_under_budget_rises_and_every_picture_of_it_says_so(
    open_page: OpenPage, path: str, query: dict[str, str], said: str
) -> None:
    page = text_of(open_page(path, {"kommun": "gfo", "period": "2026T2", **query}))
    assert said in page
    assert "Staplar uppåt" not in text_of(open_page("remisser", {"kommun": "gfo", "period": "2026T2"}))


def _tertials(*left: int | None) -> list[Against]:
    return [
        Against(
            f"{2025 + n // 3}T{n % 3 + 1}",
            Decimal(3_000_000),
            None if size is None else Decimal(3_000_000 - size),
            "missing" if size is None else "ok",
        )
        for n, size in enumerate(left)
    ]


def test_a_tertial_is_a_bar_of_what_it_cost_less_or_more_than_its_budget() -> None:
    tertials = _tertials(-80_000, None, 160_000, 71_021)
    sent = draw_economy(tertials, {one.period: one.period for one in tertials}, LIGHT, chosen="2026T1")
    (bars,) = sent["data"]
    assert bars["y"] == [-80_000, None, 160_000, 71_021]
    assert bars["marker"]["color"] == [LIGHT.mark, LIGHT.mark, LIGHT.mark, LIGHT.accent]
    ticks = [text.replace("\u00a0", " ") for text in sent["layout"]["yaxis"]["ticktext"]]
    under = [f"{size} tkr<br>under" for size in (50, 100, 150, 200)]
    assert ticks == ["100 tkr<br>över", "50 tkr<br>över", "0", *under]
    texts = [note["text"].replace("\u00a0", " ") for note in sent["layout"]["annotations"]]
    assert texts == ["–", "<b>71 tkr<br>under</b>"]
    assert "Budget: 3\u00a0000\u00a0000\u00a0kr<br>Utfall: 2\u00a0840" in bars["hovertext"][2]


def test_the_table_of_the_chart_keeps_budget_and_cost_beside_the_difference(
    open_page: OpenPage, demo: Demo
) -> None:
    said = text_of(open_page("ekonomi", {"version": "2", "period": "2026T2"}, demo.home))
    said = said.replace("\u00a0", " ")
    assert "Kronor mot budget per tertial, utan ägarnas bidrag; uppåt: under budget." in said
    row = said.split("<caption>GFO kostade", 1)[1].split('<th scope="row">T2 2026</th>', 1)[1]
    cells = re.findall(r">([^<]*)</td>", row.split("</tr>", 1)[0])
    budget, cost = (int(cell.removesuffix(" kr").replace(" ", "")) for cell in cells[:2])
    assert cells[2] == f"{budget - cost:,} kr under".replace(",", " ")
