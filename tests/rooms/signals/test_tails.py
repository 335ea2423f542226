from math import comb

import numpy as np
import pytest

from pipelines.signals.tails import beta_below, log_gamma, t_above


def test_log_gamma_is_that_of_factorials_and_of_a_half() -> None:
    numbers = np.arange(1, 60, dtype=np.float64)
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, 59)))))
    assert np.allclose(log_gamma(numbers), factorials, atol=1e-9)
    assert log_gamma(np.array(0.5)) == pytest.approx(np.log(np.pi) / 2, abs=1e-9)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("trials", [1, 7, 40, 300])
def test_beta_of_whole_numbers_is_the_binomials_tail(share: float, trials: int) -> None:
    counts = np.arange(1, trials + 1)
    chances = np.array([comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(trials + 1)])
    at_least = np.cumsum(chances[::-1])[::-1][1:]
    assert np.allclose(
        beta_below(np.array(share), counts, trials - counts + 1), at_least, rtol=1e-9, atol=1e-12
    )


def test_beta_ends_at_none_and_all() -> None:
    assert beta_below(np.array([0.0, 1.0]), np.array(2.5), np.array(0.4)).tolist() == [0, 1]


# Critical values as tabulated (Pearson & Hartley, Biometrika Tables, table 12).
@pytest.mark.parametrize(
    ("t", "degrees", "tail"), [(6.314, 1, 0.05), (2.571, 5, 0.025), (3.250, 9, 0.005), (3.291, 1e6, 0.0005)]
)
def test_t_agrees_with_the_published_table(t: float, degrees: float, tail: float) -> None:
    above, below = t_above(np.array([t, -t]), np.array([degrees, degrees]))
    assert above == pytest.approx(tail, rel=3e-3)
    assert below == pytest.approx(1 - tail, rel=1e-4)
