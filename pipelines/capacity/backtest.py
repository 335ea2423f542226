"""What the forecast and two naive ones would have said on past tertials' last days, beside what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, isnan, nan

import numpy as np

from pipelines.capacity import sentences
from pipelines.capacity.answer import NAIVE, Expected, Measure, Method, Trial, Trust
from pipelines.capacity.rates import measure_rates
from pipelines.capacity.register import Register, day_number
from pipelines.capacity.simulate import Paths, simulate
from pipelines.periods import Period
from pipelines.signals import wilson_interval

LEVEL = 0.8
MEAN_TERTIALS = 6
HISTORY_TERTIALS = 6
"""Tertials that a forecast learns from before it is tried on the next two."""
FEWEST_TRIALS = 8
NO_LESS = 1e-9
"""Errors this near each other are the same: means of quotients."""
LATEST_ORIGINS = 24
"""How many of the latest tertials' ends it is tried from: eight years, in which the work is still the same."""


def try_past(register: Register, tertials: Sequence[Period], *, simulations: int, seed: int) -> list[Trial]:
    """Forecast from the end of every tertial that has enough before it and two complete ones after it.

    `tertials` are the complete ones that the register covers, in order. Nothing later than the day of the
    forecast is used, of the naive ones neither.
    """
    trials = []
    days = [(day_number(period.first_day), day_number(period.last_day)) for period in tertials]
    observed = {measure: [observe(register, measure, each) for each in days] for measure in Measure}
    earliest = max(HISTORY_TERTIALS - 1, len(tertials) - 2 - LATEST_ORIGINS)
    for origin in range(earliest, len(tertials) - 2):
        today = days[origin][1]
        known = register.as_known(today)
        targets = [origin + 1, origin + 2]
        (paths,) = simulate(
            known,
            measure_rates(known, days[: origin + 1]),
            today,
            [days[t][1] - days[t][0] + 1 for t in targets],
            [0],
            simulations=simulations,
            rng=np.random.default_rng([seed, origin]),
        )
        for ahead, target in enumerate(targets, start=1):
            for measure in Measure:
                expected = summarise(paths, measure, ahead - 1)
                actual = observed[measure][target]
                if expected is None or isnan(actual):
                    continue
                trials.append(
                    Trial(
                        measure,
                        tertials[origin].id,
                        tertials[target].id,
                        ahead,
                        expected,
                        actual,
                        last_year=observed[measure][target - 3],
                        mean_of_six=mean_of(observed[measure][origin - MEAN_TERTIALS + 1 : origin + 1]),
                    )
                )
    return trials


def mean_of(observed: Sequence[float]) -> float:
    """The mean of what some tertials had to measure; nan when none had anything."""
    found = [value for value in observed if not isnan(value)]
    return sum(found) / len(found) if found else nan


def observe(register: Register, measure: Measure, days: tuple[int, int]) -> float:
    """What the register says of a tertial (first and last day); nan when there was nothing to measure."""
    if measure is Measure.OPEN:
        return float(register.open_on(days[1]))
    return register.days_to_match(*days)


def summarise(paths: Paths, measure: Measure, tertial: int) -> Expected | None:
    """Median and 80 % interval of one tertial's simulations; None when most simulations have no match."""
    simulated = paths.open.astype(np.float64) if measure is Measure.OPEN else paths.days_to_match
    values = simulated[:, tertial]
    known = values[~np.isnan(values)]
    if len(known) < len(values) / 2:
        return None
    tail = (1 - LEVEL) / 2
    lower, median, upper = np.quantile(known, [tail, 0.5, 1 - tail], method="closest_observation")
    return Expected(float(median), float(lower), float(upper))


def weigh(trials: Sequence[Trial], measure: Measure) -> Trust:
    """How a measure's forecasts did, and which is shown: the simulation only where it was less wrong than both naive
    ones, else the better of those."""
    mine = [trial for trial in trials if trial.measure is measure]
    origins = len({trial.made_on for trial in mine})
    if len(mine) < FEWEST_TRIALS:
        return Trust(measure, len(mine), origins, withheld=sentences.too_few(len(mine), FEWEST_TRIALS))
    coverage = sum(trial.inside for trial in mine) / len(mine)
    # Two trials from one origin, and those of neighbours, hang together: there are no more than origins.
    likely = wilson_interval(round(coverage * origins), origins)
    compared = [trial for trial in mine if not any(isnan(trial.said(method)) for method in Method)]
    misses = {
        method: sorted(abs(trial.said(method) - trial.actual) for trial in compared) for method in Method
    }
    trust = Trust(measure, len(mine), origins, coverage, likely.lower, likely.upper)
    if not compared:
        return trust
    errors = {method: sum(missed) / len(missed) for method, missed in misses.items()}
    naive = min(NAIVE, key=errors.__getitem__)
    better = errors[Method.SIMULATION] < errors[naive] - NO_LESS
    method = Method.SIMULATION if better else naive
    return replace(
        trust,
        error=errors[Method.SIMULATION],
        error_last_year=errors[Method.LAST_YEAR],
        error_mean_of_six=errors[Method.MEAN_OF_SIX],
        method=method,
        reach=misses[method][ceil(LEVEL * len(compared)) - 1],
        calibrated=method is not Method.SIMULATION or coverage < LEVEL,
    )


def calibrated(expected: Expected | None, trust: Trust) -> Expected | None:
    """What the simulations say, with an interval as wide as they have been wrong, where their own held too little."""
    if expected is None or not trust.calibrated or trust.reach is None:
        return expected
    return Expected(
        expected.median,
        min(expected.lower, max(0.0, expected.median - trust.reach)),
        max(expected.upper, expected.median + trust.reach),
    )
