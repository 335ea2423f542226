"""Seeded drawing: dates with seasons, durations, and whole numbers shared out so that they add up.

Each room of the sample draws from its own `random.Random`, so that a change in one leaves the others' rows alone.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import exp, log

REPORTING_DATE = date(2026, 8, 31)
FIRST_YEAR, LAST_YEAR = 2019, 2026
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
GFO_FIRST_DAY = date(2019, 2, 4)

ÅNGE, TIMRÅ, HÄRNÖSAND, SUNDSVALL = "2260", "2262", "2280", "2281"
KRAMFORS, SOLLEFTEÅ, ÖRNSKÖLDSVIK = "2282", "2283", "2284"

# Fewer requests in July and around Christmas, more after the summer.
REFERRAL_SEASON = (1.0, 1.05, 1.15, 1.1, 1.1, 0.85, 0.36, 0.85, 1.2, 1.2, 1.15, 0.75)
CARE_SEASON = (1.0, 1.0, 1.1, 1.0, 1.05, 1.1, 0.7, 1.0, 1.1, 1.05, 1.0, 0.8)


def room_random(seed: int, room: str) -> random.Random:
    """A generator of the room's own; a text seed is hashed by SHA-512, never by Python's salted hash."""
    return random.Random(f"GFO Insikt {seed} {room}")  # noqa: S311 - made-up rows, not secrets


def last_day_of(year: int) -> date:
    """The last day of the year that the sample knows of."""
    return min(date(year, 12, 31), REPORTING_DATE)


def day_between(rng: random.Random, first: date, last: date) -> date:
    """Any day from `first` to `last`, both included; `first` when the span is empty."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def season_day(
    rng: random.Random, first: date, last: date, season: Sequence[float] = REFERRAL_SEASON, *, fade: int = 0
) -> date:
    """A working day between two days, both included, weighted by month.

    `fade`: days at the end that grow ever less likely, for rows whose like are also made as carried over.
    """
    for _ in range(80):
        day = day_between(rng, first, last)
        likely = min(1.0, (last - day).days / fade) if fade else 1.0
        if rng.random() * 1.25 < season[day.month - 1] * likely and day.weekday() < 5:
            return day
    return day_between(rng, first, last)


def duration(rng: random.Random, median: int, shortest: int, longest: int, spread: float = 0.6) -> int:
    """Days, log-normal around the median: most near it, a few very long."""
    return max(shortest, min(longest, round(exp(rng.gauss(log(median), spread)))))


def share_out(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Split a whole number by weight with the largest remainder; ties by key, so that order never matters."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: int(value) for key, value in exact.items()}
    left = total - sum(parts.values())
    for key in sorted(exact, key=lambda k: (-(exact[k] - parts[k]), k))[:left]:
        parts[key] += 1
    return parts


def share_unevenly(rng: random.Random, total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """The same, with weights that differ a little from year to year."""
    return share_out(total, {key: weight * rng.uniform(0.8, 1.2) for key, weight in weights.items()})
