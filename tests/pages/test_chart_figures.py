"""Every chart of every page is what Plotly takes: a page run itself does not check, since that is most of its time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import plotly.io
import pytest

from dashboard.blocks.ready_figure import ReadyFigure
from dashboard.charts.compared import ACROSS, UP, draw_compared
from dashboard.charts.country import YearLine, draw_years
from dashboard.charts.palette import DARK, LIGHT, Palette
from dashboard.charts.trend import axis_reach, draw_trend
from dashboard.published.records import Usual, Value
from dashboard.views.menu import PAGES
from dashboard.words.tables import Amount
from pipelines.periods import Period
from pipelines.signals import Point, compare_kommuner
from tests.fixtures.matrix import rest_slow
from tests.pages.fixtures.opening import OpenPage
from tests.pages.fixtures.records import definition_of, value_of


def _plain(value: Any) -> Any:
    """Without the properties that are null or an empty list, which say the same as silence."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items() if inner is not None and inner != []}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _without_template(figure: dict[str, Any]) -> Any:
    layout = {name: value for name, value in figure["layout"].items() if name != "template"}
    return _plain({"data": figure["data"], "layout": layout})


def _named_in_order(sent: dict[str, Any]) -> bool:
    """Whether a time axis of names says their order: Plotly would take them as the lines come, and one that begins
    later than another may come first."""
    axis = sent["layout"]["xaxis"]
    drawn = {str(place) for trace in sent["data"] for place in trace.get("x", ())}
    if axis.get("type") != "category" or not all(re.fullmatch(r"\d{4}(T\d|M\d\d)?.*", one) for one in drawn):
        return True
    said: list[str] = axis.get("categoryarray", [])
    return drawn <= set(said) and said == sorted(said, key=lambda one: Period.parse(one).last_day)


@pytest.mark.parametrize("area", rest_slow(["gfo", "timra"], "timra".__eq__))
@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_plotly_takes_every_chart_as_it_is_sent(open_page: OpenPage, path: str, area: str) -> None:
    app = open_page("" if path == PAGES[0].path else path, {"kommun": area, "period": "2026T2"})
    for chart in app.get("plotly_chart"):
        sent = json.loads(chart.proto.spec)
        checked = json.loads(plotly.io.to_json(go.Figure(sent), validate=False))
        assert _without_template(checked) == _without_template(sent)
        assert _named_in_order(sent)
        # A trace of another kind would miss its part of Plotly's defaults.
        assert {trace["type"] for trace in sent["data"]} <= set(sent["layout"]["template"]["data"])


def test_the_defaults_are_plotlys_own() -> None:
    sent = ReadyFigure({"data": [{"type": "bar", "y": [1]}], "layout": {"height": 100}}).to_dict()
    whole = plotly.io.templates["plotly"].to_plotly_json()
    for part in ("data", "layout"):
        kept = sent["layout"]["template"][part]
        assert kept
        assert kept == {name: whole[part][name] for name in kept}
    left_out = set(whole["layout"]) - set(sent["layout"]["template"]["layout"])
    # Each is a coordinate system or a colour scale that no line and no bar has.
    assert left_out <= {
        "coloraxis", "colorscale", "geo", "mapbox", "paper_bgcolor", "plot_bgcolor", "polar", "scene", "ternary",
    }  # fmt: skip
    assert sent["layout"]["height"] == 100


def test_near_kommuner_have_their_names_on_different_sides() -> None:
    names = {"2282": "Kramfors", "2262": "Timrå", "2280": "Härnösand", "2284": "Örnsköldsvik"}
    rates = {"2282": (53, 3800), "2262": (54, 3900), "2280": (56, 4000), "2284": (140, 12000)}
    points = {code: Point("2026T2", value, exposure) for code, (value, exposure) in rates.items()}
    found = {
        chosen: dict(zip(sent["text"], sent["textposition"], strict=True))
        for chosen in ("GFO", "2280")
        for sent in [draw_compared(compare_kommuner(points, names), names, chosen, LIGHT)["data"][-1]]
    }
    for places in found.values():
        assert len({places[name] for name in ("Kramfors", "Timrå", "Härnösand")}) == 3
        assert places["Örnsköldsvik"] == "middle left"
    # Who is chosen has the first choice.
    assert found["2280"]["Härnösand"] == "middle right"


def test_the_line_of_all_together_lies_under_the_names_and_both_axes_are_named() -> None:
    names = {
        "1": "Ånge",
        "2": "Kramfors",
        "3": "Sollefteå",
        "4": "Timrå",
        "5": "Härnösand",
        "6": "Örnsköldsvik",
    }
    rates = {
        "1": (20, 1880),
        "2": (60, 3720),
        "3": (54, 3980),
        "4": (67, 4190),
        "5": (78, 5640),
        "6": (148, 12800),
    }
    points = {code: Point("2025", value, exposure) for code, (value, exposure) in rates.items()}
    funnel = compare_kommuner(points, names)
    sent = draw_compared(funnel, names, "2", LIGHT)
    assert [(line["y0"], line["layer"]) for line in sent["layout"]["shapes"]] == [(funnel.centre, "below")]
    assert sent["layout"]["xaxis"]["title"]["text"] == ACROSS
    assert UP in [note["text"] for note in sent["layout"]["annotations"]]


