"""The forecast: its points on their ticks, its range in numbers, and why it says what it says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.charts.outlook import Expected, draw_outlook
from dashboard.charts.palette import LIGHT
from dashboard.published.marts import OutlookFigure, OutlookTrust
from dashboard.published.records import Value
from dashboard.words import formats
from dashboard.words.bank import outlook_title, why_expected

_PAST = [
    Value("referrals_open", "", "GFO", period, Decimal(23), None, None, None, "ok", "", False)
    for period in ("2025T3", "2026T1")
]


def _points(lower: float) -> list[Expected]:
    return [Expected(period, 18.8, lower, 27.0) for period in ("2026T2", "2026T3")]


def test_one_forecast_stands_on_its_ticks_with_its_range_in_numbers() -> None:
    sent = draw_outlook(_PAST, {"Väntat": _points(10.7)}, {}, LIGHT)
    _past, middle, ends = sent["data"]
    assert middle["x"] == [2, 3]
    assert middle["text"] == ["19", "19"]
    assert list(zip(ends["x"], ends["y"], ends["text"], ends["textposition"], strict=True)) == [
        (2, 10.7, "11", "bottom center"),
        (3, 10.7, "11", "bottom center"),
        (2, 27.0, "27", "top center"),
        (3, 27.0, "27", "top center"),
    ]


def test_a_range_from_nothing_has_its_number_beside_it_and_not_over_the_axis() -> None:
    ends = draw_outlook(_PAST, {"Väntat": _points(0)}, {}, LIGHT)["data"][2]
    assert ends["textposition"][:2] == ["middle left"] * 2
    assert ends["text"][0].strip() == "0"


def test_two_forecasts_stand_beside_each_other_and_a_phone_has_the_numbers_of_the_first() -> None:
    sent = draw_outlook(_PAST, {"med dagens": _points(11), "med 10 fler": _points(8)}, {}, LIGHT)
    first, ends, other, others = sent["data"][1:]
    assert first["x"][0] < 2 < other["x"][0]
    assert ends["x"][:2] == first["x"]
    assert (first["textposition"], other["textposition"]) == ("middle left", "middle right")
    assert [text.startswith(3 * formats.NBSP) for text in (first["text"][0], other["text"][0])] == [
        False,
        True,
    ]
    # Both ranges have their ends written.
    assert [text.strip() for text in others["text"]] == ["8", "8", "27", "27"]
    assert all(text.startswith(3 * formats.NBSP) for text in others["text"])
    assert others["x"][:2] == other["x"]


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
    ("lower", "upper", "more", "said"),
    [
        (17, 38, None, "Osäkert om de pågående remisserna blir färre: 17–38 väntas vid utgången av T1 2027, mot 33 nu"),
        (17, 33, None, "Osäkert om de pågående remisserna blir färre: 17–33 väntas vid utgången av T1 2027, mot 33 nu"),
        (17, 32, None, "De pågående remisserna väntas bli färre: 17–32 vid utgången av T1 2027, mot 33 nu"),
        (34, 50, None, "De pågående remisserna väntas bli fler: 34–50 vid utgången av T1 2027, mot 33 nu"),
        (
            17,
            38,
            (15, 36, -2),
            ("Osäkert om de pågående remisserna blir färre: 17–38 väntas vid utgången av T1 2027, mot 33 nu;"
            " 10 hem till ändrar litet (15–36)"),
        ),
        (
            17,
            38,
            (8, 22, -12),
            ("Osäkert om de pågående remisserna blir färre: 17–38 väntas vid utgången av T1 2027, mot 33 nu; med 10 hem"
            " till 8–22"),
        ),
    ],
)  # fmt: skip
def test_the_title_answers_whether_fewer_wait_and_what_more_homes_change(
    lower: float, upper: float, more: tuple[float, float, float] | None, said: str
) -> None:
    middle = (lower + upper) / 2
    expected = OutlookFigure("2027T1", 0, "open", middle, lower, upper)
    other = OutlookFigure("2027T1", 10, "open", middle + more[2], more[0], more[1]) if more else None
    assert outlook_title(expected, 33, "T1 2027", other) == said
