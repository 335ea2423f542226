"""How often chance alone makes a signal, and how often a real change does: simulated, seeded.

Each tolerance leaves room for the simulation's own error (a few thousand series), not for a worse rule.
"""

import numpy as np
import pytest
from numpy.typing import NDArray

from pipelines.signals import Kind, Point, Rule, State
from pipelines.signals.chart import BASELINE_LENGTH
from pipelines.signals.limits import SHORT_BASELINE_FACTORS, read_baseline, usual_for
from tests.fixtures.series import judge, tertials

MEANS = [0.2, 0.5, 1.0, 2.0, 4.0, 10.0, 40.0]
THREE_SIGMA = 0.0027


def series_of(rows: NDArray[np.int64] | NDArray[np.float64]) -> list[tuple[Point, ...]]:
    return [tuple(tertials(row.tolist())) for row in rows]


def share_outside(rows: NDArray[np.int64] | NDArray[np.float64], kind: Kind = Kind.COUNT) -> float:
    """The share of tertials after the baseline that lie outside its limits."""
    outside = judged = 0
    for points in series_of(rows):
        baseline = read_baseline(points[:BASELINE_LENGTH], kind)
        for point in points[BASELINE_LENGTH:]:
            usual = usual_for(point, baseline, kind)
            outside += not usual.lower <= (point.value or 0) <= usual.upper
            judged += 1
    return outside / judged


def share_outside_classical_xmr(rows: NDArray[np.int64]) -> float:
    base, after = rows[:, :BASELINE_LENGTH], rows[:, BASELINE_LENGTH:]
    half = 2.66 * np.abs(np.diff(base, axis=1)).mean(axis=1, keepdims=True)
    return float((np.abs(after - base.mean(axis=1, keepdims=True)) > half).mean())


@pytest.mark.parametrize("mean", MEANS)
def test_chance_alone_puts_fewer_tertials_outside_than_three_sigma_promise(mean: float) -> None:
    rows = np.random.default_rng(11).poisson(mean, size=(1200, BASELINE_LENGTH + 3))
    assert share_outside(rows) < THREE_SIGMA


@pytest.mark.parametrize("mean", MEANS)
def test_the_classical_xmr_calls_many_times_more_tertials_a_signal(mean: float) -> None:
    rows = np.random.default_rng(11).poisson(mean, size=(1200, BASELINE_LENGTH + 3))
    assert share_outside_classical_xmr(rows) > 6 * THREE_SIGMA


@pytest.mark.parametrize(("share", "whole"), [(0.3, 6), (0.5, 20), (0.9, 12)])
def test_chance_alone_seldom_puts_a_share_outside(share: float, whole: int) -> None:
    rows = np.random.default_rng(13).binomial(whole, share, size=(800, BASELINE_LENGTH + 3))
    outside = sum(
        signal.rule is Rule.OUTSIDE and signal.first_period not in judgement.baseline
        for row in rows
        for judgement in [judge(tertials(row.tolist(), whole), kind=Kind.PROPORTION, place="GFO")]
        for signal in judgement.signals
    )
    assert outside / (800 * 3) < THREE_SIGMA


def test_tertials_that_always_vary_more_than_chance_make_few_signals() -> None:
    rng = np.random.default_rng(17)
    levels = rng.gamma(5, 10 / 5, size=(1200, BASELINE_LENGTH + 3))  # variance three times the mean
    rows = rng.poisson(levels)
    # Nine tertials cannot measure the extra variation well, so this is more than three sigma promise.
    assert share_outside(rows) < 0.02
    above, below = 10 + 3 * np.sqrt(10), 10 - 3 * np.sqrt(10)
    assert ((rows > above) | (rows < below)).mean() > 0.06  # plain Poisson limits, mean known


@pytest.mark.parametrize("length", sorted(SHORT_BASELINE_FACTORS))
def test_the_factors_for_short_baselines_leave_what_three_sigma_leave(length: int) -> None:
    rng = np.random.default_rng(19)
    base, new = rng.standard_normal((200_000, length)), rng.standard_normal(200_000)
    moving_range = np.abs(np.diff(base, axis=1)).mean(axis=1)
    beyond = np.abs(new - base.mean(axis=1)) > SHORT_BASELINE_FACTORS[length] * moving_range
    assert beyond.mean() == pytest.approx(THREE_SIGMA, abs=0.0004)


@pytest.mark.parametrize("mean", [1.0, 3.0, 8.0, 30.0])
def test_eight_years_of_chance_seldom_end_in_a_run_and_almost_never_in_a_trend(mean: float) -> None:
    rows = np.random.default_rng(23).poisson(mean, size=(700, 24))
    states = [judge(points, kind=Kind.COUNT, place="GFO").state for points in series_of(rows)]
    # Nine tertials leave the mean itself uncertain, so a run is commoner than eight fair coins (0,8 %).
    assert states.count(State.RUN) / len(rows) < 0.05
    assert states.count(State.TREND) / len(rows) < 0.01


def test_seasons_are_seen_where_there_are_none_in_one_series_of_a_hundred() -> None:
    rows = np.random.default_rng(29).poisson(12.0, size=(1500, BASELINE_LENGTH))
    seen = sum(read_baseline(points, Kind.COUNT).seasonal for points in series_of(rows))
    assert seen / len(rows) < 0.02


def test_real_seasons_are_seen_and_make_no_signals() -> None:
    rng = np.random.default_rng(31)
    rows = rng.poisson(np.tile([30.0, 12.0, 20.0], 4), size=(500, 12))
    seen = sum(read_baseline(points[:9], Kind.COUNT).seasonal for points in series_of(rows))
    assert seen / len(rows) > 0.9
    assert share_outside(rows) < THREE_SIGMA


@pytest.mark.parametrize(("mean", "found"), [(2.0, 0.25), (8.0, 0.9), (20.0, 0.99)])
def test_a_doubling_is_found_within_eight_tertials(mean: float, found: float) -> None:
    rng = np.random.default_rng(37)
    before, after = rng.poisson(mean, size=(300, 9)), rng.poisson(2 * mean, size=(300, 8))
    signals = [
        judge(points, kind=Kind.COUNT, place="GFO").signals
        for points in series_of(np.hstack([before, after]))
    ]
    assert sum(any(signal.side > 0 for signal in each) for each in signals) / 300 > found
