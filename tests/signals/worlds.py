"""Made-up meetings whose truth is known: series that do not change, or that do, with children who come together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SIZES = np.array([1, 2, 3])
GROUPS_OF_SIZE = np.array([0.65, 0.25, 0.10])
"""Of sibling groups, the share of one, two and three: variance 1,76 times the mean."""
CHILDREN_IN_SIZE = GROUPS_OF_SIZE / SIZES / (GROUPS_OF_SIZE / SIZES).sum()
"""The same shares of children instead of groups: variance 1,45 times the mean."""


def siblings(rng: np.random.Generator, means: Floats, sizes: Floats = CHILDREN_IN_SIZE) -> Floats:
    """Children that come in groups, with these means."""
    groups = means / (sizes * SIZES).sum()
    return sum(
        (size * rng.poisson(groups * share) for size, share in zip(SIZES, sizes, strict=True)), np.zeros(1)
    )


def spread_means(rng: np.random.Generator, series: int) -> Floats:
    """Log-uniform from 2 to 40 a tertial."""
    return np.exp(rng.uniform(np.log(2), np.log(40), series))


def kommun_means(rng: np.random.Generator, series: int) -> Floats:
    """From 0,5 to 40 a tertial, two thirds of them under 4."""
    return 0.5 * 80 ** (rng.uniform(0, 1, series) ** 2)


def doubled(means: Floats, tertials: int, changed: int, *, since: int = 3, times: float = 2.0) -> Floats:
    """Means by tertial, the first `changed` series multiplied in the last `since` tertials."""
    found = np.repeat(means[:, None], tertials, axis=1)
    found[:changed, tertials - since :] *= times
    return found


def children_in_care(
    rng: np.random.Generator, series: int, tertials: int, *, mean: float, stay: float
) -> list[tuple[Floats, Floats]]:
    """When each child's span starts and ends, in tertials from the first: so many at once, who stay so long on average.

    Siblings come together and half of their stay is in common.
    """
    history = 12 * stay
    found = []
    for _ in range(series):
        groups = rng.poisson(mean / stay * (tertials + history) / (CHILDREN_IN_SIZE * SIZES).sum())
        size = rng.choice(SIZES, p=CHILDREN_IN_SIZE, size=groups)
        start = np.repeat(rng.uniform(-history, tertials, groups), size)
        common = np.repeat(rng.exponential(stay, groups), size)
        found.append((start, start + (common + rng.exponential(stay, len(start))) / 2))
    return found


def stock(spans: list[tuple[Floats, Floats]], tertials: int) -> Floats:
    """Children in care at each tertial's end."""
    ends = np.arange(1, tertials + 1)[:, None]
    return np.array([((start <= ends) & (end > ends)).sum(axis=1) for start, end in spans], dtype=np.float64)


def during(spans: list[tuple[Floats, Floats]], tertials: int) -> Floats:
    """Children in care at some time in each tertial."""
    ends = np.arange(1, tertials + 1)[:, None]
    return np.array(
        [((start <= ends) & (end > ends - 1)).sum(axis=1) for start, end in spans], dtype=np.float64
    )


def care(spans: list[tuple[Floats, Floats]], tertials: int) -> Floats:
    """Care days over the days of each tertial: children in care at once, on average."""
    ends = np.arange(1, tertials + 1)[:, None]
    return np.array(
        [
            np.clip(np.minimum(end, ends) - np.maximum(start, ends - 1), 0, None).sum(axis=1)
            for start, end in spans
        ]
    )
