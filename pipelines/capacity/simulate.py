"""The coming tertials, many times over: every open and coming referral, week by week against the homes there are.

A referral carries one unit-exponential draw per way to end and ends the first time an accumulated chance reaches
its draw. For the two ways that homes do not decide, that day is found at once; for a match via GFO the chance
accumulates in proportion to the available homes of that simulated week (each home fits a child with the same
small chance, so twice the homes are twice the chance: mass action). The draws are the same whatever number of
homes is asked about, so the difference between two numbers is the homes' and not the dice's.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipelines.capacity.rates import AGE_EDGES, MAX_AGE, STAY_EDGES, Floats, Rates, Wavering
from pipelines.capacity.register import OPEN, Register

STEP_DAYS = 7
NEVER = np.float32(1e9)
FLOW_GRID = 8192
CELLS = 400_000
Times = NDArray[np.float32]
"""Days from the end of today, one row a simulation and one column a referral; NEVER when it does not come."""


@dataclass(frozen=True)
class Paths:
    """Simulated outcomes, one row a simulation and one column a tertial: open referrals and available homes on
    its last day, and the median days to match of its matches (nan where none was matched)."""

    open: NDArray[np.int64]
    days_to_match: Floats
    homes: Floats


@dataclass(frozen=True)
class _Flow:
    """The referrals of all simulations: when received, when ended without GFO (and whether by the kommun's own
    match), and what decides a match via GFO: the draws, a second draw for those who found no home left, and the
    accumulated chance by days waited."""

    received: Times
    elsewhere: Times
    by_kommun: NDArray[np.bool_]
    draws: Times
    again: Times
    chance: Times


@dataclass(frozen=True)
class _Bank:
    """The homes: available at the start, then per step those that become available [step, simulation] and
    the draws of how far the losses stray from their mean."""

    available: int
    arriving: Floats
    straying: Floats


def simulate(
    register: Register,
    rates: Rates,
    today: int,
    lengths: list[int],
    more_homes: list[int],
    *,
    simulations: int,
    rng: np.random.Generator,
) -> list[Paths]:
    """One Paths per entry of `more_homes`, over tertials of `lengths` days from the day after `today`.

    The register must be cut off at `today`, and the rates measured on it. A flow far larger than GFO's is
    simulated fewer times (at least 25), since chance then evens out within each simulation.
    """
    coming = sum(rates.arrivals[i] * length for i, length in enumerate(lengths))
    simulations = max(25, min(simulations, int(CELLS / (register.open_on(today) + 1.5 * coming + 1))))
    steps = _steps(lengths)
    flow = _draw_flow(register, rates, today, lengths, simulations, rng)
    bank = _draw_bank(register, rates, today, steps, simulations, rng)
    found = []
    for more in more_homes:
        matched, homes = _match(flow, bank, rates, steps, more)
        ends = np.searchsorted([end for _, end in steps], np.cumsum(lengths))
        found.append(_paths(flow, matched, homes[ends].T, lengths))
    return found


def _steps(lengths: list[int]) -> list[tuple[int, int]]:
    """Weeks as (from, to) in days, the last of each tertial shorter, so that a tertial ends with a step."""
    steps: list[tuple[int, int]] = []
    start = 0
    for length in lengths:
        edges = [*range(start, start + length, STEP_DAYS), start + length]
        steps += list(pairwise(edges))
        start += length
    return steps


def _draw_flow(
    register: Register,
    rates: Rates,
    today: int,
    lengths: list[int],
    simulations: int,
    rng: np.random.Generator,
) -> _Flow:
    received = _received(register, rates, today, lengths, simulations, rng)
    draws = rng.standard_exponential((4, *received.shape), dtype=np.float32)
    for c, waver in enumerate(rates.hazards_waver):
        # How fast referrals end in this simulation, for all of them.
        draws[c] /= _level(waver, simulations, rng, over=len(lengths))[:, None].astype(np.float32)
    by_kommun, by_other = (_ending(received, draws[c], rates.hazards[c]) for c in (1, 2))
    return _Flow(
        received=received,
        elsewhere=np.minimum(by_kommun, by_other),
        by_kommun=by_kommun < by_other,
        draws=draws[0],
        again=draws[3],
        chance=_accumulated(rates.hazards[0], AGE_EDGES, MAX_AGE).astype(np.float32),
    )


def _received(
    register: Register,
    rates: Rates,
    today: int,
    lengths: list[int],
    simulations: int,
    rng: np.random.Generator,
) -> Times:
    # The day received counts as a day waited, here as in the rates.
    waiting = (register.received[register.decided == OPEN] - today - 1).astype(np.float32)
    parts = [np.broadcast_to(waiting, (simulations, len(waiting)))]
    level = _level(Wavering(rates.arrivals_waver.level, 0.0), simulations, rng, over=1)
    start = 0
    for i, length in enumerate(lengths):
        own = _level(Wavering(0.0, rates.arrivals_waver.tertial), simulations, rng, over=1)
        counts = rng.poisson(rates.arrivals[i] * length * level * own)
        days = start + length * rng.random((simulations, int(counts.max(initial=0))), dtype=np.float32)
        days[np.arange(days.shape[1]) >= counts[:, None]] = NEVER
        parts.append(days)
        start += length
    return np.hstack(parts).astype(np.float32)


def _level(waver: Wavering, simulations: int, rng: np.random.Generator, *, over: int) -> Floats:
    """Multipliers with mean 1: the level's own uncertainty, and the tertials' around it, averaged over some."""
    variance = waver.level**2 + waver.tertial**2 / over
    if variance <= 0:
        return np.ones(simulations)
    return np.maximum(rng.gamma(1 / variance, variance, simulations), 1e-3)


def _accumulated(hazards: Floats, edges: NDArray[np.int64], days: int) -> Floats:
    """The chance accumulated by day 0 … days, from a chance a day in each class of days."""
    classes = np.searchsorted(edges, np.arange(days), side="right") - 1
    return np.concatenate(([0.0], np.cumsum(hazards[classes])))


def _ending(received: Times, draws: Times, hazards: Floats) -> Times:
    """When an ending comes that homes do not decide."""
    total = _accumulated(hazards, AGE_EDGES, MAX_AGE)
    if total[-1] <= 0:
        return np.full(received.shape, NEVER)
    waited = np.clip(-received, 0, MAX_AGE)
    already = np.take(total.astype(np.float32), waited.astype(np.int32))
    # Days waited by accumulated chance, on a grid fine enough for a fraction of a day.
    ages = np.interp(np.linspace(0, total[-1], FLOW_GRID), total, np.arange(MAX_AGE + 1)).astype(np.float32)
    place = (already + draws) * np.float32((FLOW_GRID - 1) / total[-1])
    age = np.take(ages, np.minimum(place, FLOW_GRID - 1).astype(np.int32))
    ending = received + np.maximum(age, waited)
    return np.where((place < FLOW_GRID - 1) & (received < NEVER), ending, NEVER)


def _draw_bank(
    register: Register,
    rates: Rates,
    today: int,
    steps: list[tuple[int, int]],
    simulations: int,
    rng: np.random.Generator,
) -> _Bank:
    first, after = register.occupied
    stayed = np.minimum(today + 1 - first[after == OPEN], 5 * MAX_AGE)
    total = _accumulated(rates.returning, STAY_EDGES, 6 * MAX_AGE)
    edges = np.array([0, *(end for _, end in steps)])
    still = np.exp(total[stayed][:, None] - total[stayed[:, None] + edges])
    lengths = np.diff(edges)
    mean = rates.entering * lengths - np.diff(still, axis=1).sum(axis=0)
    return _Bank(
        available=register.available_on(today),
        arriving=rng.poisson(mean[:, None], size=(len(steps), simulations)).astype(np.float64),
        straying=rng.standard_normal((len(steps), simulations)),
    )


def _match(
    flow: _Flow, bank: _Bank, rates: Rates, steps: list[tuple[int, int]], more: int
) -> tuple[Times, Floats]:
    """When each referral is matched via GFO, and available homes at the end of each step [step, simulation]."""
    simulations, width = flow.received.shape
    received, elsewhere, again = (each.ravel() for each in (flow.received, flow.elsewhere, flow.again))
    row_of = np.repeat(np.arange(simulations), width)
    homes = np.full(simulations, float(bank.available + more))
    newly_occupied = np.zeros(simulations)
    matched = np.full(received.shape, NEVER)
    reached = np.zeros(received.shape, dtype=np.float32)
    history = np.empty((len(steps), simulations))
    draws = flow.draws.flatten()
    for s, (start, end) in enumerate(steps):
        # Who has not come yet or left before this week (a day more, for the rounding of days) is not looked at.
        here = np.flatnonzero((received < end) & (np.minimum(elsewhere, matched) > start - 1))
        rows, since, wanted = row_of[here], received[here], draws[here]
        relative = homes / rates.reference_homes if rates.reference_homes > 0 else np.ones(simulations)
        step = _chance(flow, end - since) - _chance(flow, start - since)
        step *= relative.astype(np.float32)[rows]
        now = reached[here] + step
        reached[here] = now
        met = np.flatnonzero((now >= wanted) & (now - step < wanted))
        over = (now[met] - wanted[met]) / step[met]
        day = end - over * (end - np.maximum(start, since[met]))
        possible = day < elsewhere[here[met]]
        here, rows, day = here[met][possible], rows[met][possible], day[possible]
        if rates.homes_per_match > 0:
            kept = _first_in_each_row(rows, day, np.floor(homes / rates.homes_per_match + 1e-9))
            # No home was left for the others this week: they wait for their next chance.
            later = here[~kept]
            draws[later] = reached[later] + again[later]
            here, rows, day = here[kept], rows[kept], day[kept]
        matched[here] = day
        taken = np.bincount(rows, minlength=simulations) * rates.homes_per_match
        losing = homes * (1 - np.exp(-(rates.resting + rates.taken_otherwise) * (end - start)))
        back = newly_occupied * (1 - np.exp(-rates.returning[0] * (end - start)))
        newly_occupied += taken - back
        change = bank.arriving[s] + back - losing - taken + np.sqrt(losing) * bank.straying[s]
        homes = np.maximum(homes + change, 0)
        history[s] = homes
    return matched.reshape(flow.received.shape), history


def _chance(flow: _Flow, waited: Times) -> Times:
    """The chance accumulated by so many days waited; below 0 is not yet come."""
    found: Times = np.take(flow.chance, np.clip(waited, 0, MAX_AGE).astype(np.int32))
    return found


def _first_in_each_row(rows: NDArray[np.int64], day: Times, room: Floats) -> NDArray[np.bool_]:
    """Which of the entries are among the first `room[row]` of their row by day."""
    wanted = np.bincount(rows, minlength=len(room))
    if (wanted <= room).all():
        return np.ones(len(rows), dtype=bool)
    order = np.lexsort((day, rows))
    place = np.empty(len(rows), dtype=np.int64)
    place[order] = np.arange(len(rows)) - np.repeat(np.cumsum(wanted) - wanted, wanted)
    return place < room[rows]


def _paths(flow: _Flow, matched: Times, homes: Floats, lengths: list[int]) -> Paths:
    ended = np.minimum(matched, flow.elsewhere)
    is_match = (matched < flow.elsewhere) | flow.by_kommun
    open_, waits = [], []
    start = 0
    for end in np.cumsum(lengths):
        open_.append(np.count_nonzero((flow.received <= end) & (ended > end), axis=1))
        mine = is_match & (ended > start) & (ended <= end)
        waits.append(_row_medians(np.where(mine, np.floor(ended - flow.received), np.float32(np.inf)), mine))
        start = int(end)
    return Paths(np.stack(open_, axis=1), np.stack(waits, axis=1), homes)


def _row_medians(values: Times, counted: NDArray[np.bool_]) -> Floats:
    """The median of the counted values of each row, which are all below the others; nan where there is none."""
    if values.shape[1] == 0:
        return np.full(values.shape[0], np.nan)
    ordered = np.sort(values, axis=1)
    number = np.count_nonzero(counted, axis=1)
    rows = np.arange(len(values))
    low = ordered[rows, np.maximum(number - 1, 0) // 2]
    high = ordered[rows, np.minimum(number // 2, values.shape[1] - 1)]
    return np.where(number > 0, (low.astype(np.float64) + high) / 2, np.nan)
