from math import comb, exp, factorial

import numpy as np
import pytest

from pipelines.signals.distributions import (
    beta_binomial,
    central_limits,
    negative_binomial,
    poisson,
)


@pytest.mark.parametrize("mean", [0.1, 1.0, 7.5, 40.0])
def test_poisson_probabilities_are_the_textbooks(mean: float) -> None:
    expected = [exp(-mean) * mean**y / factorial(y) for y in range(30)]
    assert np.allclose(poisson(mean)[:30], expected, rtol=1e-9)


@pytest.mark.parametrize(("mean", "variance"), [(0.5, 0.6), (3.0, 4.5), (30.0, 90.0), (800.0, 1600.0)])
def test_negative_binomial_has_the_mean_and_variance_asked_for(mean: float, variance: float) -> None:
    p = negative_binomial(mean, variance)
    counts = np.arange(len(p))
    assert p.sum() == pytest.approx(1)
    assert (p * counts).sum() == pytest.approx(mean, rel=1e-6)
    assert (p * (counts - mean) ** 2).sum() == pytest.approx(variance, rel=1e-5)


def test_negative_binomial_without_extra_variance_is_the_poisson() -> None:
    assert np.array_equal(negative_binomial(4.0, 4.0), poisson(4.0))


def test_beta_binomial_without_correlation_is_the_binomial() -> None:
    expected = [comb(12, y) * 0.3**y * 0.7 ** (12 - y) for y in range(13)]
    assert np.allclose(beta_binomial(12, 0.3, 0.0), expected)


def test_beta_binomial_variance_grows_with_the_correlation() -> None:
    p = beta_binomial(10, 0.4, 0.2)
    counts = np.arange(11)
    assert (p * counts).sum() == pytest.approx(4)
    assert (p * (counts - 4) ** 2).sum() == pytest.approx(10 * 0.4 * 0.6 * (1 + 9 * 0.2))


def test_limits_leave_less_than_the_tail_on_either_side_and_no_room_to_spare() -> None:
    p = poisson(6.0)
    limits = central_limits(p, 0.025)
    assert p[: limits.lower].sum() < 0.025 <= p[: limits.lower + 1].sum()
    assert p[limits.upper + 1 :].sum() < 0.025 <= p[limits.upper :].sum()