def test_of_very_many_kommuner_the_chosen_one_alone_is_named() -> None:
    codes = [str(1000 + n) for n in range(13)]
    points = {code: Point("2025", 20.0 + n, 1000.0 * (n + 1)) for n, code in enumerate(codes)}
    names = {code: f"Kommun {code}" for code in codes}
    for count, named in ((12, 12), (13, 1)):
        few = {code: points[code] for code in codes[:count]}
        sent = draw_compared(compare_kommuner(few, names), names, "1003", LIGHT)["data"][-1]
        assert len([text for text in sent["text"] if text]) == named
        assert "Kommun 1003" in sent["text"]


def test_of_very_many_kommuner_those_told_of_say_all_when_pointed_at_and_the_others_their_figure() -> None:
    names = {str(1000 + n): f"Kommun {n}" for n in range(20)}
    points = {code: Point("2025", 50.0, 4000.0) for code in names}
    funnel = compare_kommuner(points, names, decimals=1)
    hover = draw_compared(funnel, names, "1003", LIGHT, told={"1003"})["data"][-1]["hovertext"]
    assert sorted(hover, key=len)[-1] == next(p.sentence for p in funnel.points if p.kommun_code == "1003")
    assert "Kommun 4: 12,5" in hover
    assert len(hover) == 20


def test_an_axis_has_room_for_what_is_usual_unless_that_presses_the_figures_together() -> None:
    values = [Value("k", "", "GFO", "2026T2", Decimal(10), None, None, None, "ok", "", False)]

    def highest(upper: float) -> float:
        return axis_reach(values, {"2026T2": Usual(8.0, 4.0, upper, False)})[0]

    assert highest(15) == 15
    assert highest(90) == 20


@pytest.mark.parametrize(("area", "named"), [("timra", True), ("gfo", False)])
def test_a_kommuns_line_and_gfos_are_named_with_their_figures_at_their_ends(
    open_page: OpenPage, area: str, named: bool
) -> None:
    app = open_page("nyckeltal", {"kommun": area, "period": "2026T2", "visa": "days_to_match"})
    sent = json.loads(app.get("plotly_chart")[0].proto.spec)
    ends = [mark["text"] for mark in sent["layout"]["annotations"] if mark.get("xref") == "paper"]
    # The figure is written once.
    assert [
        re.sub(r"[\d,]+", "0", text) for text in sorted(ends) if "Mål" not in text and "mån" not in text
    ] == (["<b>Timrå 0</b>", "GFO 0"] if named else ["<b>0</b>"])
    assert not [one for one in sent["data"] if any(one.get("text", ()))]


def test_every_line_has_its_name_and_figure_at_its_end_and_what_leads_to_it() -> None:
    ends = {
        "Ånge": (10.2, "own"),
        "Timrå": (9.1, "other"),
        "Sollefteå": (9.0, "other"),
        "Riket": (7.7, "country"),
    }
    lines = [
        YearLine(name, {2023: (Decimal(5), "ok"), 2024: (Decimal(str(end)), "ok")}, kind)  # type: ignore[arg-type]
        for name, (end, kind) in ends.items()
    ]
    # Withheld the newest year: the line ends before, and its name says when.
    lines.append(
        YearLine("Liknande kommuner", {2023: (Decimal(8), "ok"), 2024: (None, "hidden")}, "alike", "Liknande")
    )
    sent = draw_years(lines, Amount(0, "per 1 000", 1), LIGHT, (0.0, 13.1))["layout"]
    marks = [mark for mark in sent["annotations"] if mark["xref"] == "paper"]
    assert [mark["text"] for mark in marks] == [
        "Riket 7,7",
        "Liknande 8,0 (2023)",
        "Sollefteå 9,0",
        "Timrå 9,1",
        "<b>Ånge 10,2</b>",
    ]
    # From its own end, as far back as that is, to its name.
    assert [(line["x0"], line["y0"]) for line in sent["shapes"] if line["type"] == "line"] == [
        (1, 7.7), (0, 8.0), (1, 9.0), (1, 9.1), (1, 10.2)
    ]  # fmt: skip
    # The names have their room beside the lines, on a phone too.
    assert 80 < sent["margin"]["r"] < 160


def test_no_point_of_a_line_that_is_not_judged_is_filled_and_one_by_itself_is_a_ring() -> None:
    values = {
        2022: (Decimal(5), "ok"),
        2023: (Decimal(6), "ok"),
        2024: (None, "hidden"),
        2025: (Decimal(7), "ok"),
    }
    (drawn,) = draw_years(
        [YearLine("Ånge", values, "own")],  # type: ignore[arg-type]
        Amount(0, "per 1 000", 1),
        LIGHT,
        (0.0, 9.0),
    )["data"]
    assert drawn["marker"]["opacity"] == [0, 0, 0, 1]
    assert drawn["marker"]["color"] == LIGHT.paper
    assert drawn["marker"]["line"]["color"] == LIGHT.accent


