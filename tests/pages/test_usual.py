"""A figure outside the band of its chart has a sentence, though it is not judged; a band that leaps has a mark."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.published.records import Definition, Usual, Value
from dashboard.words.changes import change, difference, trend_title
from dashboard.words.series import record
from dashboard.words.usual import beyond, counted_anew, counted_of, far_beyond, inside, moves
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, text_of
from tests.pages.fixtures.records import BEFORE, T2, value_of


def _definition(unit: str, measure: str, decimals: int = 0) -> Definition:
    names = ("question", "caveat", "source", "owner", "numerator", "denominator", "part_of", "sql")
    return Definition(
        kpi="k", name="Namn", unit=unit, measure=measure, direction="neither", reviewed=None, next_review=None,
        decimals=decimals, **dict.fromkeys(names, ""),
    )  # fmt: skip


DAYS = _definition("dagar", "median", 1)
SHARE = _definition("procent", "ratio")
COUNT = _definition("remisser", "flow")


def _of(number: str, cases: int) -> Value:
    return replace(value_of(number), n=cases, denominator=Decimal(cases))


@pytest.mark.parametrize(
    ("definition", "value", "band", "said"),
    [
        (DAYS, _of("82", 16), (39.5, 50.0), "82 ligger över det vanliga (39,5–50 dagar)"),
        (SHARE, _of("17", 47), (38.0, 67.0), "17\u00a0% ligger under det vanliga (38–67\u00a0%)"),
        (COUNT, _of("50", 50), (31.0, 47.0), "50 ligger över det vanliga (31–47 remisser)"),
        # One family's children are no news, nor is a median or a share of fewer than five.
        (COUNT, _of("49", 49), (31.0, 47.0), ""),
        (DAYS, _of("82", 4), (39.5, 50.0), ""),
        (SHARE, _of("0", 4), (38.0, 67.0), ""),
        # As both are written.
        (DAYS, _of("50.04", 16), (39.5, 50.0), ""),
        (DAYS, _of("45", 16), (39.5, 50.0), ""),
    ],
)
def test_a_figure_outside_the_band_is_told_where_it_is_not_judged(
    definition: Definition, value: Value, band: tuple[float, float], said: str
) -> None:
    usual = Usual(45.0, *band, signal=False)
    told = beyond(value, usual, definition)
    assert told == (f"{said}, men det kan vara en tillfällighet." if said else "")
    assert beyond(value, replace(usual, signal=True), definition) == ""
    assert beyond(replace(value, preliminary=True), usual, definition) == ""
    assert beyond(value, None, definition) == ""


@pytest.mark.parametrize(
    ("size", "definition", "said"),
    [
        ("45", DAYS, "; inom det vanliga, 40–50"),
        ("40", DAYS, "; inom det vanliga, 40–50"),
        ("45", SHARE, "; inom det vanliga, 40–50 %"),
        ("39.4", DAYS, ""),
        ("51", SHARE, ""),
    ],
)
def test_a_figure_inside_the_band_is_said_to_be_usual(size: str, definition: Definition, said: str) -> None:
    usual = Usual(45.0, 40.0, 50.0, signal=False)
    assert inside(value_of(size), usual, definition).replace("\u00a0", " ") == said
    for untold in (replace(value_of(size), preliminary=True), value_of(None, "hidden")):
        assert inside(untold, usual, definition) == ""
    assert inside(value_of(size), replace(usual, signal=True), definition) == ""
    assert inside(value_of(size), None, definition) == ""


def test_the_highest_for_long_is_said_to_be() -> None:
    usual = Usual(45.0, 40.0, 50.0, signal=False)
    assert beyond(_of("82", 16), usual, DAYS, ", det högsta hittills") == (
        "82 ligger över det vanliga (40–50 dagar) och är det högsta hittills, men det kan vara en tillfällighet."
    )


@pytest.mark.parametrize(
    ("number", "judged", "said"),
    [
        ("17", "", "17 ligger långt över det vanliga (5–10 remisser). Om det är en ändring visar kommande tertial."),
        ("17", "T2 2026", "17 ligger långt över det vanliga (5–10 remisser). Med T2 2026 räknas det som en ändring."),
        ("17", None, "17 ligger långt över det vanliga (5–10 remisser), men det kan vara en tillfällighet."),
        # No farther out than the band is wide.
        ("15", "", ""),
        ("0", "", ""),
        ("7", "", ""),
    ],
)  # fmt: skip
def test_a_figure_far_outside_the_band_waits_for_its_verdict(
    number: str, judged: str | None, said: str
) -> None:
    usual = Usual(8.0, 5.0, 10.0, signal=judged == "T2 2026")
    assert far_beyond(_of(number, 9), usual, COUNT, judged) == said
    assert far_beyond(replace(_of(number, 9), preliminary=True), usual, COUNT, judged) == ""


@pytest.mark.parametrize(
    ("version", "period", "told"),
    [
        ("1", "2025T3", "T3 2025: 22 ligger över det vanliga (5–10 remisser) och är det högsta hittills, men"),
        ("1", "2026T1", "T1 2026: 17 ligger långt över det vanliga (5–10 remisser). Om det är en ändring visar"),
        ("2", "2026T1", "T1 2026: 17 ligger långt över det vanliga (5–10 remisser). Med T2 2026 räknas det som"),
        ("2", "2026T2", "Högre än vanligt för Härnösand tre tertial i rad: 22, 17 och 21, mot vanligen 5–10."),
        ("2", "2025T3", ""),
    ],
)  # fmt: skip
def test_a_kommuns_own_overview_tells_of_it(
    open_page: OpenPage, demo: Demo, version: str, period: str, told: str
) -> None:
    chosen = {"period": period, "som": "styrgrupp", "version": version}
    own, gfo = (
        text_of(open_page("", {**chosen, "kommun": area}, demo.home)).replace("\u00a0", " ")
        for area in ("harnosand", "gfo")
    )
    assert told in own
    assert ("långt över" in own) == ("långt" in told)
    assert "17 ligger" not in gfo


def test_no_figure_is_the_lowest_of_a_series_that_hides_one() -> None:
    series = [replace(value_of(number), period=f"{year}T1") for year, number in ((2021, "9"), (2022, "8"))]
    series += [replace(value_of("7"), period=f"{year}T1") for year in (2023, 2024, 2025)]
    series.append(replace(value_of("5"), period="2026T1"))
    assert record(series, "2026T1") == ", det lägsta hittills"
    assert record([replace(value_of(None, "hidden"), period="2020T1"), *series], "2026T1") == ""


def test_a_band_that_leaps_has_the_tertial_and_who_joined() -> None:
    old, new = (Usual(mean, mean - 1, mean + 1, signal=False) for mean in (10.0, 20.0))
    periods = ["2022T1", "2022T2", "2022T3", "2023T1"]
    usual = {"2022T1": old, "2022T2": Usual(None, None, None, signal=False), "2022T3": new, "2023T1": new}
    assert moves(usual, periods) == ["2022T3"]
    assert moves(usual, periods[2:]) == []
    assert counted_anew(["Timrå"]) == "Timrå kom med: det vanliga räknas för sig före och efter."
    assert counted_anew([]) == "Det vanliga räknas för sig före och efter."


def test_a_band_says_of_which_tertials_its_newest_level_is_counted() -> None:
    labels = {period: f"T{period[-1]} {period[:4]}" for period in ("2022T1", "2022T2", "2022T3", "2023T1")}
    old, new = (Usual(mean, mean - 1, mean + 1, False, in_baseline=True) for mean in (10.0, 20.0))
    recent = replace(new, in_baseline=False)
    usual = {"2022T1": old, "2022T2": new, "2022T3": new, "2023T1": recent}
    assert counted_of(usual, labels) == "T2 2022–T3 2022"
    assert counted_of({"2022T1": old, "2022T2": replace(old, in_baseline=False)}, labels) == "T1 2022"
    assert counted_of({"2022T1": recent}, labels) == ""


def test_a_median_of_a_few_cases_is_set_beside_nothing() -> None:
    one, many = _of("67", 1), _of("39", 29)
    assert change(one, many, DAYS, BEFORE) == "T2 2025: 39."
    assert difference(one, many, DAYS) == ""
    assert trend_title(one, many, DAYS, T2, BEFORE, T2.last_day) == "Namn: 67 under T2 2026, ett enda fall"
    assert (
        trend_title(_of("67", 3), many, DAYS, T2, BEFORE, T2.last_day)
        == "Namn: 67 under T2 2026, median av 3 fall"
    )
    assert trend_title(many, one, DAYS, T2, BEFORE, T2.last_day) == "Namn: 39 under T2 2026"
    assert difference(_of("67", 20), many, DAYS) == ""
    assert difference(_of("67", 21), many, DAYS) == "+28"


def test_charts_of_the_sample_say_what_their_band_is_where_it_leaps_and_what_lies_outside(
    open_page: OpenPage, demo: Demo
) -> None:
    chosen = {"period": "2026T1", "som": "styrgrupp", "kommun": "gfo"}
    said = text_of(open_page("nyckeltal", {**chosen, "visa": "days_to_match"}, demo.home))
    band = "blått fält: där minst två av tre tertial har legat, räknat på"
    # No point of the chart is filled.
    assert f"{band} T2 2023–T1 2025; streckad linje: målet" in said
    newest = text_of(
        open_page(
            "nyckeltal", {**chosen, "som": "gfo", "version": "2"} | {"visa": "days_to_match"}, demo.home
        )
    )
    assert f"{band} T3 2022–T2 2025; streckad linje: målet" in newest
    matched = text_of(
        open_page(
            "nyckeltal", {**chosen, "version": "2", "visa": "match_rate", "period": "2026T2"}, demo.home
        )
    )
    assert re.search(rf"{band} [^;]*; fylld punkt: ovanlig; streckad linje: målet", matched)
    assert "82 ligger över det vanliga (39,5–47 dagar) och är det högsta hittills" in said
    notes = re.findall(r"<li>([^<]*)</li>", said)
    assert "2022-09-01: Timrå kom med: det vanliga räknas för sig före och efter." in notes
    assert "82 ligger över det vanliga" in text_of(open_page("", chosen, demo.home))
    # On a day of which GFO has written something the two have one mark.
    own = text_of(
        open_page("nyckeltal", {**chosen, "kommun": "timra", "visa": "homes_joined_bank"}, demo.home)
    )
    joined = [note for note in re.findall(r"<li>([^<]*)</li>", own) if note.startswith("2022-09-01: Timrå")]
    assert (
        "2022-09-01: Timrå gick med i GFO den 1 september 2022. Det vanliga räknas för sig före och efter."
        in joined
    )
    assert not [note for note in joined if "kom med" in note]


def test_a_rate_is_so_much_lower_and_not_so_much_per_what() -> None:
    rate = _definition("per 1 000 barn 0–20 år", "ratio", 1)
    assert trend_title(value_of("12.6"), value_of("13.2"), rate, T2, BEFORE, T2.last_day) == (
        "Namn: 12,6 under T2 2026, 0,6 lägre än T2 2025"
    )
