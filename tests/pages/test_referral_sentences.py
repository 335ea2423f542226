"""What is said of the referrals: what came and what became of it, and how long they wait, in the right number."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from dashboard.blocks.waiting import ages_title, waiting_text
from dashboard.charts.balance import draw_balance
from dashboard.charts.palette import LIGHT
from dashboard.published.joining import is_first
from dashboard.published.marts import ReferralFlow, TimeToMatch, WaitingClass
from dashboard.words.attention import days_since
from dashboard.words.balance import balance, balance_title, steps_of
from pipelines.periods import Period
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, figures_of, text_of
from tests.pages.fixtures.records import plain


def test_a_balance_says_what_came_and_what_became_of_it() -> None:
    flow = ReferralFlow(25, 35, 7, 1, 0, 13, 0, 39)
    steps = steps_of(flow)
    assert steps is not None
    assert balance(steps) == (
        "25 remisser pågick vid start och 35 kom in. 7 matchades via GFO, 1 matchades av kommunen och 13 lämnades"
        " tillbaka av GFO. Vid slutet pågick 39."
    )
    none = steps_of(ReferralFlow(1, 0, 0, 0, 0, 0, 0, 1), under_way=True)
    assert none is not None
    assert (
        balance(none, under_way=True)
        == "1 remiss pågick vid start och inga kom in. Ingen avslutades. Nu pågår 1."
    )
    assert steps_of(ReferralFlow(1, 0, None, 0, 0, 0, 0, 1)) is None


def test_the_balance_of_a_period_under_way_is_told_up_to_its_day() -> None:
    steps = steps_of(ReferralFlow(25, 35, 7, 1, 0, 13, 0, 39), under_way=True)
    assert steps is not None
    assert steps[-1][0] == "Pågående nu"
    said = balance_title(steps, "T3 2026 till och med 15 oktober", under_way=True)
    assert said == "Fler pågående remisser under T3 2026 till och med 15 oktober: 39, mot 25 före"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ("7", "fler än före (4) men färre än T2 2025 (7)"),
        ("3", "fler än både före (4) och T2 2025 (3)"),
        ("5", "fler än före (4) men lika många som T2 2025 (5)"),
    ],
)
def test_the_balance_is_set_beside_the_start_and_a_year_ago_in_one(ago: str, said: str) -> None:
    steps = steps_of(ReferralFlow(4, 4, 1, 0, 0, 2, 0, 5))
    assert steps is not None
    told = balance_title(steps, "T2 2026", ago=(Decimal(ago), "T2 2025"))
    assert told == f"5 pågående remisser efter T2 2026: {said}"


@pytest.mark.parametrize(
    ("start", "ago", "said"),
    [
        (0, "0", ""),
        (1, "0", ", mot 1 före"),
        (0, "4", ", mot 4 T2 2025"),
        (1, "4", ", mot 1 före och 4 T2 2025"),
    ],
)
def test_none_open_is_set_beside_what_there_was(start: int, ago: str, said: str) -> None:
    steps = steps_of(ReferralFlow(start, 0, 0, 0, 0, 0, start, 0))
    assert steps is not None
    told = balance_title(steps, "T2 2026", ago=(Decimal(ago), "T2 2025"))
    assert told == f"Inga pågående remisser efter T2 2026{said}"


@pytest.mark.parametrize(
    ("closing", "said"), [(0, "Inga pågående remisser"), (1, "1 pågående remiss"), (4, "4 pågående remisser")]
)
def test_the_first_period_of_a_kommun_is_set_beside_nothing(closing: int, said: str) -> None:
    steps = steps_of(ReferralFlow(0, 10, 4, 2, 0, 2, 2 - closing, closing))
    assert steps is not None
    assert balance_title(steps, "2022", first=True) == f"{said} efter 2022"


@pytest.mark.parametrize(
    ("area", "period", "first"),
    [
        ("2262", "2022T3", True),
        ("2262", "2022", True),
        ("2262", "2022-09", True),
        ("2262", "2022-10", False),
        ("2262", "2023T1", False),
        ("2262", "2023", False),
        ("2260", "2022T3", False),
        ("2260", "2019T1", True),
    ],
)
def test_a_kommun_had_nothing_open_before_it_was_in_gfo(
    demo: Demo, area: str, period: str, first: bool
) -> None:
    figures = figures_of(demo.home)
    assert is_first(figures, area, figures.period(period)) == first


@pytest.mark.parametrize(
    ("referrals", "matched", "said"),
    [
        (0, 0, "Inga remisser kom in under T2 2026."),
        (1, 1, "Den enda remissen som kom in under T2 2026 är matchad."),
        (1, 0, "Den enda remissen som kom in under T2 2026 är inte matchad."),
        (
            15,
            2,
            (
                "2 av de 15 remisser som kom in under T2 2026 är matchade. Hälften av alla, de som väntar inräknade,"
                " beräknas vara matchade efter 77\u00a0dagar."
            ),
        ),
        # Of so few, an estimate says nothing.
        (3, 1, "1 av de 3 remisser som kom in under T2 2026 är matchad."),
        (3, 0, "Ingen av de 3 remisser som kom in under T2 2026 är matchad."),
    ],
)
def test_waiting_is_told_in_the_right_number(referrals: int, matched: int, said: str) -> None:
    times = TimeToMatch(referrals, matched, Decimal(40), 77)
    assert waiting_text(times, "under T2 2026", newest=True) == said


@pytest.mark.parametrize(
    ("matched", "newest", "said"),
    [
        (
            3,
            True,
            (
                "Bara 3 av de 50 remisser som kom in under T2 2026 är matchade än. Det är för få för att säga hur länge"
                " de andra får vänta."
            ),
        ),
        (
            0,
            True,
            (
                "Ingen av de 50 remisser som kom in under T2 2026 är matchad än. Det är för få för att säga hur länge"
                " de andra får vänta."
            ),
        ),
        # Of an old period, the others may have been returned.
        (20, False, "20 av de 50 remisser som kom in under T2 2026 är matchade, färre än hälften."),
    ],
)
def test_where_less_than_half_are_matched_no_time_is_told(matched: int, newest: bool, said: str) -> None:
    times = TimeToMatch(50, matched, Decimal(47), None)
    assert waiting_text(times, "under T2 2026", newest=newest) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((5, 4, 2, 1), "3 av de 12 pågående remisserna har väntat mer än 90 dagar, 1 av dem över 180 dagar"),
        ((5, 4, 3, 0), "3 av de 12 pågående remisserna har väntat mer än 90 dagar"),
        ((5, 4, 0, 3), "3 av de 12 pågående remisserna har väntat över 180 dagar"),
        ((5, 0, 0, 0), "Ingen av de 5 pågående remisserna har väntat mer än 90 dagar"),
        ((0, 0, 2, 1), "Alla 3 pågående remisserna har väntat mer än 90 dagar, 1 av dem över 180 dagar"),
        ((0, 0, 0, 2), "Båda pågående remisserna har väntat över 180 dagar"),
        ((1, 0, 0, 0), "Den enda pågående remissen har inte väntat mer än 90 dagar"),
        ((0, 0, 1, 0), "Den enda pågående remissen har väntat mer än 90 dagar"),
        ((0, 0, 0, 1), "Den enda pågående remissen har väntat över 180 dagar"),
        ((0, 0, 0, 0), "Inga remisser pågår"),
    ],
)
def test_those_that_have_waited_long_are_told_in_the_right_number(
    numbers: tuple[int, int, int, int], said: str
) -> None:
    classes = ("0–30 dagar", "31–90 dagar", "91–180 dagar", "Över 180 dagar")
    ages = [WaitingClass(age, number) for age, number in zip(classes, numbers, strict=True)]
    assert ages_title(ages) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0, 0, 0, 0), "Inga remisser pågick den 31 december 2022"),
        ((5, 0, 0, 0), "Ingen av de 5 pågående remisserna hade väntat mer än 90 dagar den 31 december 2022"),
        ((1, 0, 0, 0), "Den enda pågående remissen hade inte väntat mer än 90 dagar den 31 december 2022"),
        ((0, 0, 0, 2), "Båda pågående remisserna hade väntat över 180 dagar den 31 december 2022"),
        (
            (5, 4, 2, 1),
            "3 av de 12 pågående remisserna hade väntat mer än 90 dagar den 31 december 2022, 1 av dem över 180 dagar",
        ),
    ],
)
def test_those_of_an_old_period_had_waited(numbers: tuple[int, int, int, int], said: str) -> None:
    classes = ("0–30 dagar", "31–90 dagar", "91–180 dagar", "Över 180 dagar")
    ages = [WaitingClass(age, number) for age, number in zip(classes, numbers, strict=True)]
    assert ages_title(ages, "den 31 december 2022") == said


def test_referrals_of_a_month_have_waited_as_long_as_its_last_and_its_first_day() -> None:
    day = date(2026, 8, 31)
    assert days_since(Period.month(2026, 3), day) == "153–183 dagar"
    assert days_since(Period.month(2026, 8), date(2026, 8, 20)) == "0–19 dagar"


def test_when_the_waiting_came_in_is_told_of_the_newest_day_alone(open_page: OpenPage) -> None:
    said = text_of(open_page("remisser", {"kommun": "timra", "period": "2026T2"}))
    told = "<p>När de kom in, den äldsta först, och hur länge de hade väntat den 31 augusti 2026:</p>"
    table = said.split(told, 1)[1].split("</table>", 1)[0]
    assert [word in table for word in ("Mars 2026", "153–183 dagar", "Augusti 2026")] == [True] * 3
    assert "När de kom in" not in text_of(open_page("remisser", {"kommun": "timra", "period": "2025T2"}))


def test_who_waits_stands_above_what_has_been(open_page: OpenPage) -> None:
    said = text_of(open_page("remisser", {"kommun": "gfo", "period": "2026T2"}))
    titles = [plain(title) for title in re.findall(r'class="figuretitle"[^>]*>([^<]*)<', said)]
    waits = next(n for n, title in enumerate(titles) if "väntat" in title)
    came = next(n for n, title in enumerate(titles) if title.startswith("Inkomna remisser: "))
    assert waits < came


def test_what_goes_out_has_a_tint_and_each_bar_is_led_to_the_next() -> None:
    steps = steps_of(ReferralFlow(30, 50, 7, 1, 0, 29, 10, 33))
    assert steps is not None
    sent = draw_balance(steps, LIGHT)
    colours = sent["data"][0]["marker"]["color"]
    assert colours == [*[LIGHT.mark] * 2, *[LIGHT.secondary] * 4, LIGHT.accent]
    assert [line["x0"] for line in sent["layout"]["shapes"]] == [30, 80, 73, 72, 43, 33]


@pytest.mark.parametrize(("kommun", "drawn"), [("ange", False), ("gfo", True)])
def test_a_few_referrals_are_told_and_stand_in_a_table_and_fill_no_page(
    open_page: OpenPage, demo: Demo, kommun: str, drawn: bool
) -> None:
    app = open_page("remisser", {"version": "2", "kommun": kommun, "period": "2026T2"}, demo.home)
    said = plain(text_of(app))
    assert ('data-key="balans"' in said) == drawn
    assert ('data-key="utfall"' in said) == drawn
    assert "Vid start + inkomna = avslutade + vid slut." in said
    assert "pågick vid start" in said
    assert "<caption>Så slutade remisserna" in said or drawn
    few = "T2 2026: matchningar 0, återlämnade remisser 0 och återtagna remisser 1. Färre än 5 av varje slag"
    assert (few in said) != drawn
