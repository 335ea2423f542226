import numpy as np
import pytest

from pipelines.signals import intervals, poisson_interval, rate_interval, wilson_interval
from pipelines.signals.distributions import poisson


# Garwood's exact 95 % intervals as tabulated (Pearson & Hartley, Biometrika Tables, table 40).
@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (30, 20.241, 42.827)],
)
def test_poisson_interval_agrees_with_the_published_table(count: int, lower: float, upper: float) -> None:
    interval = poisson_interval(count)
    assert interval.lower == pytest.approx(lower, abs=6e-4)
    assert interval.upper == pytest.approx(upper, abs=6e-4)


@pytest.mark.parametrize("count", [intervals._LARGEST_EXACT, 73_000_000])
def test_a_very_large_count_has_the_interval_of_the_normal_distribution_without_being_added_up(
    count: int,
) -> None:
    for one in (count, count + 1):
        found = poisson_interval(one)
        assert found.lower == pytest.approx(one - 1.96 * one**0.5, abs=2.5)
        assert found.upper == pytest.approx(one + 1.96 * one**0.5, abs=2.5)


@pytest.mark.parametrize("mean", [0.3, 1.0, 2.5, 8.0, 25.0])
def test_poisson_interval_covers_the_truth_at_least_as_often_as_it_says(mean: float) -> None:
    p = poisson(mean)
    covered = sum(
        p[count]
        for count in range(len(p))
        if p[count] > 1e-9 and poisson_interval(count).lower <= mean <= poisson_interval(count).upper
    )
    assert covered >= 0.95 - 1e-6


def test_rate_per_1000_children_carries_the_interval_of_its_count() -> None:
    # Timrå: 49 of 4 302 children 0–20 is 11,4 per 1 000.
    interval = rate_interval(49, 4302)
    assert interval.lower < 49 / 4302 * 1000 < interval.upper
    assert interval.lower == pytest.approx(8.43, abs=0.01)
    assert interval.upper == pytest.approx(15.06, abs=0.01)


def test_wilson_interval_of_two_of_ten_is_the_textbooks() -> None:
    interval = wilson_interval(2, 10)
    assert interval.lower == pytest.approx(0.0567, abs=1e-4)
    assert interval.upper == pytest.approx(0.5098, abs=1e-4)


def test_wilson_interval_of_none_and_all_stays_within_0_and_1() -> None:
    assert wilson_interval(0, 8).lower == 0
    assert 0.3 < wilson_interval(0, 8).upper < 0.4
    assert wilson_interval(8, 8).upper == 1


@pytest.mark.parametrize(
    "call", [lambda: poisson_interval(-1), lambda: rate_interval(3, 0), lambda: wilson_interval(3, 2)]
)
def test_an_impossible_figure_has_no_interval(call) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match="no "):
        call()


def test_a_higher_level_gives_a_wider_interval() -> None:
    widths = np.diff(
        [[i.lower, i.upper] for i in (poisson_interval(7, level) for level in (0.8, 0.95, 0.998))]
    )
    assert (np.diff(widths.ravel()) > 0).all()
