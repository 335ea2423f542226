"""Seeded drawing: working days with seasons, durations, counts that vary as real ones do, and sibling groups.

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

DISPERSION = 1.5
"""Variance over mean of a count from tertial to tertial: more than Poisson's 1, as in the kommuner's own series."""

# Children who come alone, two and three together: about three in ten share a home with a sibling.
_SIBLINGS = (0.82, 0.14, 0.04)

_EASTER = {
    2018: date(2018, 4, 1), 2019: date(2019, 4, 21), 2020: date(2020, 4, 12), 2021: date(2021, 4, 4),
    2022: date(2022, 4, 17), 2023: date(2023, 4, 9), 2024: date(2024, 3, 31), 2025: date(2025, 4, 20),
    2026: date(2026, 4, 5),
}  # fmt: skip


def _days_off(year: int, easter: date) -> set[date]:
    fixed = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
    midsummer_eve = next(day for n in range(19, 26) if (day := date(year, 6, n)).weekday() == 4)
    return (
        {date(year, month, day) for month, day in fixed}
        | {easter + timedelta(days=days) for days in (-2, 1, 39)}
        | {midsummer_eve}
    )


_HOLIDAYS = frozenset().union(*(_days_off(year, easter) for year, easter in _EASTER.items()))


def room_random(seed: int, room: str) -> random.Random:
    """A generator of the room's own; a text seed is hashed by SHA-512, never by Python's salted hash."""
    return random.Random(f"GFO Insikt {seed} {room}")  # noqa: S311 - made-up rows, not secrets


def last_day_of(year: int) -> date:
    """The last day of the year that the sample knows of."""
    return min(date(year, 12, 31), REPORTING_DATE)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no Swedish public holiday or eve."""
    return day.weekday() < 5 and day not in _HOLIDAYS


def working_day(day: date, latest: date = date.max) -> date:
    """The first working day from `day` on; the last one before it when that would be after `latest`."""
    found = day
    while not is_working_day(found):
        found += timedelta(days=1)
    if found > latest:
        found = min(day, latest)
        while not is_working_day(found):
            found -= timedelta(days=1)
    return found


def day_between(rng: random.Random, first: date, last: date) -> date:
    """Any day from `first` to `last`, both included; `first` when the span is empty."""
    return first + timedelta(days=int(rng.random() * (max(0, (last - first).days) + 1)))


def season_day(
    rng: random.Random, first: date, last: date, season: Sequence[float] = REFERRAL_SEASON, *, fade: int = 0
) -> date:
    """A working day between two days, both included, weighted by month.

    `fade`: days at the end that grow ever less likely, for rows whose like are also made as carried over.
    """
    for _ in range(80):
        day = day_between(rng, first, last)
        likely = min(1.0, (last - day).days / fade) if fade else 1.0
        if rng.random() * 1.25 < season[day.month - 1] * likely and is_working_day(day):
            return day
    return working_day(day_between(rng, first, last), last)


def duration(rng: random.Random, median: int, shortest: int, longest: int, spread: float = 0.6) -> int:
    """Days, log-normal around the median: most near it, a few very long."""
    return max(shortest, min(longest, round(exp(rng.gauss(log(median), spread)))))


def poisson(rng: random.Random, mean: float) -> int:
    """A Poisson count, by the time between events; for means up to some hundreds."""
    found, passed = 0, rng.expovariate(1.0)
    while passed < mean:
        found += 1
        passed += rng.expovariate(1.0)
    return found


def varying(rng: random.Random, mean: float, dispersion: float = DISPERSION) -> float:
    """A rate around the mean, such that a Poisson count of it varies like `dispersion` times a Poisson count."""
    return rng.gammavariate(mean / (dispersion - 1), dispersion - 1) if mean > 0 else 0.0


def varying_count(rng: random.Random, mean: float) -> int:
    """A count whose variance is DISPERSION times its mean."""
    return poisson(rng, varying(rng, mean))


def varying_counts(
    rng: random.Random, means: Mapping[tuple[str, int], float], total: int | None = None
) -> dict[tuple[str, int], int]:
    """A count for each (kommun, tertial); with `total` they are as they would be, had they added up to it."""
    rates = {cell: varying(rng, mean) for cell, mean in means.items()}
    if total is None:
        return {cell: poisson(rng, rate) for cell, rate in rates.items()}
    found = dict.fromkeys(rates, 0)
    for cell in rng.choices(list(rates), list(rates.values()), k=total):
        found[cell] += 1
    return found


def sibling_groups(rng: random.Random, children: int) -> list[int]:
    """The children as groups of siblings: their sizes, which add up to all of them."""
    groups: list[int] = []
    while children:
        size = min(children, rng.choices((1, 2, 3), _SIBLINGS)[0])
        groups.append(size)
        children -= size
    return groups


def share_out(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """Split a whole number by weight with the largest remainder; ties by key, so that order never matters."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: int(value) for key, value in exact.items()}
    left = total - sum(parts.values())
    for key in sorted(exact, key=lambda k: (-(exact[k] - parts[k]), k))[:left]:
        parts[key] += 1
    return parts


def deal_groups(
    rng: random.Random, groups: Sequence[int], weights: Mapping[str, float]
) -> dict[str, list[int]]:
    """Groups dealt one by one to kommuner, likelier to the large ones."""
    found: dict[str, list[int]] = {key: [] for key in weights}
    keys = sorted(weights)
    chosen = rng.choices(keys, [weights[key] * rng.gammavariate(16, 1 / 16) for key in keys], k=len(groups))
    for key, size in zip(chosen, groups, strict=True):
        found[key].append(size)
    return found
