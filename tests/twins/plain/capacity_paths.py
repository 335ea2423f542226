"""Twin of the simulations of open referrals and available homes: one day, one referral at a time, drawn naively.

Its draws are others than the product's, so the two agree as two samples of the same thing do: nearly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from random import Random
from typing import Any

from tests.twins.plain.calendar import Span
from tests.twins.plain.capacity_rates import STAYED, WAITED, Rates, as_known, class_of, moves_of, rates
from tests.twins.plain.marts import middle

Row = dict[str, Any]


@dataclass(frozen=True)
class Path:
    """One simulation: per coming tertial the open referrals, the median days of its matches, and available homes."""

    open: list[int]
    days_to_match: list[float | None]
    homes: list[float]


def foreseen(
    referrals: Sequence[Row],
    statuses: Sequence[Row],
    tertials: Sequence[Span],
    *,
    today: date,
    ends: Sequence[date],
    more_homes: int,
    random: Random,
    simulations: int,
) -> list[Path]:
    """Simulations from the day after `today` to the last days of the coming tertials."""
    known = rates(as_known(referrals, today), statuses, tertials)
    waiting = [(row["received"] - today).days for row in as_known(referrals, today) if row["decided"] is None]
    moves = moves_of(statuses, today)
    available = len([1 for _, ended in moves.available if ended is None])
    occupied = [(today - first).days for first, ended, _ in moves.occupied if ended is None]
    lasts = [(end - today).days for end in ends]
    expected_back = [_returned(known, occupied, day) for day in range(1, lasts[-1] + 1)]
    return [
        _path(known, waiting, available + more_homes, expected_back, lasts, random)
        for _ in range(simulations)
    ]


def _path(
    known: Rates,
    waiting: list[int],
    available: int,
    expected_back: list[float],
    lasts: list[int],
    random: Random,
) -> Path:
    """One simulation; days are counted from today, which is 0."""
    queue, homes, newly = list(waiting), float(available), 0.0
    found = Path([], [], [])
    of_all = _level(random, known.arrivals_waver[0] ** 2)
    speed = [_level(random, level**2 + tertial**2 / len(lasts)) for level, tertial in known.endings_waver]
    day = 0
    for tertial, last in enumerate(lasts):
        coming = known.arrivals[tertial] * of_all * _level(random, known.arrivals_waver[1] ** 2)
        waits = []
        while day < last:
            day += 1
            queue += [day] * _poisson(random, coming)
            still = []
            matches = 0
            for received in queue:
                waited = class_of(day - received, WAITED)
                chances = [known.endings[way][waited] * speed[way] for way in range(3)]
                chances[0] *= homes / known.reference_homes if known.reference_homes > 0 else 1.0
                draw = random.random()
                if draw >= 1 - exp(-sum(chances)):
                    still.append(received)
                    continue
                way = random.choices(range(3), chances)[0]
                has_room = homes - matches * known.homes_per_match >= known.homes_per_match - 1e-9
                if way == 0 and not has_room:
                    still.append(received)
                    continue
                matches += way == 0
                if way < 2:
                    waits.append(day - received)
            queue = still
            lost = homes * (1 - exp(-known.resting - known.taken_otherwise))
            back = newly * (1 - exp(-known.returning[0]))
            taken = matches * known.homes_per_match
            newly += taken - back
            come = _poisson(random, known.entering + expected_back[day - 1])
            homes = max(0.0, homes + come + back - taken - lost - lost**0.5 * random.gauss(0, 1))
        median = middle(waits)
        found.open.append(len(queue))
        found.days_to_match.append(None if median is None else float(median))
        found.homes.append(homes)
    return found


def _returned(known: Rates, occupied: list[int], day: int) -> float:
    """How many of the homes that are occupied today are expected back on a day."""
    total = 0.0
    for stayed in occupied:
        still = 1.0
        for earlier in range(1, day):
            still *= exp(-known.returning[class_of(stayed + earlier, STAYED)])
        total += still * (1 - exp(-known.returning[class_of(stayed + day, STAYED)]))
    return total


def _level(random: Random, variance: float) -> float:
    """A multiplier with mean 1."""
    return random.gammavariate(1 / variance, variance) if variance > 0 else 1.0


def _poisson(random: Random, mean: float) -> int:
    """As many as there are exponential waits within the mean."""
    count, passed = 0, random.expovariate(1)
    while passed < mean:
        count += 1
        passed += random.expovariate(1)
    return count


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
