"""Discrete distributions as arrays of probabilities, built from ratios of neighbours: no special functions.

Each function returns p with p[y] = P(Y = y) for y = 0 … len(p) − 1; what lies beyond is below 1e-12.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def poisson(mean: float) -> Floats:
    """Y ~ Poisson(mean)."""
    if mean <= 0:
        return np.ones(1)
    counts = np.arange(1, _support(mean, sqrt(mean)))
    return _normalised(np.log(mean) - np.log(counts))


@lru_cache(maxsize=256)
def negative_binomial(mean: float, variance: float) -> Floats:
    """Y ~ NegBin with the given mean and a variance above it; the Poisson when they are equal."""
    if mean <= 0 or variance <= mean * (1 + 1e-9):
        return poisson(mean)
    failures = 1 - mean / variance
    size = mean * (1 - failures) / failures
    # The tail falls as failures^y, so its length is counted in steps of 1 / −log(failures) too.
    longest = _support(mean, sqrt(variance)) + ceil(30 / -np.log(failures))
    counts = np.arange(1, longest)
    return _normalised(np.log(failures) + np.log(counts - 1 + size) - np.log(counts))


@lru_cache(maxsize=256)
def beta_binomial(trials: int, mean: float, correlation: float) -> Floats:
    """Y of `trials`, with mean share `mean` (0 < mean < 1) and correlation between trials (0: binomial)."""
    if trials == 0:
        return np.ones(1)
    left = np.arange(trials)
    if correlation <= 1e-9:
        odds = np.log(mean) - np.log1p(-mean)
        return _normalised(np.log(trials - left) - np.log(left + 1) + odds)
    strength = 1 / correlation - 1
    successes, misses = mean * strength, (1 - mean) * strength
    return _normalised(
        np.log(trials - left)
        - np.log(left + 1)
        + np.log(left + successes)
        - np.log(trials - left - 1 + misses)
    )


@dataclass(frozen=True)
class Limits:
    """Both ends count as inside: P(Y < lower) and P(Y > upper) are each below the tail asked for."""

    lower: int
    upper: int


def central_limits(probabilities: Floats, tail: float) -> Limits:
    """The counts that are not surprising: y with P(Y ≤ y) ≥ tail and P(Y ≥ y) ≥ tail."""
    below = np.cumsum(probabilities)
    above = np.cumsum(probabilities[::-1])[::-1]
    return Limits(int(np.argmax(below >= tail)), int(np.flatnonzero(above >= tail)[-1]))


def drawn_limits(probabilities: Floats, tail: float) -> tuple[float, float]:
    """`central_limits` as lines that do not step as the mean grows: less than a count outside them, so that whatever is
    inside lies on or within the lines and all else beyond."""
    limits = central_limits(probabilities, tail)
    below, above = probabilities[: limits.lower + 1].sum(), probabilities[limits.upper :].sum()
    lower = limits.lower - (below - tail) / probabilities[limits.lower]
    upper = limits.upper + (above - tail) / probabilities[limits.upper]
    return max(0.0, float(lower)), min(float(upper), float(len(probabilities) - 1))


def smooth_limits(mean: float, unlike: float, dispersion: float, tail: float) -> Limits:
    """As `central_limits` of a large count: the normal distribution with its skewness (Cornish & Fisher 1938).

    `unlike`: 1 for a count without a ceiling, else the share of cases that are not counted; `dispersion`: the variance
    over that of independent cases.
    """
    deviation = sqrt(mean * unlike * dispersion)
    z = NormalDist().inv_cdf(1 - tail)
    middle = mean + (2 * unlike - 1) * (2 * dispersion - 1) * (z * z - 1) / 6
    return Limits(ceil(middle - z * deviation - 0.5), floor(middle + z * deviation + 0.5))


def _support(mean: float, deviation: float) -> int:
    return ceil(mean + 12 * deviation) + 40


def _normalised(log_ratios: Floats) -> Floats:
    """Probabilities from log p(y + 1) − log p(y)."""
    logs = np.concatenate(([0.0], np.cumsum(log_ratios)))
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)
