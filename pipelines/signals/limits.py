"""What is usual for a series: the mean and limits that its baseline gives each of its points.

Counts, rates and proportions get *exact prediction limits*: with X events in the baseline's exposure E, the
next count in exposure e has mean X·e/E and, for lack of certainty about that mean, variance φ·mean·(1 + e/E):
the negative binomial of a gamma–Poisson model (beta-binomial for proportions), whose tails of 0,00135 replace
three sigma. φ is Laney's σ²z, never below 1, so that a figure that always has varied more than chance lets it
is not signalled for doing so. Why not mean ± 2,66 · mean moving range: at a mean of 1–5 a tertial that formula
puts the lower limit below zero and, from nine points, calls up to one tertial in thirty a signal without
cause (measured in tests/rooms/signals/test_false_alarms.py).

Amounts keep the individuals chart, with the factor that holds for a baseline as short as ours in place of 2,66.

Literature: Provost & Murray, The Health Care Data Guide (2011), on attribute charts for small counts;
Nelson 1970, "… Poisson predictor intervals", IEEE Trans. Reliability 19, and Krishnamoorthy & Peng 2011, J.
Statist. Plann. Inference 141, on prediction of a Poisson count; Laney 2002, "Improved control charts for attributes",
Quality Engineering 14; Hillier 1969, "X̄- and R-chart control limits based on a small number of subgroups",
J. Quality Technology 1, on factors for short baselines; Wheeler, Understanding Variation (1993), on XmR.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor

import numpy as np

from pipelines.signals.distributions import (
    Floats,
    beta_binomial,
    central_limits,
    negative_binomial,
)
from pipelines.signals.series import Kind, Point

TAIL = 0.00135
"""What three sigma leave on either side of a normal distribution."""

ON_THE_MEAN = 1e-9
"""A whole number this near the mean is on it: means are quotients, and 5 must not be above 4,999…"""

MR_TO_SIGMA = 1.128
"""Mean absolute difference of two neighbours, in standard deviations (d2 for n = 2)."""

SHORT_BASELINE_FACTORS = {
    6: 5.85, 7: 5.16, 8: 4.73, 9: 4.41, 10: 4.19, 11: 4.00, 12: 3.86, 15: 3.57, 18: 3.39, 24: 3.19
}  # fmt: skip
"""By points in the baseline: |new − mean| / mean moving range that normal noise exceeds in 0,27 % of cases.
Simulated with 3 million series each; it falls towards 2,66. A length between takes the shorter's factor."""

SEASON_TEST = 9.21
"""χ² with two degrees of freedom: one series in a hundred without seasons comes above it."""

SEASON_MEAN = 5.0
"""Below this mean a tertial, three tertials of each kind cannot tell a season from chance."""


@dataclass(frozen=True)
class Usual:
    """For one point, in the count's own unit: the mean and the limits (both inside), and the chances of landing
    above the mean and below it, given that it does not land on it."""

    mean: float
    lower: float
    upper: float
    above: float
    below: float


@dataclass(frozen=True)
class Baseline:
    """What the baseline points tell: which they are, φ, and whether tertials of a kind are compared apart."""

    points: tuple[Point, ...]
    dispersion: float
    seasonal: bool
    mean: float
    moving_range: float


@lru_cache(maxsize=4096)
def read_baseline(points: tuple[Point, ...], kind: Kind) -> Baseline:
    """Take the measure of the baseline points, which must all be known."""
    values = np.array([point.value for point in points], dtype=np.float64)
    mean = float(values.mean())
    moving_range = float(np.abs(np.diff(values)).mean())
    if kind is Kind.AMOUNT:
        return Baseline(points, 1.0, False, mean, moving_range)
    exposures = _exposures(points)
    seasonal = mean >= SEASON_MEAN and _has_seasons(points, values, exposures, kind)
    levels = [total / exposure for total, exposure in (_base(points, point, seasonal) for point in points)]
    expected = np.array(levels) * exposures
    chance = np.sqrt(_variance(expected, exposures, kind))
    z = np.divide(values - expected, chance, out=np.zeros_like(values), where=chance > 0)
    sigma_z = float(np.abs(np.diff(z)).mean()) / MR_TO_SIGMA
    return Baseline(points, max(1.0, sigma_z**2), seasonal, mean, moving_range)


