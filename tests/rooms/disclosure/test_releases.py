"""Releases one after another, with corrections between them: nobody learns a small count, whatever they keep."""

from __future__ import annotations

import polars as pl
import pytest

from tests.fixtures.protected_releases import Releases, revised_truths

_NAME = ["kpi", "cut", "area", "period"]
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
    for found, former in zip(released.protected, released.formers, strict=True):
        both = found.values.join(former.truth, on=_NAME, suffix="_true")
        shown = both.filter(pl.col("status") != "hidden")
        assert shown.height > 50
        assert shown.filter(~pl.col("value").eq_missing(pl.col("value_true"))).is_empty()
        assert shown.filter(pl.col("status") != pl.col("status_true")).is_empty()


@pytest.mark.slow
def test_what_was_shown_stays_and_what_was_hidden_stays_hidden(released: Releases) -> None:
    withdrawn = pl.DataFrame(
        sorted(released.rule.withdrawn), schema=dict.fromkeys(_NAME, pl.String), orient="row"
    )
    counted = pl.col("status").is_in(["ok", "hidden"]) & pl.col("n").is_null() & pl.col("numerator").is_null()
    for earlier, later in zip(released.protected, released.protected[1:], strict=False):
        both = earlier.values.filter(counted).join(later.values, on=_NAME, suffix="_later")
        kept = both.join(withdrawn, on=_NAME, how="anti")
        hidden = pl.col("status") == "hidden"
        assert kept.filter(hidden & (pl.col("status_later") != "hidden")).is_empty()
        counts = ~pl.col("kpi").str.contains("rate|share|per_|days_to|days_in|conversion")
        assert kept.filter(~hidden & counts & (pl.col("status_later") == "hidden")).is_empty()
