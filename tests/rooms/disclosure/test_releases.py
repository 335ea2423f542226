"""Releases one after another, with corrections between them: nobody learns a small count, whatever they keep."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.fixtures.protected_releases import Releases, revised_truths

#: A dense register and a sparse one.
SEEDS = [(0, 500), (4, 40)]


@pytest.fixture(scope="module", params=SEEDS, ids=["dense", "sparse"])
def released(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Releases:
    releases = Releases(tmp_path_factory.mktemp("releases"))
    for truth in revised_truths(*request.param):
        releases.release(truth)
    return releases


@pytest.mark.slow
def test_nobody_who_kept_all_releases_learns_a_small_count(released: Releases) -> None:
    assert sum(found.targets.height for found in released.protected) > 50
    leaks = released.leaks()
    assert leaks.is_empty(), leaks


@pytest.mark.slow
def test_nothing_that_is_published_is_false(released: Releases) -> None:
    for found in released.protected:
        assert found.values.filter(pl.col("status") != "hidden").height > 50
    assert released.untrue().is_empty()


@pytest.mark.slow
def test_what_was_shown_stays_and_what_was_hidden_stays_hidden(released: Releases) -> None:
    assert released.taken_back().is_empty()


@pytest.mark.slow
def test_an_amount_that_is_told_by_what_was_shown_stops_no_release(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """GFO's cost of 2023 was shown, and is one kommun's and another's; then their children are too few to show it."""
    releases = Releases(tmp_path_factory.mktemp("told"))
    for truth in revised_truths(2, 10, days=[date(2023, 12, 31), date(2024, 1, 31)], lost=0.003):
        releases.release(truth)
    # It is known, so that to withdraw it would help nobody.
    of_gfo = pl.col("kpi") == "placement_cost", pl.col("area") == "GFO", pl.col("period") == "2023"
    assert [found.values.filter(*of_gfo)["status"].to_list() for found in releases.protected] == [["ok"]] * 2
    assert releases.rule.withdrawn == releases.rule.told == frozenset()
    assert releases.leaks().is_empty()
