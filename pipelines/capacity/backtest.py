"""What the forecast would have said on past tertials' last days, beside what came: whether it is to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

import numpy as np

from pipelines.capacity import sentences
from pipelines.capacity.answer import Expected, Measure, Trial, Trust
from pipelines.capacity.rates import measure_rates
from pipelines.capacity.register import Register, day_number
from pipelines.capacity.simulate import Paths, simulate
from pipelines.periods import Period

LEVEL = 0.8
COVERAGE_LEAST, COVERAGE_MOST = 0.65, 0.95
HISTORY_TERTIALS = 6
"""Tertials that a forecast learns from before it is tried on the next two."""
FEWEST_TRIALS = 8
LATEST_ORIGINS = 24
"""How many of the latest tertials' ends it is tried from: eight years, in which the work is still the same."""


def try_past(register: Register, tertials: Sequence[Period], *, simulations: int, seed: int) -> list[Trial]:
    """Forecast from the end of every tertial that has enough before it and two complete ones after it.

    `tertials` are the complete ones that the register covers, in order. Nothing later than the day of the
    forecast is used. "Same as last year" is the same tertial a year earlier, known when the forecast is made.
    """
    trials = []
    days = [(day_number(period.first_day), day_number(period.last_day)) for period in tertials]
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
                actual = observe(register, measure, days[target])
                if expected is None or isnan(actual):
                    continue
                last_year = observe(register, measure, days[target - 3])
                trials.append(
                    Trial(
                        measure, tertials[origin].id, tertials[target].id, ahead, expected, actual, last_year
                    )
                )
    return trials


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
    """Whether a measure's forecast is shown: its intervals must have held 65–95 % of what came."""
    mine = [trial for trial in trials if trial.measure is measure]
    if len(mine) < FEWEST_TRIALS:
        withheld = sentences.too_few(len(mine), FEWEST_TRIALS)
        return Trust(measure, len(mine), None, None, None, None, withheld)
    coverage = sum(trial.inside for trial in mine) / len(mine)
    withheld = ""
    if not COVERAGE_LEAST <= coverage <= COVERAGE_MOST:
        too_narrow = coverage < COVERAGE_LEAST
        withheld = sentences.coverage_out_of_bounds(coverage, len(mine), too_narrow=too_narrow)
    compared = [trial for trial in mine if not isnan(trial.last_year)]
    if not compared:
        return Trust(measure, len(mine), coverage, None, None, None, withheld)
    error = sum(abs(trial.expected.median - trial.actual) for trial in compared) / len(compared)
    naive = sum(abs(trial.last_year - trial.actual) for trial in compared) / len(compared)
    skill = 1 - error / naive if naive else None
    return Trust(measure, len(mine), coverage, error, naive, skill, withheld)
