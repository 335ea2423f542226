"""How fast things happen, as known on a day: arrivals, endings by waiting time, homes in and out of the bank.

Everything is measured over the latest two years, the newest tertials counting most (half-life one year), since
the flow of five years ago says little of the next eight months. Uncertainty is part of every rate: how few
events it rests on, and how much more than chance it has wavered from one tertial to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.capacity.register import CAUSES, OPEN, Days, Register

Floats = NDArray[np.float64]

WINDOW_TERTIALS = 6
HALF_LIFE_TERTIALS = 3
AGE_EDGES = np.array([0, 14, 42, 91, 182, 365])
"""Days waited at which the chance of an ending may change; the last class has no end."""
STAY_EDGES = np.array([0, 91, 365, 730])
MAX_AGE = 2000
SEASON_WEIGHT = 30
"""Referrals' worth of belief that the tertials of a year are alike."""


@dataclass(frozen=True)
class Wavering:
    """How uncertain a level is: coefficient of variation of the level itself, and of one tertial around it."""

    level: float
    tertial: float


@dataclass(frozen=True)
class Rates:
    """Rates per day.

    `arrivals` by tertial of the year (index 0–2). `hazards[cause, class]` the chance a day that an open referral
    ends so, by AGE_EDGES; that of GFO holds at `reference_homes` available homes and is proportional to them.
    `entering` homes a day into the available, `resting` share a day of the available that rest or leave,
    `returning` share a day of the occupied that become available again, by STAY_EDGES; `homes_per_match` how
    many available homes one match via GFO occupies (0–1), `taken_otherwise` share a day taken without one.
    """

    arrivals: Floats
    arrivals_waver: Wavering
    hazards: Floats
    hazards_waver: tuple[Wavering, ...]
    reference_homes: float
    entering: float
    resting: float
    returning: Floats
    homes_per_match: float
    taken_otherwise: float


def measure_rates(register: Register, tertials: list[tuple[int, int]]) -> Rates:
    """Rates as known after the last of `tertials` (first and last day of each known tertial, in order).

    The register must already be cut off at that day. The season of the last tertial is taken as index
    (len(tertials) − 1) mod 3 by the caller's order; see `_arrivals`.
    """
    window = tertials[-WINDOW_TERTIALS:]
    weights = 0.5 ** (np.arange(len(window))[::-1] / HALF_LIFE_TERTIALS)
    arrivals, arrivals_waver = _arrivals(register, tertials, window, weights)
    homes = np.array([_mean_available(register, first, last) for first, last in window])
    exposure, events = _exposure_and_events(register, window)
    reference = float((homes * weights).sum() / weights.sum())
    relative = homes / reference if reference > 0 else np.ones(len(window))
    hazards, wavers = _hazards(exposure, events, relative, weights)
    span_days = sum(last - first + 1 for first, last in window)
    start, end = window[0][0], window[-1][1]
    home_days = max(
        1.0, float(sum(h * (last - first + 1) for h, (first, last) in zip(homes, window, strict=True)))
    )
    matches = float(events[:, 0].sum())
    taken = _within(register.taken, start, end)
    return Rates(
        arrivals=arrivals,
        arrivals_waver=arrivals_waver,
        hazards=hazards,
        hazards_waver=wavers,
        reference_homes=reference,
        entering=_within(register.entered, start, end) / span_days,
        resting=_within(register.rested, start, end) / home_days,
        returning=_returning(register, start, end),
        homes_per_match=min(1.0, taken / matches) if matches else 0.0,
        taken_otherwise=max(0.0, taken - matches) / home_days,
    )


def _arrivals(
    register: Register, tertials: list[tuple[int, int]], window: list[tuple[int, int]], weights: Floats
) -> tuple[Floats, Wavering]:
    """Arrivals a day for the three tertials that follow, the first of them first."""
    counts = np.array([_within(register.received, first, last) for first, last in tertials], dtype=np.float64)
    days = np.array([last - first + 1 for first, last in tertials], dtype=np.float64)
    # A season is how a tertial lay against the year around it, with what the later years say only.
    overall = counts.sum() / days.sum()
    season = np.ones(3)
    for ahead in range(3):
        mine = np.arange(len(tertials)) % 3 == (len(tertials) + ahead) % 3
        expected = overall * days[mine].sum()
        season[ahead] = (counts[mine].sum() + SEASON_WEIGHT) / (expected + SEASON_WEIGHT)
    recent = np.arange(len(tertials) - len(window), len(tertials))
    seasons = season[(recent - len(tertials)) % 3]
    expected_days = days[recent] * seasons
    level = float((counts[recent] * weights).sum() / (expected_days * weights).sum())
    return level * season, _waver(counts[recent], level * expected_days, weights)


