"""The bars of what each kommun pays: names off the bars, and two proposals told apart from the parts of the key."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dashboard.charts.allocation import draw_before_after, draw_changes
from dashboard.charts.palette import DARK, LIGHT, Palette
from pipelines.home import DataHome
from tests.pages.fixtures.opening import OpenPage
from tests.pages.fixtures.small_allocation import write_small_allocation


def test_a_name_stands_off_a_bar_that_lies_left_of_zero() -> None:
    rows = [("Kramfors", 125_330, "+125 330 kr", False), ("Sollefteå", -17_897, "−17 897 kr", False)]
    assert draw_changes(rows, LIGHT)["layout"]["yaxis"]["ticklabelstandoff"] >= 6


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_second_proposal_is_pale_and_not_striped_as_the_placed_children_are(palette: Palette) -> None:
    words = ("Beslutat 2026", "Förslag 2026", "Förslag 2027")
    bars = draw_before_after([("Timrå", (3, 2, 1), "")], words, palette)["data"]
    assert not [bar for bar in bars if "pattern" in bar["marker"]]
    colours = {bar["name"]: bar["marker"]["color"] for bar in bars}
    assert colours == dict(zip(words, (palette.mark, palette.accent, palette.pale), strict=True))
    # Pale on the paper, it is seen by its edge.
    assert bars[0]["marker"]["line"]["color"] == palette.accent


def test_each_bar_of_a_proposal_of_two_years_is_called_by_what_it_is_and_its_year(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    # In spring, so that who leaves does so in the middle of a year.
    write_small_allocation(home, date(2024, 4, 30))
    app = open_page("fordelning", {"tank": "lamnar-timra"}, home)
    drawn = [json.loads(chart.proto.spec)["data"] for chart in app.get("plotly_chart")]
    names = next([bar["name"] for bar in data] for data in drawn if len(data) == 3)
    assert names[::-1] == ["Beslutat 2024", "Förslag 2024", "Förslag 2025"]
