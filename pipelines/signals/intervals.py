"""Intervals for one figure alone: how far its underlying level may lie from what was counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

import numpy as np

from pipelines.signals.distributions import poisson

# Above it Wilson & Hilferty's ends differ from the exact ones by less than a millionth, and an exact one would
# add up as many terms as the count is large.
_LARGEST_EXACT = 10_000


@dataclass(frozen=True)
class Interval:
    """Both ends included."""

    lower: float
    upper: float


@lru_cache(maxsize=4096)
def poisson_interval(count: int, level: float = 0.95) -> Interval:
    """The exact interval for a Poisson mean (Garwood 1936, "Fiducial limits for the Poisson distribution",
    Biometrika 28): the means under which neither the count or more, nor the count or fewer, is rarer than
    (1 − level) / 2. Zero gives 0 to 3,69 at 95 %. Of very large counts by the cube root (Wilson & Hilferty 1931, "The
    distribution of chi-square", PNAS 17). ValueError for a negative count or a level outside 0–1."""
    if count < 0 or not 0 < level < 1:
        raise ValueError(f"no interval for {count=}, {level=}")
    tail = (1 - level) / 2
    if count > _LARGEST_EXACT:
        z = NormalDist().inv_cdf(1 - tail)
        return Interval(_cube_root_mean(count, -z), _cube_root_mean(count + 1, z))
    widest = count + 10 * sqrt(count + 1) + 40
    upper = _solve(lambda mean: _at_most(count, mean) - tail, count, widest)
    lower = _solve(lambda mean: tail - 1 + _at_most(count - 1, mean), 0.0, count) if count else 0.0
    return Interval(lower, upper)


def rate_interval(count: int, exposure: float, scale: float = 1000, level: float = 0.95) -> Interval:
    """The exact Poisson interval of count / exposure · scale; ValueError when the exposure is not positive."""
    if exposure <= 0:
        raise ValueError(f"no rate of {exposure=}")
    counts = poisson_interval(count, level)
    return Interval(counts.lower / exposure * scale, counts.upper / exposure * scale)


def wilson_interval(part: int, whole: int, level: float = 0.95) -> Interval:
    """The score interval for a share, of 1 (Wilson 1927, "Probable inference", JASA 22; recommended for small
    numbers by Brown, Cai & DasGupta 2001, Statistical Science 16). ValueError unless 0 ≤ part ≤ whole > 0."""
    if not 0 <= part <= whole or whole == 0:
        raise ValueError(f"no share of {part=}, {whole=}")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    centre = (part + z * z / 2) / (whole + z * z)
    half = z / (whole + z * z) * sqrt(part * (whole - part) / whole + z * z / 4)
    lower = 0.0 if part == 0 else centre - half
    return Interval(lower, 1.0 if part == whole else centre + half)


def _cube_root_mean(count: float, z: float) -> float:
    return float(count * (1 - 1 / (9 * count) + z / (3 * sqrt(count))) ** 3)


def _at_most(count: int, mean: float) -> float:
    return float(np.sum(poisson(mean)[: count + 1]))


def _solve(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function is zero, by halving 60 times: exact to the last bit that matters."""
    for _ in range(60):
        middle = (low + high) / 2
        if falling(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
