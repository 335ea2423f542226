"""The three rules: which stretches of a series are signals.

A point outside its limits. Eight points in a row on one side of the mean, where a point on it neither adds nor
breaks; where a skewed small count makes that side the likely one (most tertials of a rare thing have none), as
many more as make the run as unlikely as eight nearly fair coins. Six points in a row each higher (lower) than
the one before. After Nelson 1984, "The Shewhart control chart: tests for special causes", J. Quality Technology
16; points on the line after Anhøj & Olesen 2014, "Run charts revisited", PLoS ONE 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def signals_as_they_stood(
    known: Sequence[Point], usual: Mapping[str, Usual], *, only_outside: bool
) -> list[list[Signal]]:
    """For each known point the signals it was part of when it was the latest, the plainest rule first."""
    found: list[list[Signal]] = [[] for _ in known]
    for i, point in enumerate(known):
        if side := _outside(point, usual[point.period]):
            found[i].append(Signal(Rule.OUTSIDE, side, point.period, point.period, 1))
    if not only_outside:
        for i, signal in (*_runs(known, usual), *_trends(known, usual)):
            found[i].append(signal)
    return found


def longest_of_each(stood: Iterable[Iterable[Signal]]) -> tuple[Signal, ...]:
    """Every signal in time order, rule by rule: of a stretch that grew point by point the longest."""
    by_rule: dict[Rule, list[Signal]] = {rule: [] for rule in Rule}
    for signal in (signal for at_the_time in stood for signal in at_the_time):
        former = by_rule[signal.rule]
        if signal.rule is not Rule.OUTSIDE and former and former[-1].first_period == signal.first_period:
            former.pop()
        former.append(signal)
    return tuple(signal for rule in Rule for signal in by_rule[rule])


def _outside(point: Point, usual: Usual) -> Side:
    value = point.value or 0
    return 1 if value > usual.upper else -1 if value < usual.lower else 0


def _runs(known: Sequence[Point], usual: Mapping[str, Usual]) -> Iterator[tuple[int, Signal]]:
    """The run up to each point that is the latest of one."""
    side: Side = 0
    first, length, chance = "", 0, 0.0
    for i, point in enumerate(known):
        expected = usual[point.period]
        here = side_of(point, expected)
        if here and here != side:
            side, first, length, chance = here, point.period, 0, 0.0
        if here:
            length += 1
            chance += log(expected.above if here > 0 else expected.below)
        if length >= RUN_LENGTH and chance <= RUN_CHANCE:
            yield i, Signal(Rule.RUN, side, first, point.period, length)


def _trends(known: Sequence[Point], usual: Mapping[str, Usual]) -> Iterator[tuple[int, Signal]]:
    """The trend up to each point that is the latest of one."""
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
            yield i, Signal(Rule.TREND, here, known[start].period, point.period, i - start + 1)
