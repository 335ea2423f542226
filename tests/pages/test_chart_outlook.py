"""The forecast: its points on their ticks, its range in numbers, and why it says what it says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.charts.outlook import Expected, draw_outlook
from dashboard.charts.palette import LIGHT
from dashboard.published.marts import OutlookFigure, OutlookTrust
from dashboard.published.records import Value
from dashboard.words import formats
from dashboard.words.bank import outlook_title, same_level, than_now, why_expected, with_more_homes

_PAST = [
    Value("referrals_open", "", "GFO", period, Decimal(23), None, None, None, "ok", "", False)
    for period in ("2025T3", "2026T1")
]


def _points(lower: float) -> list[Expected]:
    return [Expected(period, 18.8, lower, 27.0) for period in ("2026T2", "2026T3")]


def test_one_forecast_stands_on_its_ticks_with_its_range_in_numbers() -> None:
    sent = draw_outlook(_PAST, _points(10.7), "Väntat", {}, LIGHT)
    _past, middle, ends = sent["data"]
    assert middle["x"] == [2, 3]
    assert middle["text"] == ["19", "19"]
    assert list(zip(ends["x"], ends["y"], ends["text"], ends["textposition"], strict=True)) == [
        (2, 10.7, "11", "bottom center"),
        (3, 10.7, "11", "bottom center"),
        (2, 27.0, "27", "top center"),
        (3, 27.0, "27", "top center"),
    ]


def test_a_forecast_has_room_for_its_range_few_ticks_and_the_newest_outcome_in_numbers() -> None:
    sent = draw_outlook(_PAST, _points(10.7), "Väntat", {}, LIGHT)
    layout = sent["layout"]
    assert layout["height"] - layout["margin"]["t"] - layout["margin"]["b"] >= 170
    assert len(layout["yaxis"]["tickvals"]) <= 4
    # What the rings and the line are is said over the chart, which has no legend to make it low.
    assert not layout["showlegend"]
    assert sent["data"][0]["text"] == ["", "23"]


def test_what_has_been_is_a_line_without_points_beside_the_rings_of_what_is_expected() -> None:
    past, middle, _ends = draw_outlook(_PAST, _points(10.7), "Väntat", {}, LIGHT)["data"]
    assert past["marker"]["opacity"] == [0, 0]
    assert middle["marker"]["color"] == LIGHT.paper


def test_the_numbers_of_a_range_stand_off_its_caps() -> None:
    ends = draw_outlook(_PAST, _points(10.7), "Väntat", {}, LIGHT)["data"][2]
    assert ends["mode"] == "markers+text"
    assert ends["marker"]["opacity"] == 0
    assert ends["marker"]["size"] >= 8


@pytest.mark.parametrize(
    ("medians", "method", "said"),
    [
        ((18.8, 18.8), "mean_of_six", "Båda tertialen har samma siffra, för nivån förs framåt: {}."),
        ((18.8, 18.8, 18.8), "mean_of_six", "Alla tertialen har samma siffra, för nivån förs framåt: {}."),
        ((18.8, 20.1), "mean_of_six", ""),
        ((18.8,), "mean_of_six", ""),
        ((18.8, 18.8), "simulation", ""),
        ((18.8, 18.8), "", ""),
    ],
)
def test_forecasts_that_are_the_same_say_that_the_level_is_carried_forward(
    medians: tuple[float, ...], method: str, said: str
) -> None:
    expected = [OutlookFigure(f"202{n}T1", 0, "open", middle, 10, 27) for n, middle in enumerate(medians)]
    told = same_level(expected, OutlookTrust("open", "", method=method))
    assert told == said.format("snittet av de sex senaste tertialen")
    assert same_level(expected, None) == ""


def test_a_range_from_nothing_has_its_number_beside_it_and_not_over_the_axis() -> None:
    ends = draw_outlook(_PAST, _points(0), "Väntat", {}, LIGHT)["data"][2]
    assert ends["textposition"][:2] == ["middle left"] * 2
    assert ends["text"][0].strip() == "0"


@pytest.mark.parametrize(
    ("method", "lower", "upper", "said"),
    [
        (
            "mean_of_six",
            10.7,
            27.0,
            "Färre än nu väntas därför att prognosen är snittet av de sex senaste tertialen",
        ),
        (
            "last_year",
            31.0,
            40.0,
            "Fler än nu väntas därför att prognosen är antalet samma tertial förra året",
        ),
        # The title has 30 too.
        ("simulation", 20.0, 29.6, "Prognosen är en simulering med dagens antal hem"),
        (
            "simulation",
            20.0,
            29.4,
            "Färre än nu väntas därför att prognosen är en simulering med dagens antal hem",
        ),
    ],
)
def test_why_fewer_or_more_are_expected_is_what_the_forecast_is(
    method: str, lower: float, upper: float, said: str
) -> None:
    assert why_expected(OutlookTrust("open", "", method=method), lower, upper, 30) == f"{said}."


def test_a_file_that_does_not_say_its_method_says_no_reason() -> None:
    assert why_expected(OutlookTrust("open", ""), 10, 27, 30) == ""


@pytest.mark.parametrize(
    ("method", "errors", "said"),
    [
        (
            "simulation",
            (5.98, 8.0, 6.02),
            (
                "Prognosen är en simulering med dagens antal hem. Den har hittills slagit fel med i snitt 6,0"
                " remisser, lika mycket som snittet av de sex senaste tertialen."
            ),
        ),
        (
            "simulation",
            (5.0, 6.4, 8.0),
            (
                "Prognosen är en simulering med dagens antal hem. Den har hittills slagit minst fel: med i snitt 5,0"
                " remisser, mot 6,4 för antalet samma tertial förra året."
            ),
        ),
        (
            "mean_of_six",
            (7.0, 8.0, 6.0),
            (
                "Prognosen är snittet av de sex senaste tertialen. Den har hittills slagit minst fel: med i snitt 6,0"
                " remisser, mot 7,0 för en simulering med dagens antal hem."
            ),
        ),
    ],
)
def test_a_forecast_says_how_good_it_has_been_beside_the_others(
    method: str, errors: tuple[float, float, float], said: str
) -> None:
    trust = OutlookTrust("open", "", 0.59, True, method, *errors)
    assert why_expected(trust, 20, 40, 30).replace(formats.NBSP, " ") == said


@pytest.mark.parametrize(
    ("lower", "middle", "upper", "said"),
    [
        (17, 27, 38, "Mellan 17 och 38 remisser väntas pågå{} vid utgången av T1 2027, mot 33 nu"),
        (1, 1, 4, "Mellan 1 och 4 remisser väntas pågå{} vid utgången av T1 2027, mot 33 nu"),
        # As it is written.
        (0.4, 3, 8, "Högst 8 remisser väntas pågå{} vid utgången av T1 2027, mot 33 nu"),
        (0, 0.2, 1, "Högst 1 remiss väntas pågå{} vid utgången av T1 2027, mot 33 nu"),
        (0, 0, 0, "Inga remisser väntas pågå{} vid utgången av T1 2027, mot 33 nu"),
    ],
)
def test_the_title_says_how_many_are_expected_to_wait_beside_those_that_do(
    lower: float, middle: float, upper: float, said: str
) -> None:
    expected = OutlookFigure("2027T1", 0, "open", middle, lower, upper)
    assert outlook_title(expected, 33, "T1 2027") == said.format("")
    # On a kommun's page it is told of all.
    assert outlook_title(expected, 33, "T1 2027", " i hela GFO") == said.format(" i hela GFO")


@pytest.mark.parametrize(
    ("lower", "upper", "now", "said"),
    [
        (17, 38, 33, "Om det blir färre än de 33 som pågår nu är osäkert."),
        (17, 33, 33, "Om det blir färre än de 33 som pågår nu är osäkert."),
        (17, 32, 33, "Det är färre än de 33 som pågår nu."),
        (34, 50, 33, "Det är fler än de 33 som pågår nu."),
        (0, 0, 1, "Det är färre än den enda som pågår nu."),
        (0, 4, 0, "Nu pågår ingen."),
    ],
)
def test_what_is_expected_is_set_beside_what_is_open(lower: float, upper: float, now: int, said: str) -> None:
    assert than_now(OutlookFigure("2027T1", 0, "open", (lower + upper) / 2, lower, upper), now) == said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((15, 25.5, 36), "nästan lika många (15–36)"),
        ((8, 15, 22), "i stället omkring 15 (8–22)"),
    ],
)
def test_what_more_homes_would_change_is_told_with_what_it_rests_on(
    more: tuple[float, float, float], said: str
) -> None:
    expected = OutlookFigure("2027T1", 0, "open", 27.5, 17, 38)
    lower, middle, upper = more
    told = with_more_homes(expected, OutlookFigure("2027T1", 10, "open", middle, lower, upper))
    assert told == (
        f"Med 10 hem till redan i dag väntas {said}; det är ett antagande som inte har kunnat prövas."
    )
