"""Min kommun in words: what waits, what is said aloud, the cost and the comparison, each by its rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.published.marts import Allocation, AllocationEffect
from dashboard.published.records import Area, PeriodInfo, Status, Value
from dashboard.views.kommun import sentences
from dashboard.words import allocation
from dashboard.words import kommun as words
from dashboard.words.grammar import genitive
from pipelines.periods import Period
from pipelines.reference import STYRGRUPP
from pipelines.signals import Funnel, Point, compare_kommuner
from tests.pages.fixtures.published_file import DEFINITIONS

TIMRA = Area("2262", "Timrå", True)
DAY = date(2026, 8, 31)


def _period(text: str, *, preliminary: bool = False) -> PeriodInfo:
    period = Period.parse(text)
    return PeriodInfo(text, period.kind, period.label, period.first_day, period.last_day, preliminary)


T2, BEFORE = _period("2026T2"), _period("2025T2")


def _value(number: str | None, status: Status = "ok", reason: str = "") -> Value:
    value = None if number is None else Decimal(number)
    return Value("k", "", "2262", "2026T2", value, None, None, None, status, reason, False)


ABSENT = _value(None, "missing", "ej_levererat")


def _aloud(
    children: tuple[Value, Value] = (ABSENT, ABSENT),
    referrals: tuple[Value, Value] = (ABSENT, ABSENT),
    cost: tuple[Value, Value] = (ABSENT, ABSENT),
    period: PeriodInfo = T2,
    compared: PeriodInfo = BEFORE,
    day: date = DAY,
) -> str:
    figures = {"children_in_care": children, "referrals_received": referrals, "placement_cost": cost}
    return words.aloud(figures, TIMRA, period, compared, day, STYRGRUPP).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("43", "42", "Den 31 augusti 2026 var 43 barn från Timrå i vård, 1 fler än ett år tidigare."),
        ("1", "3", "Den 31 augusti 2026 var 1 barn från Timrå i vård, 2 färre än ett år tidigare."),
        ("0", "0", "Den 31 augusti 2026 var inget barn från Timrå i vård, liksom ett år tidigare."),
        ("2", "2", "Den 31 augusti 2026 var 2 barn från Timrå i vård, lika många som ett år tidigare."),
        ("2", None, "Den 31 augusti 2026 var 2 barn från Timrå i vård."),
    ],
)
def test_the_children_are_told_by_their_day(now: str, before: str | None, said: str) -> None:
    assert _aloud(children=(_value(now), ABSENT if before is None else _value(before))) == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("124", "125", "Under 2025 bodde 124 barn från Timrå i familjehem någon gång, 1 färre än 2024."),
        ("0", "0", "Under 2025 bodde inget barn från Timrå i familjehem någon gång, liksom 2024."),
        ("14", None, "Under 2025 bodde 14 barn från Timrå i familjehem någon gång."),
    ],
)
def test_where_only_years_are_told_the_children_are_those_of_the_year(
    now: str, before: str | None, said: str
) -> None:
    year, former = (
        PeriodInfo(str(n), "year", str(n), date(n, 1, 1), date(n, 12, 31), preliminary=False)
        for n in (2025, 2024)
    )
    absent = (ABSENT, ABSENT)
    children = (_value(now), ABSENT if before is None else _value(before))
    figures = {"foster_children": children, "referrals_received": absent, "placement_cost": absent}
    assert words.aloud(figures, TIMRA, year, former, DAY, STYRGRUPP).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (_value("4"), _value("9"), "Under T2 2026 kom 4 remisser in från Timrå, 5 färre än T2 2025."),
        (_value("1"), _value("1"), "Under T2 2026 kom 1 remiss in från Timrå, lika många som T2 2025."),
        (_value("0"), _value("0"), "Under T2 2026 kom inga remisser in från Timrå, liksom T2 2025."),
        (_value("4"), _value(None, "hidden"), "Under T2 2026 kom 4 remisser in från Timrå."),
        # As many days of the year before there were none of while the kommun was not there yet.
        (
            _value("4"),
            _value("1", reason="med_fran:2022-09-01"),
            "Under T2 2026 kom 4 remisser in från Timrå.",
        ),
        (_value(None, "missing", "ej_med"), ABSENT, "Timrå var inte med i GFO T2 2026."),
    ],
)
def test_the_referrals_are_told_beside_the_year_before(now: Value, before: Value, said: str) -> None:
    assert _aloud(referrals=(now, before)) == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        ("10639747", "8180000", "10,64 miljoner kronor under T2 2026, 30 procent mer än T2 2025."),
        ("712400", "800000", "712 000 kronor under T2 2026, 11 procent mindre än T2 2025."),
        ("1000000", "1000900", "1,0 miljoner kronor under T2 2026, ungefär lika mycket som T2 2025."),
        ("1000000", "0", "1,0 miljoner kronor under T2 2026."),
    ],
)
def test_the_cost_is_told_in_words_that_can_be_said(now: str, before: str, said: str) -> None:
    assert _aloud(cost=(_value(now), _value(before))) == f"Placeringarna kostade {said}"


def test_a_period_under_way_is_told_to_its_day_and_set_beside_as_many_days() -> None:
    days = replace(BEFORE, kind="same_days", last_day=date(2025, 7, 15))
    asked = {
        "children": (_value("43"), _value("40")),
        "referrals": (_value("3"), _value("5")),
        "cost": (_value("5000000", reason="hela_manader:2026-06-30"), _value("4000000")),
        "period": replace(T2, preliminary=True),
        "day": date(2026, 7, 15),
    }
    assert _aloud(**asked, compared=days) == (
        "Den 15 juli 2026 var 43 barn från Timrå i vård, 3 fler än ett år tidigare. Under T2 2026 har 3 remisser"
        " kommit in från Timrå till och med 15 juli, 2 färre än samma tid 2025. Placeringarna har hittills kostat"
        " 5,0 miljoner kronor under T2 2026, till och med 30 juni, 25 procent mer än samma tid 2025."
    )
    # Without as many days nothing is compared.
    assert "än" not in _aloud(**asked).split()


def test_months_are_spoken_of_as_months_and_blocks_as_three_years() -> None:
    month, before = _period("2026-07"), _period("2025-07")
    said = _aloud(
        referrals=(_value("0"), _value("2")),
        cost=(_value("2000000"), _value("1000000")),
        period=month,
        compared=before,
    )
    assert said == (
        "I juli 2026 kom inga remisser in från Timrå, 2 färre än i juli 2025."
        " Placeringarna kostade 2,0 miljoner kronor i juli 2026, 100 procent mer än i juli 2025."
    )
    block = _aloud(
        children=(_value("4"), _value("5")), period=_period("2023-2025"), compared=_period("2020-2022")
    )
    assert block == "Den 31 december 2025 var 4 barn från Timrå i vård, 1 färre än tre år tidigare."


def test_with_nothing_to_say_the_reason_is_said() -> None:
    assert _aloud() == "Uppgift saknas: Timrå har inte levererat T2 2026."


@pytest.mark.parametrize(
    ("period", "preliminary", "compared", "reason", "said"),
    [
        (
            "2026",
            True,
            PeriodInfo("d", "same_days", "", date(2025, 1, 1), date(2025, 8, 31), False),
            "",
            "Hittills i år, till och med 31 augusti, har de kostat 21,02 miljoner kronor, MORE samma tid 2025.",
        ),
        (
            "2026",
            True,
            PeriodInfo("d", "same_days", "", date(2025, 1, 1), date(2025, 7, 31), False),
            "hela_manader:2026-07-31",
            "Hittills i år, till och med 31 juli, har de kostat 21,02 miljoner kronor, MORE samma tid 2025.",
        ),
        (
            "2026",
            True,
            _period("2025"),
            "",
            "Hittills i år, till och med 31 augusti, har de kostat 21,02 miljoner kronor.",
        ),
        (
            "2025T2Y",
            False,
            _period("2024T2Y"),
            "",
            "Under januari–augusti 2025 kostade de 21,02 miljoner kronor, MORE januari–augusti 2024.",
        ),
        (
            "2025",
            False,
            _period("2024"),
            "",
            "Under hela 2025 kostade de 21,02 miljoner kronor, MORE 2024.",
        ),
    ],
)
def test_beside_a_tertials_cost_stands_that_of_the_year_so_far(
    period: str, preliminary: bool, compared: PeriodInfo, reason: str, said: str
) -> None:
    now, before = _value("21024159", reason=reason), _value("16845143")
    through = _period(period, preliminary=preliminary)
    assert words.cost_so_far(now, before, through, compared, DAY).replace("\u00a0", " ") == said.replace(
        "MORE", "25 procent mer än"
    )
    assert words.cost_so_far(ABSENT, before, through, compared, DAY) == ""


def _part(year: int, amount: int, months: int = 12) -> Allocation:
    return Allocation(year, "2262", months, 100, 10, Decimal(0), Decimal(0), 0, 0, amount)


def test_the_share_is_told_with_its_change() -> None:
    now, before = _part(2026, 1_268_130), _part(2025, 1_213_751)

    def plain(said: str) -> str:
        return said.replace("\u00a0", " ")

    assert plain(words.share_title(now, before, "Timrå", "betalar")) == (
        "Timrå betalar 54 379 kr mer till GFO 2026 än 2025"
    )
    assert plain(words.share(now, before, 9_155_000)) == (
        "Beloppet är 1 268 130 kr, 13,9 % av GFO:s budget på 9 155 000 kr. Det är 4,5 % mer än 2025."
    )
    same = replace(before, amount_sek=now.amount_sek)
    assert (
        words.share_title(now, same, "Timrå", "betalar") == "Timrå betalar lika mycket till GFO 2026 som 2025"
    )
    assert "än 2025" not in words.share(now, same, 9_155_000)
    first = _part(2022, 371_127, months=4)
    assert (
        plain(words.share_title(first, None, "Timrå", "betalade"))
        == "Timrå betalade 371 127 kr till GFO 2022"
    )
    assert plain(words.share(first, None, 8_080_980)) == (
        "Det är 4,6 % av GFO:s budget på 8 080 980 kr, för 4 av årets månader."
    )


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (_part(2025, 1_090_000), "Högre än 2025 (1,09 mnkr)."),
        (_part(2025, 1_300_000), "Lägre än 2025 (1,30 mnkr)."),
        (_part(2025, 1_212_272), "Samma som 2025 (1,21 mnkr)."),
        (_part(2025, 371_127, months=4), "Högre än 2025 (0,37 mnkr för 4 månader)."),
        (None, ""),
    ],
)
def test_on_its_card_the_share_stands_beside_the_year_before(before: Allocation | None, said: str) -> None:
    assert allocation.beside_year_before(_part(2026, 1_212_272), before).replace("\u00a0", " ") == said


def test_what_a_figure_is_set_beside_is_said_as_it_stands_after_one() -> None:
    days = replace(BEFORE, kind="same_days", label="1 maj–15 juli 2025")
    periods = (BEFORE, _period("2025"), _period("2025-07"), days)
    assert [words.during(one) for one in periods] == [
        "under T2 2025", "under 2025", "i juli 2025", "samma tid 2025",
    ]  # fmt: skip


def test_whose_a_thing_is() -> None:
    assert [genitive(name) for name in ("Timrå", "Kramfors", "GFO")] == ["Timrås", "Kramfors", "GFO:s"]


def test_an_older_year_is_told_in_one_sentence() -> None:
    def said(then: Allocation | None, before: Allocation | None) -> str:
        return words.share_then(then, before, "Timrå").replace("\u00a0", " ")

    assert said(_part(2025, 428_499), _part(2024, 487_520)) == (
        "2025 betalade Timrå 428 499 kr, 59 021 kr mindre än 2024."
    )
    assert said(_part(2025, 500), _part(2024, 500)) == "2025 betalade Timrå 500 kr, lika mycket som 2024."
    assert said(_part(2022, 371_127), None) == "2022 betalade Timrå 371 127 kr."
    assert said(None, _part(2024, 500)) == ""


def test_the_cause_names_what_drew_the_change_and_what_drew_the_other_way() -> None:
    def said(**effects: int) -> str:
        found = [AllocationEffect("2283", effect, amount) for effect, amount in effects.items()]
        return words.share_cause(found).replace("\u00a0", " ")

    assert said(budget=32_408, placed=-49_159, population=-1_146, weights=0) == (
        "Minskningen beror på andelen av de placerade barnen (−49 159 kr) och andelen av barnen i befolkningen"
        " (−1 146 kr); GFO:s budget (+32 408 kr) höjde beloppet."
    )
    assert said(budget=5) == "Ökningen beror på GFO:s budget (+5 kr)."
    assert said(budget=5, placed=-5) == ""
    assert said() == ""


def test_the_comparison_says_where_the_kommun_lies_and_whether_chance_explains_it() -> None:
    names = {"2262": "Timrå", "2280": "Härnösand", "2284": "Örnsköldsvik"}

    def funnel(timra: int) -> Funnel:
        counts = {"2262": (timra, 4000), "2280": (56, 4000), "2284": (140, 10000)}
        return compare_kommuner({code: Point("2025", *pair) for code, pair in counts.items()}, names)

    def title(timra: int, chosen: str = "2262") -> str:
        return sentences.compared_title(funnel(timra), names, chosen, "2025")

    assert title(60) == (
        "Timrå hade fler placerade barn per 1 000 än GFO i snitt 2025, men inte fler än slumpen kan förklara"
    )
    assert title(50).startswith(
        "Timrå hade färre placerade barn per 1 000 än GFO i snitt 2025, men inte färre än"
    )
    assert title(56) == "Timrå hade lika många placerade barn per 1 000 som GFO i snitt 2025"
    assert title(400).endswith("2025, fler än slumpen kan förklara")
    assert title(60, "GFO") == "Kommunerna skilde sig inte 2025 mer än slumpen kan förklara"
    assert title(400, "GFO").startswith("Timrå")
    said = sentences.compared_said(funnel(56), names, "2262")
    assert said == "Timrå: 14,0, mot 14,0 för GFO i snitt."


def test_of_very_many_kommuner_outside_the_limits_some_are_named_and_the_rest_counted() -> None:
    names = {str(1000 + n): f"Kommun {n}" for n in range(20)}
    far = {code: Point("2025", 10 if n % 2 else 400, 4000) for n, code in enumerate(names)}
    funnel = compare_kommuner(far, names)
    title = sentences.compared_title(funnel, names, "GFO", "2025")
    assert "och 15 kommuner till skilde sig från de andra" in title
    assert sentences.compared_said(funnel, names, "GFO") == ""
    # Of the chosen one its own sentence stands.
    assert sentences.compared_said(funnel, names, "1003").count("Kommun") == 1


def test_days_to_match_are_told_with_how_many_and_of_the_year_so_far_where_a_period_has_few() -> None:
    definition = DEFINITIONS["days_to_match"]
    gfo = replace(_value("82"), n=16)

    def said(days: str | None, n: int | None, of_year: str | None = "87", of_gfo: Value = gfo) -> str:
        own = replace(_value(days, "ok" if days else "missing"), n=n)
        year = replace(_value(of_year, "ok" if of_year else "missing"), n=9, period="2026T2Y")
        alone, so_far, whole = (own, "T2 2026"), (year, "hittills 2026"), (of_gfo, "T1 2026")
        return words.days_to_match(alone, so_far, whole, "Timrå", definition).replace("\u00a0", " ")

    name, beside = f"{definition.name} (median)", "hela GFO 82 T1 2026 (16 fall)"
    assert said("60", 6) == f"{name}: Timrå 60 T2 2026 (6 fall), {beside}."
    assert said("60", 1) == f"{name}: Timrå 87 hittills 2026 (9 fall; T2 2026 för sig 60, 1 fall), {beside}."
    assert said(None, 0) == f"{name}: Timrå 87 hittills 2026 (9 fall), {beside}."
    assert said("60", 4, None) == f"{name}: Timrå 60 T2 2026 (4 fall), {beside}."
    assert said(None, 0, None) == f"{name}: {beside}."
    assert said(None, 0, None, _value(None, "hidden")) == ""
