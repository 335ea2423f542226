"""A share of few says how far chance reaches, and nothing else does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.published.figures import Figures
from dashboard.published.records import Source, Value
from dashboard.words import uncertainty
from pipelines.home import DataHome


@pytest.fixture
def figures(sample_home: DataHome) -> Figures:
    return Figures(Source(next(sample_home.published.glob("*/styrgrupp.duckdb")), "styrgrupp"))


def told(figures: Figures, kpi: str, numerator: str, denominator: str, status: str = "ok") -> str:
    value = next(iter(figures.series(kpi, "2262")))
    held: Value = replace(
        value, value=Decimal(1), numerator=Decimal(numerator), denominator=Decimal(denominator), status=status
    )
    return uncertainty.told(figures, figures.definition(kpi), held).replace("\u00a0", " ")


def test_a_share_has_wilsons_interval(figures: Figures) -> None:
    # Brown, Cai & DasGupta 2001, and by hand: (0,5 + 1,92/4) / (1 + 3,84/4) ± …
    assert (
        told(figures, "match_rate", "2", "4") == "2 av 4 avgjorda remisser; med slumpen inräknad 15,0–85,0 %."
    )
    assert (
        told(figures, "match_rate", "0", "5") == "0 av 5 avgjorda remisser; med slumpen inräknad 0,0–43,4 %."
    )


def test_a_rate_has_the_exact_poisson_interval(figures: Figures) -> None:
    # Garwood's table: 60 counted leave 45,79 to 77,23 open.
    assert (
        told(figures, "placed_per_1000", "60", "4540")
        == "60 av 4 540 barn 0–20 år; med slumpen inräknad 10,1–17,0."
    )


def test_kronor_and_what_is_not_shown_have_none(figures: Figures) -> None:
    assert told(figures, "cost_per_care_day", "60000", "30") == ""
    assert told(figures, "match_rate", "2", "4", status="hidden") == ""
    assert told(figures, "match_rate", "0", "0") == ""
