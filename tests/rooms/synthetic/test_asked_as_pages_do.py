"""What pages ask of the sample's published file: every figure of the deck, any kind of period, targets."""

from __future__ import annotations

import shutil
from decimal import Decimal

import pytest

from dashboard.published.figures import Figures
from dashboard.published.source import Source
from pipelines.reference import kommuner, read_reference
from tests.conftest import Demo

CODES = {name: code for code, name in kommuner().items()} | {"GFO": "GFO"}
PUBLISHED = read_reference("published_figures")


@pytest.fixture(scope="module")
def figures(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """Of a copy: DuckDB opens no file in two ways in one process, and other tests ask the file itself."""
    assert demo.result.returncode == 0, demo.result.stderr
    copy = tmp_path_factory.mktemp("asked") / "styrgrupp.duckdb"
    shutil.copyfile(demo.published, copy)
    return Figures(Source.of(copy, "styrgrupp"))


@pytest.mark.parametrize(
    "figure", PUBLISHED, ids=lambda row: f"{row['figure']}-{row['area']}-{row['period']}"
)
def test_published_figure_can_be_asked_for_by_period_and_kommun(figures, figure):
    """As a page asks: the KPI is defined, the period and the area are there to choose, and the figure is the deck's."""
    area, period = CODES[figure["area"]], figure["period"]
    assert figures.has(figure["figure"])
    assert area in {found.area for found in figures.owners}
    kind = figures.period(period).kind
    found = figures.value(figure["figure"], area, period)
    assert (found.value, found.status) == (Decimal(figure["value"]), "ok")
    assert found in figures.series(figure["figure"], area, kind)


def test_a_figure_can_be_asked_for_in_every_period_that_the_file_has(figures):
    for kind in ("month", "tertial", "year", "rolling", "ytd", "block"):
        assert figures.periods(kind)
        for found in figures.periods(kind):
            assert figures.period(found.period) == found
            assert figures.value("referrals_received", "GFO", found.period).status == "ok", found


def test_a_years_target_stands_beside_the_year_so_far_and_a_rates_beside_three_tertials(figures):
    for kpi, beside in (
        ("foster_parents_trained", "2026T2Y"),
        ("match_rate", "2026T2R3"),
        ("days_to_match", "2026T2R3"),
    ):
        goal = figures.goal(kpi, "GFO", "2026T2")
        assert goal is not None
        assert (goal.period, goal.beside.period) == ("2026", beside)
        assert goal.beside == figures.value(kpi, "GFO", beside)
        assert goal.beside.shown
    bank = figures.goal("bank_homes_available", "GFO", "2026T2")
    assert bank is not None
    assert (bank.target, bank.period, bank.beside.period) == (30, "2026T2", "2026T2")
    assert figures.goal("bank_homes_available", "2262", "2026T2") is None