def _contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG 2.1 has it."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_line_that_carries_a_figure_is_seen_on_the_paper(palette: Palette) -> None:
    names = {"2262": "Timrå", "2280": "Härnösand"}
    points = {code: Point("2025", 50, 4000) for code in names}
    values = {2024: (Decimal(8), "ok"), 2025: (Decimal(9), "ok")}
    kinds = ("own", "other", "alike", "county", "country")
    years = draw_years(
        [YearLine(kind, values, kind) for kind in kinds],  # type: ignore[arg-type]
        Amount(0, "per 1 000", 1),
        palette,
        (0.0, 9.0),
    )
    drawn = [*years["data"], *draw_compared(compare_kommuner(points, names), names, "2262", palette)["data"]]
    colours = {one["line"]["color"] for one in drawn if "lines" in one.get("mode", "") and "line" in one}
    assert len(colours) >= 4
    assert min(_contrast(colour, palette.paper) for colour in colours) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_usual_is_seen_behind_the_lines_on_both_papers(palette: Palette) -> None:
    *parts, share = (float(part) for part in palette.band.removeprefix("rgba(").removesuffix(")").split(","))
    paper = [int(palette.paper[n : n + 2], 16) for n in (1, 3, 5)]
    mixed = [round(share * own + (1 - share) * under) for own, under in zip(parts, paper, strict=True)]
    band = "#" + "".join(f"{part:02X}" for part in mixed)
    assert _contrast(band, palette.paper) >= 1.15
    assert _contrast(palette.accent, band) >= 3


def test_a_target_is_a_line_over_the_periods_that_it_holds_for_with_its_number_beside_the_chart() -> None:
    periods = ["2025T2", "2025T3", "2026T1", "2026T2"]
    values = [replace(value_of("43"), period=period, area="GFO") for period in periods]
    aims = dict(zip(periods[1:], map(Decimal, (50, 45, 120)), strict=True))
    drawn = draw_trend(
        values,
        "GFO",
        definition_of("dagar", "median"),
        {p: p for p in periods},
        LIGHT,
        aims=aims,
    )
    lines = [
        (one["x0"], one["y0"]) for one in drawn["layout"]["shapes"] if one["line"].get("dash") == "5px,3px"
    ]
    assert lines == [(0.5, 50.0), (1.5, 45.0), (2.5, 120.0)]
    # What is aimed at lies inside the chart, however far from what has become.
    assert drawn["layout"]["yaxis"]["range"][1] >= 120


@pytest.mark.parametrize(("as_long", "dashed"), [("75", [(["2025", "2026"], [75.0, 93.0])]), ("", [])])
def test_no_line_falls_to_a_year_under_way_from_whole_years(
    as_long: str, dashed: list[tuple[list[str], list[float]]]
) -> None:
    """It leads from as many days of the year before, where they are known."""
    values = [replace(value_of(n), period=p, area="GFO") for p, n in (("2024", "103"), ("2025", "132"))]
    values.append(replace(value_of("93"), period="2026", area="GFO", preliminary=True))
    drawn = draw_trend(
        values,
        "GFO",
        definition_of("remisser", "flow"),
        {value.period: value.period for value in values},
        LIGHT,
        chosen="2026",
        grows=True,
        as_long=replace(value_of(as_long), period="2026-01-01/2026-08-31", area="GFO") if as_long else None,
    )
    lines = [one for one in drawn["data"] if one["mode"] == "lines"]
    assert [one["x"] for one in lines if one["line"].get("dash") != "dash"] == [["2024", "2025"]]
    assert [(one["x"], one["y"]) for one in lines if one["line"].get("dash") == "dash"] == dashed
    assert [one["text"] for one in drawn["data"] if "text" in one] == ([[as_long]] if as_long else [])
    assert [note["text"] for note in drawn["layout"]["annotations"]] == ["<b>93</b>"]


@pytest.mark.parametrize(
    ("sizes", "side"),
    [(("5", "2", "6", "8"), "top"), (("2", "5", "3", "8"), "bottom"), (("5", "0", "6", "8"), "bottom")],
)
def test_the_figure_that_the_newest_is_set_beside_is_written_where_there_is_room(
    sizes: tuple[str, ...], side: str
) -> None:
    periods = ("2025T1", "2025T2", "2025T3", "2026T1")
    values = [replace(value_of(size), period=p, area="GFO") for p, size in zip(periods, sizes, strict=True)]
    labels = {period: period for period in periods}
    definition = definition_of("remisser", "flow")
    drawn = draw_trend(values, "GFO", definition, labels, LIGHT, chosen="2026T1", compared="2025T2")
    (note,) = [note for note in drawn["layout"]["annotations"] if note.get("xref") != "paper"]
    assert (note["text"], note["x"], note["yanchor"]) == (sizes[1], 1, side)
    aims = dict.fromkeys(periods, Decimal(4))
    drawn = draw_trend(
        values, "GFO", definition, labels, LIGHT, chosen="2026T1", compared="2025T2", aims=aims
    )
    assert sizes[1] not in [note["text"] for note in drawn["layout"]["annotations"]]
