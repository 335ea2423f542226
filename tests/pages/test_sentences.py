"""Sentences made by rules: the right word for the right figure, and nothing guessed about what is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.published.records import Area, Comment, Definition, PeriodInfo, Status, Value
from dashboard.words.absence import absence, why_absent
from dashboard.words.audiences import sender_name
from dashboard.words.changes import change, difference, trend_title
from dashboard.words.economy import prognosis
from dashboard.words.grammar import lowered
from dashboard.words.series import highest, largest_part, since
from dashboard.words.summary import most_of, overview
from pipelines.reference import STYRGRUPP

TIMRA = Area("2262", "Timrå", True)
GFO = Area("GFO", "GFO", True)
T2 = PeriodInfo("2026T2", "tertial", "T2 2026", date(2026, 5, 1), date(2026, 8, 31), False)
BEFORE = PeriodInfo("2025T2", "tertial", "T2 2025", date(2025, 5, 1), date(2025, 8, 31), False)
SAME_DAYS = PeriodInfo(
    "2025T2D0715", "same_days", "1 maj–15 juli 2025", date(2025, 5, 1), date(2025, 7, 15), False
)
UNTIL = date(2026, 7, 15)
NAMES = {"2262": "Timrå", "2280": "Härnösand"}


def _value(number: str | None, status: Status = "ok", reason: str = "", period: str = "2026T2") -> Value:
    value = None if number is None else Decimal(number)
    return Value("k", "", "2262", period, value, None, None, None, status, reason, False)


def _definition(unit: str = "remisser", measure: str = "flow", decimals: int = 0) -> Definition:
    words = {
        "kpi": "k",
        "name": "Namn",
        "question": "",
        "unit": unit,
        "measure": measure,
        "direction": "neither",
    }
    rest = dict.fromkeys(("caveat", "source", "owner", "numerator", "denominator", "part_of", "sql"), "")
    return Definition(**words, **rest, reviewed=None, next_review=None, decimals=decimals)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("definition", "now", "before", "said"),
    [
        (_definition(), "15", "11", "Fler än T2 2025 (11)."),
        (_definition(), "9", "11", "Färre än T2 2025 (11)."),
        (_definition(), "11", "11", "Lika många som T2 2025 (11)."),
        (
            _definition("procent", "ratio", 1),
            "53.6",
            "47.1",
            "6,5\u00a0procentenheter högre än T2 2025 (47,1\u00a0%).",
        ),
        (_definition("dagar", "median", 1), "40", "52.5", "Kortare än T2 2025 (52,5)."),
        (_definition("kr", "sum"), "90000", "80000", "Högre än T2 2025 (80\u00a0tkr)."),
        (_definition("procent", "ratio"), "50.2", "49.9", "Samma som T2 2025 (50\u00a0%)."),
        # A half is rounded up, as on the card.
        (_definition("procent", "ratio"), "42.5", "42", "1\u00a0procentenhet högre än T2 2025 (42\u00a0%)."),
        (
            _definition("procent", "ratio"),
            "62.5",
            "50",
            "13\u00a0procentenheter högre än T2 2025 (50\u00a0%).",
        ),
    ],
)
def test_a_change_is_told_in_the_figures_own_words(
    definition: Definition, now: str, before: str, said: str
) -> None:
    assert change(_value(now), _value(before), definition, BEFORE) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            _value(None, "hidden"),
            "Skyddad: visas inte, för siffran skulle kunna peka ut ett barn eller ett hem.",
        ),
        (_value(None, "missing", "ej_levererat"), "Uppgift saknas: Timrå har inte levererat T2 2026."),
        (
            _value(None, "missing", "ej_levererat:2262,2280"),
            "Uppgift saknas: Timrå och Härnösand har inte levererat T2 2026.",
        ),
        (_value(None, "missing", "ej_med"), "Uppgift saknas: Timrå var inte med i GFO T2 2026."),
        (_value(None, "missing", "inga_fall"), "Inga fall under T2 2026."),
        (_value(None, "missing", "något nytt"), "Uppgift saknas."),
    ],
)
def test_an_absent_figure_says_why(value: Value, said: str) -> None:
    assert absence(value, TIMRA, "T2 2026", NAMES, STYRGRUPP) == said


@pytest.mark.parametrize("status", ["hidden", "missing"])
def test_a_change_from_or_to_what_is_not_shown_tells_no_number(status: Status) -> None:
    absent = replace(_value("3"), status=status)
    assert change(absent, _value("11"), _definition(), BEFORE) == ""
    assert not any(digit in change(_value("4"), absent, _definition(), BEFORE) for digit in "34")


def test_a_figure_of_a_shorter_time_than_its_period_is_set_beside_no_other() -> None:
    now, before = _value("55"), _value("10", reason="med_fran:2022-09-01")
    said = "Ingen jämförelse: T2 2025 räknas från 2022-09-01, då kommunen gick med i GFO."
    assert change(now, before, _definition(), BEFORE) == said
    assert change(replace(now, preliminary=True), before, _definition(), BEFORE) == said
    assert trend_title(now, before, _definition(), T2, BEFORE, UNTIL) == "Namn: 55 under T2 2026"
    assert [difference(*both, _definition()) for both in ((now, before), (before, now))] == ["", ""]


def test_a_figure_that_is_followed_up_is_not_compared() -> None:
    now = replace(_value("0"), preliminary=True)
    said = change(now, _value("15"), _definition(), BEFORE, followed=True)
    assert said == "Preliminärt: uppföljningen är inte slut; siffran kan bara bli högre."


def test_a_period_under_way_is_compared_with_words_that_it_is() -> None:
    now = replace(_value("9"), preliminary=True)
    # What still grows is not fewer than what has grown for the whole time; what stands on a day may be.
    assert change(now, _value("11"), _definition(), BEFORE) == "Hela T2 2025: 11; perioden är inte slut."
    assert change(now, _value("11"), _definition(measure="stock"), BEFORE) == (
        "Färre än T2 2025 (11), men perioden är inte slut."
    )
    absent = _value(None, "missing")
    assert "inte slut" not in change(now, absent, _definition(), BEFORE)
    under_way = replace(T2, preliminary=True)
    title = trend_title(now, _value("11"), _definition(), under_way, BEFORE, UNTIL)
    assert title == "Namn: 9 hittills under T2 2026"
    year = replace(under_way, period="2026", kind="year", label="2026")
    assert trend_title(now, _value("11"), _definition(), year, BEFORE, UNTIL) == "Namn: 9 hittills 2026"
    # What is followed up after its period is over.
    title = trend_title(now, _value("11"), _definition(), T2, BEFORE, UNTIL)
    assert title == "Namn: 9 under T2 2026 (preliminärt)"


def test_a_period_under_way_is_set_beside_the_same_days_of_the_year_before() -> None:
    now = replace(_value("9"), preliminary=True)
    assert change(now, _value("11"), _definition(), SAME_DAYS) == "Färre än samma tid 2025 (11)."
    assert (
        change(now, _value("9"), _definition(measure="stock"), SAME_DAYS)
        == "Lika många som den 15 juli 2025 (9)."
    )
    under_way = replace(T2, preliminary=True)
    title = trend_title(now, _value("11"), _definition(), under_way, SAME_DAYS, UNTIL)
    assert title == "Namn: 9 hittills under T2 2026, 2 färre än samma tid 2025"
    title = trend_title(now, _value("11"), _definition(measure="stock"), T2, SAME_DAYS, UNTIL)
    assert title == "Namn: 9 den 15 juli 2026 (preliminärt), 2 färre än den 15 juli 2025"


def test_the_overview_of_a_tertial_under_way_claims_neither_its_end_nor_a_record() -> None:
    received, matched, through, homes = (
        replace(_value(number), preliminary=True) for number in ("5", "2", "1", "2")
    )
    now = replace(T2, preliminary=True)
    assert _overview(
        received, matched, through, homes, period=now, before=SAME_DAYS, day=date(2026, 7, 15)
    ) == (
        "Under T2 2026 till och med 15 juli kom 5 remisser in, 39 färre än samma tid 2025; samma tid fick"
        " 2 barn ett hem, 1 av dem via GFO. Den 15 juli fanns 2 tillgängliga familjehem i banken."
    )


def _overview(
    received: Value,
    matched: Value,
    through: Value,
    homes: Value,
    *,
    unusual: Sequence[tuple[Definition, int]] = (),
    period: PeriodInfo = T2,
    before: PeriodInfo = BEFORE,
    day: date = date(2026, 8, 31),
) -> str:
    figures = {
        "referrals_received": (received, _value("44")),
        "referrals_matched": (matched, _value("1")),
        "referrals_matched_gfo": (through, _value("1")),
        "bank_homes_available": (homes, _value("30")),
    }
    bank = [_value(number, period=one) for one, number in (("2022T3", "26"), ("2023T1", "29"))]
    bank += [_value("30", period=f"{year}T{tertial}") for year in (2024, 2025) for tertial in (1, 2, 3)]
    seven = [(definition, side, _value("7")) for definition, side in unusual]
    return " ".join(overview(seven, figures, [*bank, homes], GFO, period, before, day))


def test_the_overview_speaks_as_in_the_annual_report() -> None:
    assert _overview(_value("38"), _value("21"), _value("14"), _value("27")) == (
        "Under T2 2026 kom 38 remisser in, 6 färre än T2 2025; samma tid fick 21 barn ett hem, 14 av dem via GFO."
        " Den 31 augusti fanns 27 tillgängliga familjehem i banken, det lägsta antalet vid ett tertialslut sedan T3"
        " 2022."
    )


def test_the_overview_begins_with_what_is_not_as_usual() -> None:
    hidden = _value(None, "hidden")
    one, other, third, fourth = (
        replace(_definition(), name=name) for name in ("Alla", "Båda", "GFO:s", "Dagar")
    )
    nothing = dict.fromkeys(
        ("referrals_received", "referrals_matched", "referrals_matched_gfo", "bank_homes_available"),
        (hidden, hidden),
    )
    four = _value("4", period="2026T2R3")
    three = overview([(one, 1, four)], nothing, [], GFO, T2, BEFORE, T2.last_day)
    assert three == ["Ovanligt högt: alla (4 på tre tertial)."]
    assert _overview(hidden, hidden, hidden, hidden, unusual=[(one, 1), (other, -1), (third, 1)]) == (
        "Ovanligt högt: alla (7) och GFO:s (7); ovanligt lågt: båda (7)."
    )
    many = [(definition, 1) for definition in (one, other, third, fourth)]
    assert (
        _overview(hidden, hidden, hidden, hidden, unusual=many)
        == "Ovanligt högt: alla (7), båda (7) och 2 till."
    )


def test_the_overview_leaves_out_what_is_hidden_and_speaks_of_one_as_one() -> None:
    hidden = _value(None, "hidden")
    assert (
        _overview(_value("1"), hidden, hidden, hidden)
        == "Under T2 2026 kom 1 remiss in, 43 färre än T2 2025."
    )
    assert _overview(_value("0"), hidden, hidden, hidden).startswith(
        "Under T2 2026 kom inga remisser in, 44 färre"
    )
    said = _overview(hidden, _value("1"), _value("1"), _value("1"))
    assert said.startswith("1 barn fick ett hem, via GFO.")
    assert "1 tillgängligt familjehem" in said
    assert "2 barn fick ett hem, båda via GFO." in _overview(hidden, _value("2"), _value("2"), hidden)
    assert "fanns inga tillgängliga familjehem" in _overview(hidden, hidden, hidden, _value("0"))


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        (("3", "5", "1"), "Flest barn bor i HVB: 5"),
        (("5", "5", "1"), "Flest barn bor i jourhem och HVB: 5 vardera"),
        (("5", "5", "5"), "Var barnen bor"),
        # A few are no most.
        (("4", "0", "1"), "Var barnen bor: jourhem 4 och SiS 1"),
        (("0", "0", "0"), "Var barnen bor"),
        # One that is not shown may be the largest.
        (("3", "5", None), "Var barnen bor"),
    ],
)
def test_the_largest_part_is_named_where_every_part_is_known(
    sizes: tuple[str | None, ...], said: str
) -> None:
    parts = [
        (name, [_value(size, status="ok" if size else "hidden", period="2026T2")])
        for name, size in zip(("Jourhem", "HVB", "SiS"), sizes, strict=True)
    ]
    assert largest_part("Var barnen bor", "Flest barn bor i {}", parts, _definition(), "2026T2") == said


@pytest.mark.parametrize(
    ("sizes", "unit", "said"),
    [
        ((("3", "5"), ("5", "1")), "remisser", "Högsta stapeln: 5, hvb T2 2026."),
        ((("1200000", "19190000"), ("5", None)), "kr", "Högsta stapeln: 19,19 mnkr, hvb T2 2026."),
        (
            (("71000", "-160000"),),
            "kr",
            "Högsta stapeln: 71 tkr, hvb T1 2026. Lägsta: −160 tkr, hvb T2 2026.",
        ),
        ((("0", None),), "remisser", ""),
        ((), "remisser", ""),
    ],
)
def test_bars_without_an_axis_say_how_high_the_highest_of_them_is(
    sizes: Sequence[tuple[str | None, ...]], unit: str, said: str
) -> None:
    labels = {"2026T1": "T1 2026", "2026T2": "T2 2026"}
    parts = [
        (
            name,
            [
                _value(size, "ok" if size else "hidden", period=period)
                for period, size in zip(labels, row, strict=True)
            ],
        )
        for name, row in zip(("hvb", "jourhem"), sizes, strict=False)
    ]
    assert highest(parts, _definition(unit, "sum"), labels).replace("\u00a0", " ") == said


def test_a_deviation_is_more_or_less_favourable_and_says_its_side_of_the_budget() -> None:
    deviation = _definition("kr", "difference")
    said = change(_value("71000"), _value("-34000"), deviation, BEFORE)
    assert said == "Bättre än T2 2025 (34\u00a0tkr över\u00a0budget)."
    assert change(_value("-1"), _value("34000"), deviation, BEFORE).endswith(
        "(34\u00a0tkr under\u00a0budget)."
    )


def test_an_absent_figure_says_why_wherever_it_stands() -> None:
    absent = [_value(None, "missing", reason) for reason in ("inga_fall", "ej_med", "ej_levererat:2262", "")]
    assert [why_absent(value) for value in absent] == [
        "inga fall", "inte med i GFO", "uppgift saknas", "uppgift saknas",
    ]  # fmt: skip
    assert "T2 2025 – inte med i GFO." in change(_value("3"), absent[1], _definition(), BEFORE)


@pytest.mark.parametrize(
    ("foreseen", "said"),
    [
        ("900", "Helåret 2026 väntas kosta 900 kr, 100 kr under årets budget på 1 000 kr."),
        ("1250", "Helåret 2026 väntas kosta 1 250 kr, 250 kr över årets budget på 1 000 kr."),
        ("1000", "Helåret 2026 väntas kosta 1 000 kr, lika mycket som årets budget."),
        (None, ""),
    ],
)
def test_the_year_is_foreseen_against_its_budget(foreseen: str | None, said: str) -> None:
    value = _value(foreseen, status="ok" if foreseen else "missing")
    assert prognosis(value, 1000, "2026").replace("\u00a0", " ") == said


def test_a_share_of_very_few_is_not_set_beside_another_in_percentage_points() -> None:
    share = _definition("procent", "ratio")
    now, before = (replace(_value(number), denominator=Decimal(3)) for number in ("0", "100"))
    assert change(now, before, share, BEFORE) == "T2 2025: 100\u00a0%."
    assert (
        trend_title(now, before, share, T2, BEFORE, UNTIL)
        == "Namn: 0\u00a0% under T2 2026, mot 100\u00a0% T2 2025"
    )
    many = [replace(value, denominator=Decimal(30)) for value in (now, before)]
    assert "procentenheter" in change(*many, share, BEFORE)
    assert "procentenheter" in difference(*many, share)
    # Neither in a table, where either is of few.
    assert [difference(*both, share) for both in ((now, before), (many[0], before), (now, many[1]))] == [
        ""
    ] * 3


def test_events_that_a_chart_shows_no_before_of_are_not_told_under_it() -> None:
    events = [Comment(date(2026, month, 3), "", "", "GFO", "x") for month in (1, 6, 9)]
    assert since(events, "2026T2") == (events[2],)


def test_a_list_that_leaves_some_out_says_of_how_many() -> None:
    assert most_of("Att uppmärksamma", 7, 11) == "Att uppmärksamma: de 7 viktigaste av 11"
    assert most_of("Att uppmärksamma", 4, 4) == "Att uppmärksamma"


def test_scbs_two_statistics_have_names_that_a_reader_knows() -> None:
    assert [sender_name(sender, {"2262": "Timrå"}) for sender in ("2262", "SCB", "SCB-CKM")] == [
        "Timrå",
        "SCB",
        "SCB (från 2025)",
    ]


def test_a_heading_of_kronor_is_as_precise_as_the_cards_and_their_difference() -> None:
    def said(now: str, before: str, measure: str = "sum") -> str:
        title = trend_title(_value(now), _value(before), _definition("kr", measure), T2, BEFORE, UNTIL)
        return title.replace("\u00a0", " ")

    assert said("3051668", "2963000") == "Namn: 3,05 mnkr under T2 2026, 0,09 mnkr högre än T2 2025"
    assert said("9153616", "12067581") == "Namn: 9,15 mnkr under T2 2026, 2,92 mnkr lägre än T2 2025"
    assert said("10639748", "8163827") == "Namn: 10,64 mnkr under T2 2026, 2,48 mnkr högre än T2 2025"
    assert said("950400", "1249600") == "Namn: 0,95 mnkr under T2 2026, 0,30 mnkr lägre än T2 2025"
    assert said("3051668", "3051000") == "Namn: 3,05 mnkr under T2 2026, 668 kr högre än T2 2025"
    # There are no parts of a tkr on a page: the difference is that of what is written.
    assert said("712449", "500551") == "Namn: 712 tkr under T2 2026, 211 tkr högre än T2 2025"
    assert (
        said("71021", "33848", "difference")
        == "Namn: 71 tkr under budget för T2 2026, 37 tkr bättre än T2 2025"
    )


def test_a_word_with_more_capitals_than_its_first_keeps_them() -> None:
    assert [lowered(word) for word in ("SiS", "HVB", "GFO:s ekonomi", "Familjehem via GFO")] == [
        "SiS",
        "HVB",
        "GFO:s ekonomi",
        "familjehem via GFO",
    ]