def _exposure_and_events(register: Register, window: list[tuple[int, int]]) -> tuple[Floats, Floats]:
    """Open referral-days [tertial, class] and endings [tertial, cause, class]; a day of ending counts as open."""
    edges = np.append(AGE_EDGES, MAX_AGE * 10)
    exposure = np.zeros((len(window), len(AGE_EDGES)))
    events = np.zeros((len(window), len(CAUSES), len(AGE_EDGES)))
    ends = np.where(register.decided == OPEN, OPEN, register.decided + 1)
    for t, (first, last) in enumerate(window):
        from_age = np.maximum(first - register.received, 0)
        to_age = np.minimum(ends, last + 1) - register.received
        here = to_age > from_age
        low = np.maximum(from_age[here, None], edges[None, :-1])
        high = np.minimum(to_age[here, None], edges[None, 1:])
        exposure[t] = np.maximum(high - low, 0).sum(axis=0)
        decided = (register.decided >= first) & (register.decided <= last)
        classes = (
            np.searchsorted(AGE_EDGES, (register.decided - register.received)[decided], side="right") - 1
        )
        np.add.at(events[t], (register.cause[decided], classes), 1)
    return exposure, events


def _hazards(
    exposure: Floats, events: Floats, relative_homes: Floats, weights: Floats
) -> tuple[Floats, tuple[Wavering, ...]]:
    hazards = np.zeros((len(CAUSES), len(AGE_EDGES)))
    wavers = []
    for c in range(len(CAUSES)):
        exposed = exposure * relative_homes[:, None] if c == 0 else exposure
        seen = (events[:, c] * weights[:, None]).sum(axis=0)
        days = (exposed * weights[:, None]).sum(axis=0)
        pooled = seen.sum() / max(1.0, days.sum())
        # One event's worth of the pooled chance, so that a class nobody has reached yet is not for ever.
        hazards[c] = (seen + 1) / (days + 1 / pooled) if pooled > 0 else 0.0
        wavers.append(_waver(events[:, c].sum(axis=1), exposed @ hazards[c], weights))
    return hazards, tuple(wavers)


def _waver(counts: Floats, expected: Floats, weights: Floats) -> Wavering:
    """From counts by tertial against what the pooled rate expected of each."""
    if expected.sum() <= 0 or counts.sum() == 0:
        return Wavering(0.0, 0.0)
    pearson = float(((counts - expected) ** 2 / np.maximum(expected, 0.5)).sum() / max(1, len(counts) - 1))
    extra = max(0.0, pearson - 1) / float(expected.mean())
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    chance = 1 / float((counts * weights).sum() / weights.sum() * effective)
    return Wavering(level=float(np.sqrt(chance + extra / effective)), tertial=float(np.sqrt(extra)))


def _mean_available(register: Register, first: int, last: int) -> float:
    start, after = register.available
    days = np.minimum(after, last + 1) - np.maximum(start, first)
    return float(np.maximum(days, 0).sum()) / (last - first + 1)


def _returning(register: Register, start: int, end: int) -> Floats:
    first, after = register.occupied
    edges = np.append(STAY_EDGES, MAX_AGE * 10)
    from_age = np.maximum(start - first, 0)
    to_age = np.minimum(after, end + 1) - first
    here = to_age > from_age
    low = np.maximum(from_age[here, None], edges[None, :-1])
    high = np.minimum(to_age[here, None], edges[None, 1:])
    exposed = np.maximum(high - low, 0).sum(axis=0)
    back = register.returned & (after >= start) & (after <= end)
    classes = np.searchsorted(STAY_EDGES, (after - first)[back], side="right") - 1
    seen = np.bincount(classes, minlength=len(STAY_EDGES)).astype(np.float64)
    pooled = seen.sum() / max(1.0, exposed.sum())
    return (seen + 1) / (exposed + 1 / pooled) if pooled > 0 else np.zeros(len(STAY_EDGES))


def _within(days: Days, first: int, last: int) -> int:
    return int(np.count_nonzero((days >= first) & (days <= last)))
