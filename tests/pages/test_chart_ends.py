"""What stands at the right end of lines: each at its own mark and off every other, on a phone and on a wide screen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from dashboard.charts.ends import COLUMN, End, name_ends, spread
from dashboard.charts.lines import draw_lines
from dashboard.charts.palette import LIGHT
from dashboard.charts.trend import draw_trend
from dashboard.published.records import Definition, Usual, Value
from dashboard.words import formats
from dashboard.words.own_and_bought import short
from tests.pages.fixtures.records import definition_of, value_of

DAYS = definition_of("dagar", "median")
# Inside of the plots of a phone and of a wide screen, in pixels, less what stands beside them.
WIDTHS = {390: 350, 1440: 1140}
RING, DIAMOND = 8, 5
_FORMS = ("Konsulentstött familjehem", "Familjehem via GFO", "Kommunens egna familjehem")


def _drawn(
    sizes: list[str],
    *,
    aim: str = "",
    held: str = "",
    gfo: list[str] | None = None,
    usual: Mapping[str, Usual] | None = None,
    chosen: int = -1,
    compared: int = 0,
    definition: Definition = DAYS,
) -> dict[str, Any]:
    periods = [f"{2019 + n // 3}T{n % 3 + 1}" for n in range(len(sizes))]

    def values(numbers: list[str], area: str) -> list[Value]:
        return [replace(value_of(n), period=p, area=area) for p, n in zip(periods, numbers, strict=True)]

    return draw_trend(
        values(sizes, "2262"),
        "Timrå",
        definition,
        {period: period for period in periods},
        LIGHT,
        chosen=periods[chosen],
        compared=periods[compared] if compared else "",
        aims=dict.fromkeys(periods[-2:], Decimal(aim)) if aim else {},
        held=Decimal(held) if held else None,
        second=("Timrå", "GFO", values(gfo, "GFO")) if gfo else None,
        usual=usual,
    )


def _ends(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    return [note for note in drawn["layout"]["annotations"] if note.get("xref") == "paper"]


def _pixel(drawn: dict[str, Any]) -> float:
    layout = drawn["layout"]
    bottom, top = layout["yaxis"]["range"]
    return float((layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]) / (top - bottom))


COURSE = ["51", "33", "52", "40", "46", "32", "55", "52", "20", "36", "32", "50"]


@pytest.mark.parametrize(
    ("newest", "aim", "held", "order"),
    [
        # What the goal is and what is held to it lie nearer than two rows.
        ("82", "45", "49", ["Mål 45", "12 mån 49", "82"]),
        ("43", "45", "66", ["43", "Mål 45", "12 mån 66"]),
        # The newest at the same height as what is held, and as the goal.
        ("44", "55", "43", ["12 mån 43", "44", "Mål 55"]),
        ("45", "45", "45", ["12 mån 45", "45", "Mål 45"]),
        ("26", "30", "", ["26", "Mål 30"]),
    ],
)
def test_ends_stand_in_the_order_of_their_marks_and_apart(
    newest: str, aim: str, held: str, order: list[str]
) -> None:
    drawn = _drawn([*COURSE, newest], aim=aim, held=held)
    ends, pixel = _ends(drawn), _pixel(drawn)
    assert [re.sub("</?b>", "", note["text"]) for note in ends] == order
    assert all((above["y"] - below["y"]) * pixel >= 15.9 for below, above in pairwise(ends))
    # Each is tied to its own mark, and the tie ends at the name's own height.
    ties = [shape for shape in drawn["layout"]["shapes"] if shape["type"] == "path"]
    for note, tie in zip(ends, ties, strict=True):
        assert tie["yanchor"] == float(re.sub(r"\D", "", note["text"].removeprefix("12 mån")))
        up = float(tie["path"].rsplit(",", 1)[1])
        assert abs((note["y"] - tie["yanchor"]) * pixel - up) < 0.1


@pytest.mark.parametrize("width", list(WIDTHS))
@pytest.mark.parametrize("periods", [7, 13, 23])
def test_no_end_lies_on_a_ring_or_a_diamond_or_within_the_plot(width: int, periods: int) -> None:
    drawn = _drawn([*(2 * COURSE)[: periods - 1], "44"], aim="45", held="43")
    layout = drawn["layout"]
    left, edge = layout["xaxis"]["range"]
    period = (WIDTHS[width] - layout["margin"]["r"]) / (edge - left)
    assert {note["xshift"] for note in _ends(drawn)} == {COLUMN}
    column = (edge - (periods - 1)) * period + COLUMN
    assert column > RING + 3
    (diamond,) = [one for one in drawn["data"] if one.get("marker", {}).get("symbol") == "diamond"]
    aside = diamond["marker"]["standoff"]
    assert RING + DIAMOND < aside < column - DIAMOND
    # To the right: a marker stands off against its own direction.
    assert diamond["marker"]["angle"] == -90
    # The longest has room, and the plot half of a phone.
    assert layout["margin"]["r"] - COLUMN >= 6 * max(
        len(note["text"]) for note in _ends(drawn) if "<" not in note["text"]
    )
    assert layout["margin"]["r"] < 175


def test_the_goal_reaches_the_column_and_no_figure_is_written_on_it() -> None:
    drawn = _drawn([*COURSE, "26"], aim="30", compared=-4)
    layout = drawn["layout"]
    goal = [shape for shape in layout["shapes"] if shape["line"].get("dash") == "5px,3px"]
    assert goal[-1]["x1"] == layout["xaxis"]["range"][1]
    assert [note for note in layout["annotations"] if note.get("xref") != "paper"] == []
    assert not [one for one in drawn["data"] if "text" in one["mode"]]


def test_two_lines_their_goal_and_their_figures_are_one_column() -> None:
    drawn = _drawn([*COURSE, "67"], gfo=[*COURSE, "43"], aim="45")
    assert [note["text"] for note in _ends(drawn)] == ["GFO 43", "Mål 45", "<b>Timrå 67</b>"]


@pytest.mark.parametrize(
    ("millions", "side"),
    [
        # Over a falling line its wide words would be cut by what it comes down from, and under a rising one too.
        ([9, 9, 9, 9, 9, 9, 9, 8, 8, 8, 6, 6, 6, 6, 6, 6, 6, 6], "top"),
        ([1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4], "bottom"),
        # Below is the axis.
        ([9, 9, 9, 9, 9, 9, 9, 2, 1, 1, 0, 9, 9, 9, 9, 9, 9, 9], "bottom"),
    ],
)
def test_a_figure_in_the_middle_of_a_line_stands_where_the_line_strikes_it_least(
    millions: list[int], side: str
) -> None:
    sizes = [str(size * 1_000_000) for size in millions]
    drawn = _drawn(sizes, chosen=10, definition=definition_of("kr", "sum"))
    (note,) = [note for note in drawn["layout"]["annotations"] if note.get("xref") != "paper"]
    assert note["x"] == 10
    assert note["yanchor"] == side


def test_a_figure_within_a_line_stands_off_the_line_and_the_goal_that_are_on_both_sides_of_it() -> None:
    # The line comes down to it past the goal, and goes on down.
    drawn = _drawn(["48", "53", "48", "47", "41", "59", "46", "29"], aim="50", chosen=-2)
    (note,) = [note for note in drawn["layout"]["annotations"] if note.get("xref") != "paper"]
    assert (note["text"], note["yanchor"]) == ("46", "top")


def test_each_of_a_few_lines_has_its_name_over_its_newest_figure_and_no_legend() -> None:
    periods = [f"{2024 + n // 3}T{n % 3 + 1}" for n in range(6)]

    def cost(*kronor: int) -> list[Value]:
        every = zip(periods, kronor, strict=False)
        return [replace(value_of(str(size)), period=period, area="GFO") for period, size in every]

    drawn = draw_lines(
        [
            (_FORMS[0], cost(2500, 2600, 2700, 2800, 2850, 2909), "front"),
            (_FORMS[1], cost(1100, 1110, 1120, 1200, 1250, 1263), "dash"),
            # Known until the tertial before.
            (_FORMS[2], cost(1000, 1010, 1020, 1100, 1139), "back"),
        ],
        definition_of("kr", "price"),
        {period: period for period in periods},
        LIGHT,
        short={name: short(name) for name in _FORMS},
    )
    ends = _ends(drawn)
    assert [note["text"].replace(formats.NBSP, " ") for note in ends] == [
        "Kommunens egna<br>1 139 kr (2025T2)",
        "Via GFO<br>1 263 kr",
        "<b>Konsulentstött<br>2 909 kr</b>",
    ]
    assert not drawn["layout"]["showlegend"]
    # Two rows each.
    assert (ends[1]["y"] - ends[0]["y"]) * _pixel(drawn) >= 34.9


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Lämnade 10", "Kom till banken 4"], ["Kom till<br>banken 4", "<b>Lämnade<br>10</b>"]),
        (["Örnsköldsvik 44 %", "GFO 41 %"], ["GFO 41 %", "<b>Örnsköldsvik<br>44 %</b>"]),
        (["Timrå 44 %", "12 mån 43 %"], ["12 mån 43 %", "<b>Timrå 44 %</b>"]),
    ],
)
def test_few_long_names_have_two_rows_so_that_a_phone_has_room_for_the_lines(
    names: list[str], told: list[str]
) -> None:
    layout: dict[str, Any] = {
        "height": 276,
        "margin": {"t": 12, "b": 40},
        "yaxis": {"range": [0, 10]},
        "xaxis": {},
        "annotations": [],
        "shapes": [],
    }
    ends = [
        End("2026T1", height, name.replace(" %", f"{formats.NBSP}%"), "", own=not n)
        for n, (name, height) in enumerate(zip(names, (9.0, 1.0), strict=True))
    ]
    name_ends(layout, ends, ["2025T3", "2026T1"])
    assert [note["text"].replace(formats.NBSP, " ") for note in layout["annotations"]] == told
    assert layout["margin"]["r"] <= 116


def test_the_usual_field_leaps_where_it_is_counted_anew_and_has_no_slope_and_no_line() -> None:
    periods = [f"{2019 + n // 3}T{n % 3 + 1}" for n in range(13)]
    usual = {
        period: Usual(5.0, *((40.0, 52.0) if n < 8 else (39.0, 47.0)), False)
        for n, period in enumerate(periods[1:], start=1)
    }
    drawn = _drawn([*COURSE, "43"], usual=usual)
    fields = [shape for shape in drawn["layout"]["shapes"] if shape["type"] == "rect"]
    assert [(one["x0"], one["x1"], one["y0"], one["y1"]) for one in fields] == [
        (0.5, 7.5, 40.0, 52.0),
        (7.5, 12.5, 39.0, 47.0),
    ]
    assert [one for one in drawn["data"] if "fill" in one or one.get("line", {}).get("dash") == "dot"] == []


def test_gridlines_are_solid_since_what_is_dashed_is_a_target() -> None:
    axis = _drawn(COURSE)["layout"]["yaxis"]
    assert "griddash" not in axis
    assert axis["gridcolor"] == LIGHT.grid


def test_names_at_the_lines_ends_keep_their_order_and_never_touch() -> None:
    for heights in (
        [0.0, 0.0, 0.0],
        [5.0, 5.1, 5.2, 90.0],
        [96.0, 99.0, 100.0],
        [0.0, 9.0, 12.0, 13.0, 99.0],
    ):
        found = spread(heights, 10, 100)
        assert all(after - before >= 10 - 1e-9 for before, after in pairwise(found))
        assert found[0] >= 5
        assert found[-1] <= 95
    # What has room stands where its line ends.
    assert spread([20.0, 50.0], 10, 100) == [20.0, 50.0]
