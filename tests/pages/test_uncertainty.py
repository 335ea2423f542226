"""A share of few says how far chance reaches, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.published.figures import Figures
from dashboard.published.records import Value
from dashboard.words import uncertainty
from dashboard.words.grammar import lowered
from pipelines.home import DataHome
from pipelines.signals import Kind
from tests.pages.fixtures.opening import figures_of


@pytest.fixture
def figures(sample_home: DataHome) -> Figures:
    return figures_of(sample_home)


def told(figures: Figures, kpi: str, numerator: str, denominator: str, status: str = "ok") -> str:
    value = next(iter(figures.series(kpi, "2262")))
    held: Value = replace(
        value, value=Decimal(1), numerator=Decimal(numerator), denominator=Decimal(denominator), status=status
    )
    return uncertainty.told(figures.definitions, figures.definition(kpi), held).replace("\u00a0", " ")


def test_a_share_has_wilsons_interval(figures: Figures) -> None:
    # Brown, Cai & DasGupta 2001, and by hand: (0,5 + 1,92/4) / (1 + 3,84/4) ± …
    decided = lowered(figures.definition("referrals_decided").name)
    few = "för få för att för sig säga något om utvecklingen."
    assert told(figures, "match_rate", "2", "4") == f"2 av 4 {decided}: {few}"
    assert told(figures, "match_rate", "0", "20") == f"0 av 20 {decided}: {few}"
    assert (
        told(figures, "match_rate", "11", "21") == f"11 av 21 {decided}; slumpen gör siffran osäker, 32–72 %."
    )
    assert (
        told(figures, "match_rate", "20", "40") == f"20 av 40 {decided}; slumpen gör siffran osäker, 35–65 %."
    )


def test_a_rate_has_the_exact_poisson_interval(figures: Figures) -> None:
    # Garwood's table: 60 counted leave 45,79 to 77,23 open.
    children = lowered(figures.definition("children_0_20").name)
    assert (
        told(figures, "placed_per_1000", "60", "4540")
        == f"60 av 4 540 {children}; slumpen gör siffran osäker, 10,1–17,0."
    )


def test_kronor_and_what_is_not_shown_have_none(figures: Figures) -> None:
    assert told(figures, "cost_per_care_day", "60000", "30") == ""
    assert told(figures, "match_rate", "2", "4", status="hidden") == ""
    assert told(figures, "match_rate", "0", "0") == ""


@pytest.mark.parametrize(
    ("kpi", "numerator", "denominator", "said"),
    [
        ("match_rate", "2", "4", "2 av 4"),
        ("match_rate", "50", "99", "50 av 99"),
        ("match_rate", "50", "100", ""),
        ("bank_utilisation", "20", "40", ""),
        ("placed_per_1000", "2", "40", ""),
        ("consultant_cost_share", "2", "40", ""),
    ],
)
def test_a_share_of_few_counted_things_is_told_by_its_numbers(
    figures: Figures, kpi: str, numerator: str, denominator: str, said: str
) -> None:
    value = replace(
        next(iter(figures.series("match_rate", "2262"))),
        value=Decimal(50),
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
        status="ok",
    )
    definitions = figures.definitions
    assert uncertainty.of_small(definitions, definitions[kpi], value).replace("\u00a0", " ") == said
    hidden = replace(value, status="hidden")
    assert uncertainty.of_small(definitions, definitions[kpi], hidden) == ""


@pytest.mark.parametrize(
    ("kind", "now", "before", "may_be"),
    [
        (Kind.PROPORTION, (0, 6), (4, 6), True),
        (Kind.PROPORTION, (8, 28), (23, 28), False),
        (Kind.RATE, (3, 1), (0, 1), True),
        (Kind.RATE, (30, 1), (5, 1), False),
    ],
)
def test_a_difference_may_be_chance_where_the_intervals_meet(
    kind: Kind, now: tuple[int, int], before: tuple[int, int], may_be: bool
) -> None:
    assert uncertainty.may_be_chance(kind, now, before) is may_be
    assert uncertainty.may_be_chance(kind, before, now) is may_be


def test_a_share_of_few_stands_with_its_two_numbers_in_a_table(figures: Figures) -> None:
    definition = figures.definition("match_rate")
    value = replace(next(iter(figures.series("match_rate", "2262"))), status="ok", value=Decimal(33), n=None)
    of_three = replace(value, numerator=Decimal(1), denominator=Decimal(3))
    assert uncertainty.few_cases(definition, of_three) == "1\u00a0av\u00a03"
    assert not uncertainty.few_cases(definition, replace(of_three, denominator=Decimal(21)))
    assert not uncertainty.few_cases(definition, replace(of_three, status="hidden"))