def usual_for(point: Point, baseline: Baseline, kind: Kind) -> Usual:
    """What the baseline leads one to expect of a known point."""
    if kind is Kind.AMOUNT:
        return _usual_amount(baseline)
    total, exposure = _base(baseline.points, point, baseline.seasonal)
    return _usual_count(total, exposure, point.exposure or 1.0, round(baseline.dispersion, 3), kind)


@lru_cache(maxsize=16384)
def _usual_count(total: float, base: float, exposure: float, dispersion: float, kind: Kind) -> Usual:
    mean = total * exposure / base
    if kind is Kind.PROPORTION:
        # Half an event more on either side (Jeffreys), so that a baseline of none or all still leaves room.
        share = (total + 0.5) / (base + 1)
        inflation = dispersion * (1 + exposure / base)
        correlation = min(0.999, (inflation - 1) / (exposure - 1)) if exposure > 1 else 0.0
        probabilities = beta_binomial(round(exposure), share, correlation)
    else:
        expected = (total + 0.5) * exposure / base if total == 0 else mean
        probabilities = negative_binomial(expected, expected * dispersion * (1 + exposure / base))
    limits = central_limits(probabilities, TAIL)
    above, below = _either_side(probabilities, mean)
    return Usual(mean, limits.lower, limits.upper, above, below)


def _either_side(probabilities: Floats, mean: float) -> tuple[float, float]:
    """The chances of a count above and below the mean, of those that are either; certain where only one can be."""
    above = float(probabilities[floor(mean + ON_THE_MEAN) + 1 :].sum())
    below = float(probabilities[: ceil(mean - ON_THE_MEAN)].sum())
    return (above / (above + below) if above else 1.0, below / (above + below) if below else 1.0)


def _usual_amount(baseline: Baseline) -> Usual:
    length = len(baseline.points)
    factor = SHORT_BASELINE_FACTORS[max(n for n in SHORT_BASELINE_FACTORS if n <= max(length, 6))]
    half = factor * baseline.moving_range
    never_negative = all((point.value or 0) >= 0 for point in baseline.points)
    lower = max(0.0, baseline.mean - half) if never_negative else baseline.mean - half
    return Usual(baseline.mean, lower, baseline.mean + half, 0.5, 0.5)


def _exposures(points: tuple[Point, ...]) -> Floats:
    return np.array([point.exposure or 1.0 for point in points], dtype=np.float64)


def _base(points: tuple[Point, ...], like: Point, seasonal: bool) -> tuple[float, float]:
    """Σ value and Σ exposure of the baseline: of the same tertial of the year when there are seasons."""
    chosen = [point for point in points if not seasonal or _season(point) == _season(like)]
    return sum(point.value or 0.0 for point in chosen), sum(point.exposure or 1.0 for point in chosen)


def _season(point: Point) -> str:
    return point.period[-1]


def _variance(expected: Floats, exposures: Floats, kind: Kind) -> Floats:
    return expected * (1 - expected / exposures) if kind is Kind.PROPORTION else expected


def _has_seasons(points: tuple[Point, ...], values: Floats, exposures: Floats, kind: Kind) -> bool:
    """Whether T1, T2 and T3 differ more than chance and than each differs from itself (three of each or more)."""
    seasons = np.array([_season(point) for point in points])
    kinds = sorted(set(seasons))
    if kinds != ["1", "2", "3"] or min(np.count_nonzero(seasons == kind) for kind in kinds) < 3:
        return False
    level = values.sum() / exposures.sum()
    between = within = 0.0
    for name in kinds:
        mine = seasons == name
        total, exposure = values[mine].sum(), exposures[mine].sum()
        if total == 0:
            return False
        expected = level * exposures[mine].sum()
        variance = float(_variance(np.array(expected), np.array(exposure), kind))
        if variance <= 0:
            return False  # all of all in every tertial: nothing differs
        between += (total - expected) ** 2 / variance
        own = total / exposure * exposures[mine]
        within += float(
            ((values[mine] - own) ** 2 / np.maximum(_variance(own, exposures[mine], kind), 1e-12)).sum()
        )
    return bool(between > SEASON_TEST * max(1.0, within / (len(points) - 3)))
