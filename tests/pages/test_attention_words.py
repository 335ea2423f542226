"""What the list of what to look at says of each matter, and the marks of its figures."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.blocks.sparkline import is_open, sparkline
from dashboard.published.goals import seen_from
from dashboard.published.records import Definition, Goal, PeriodInfo, Usual, Value
from dashboard.words import attention
from dashboard.words.changes import difference, side_word
from dashboard.words.targets import Standing, short, standing
from pipelines.periods import Period
from tests.pages.fixtures.records import plain


def _definition(measure: str = "flow", direction: str = "better", unit: str = "hem") -> Definition:
    words = dict.fromkeys(
        ("question", "caveat", "source", "owner", "numerator", "denominator", "part_of", "sql"), ""
    )
    return Definition(
        kpi="k", name="Namn", unit=unit, measure=measure, direction=direction, reviewed=None, next_review=None,
        decimals=0, **words,
    )  # fmt: skip


def _value(number: str | None, period: str = "2026T2", *, preliminary: bool = False) -> Value:
    status = "ok" if number is not None else "missing"
    value = Decimal(number) if number is not None else None
    return Value("k", "", "GFO", period, value, None, None, None, status, "", preliminary)


def _goal(target: str, period: str, beside: Value) -> Goal:
    return Goal(Decimal(target), period, beside)


@pytest.mark.parametrize(
    ("goal", "direction", "found"),
    [
        (_goal("30", "2026T2", _value("30")), "better", Standing.REACHED),
        (_goal("30", "2026T2", _value("29")), "better", Standing.MISSED),
        (_goal("30", "2026T2", _value("31")), "worse", Standing.MISSED),
        (_goal("30", "2026T2", _value("31")), "neither", None),
        (_goal("30", "2026T2", _value(None)), "better", None),
        # A year's count beside the year so far: what it becomes if the pace holds, by days.
        (_goal("18", "2026", _value("18", "2026T2Y")), "better", Standing.REACHED),
        (_goal("18", "2026", _value("12", "2026T2Y")), "better", Standing.ON_WAY),
        (_goal("18", "2026", _value("11", "2026T2Y")), "better", Standing.BEHIND),
        (_goal("18", "2026", _value("19", "2026T2Y")), "worse", Standing.MISSED),
        (_goal("18", "2026", _value("11", "2026T2Y")), "worse", Standing.ON_WAY),
        (_goal("18", "2026", _value("13", "2026T2Y")), "worse", Standing.BEHIND),
        (_goal("18", "2026", _value("17", "2026T3Y")), "better", Standing.MISSED),
        # A year's rate beside the last three tertials.
        (_goal("45", "2026", _value("44", "2026T2R3")), "worse", Standing.ON_WAY),
        (_goal("45", "2026", _value("46", "2026T2R3")), "worse", Standing.BEHIND),
        (_goal("45", "2026", _value("46", "2026T3R3", preliminary=True)), "worse", Standing.BEHIND),
    ],
)  # fmt: skip
def test_a_target_is_met_missed_or_on_its_way(goal: Goal, direction: str, found: Standing | None) -> None:
    assert standing(goal, _definition(direction=direction)) is found


def test_a_target_that_is_not_met_is_told_with_the_numbers_it_rests_on() -> None:
    behind = _goal("18", "2026", _value("10", "2026T2Y"))
    assert attention.target(behind, _definition(), Standing.BEHIND) == (
        "Målet för 2026, 18\u00a0hem, nås inte i den här takten: 10\u00a0hem hittills, väntas bli 15."
    )
    missed = _goal("30", "2026T2", _value("23"))
    assert attention.target(missed, _definition(), Standing.MISSED) == (
        "Målet för T2 2026 nåddes inte: 23\u00a0hem, målet var 30\u00a0hem."
    )
    assert short(behind, _definition(), "2026T2") == "10 av 18 hittills"
    assert short(missed, _definition(), "2026T2") == "30"


@pytest.mark.parametrize(
    ("old", "every", "said"),
    [
        (1, 1, "Den enda pågående remissen har väntat mer än 90 dagar."),
        (2, 2, "Båda pågående remisserna har väntat mer än 90 dagar."),
        (3, 3, "Alla 3 pågående remisserna har väntat mer än 90 dagar."),
        (1, 12, "1 av de 12 pågående remisserna har väntat mer än 90 dagar."),
    ],
)
def test_long_waits_are_counted(old: int, every: int, said: str) -> None:
    assert attention.waiting(old, every, 90) == said


def test_the_oldest_of_the_long_waits_is_told_with_its_month_and_of_which_day_that_is_known() -> None:
    day, january = date(2026, 8, 31), Period.parse("2026-01")
    said = attention.waiting(2, 5, 90, oldest=(january, 1, day)).replace("\u00a0", " ")
    assert said == (
        "2 av de 5 pågående remisserna har väntat mer än 90 dagar;"
        " den äldsta kom in i januari, 212–242 dagar före den 31 augusti 2026."
    )
    assert attention.waiting(1, 1, 90, oldest=(january, 1, day)).endswith(
        "90 dagar; den kom in i januari, 212–242 dagar före den 31 augusti 2026."
    )
    several = attention.waiting(3, 6, 90, oldest=(Period.parse("2026-05"), 3, day))
    assert several.endswith("; de 3 äldsta kom in i maj, 92–122 dagar före den 31 augusti 2026.")
    # A month of another year has its year.
    in_autumn = attention.waiting(1, 2, 90, oldest=(Period.parse("2025-10"), 1, day))
    assert in_autumn.endswith("den kom in i oktober 2025, 304–334 dagar före den 31 augusti 2026.")
    # Two months say less than the 90 days.
    in_june = attention.waiting(1, 2, 90, oldest=(Period.parse("2026-06"), 1, day))
    assert in_june.endswith("90 dagar; den kom in i juni.")


def test_deviations_of_the_newest_month_are_not_said_to_be_old() -> None:
    august = Period.parse("2026-08"), date(2026, 8, 31)
    said = [attention.deviations(number, oldest=august).split("; ")[1] for number in (1, 2, 3)]
    assert said == [f"{who} rapporterades i augusti 2026." for who in ("den", "båda", "alla")]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([], ""),
        ([("Timrå", 1)], "Den är från Timrå (1)."),
        ([("Härnösand", 3), ("Timrå", 2)], "De är från Härnösand (3) och Timrå (2)."),
        (
            [(name, 1) for name in "ABCDEFG"],
            "De är från A (1), B (1), C (1), D (1), E (1) och 2 kommuner till.",
        ),
    ],
)
def test_whose_referrals_wait_long_is_told(counts: list[tuple[str, int]], said: str) -> None:
    assert attention.where(counts) == said


def test_whose_referrals_had_waited_long_is_told_in_the_past() -> None:
    assert attention.where([("Timrå", 1)], then=True) == "Den var från Timrå (1)."
    assert attention.where([("Timrå", 2)], 90, then=True) == (
        "De som hade väntat mer än 90 dagar var från Timrå (2)."
    )


_WHOLE = [("Härnösand", 13, 2), ("Kramfors", 3, 2), ("Timrå", 2, 4), ("Örnsköldsvik", 9, 1)]


@pytest.mark.parametrize(
    ("moves", "side", "said"),
    [
        (_WHOLE, 1, "Ökningen är störst i Härnösand (13, mot 2 T2 2025)."),
        # One that went the other way is not what the change comes from.
        ([("Ånge", 0, 9), ("Timrå", 5, 1)], -1, "Minskningen är störst i Ånge (inga, mot 9 T2 2025)."),
        (
            [("Ånge", 5, 0), ("Timrå", 9, 5), ("Kramfors", 4, 1)],
            1,
            "Ökningen är störst i Ånge (5, mot inga T2 2025) och Timrå (9, mot 5).",
        ),
        # Spread over more, or of fewer than three.
        ([(name, 5, 1) for name in ("Ånge", "Timrå", "Kramfors", "Sollefteå", "Härnösand")], 1, ""),
        ([("Ånge", 2, 0)], 1, ""),
        ([("Ånge", 2, 2)], 1, ""),
        ([], 1, ""),
    ],
)
def test_where_a_change_of_all_comes_from_is_told(
    moves: list[tuple[str, int, int]], side: int, said: str
) -> None:
    assert attention.moved_most(moves, side, "T2 2025") == said


def test_a_day_that_costs_clearly_more_is_told_with_what_it_was() -> None:
    said = attention.daily_cost(Decimal("1921"), Decimal("1560"), "T2 2025")
    assert said == "Ett vårddygn kostade 1 921 kr, 23 % mer än T2 2025 (1 560 kr)."
    assert "50 % mindre än" in attention.daily_cost(Decimal("500"), Decimal("1000"), "T2 2025")


def test_late_and_refused_deliveries_are_named_the_first_of_many() -> None:
    assert attention.deliveries(["stöd från GFO"], []) == "Sena: stöd från GFO."
    assert (
        attention.deliveries(["a", "b", "c", "d"], ["e"])
        == "Sena: a, b och 2 till. Väntar på en rättad fil: e."
    )
    assert attention.deviations(1) == "En avvikelse är inte avslutad."
    assert attention.deviations(4) == "4 avvikelser är inte avslutade."
    march = Period.parse("2026-03"), date(2026, 8, 31)
    since = "den har varit öppen sedan mars 2026, i minst 5 månader."
    assert attention.deviations(1, oldest=march) == f"En avvikelse är inte avslutad; {since}"
    assert attention.days_since(Period.parse("2026-08"), date(2026, 8, 31)) == "0–30 dagar"
    assert attention.refused(1, "placeringar") == "1 rad i placeringar avvisades och räknas inte."
    assert attention.warned(2, "placeringar") == "2 varningar i leveransen av placeringar."
    then = "den 31 december 2025"
    assert attention.deviations(1, then) == f"En avvikelse var inte avslutad {then}."
    assert (
        attention.waiting(1, 1, 90, then) == f"Den enda pågående remissen hade väntat mer än 90 dagar {then}."
    )
    assert attention.revised(1, "den 10 juni 2026") == "1 siffra har ändrats sedan mötet den 10 juni 2026."


def test_a_difference_says_its_unit_and_its_sign() -> None:
    def told(now: str, before: str, **words: str) -> str:
        return difference(_value(now), _value(before), _definition(**words)).replace("\u00a0", " ")

    assert (told("5", "2"), told("2", "5"), told("2", "2")) == ("+3", "−3", "0")
    assert told("47", "48", unit="procent", measure="ratio") == "−1 procentenhet"
    assert told("2000000", "1500000", unit="kr", measure="sum") == "+0,50 mnkr"
    # As whoever subtracts what stands there: 160 tkr under budget and 85 tkr over it, 950 tkr and 1,25 mnkr.
    assert told("159600", "-84900", unit="kr", measure="difference") == "245 tkr bättre"
    assert told("-84900", "159600", unit="kr", measure="difference") == "245 tkr sämre"
    assert told("159600", "159600", unit="kr", measure="difference") == "0 kr"
    assert told("1249600", "950400", unit="kr", measure="sum") == "+0,30 mnkr"
    # As whoever subtracts 9,15 and 12,07 mnkr.
    assert told("9153616", "12067581", unit="kr", measure="sum") == "−2,92 mnkr"
    assert told("3051668", "2963000", unit="kr", measure="sum") == "+0,09 mnkr"
    assert told("63300000", "60600000", unit="kr", measure="sum") == "+2,70 mnkr"
    # Nothing would be left of it in the unit of the sums.
    assert told("3051668", "3051000", unit="kr", measure="sum") == "+668 kr"
    assert told("181000", "178000", unit="kr", measure="sum") == "+3 tkr"
    assert told("1921", "1560", unit="kr", measure="sum") == "+361 kr"
    assert told("9999", "9990", unit="kr", measure="sum") == "+9 kr"
    assert [side_word(side, _definition()) for side in (1, -1, 0)] == ["▲ fler", "▼ färre", "◆ ovanligt"]
    assert side_word(1, _definition("median", unit="dagar")) == "▲ längre"
    assert side_word(-1, _definition("ratio", unit="procent")) == "▼ lägre"


def test_a_small_line_has_its_band_its_gaps_and_its_signals() -> None:
    periods = ["2024T3", "2025T1", "2025T2", "2025T3", "2026T1", "2026T2"]
    values = [
        _value(number, period)
        for number, period in zip(("2", "0", "10", None, "4", "8"), periods, strict=True)
    ]
    usual = {period: Usual(5.0, 0.0, 10.0, period == "2025T2") for period in periods}
    drawn = sparkline(values, usual)
    assert drawn.count('class="band"') == 1
    assert drawn.count('class="trace"') == 2
    assert re.findall(r'<i class="(now|signal)" style="left:([\d.]+)px;top:([\d.]+)px">', drawn) == [
        ("signal", "47.2", "4.0"),
        ("now", "112.0", "6.8"),
    ]


@pytest.mark.parametrize(
    ("numbers", "traces", "open_"),
    [
        ((None, None), 0, False),
        ((None, None, "4"), 0, True),
        (("1", "2", None, "4", "4"), 0, True),
        (("1", "2", "3"), 1, False),
        (("1", "2", "3", None), 1, False),
        # One that is alone is a dot, not nothing.
        (("1", "2", "3", None, "4", None, "5"), 3, True),
    ],
)
def test_fewer_than_three_known_in_a_row_are_no_line_and_a_gap_is_known(
    numbers: tuple[str | None, ...], traces: int, open_: bool
) -> None:
    values = [_value(number, f"{2018 + n}T1") for n, number in enumerate(numbers)]
    drawn = sparkline(values, {})
    assert drawn.count('class="trace"') == traces
    assert bool(drawn) == bool(traces)
    assert is_open(values) == open_


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        ("2026T2", "2026T2"),
        ("2026T2Y", "2026T2"),
        ("2026T2R3", "2026T2"),
        ("2026*", "2026T2"),
        ("2025", "2025"),
        ("2026-08", "2026-08"),
    ],
)
def test_a_target_has_one_verdict_whichever_period_is_chosen(chosen: str, seen: str) -> None:
    tertials = [_info(text) for text in ("2025T3", "2026T1", "2026T2", "2026T3*")]
    assert seen_from(_info(chosen), tertials) == seen


def _info(text: str) -> PeriodInfo:
    found = Period.parse(text.removesuffix("*"))
    return PeriodInfo(
        found.id, found.kind, found.label, found.first_day, found.last_day, preliminary=text.endswith("*")
    )


def test_a_target_of_a_median_says_how_many_cases_it_is_held_to() -> None:
    days = _definition("median", "worse", "dagar")
    goal = _goal("45", "2026", replace(_value("66", "2026T2R3"), n=38))
    assert attention.target(goal, days, Standing.BEHIND) == (
        "Målet för 2026, 45\u00a0dagar, hålls inte som det ser ut nu: mediantiden"
        " sedan september 2025 är 66\u00a0dagar (38 fall)."
    )
    assert short(goal, days, "2026T2") == "median 66 sedan september 2025, mål 45"


@pytest.mark.parametrize(
    ("now", "before", "under_way", "said"),
    [
        ("8374000", "7572000", False, "Placeringarna kostade 8,37 mnkr, 0,80 mnkr (11 %) mer än T2 2025."),
        ("6130000", "7070000", False, "Placeringarna kostade 6,13 mnkr, 0,94 mnkr (13 %) mindre än T2 2025."),
        (
            "500000",
            "400000",
            True,
            "Placeringarna har hittills kostat 500 tkr, 100 tkr (25 %) mer än T2 2025.",
        ),
    ],
)
def test_what_the_placements_cost_is_told_in_kronor_and_per_cent(
    now: str, before: str, under_way: bool, said: str
) -> None:
    told = attention.placement_cost(Decimal(now), Decimal(before), "T2 2025", under_way=under_way)
    assert plain(told) == said


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((0, 6, 4, 6), "Ingen av de 6 avslutade remisserna matchades, mot 4 av 6 T2 2025; så få fall kan vara en"),
        ((1, 6, 4, 5), "1 av de 6 avslutade remisserna matchades, mot 4 av 5 T2 2025; så få fall kan vara en slump."),
        # What chance would hardly do is not called chance.
        ((3, 15, 14, 17), "3 av de 15 avslutade remisserna matchades, mot 14 av 17 T2 2025."),
    ],
)  # fmt: skip
def test_few_matched_are_told_by_their_counts(figures: tuple[int, int, int, int], said: str) -> None:
    assert attention.matched(*figures, "T2 2025").startswith(said)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (3, 1, "3 sammanbrott, mot 1 T2 2025; så små tal kan vara en slump."),
        (15, 9, "15 sammanbrott, mot 9 T2 2025; skillnaden kan vara en slump."),
        (30, 5, "30 sammanbrott, mot 5 T2 2025."),
    ],
)
def test_more_of_what_is_not_wished_for_is_called_chance_where_it_may_be(
    now: int, before: int, said: str
) -> None:
    assert attention.more_of(now, before, "Sammanbrott", "T2 2025") == said


def test_how_many_had_waited_as_long_a_year_ago() -> None:
    assert attention.waited_then(3) == " Ett år tidigare var det 3."
    assert attention.waited_then(0) == " Ett år tidigare hade ingen väntat så länge."
