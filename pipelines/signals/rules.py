"""The three rules: which stretches of a series are signals.

A point outside its limits. Eight points in a row on one side of the mean, where a point on it neither adds nor
breaks; where a skewed small count makes that side the likely one (most tertials of a rare thing have none), as
many more as make the run as unlikely as eight nearly fair coins. Six points in a row each higher (lower) than
the one before. After Nelson 1984, "The Shewhart control chart: tests for special causes", J. Quality Technology
16; points on the line after Anhøj & Olesen 2014, "Run charts revisited", PLoS ONE 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from pipelines.signals.limits import ON_THE_MEAN, Usual
from pipelines.signals.series import Point, Rule, Side, Signal

RUN_LENGTH = 8
TREND_LENGTH = 6
RUN_CHANCE = RUN_LENGTH * log(0.55)
"""Eight suffice as long as the chance of that side is at most 55 %."""


def side_of(point: Point, usual: Usual) -> Side:
    """Which side of the mean the point lies on."""
    distance = (point.value or 0) - usual.mean
    return 0 if abs(distance) <= ON_THE_MEAN else 1 if distance > 0 else -1


def find_signals(
    known: Sequence[Point], usual: Mapping[str, Usual], *, only_outside: bool
) -> tuple[Signal, ...]:
    """Every signal among known points in time order, the longest stretch of each once."""
    found = [
        Signal(Rule.OUTSIDE, side, point.period, point.period, 1)
        for point in known
        if (side := _outside(point, usual[point.period]))
    ]
    if not only_outside:
        found += _runs(known, usual) + _trends(known, usual)
    return tuple(found)


def latest_signal(signals: Sequence[Signal], latest: Point) -> Signal | None:
    """The signal that the latest point is part of; the plainest rule first."""
    part = [signal for signal in signals if signal.last_period == latest.period]
    return min(part, key=lambda signal: list(Rule).index(signal.rule), default=None)


def _outside(point: Point, usual: Usual) -> Side:
    value = point.value or 0
    return 1 if value > usual.upper else -1 if value < usual.lower else 0


def _runs(known: Sequence[Point], usual: Mapping[str, Usual]) -> list[Signal]:
    found: list[Signal] = []
    side: Side = 0
    first, length, chance = "", 0, 0.0
    for point in known:
        expected = usual[point.period]
        here = side_of(point, expected)
        if here and here != side:
            side, first, length, chance = here, point.period, 0, 0.0
        if here:
            length += 1
            chance += log(expected.above if here > 0 else expected.below)
        if length >= RUN_LENGTH and chance <= RUN_CHANCE:
            if found and found[-1].first_period == first:
                found.pop()
            found.append(Signal(Rule.RUN, side, first, point.period, length))
    return found


def _trends(known: Sequence[Point], usual: Mapping[str, Usual]) -> list[Signal]:
    found: list[Signal] = []
    direction: Side = 0
    start, before = 0, 0.0
    for i, point in enumerate(known):
        mean = usual[point.period].mean
        # Against what is usual for its own tertial, so that a season is not a trend.
        level = (point.value or 0) / mean if mean > 0 else float(point.value or 0)
        here: Side = 0 if i == 0 or level == before else 1 if level > before else -1
        if not here or here != direction:
            direction, start = here, i - 1 if here else i
        before = level
        if here and i - start + 1 >= TREND_LENGTH:
            if found and found[-1].first_period == known[start].period:
                found.pop()
            found.append(Signal(Rule.TREND, here, known[start].period, point.period, i - start + 1))
    return found
