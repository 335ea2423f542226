"""The capacity outlook: open referrals and days to a match in the coming two tertials, now and with more homes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import isnan

import numpy as np
import polars as pl

from pipelines.capacity import sentences
from pipelines.capacity.answer import Expected, Forecast, Measure, Method, Outlook, Trust
from pipelines.capacity.backtest import (
    MEAN_TERTIALS,
    calibrated,
    mean_of,
    observe,
    summarise,
    try_past,
    weigh,
)
from pipelines.capacity.rates import measure_rates
from pipelines.capacity.register import Register, day_number, read_register
from pipelines.capacity.simulate import Paths, simulate
from pipelines.periods import Period

MORE_HOMES = (0, 3, 5, 10)
SIMULATIONS = 600
TRIAL_SIMULATIONS = 300


def foresee(
    referrals: pl.DataFrame,
    homes: pl.DataFrame,
    *,
    as_of: date,
    starts: date,
    more_homes: Sequence[int] = MORE_HOMES,
    seed: int = 1,
    simulations: int = SIMULATIONS,
) -> Outlook:
    """Simulate the two tertials that end next after `as_of`, and try the same forecast on the past.

    `referrals`: received (date), decided (date or null), outcome (code of `utfall`). `homes`: home_id, status
    (tillgangligt, upptaget, vilande), from_date, to_date (date or null: still so), only the homes that count.
    `starts`: the first day that both registers cover. Rows of later days than `as_of` are not used.

    The same arguments give the same answer. A measure whose forecast cannot be tried often enough is withheld: its
    figures are None, and the reason stands in `trust`. One whose simulation has been no less wrong than the same
    tertial a year before, or than the mean of six, is foreseen by that instead. An interval that has held too little of
    the past is as wide as the forecasts were wrong.
    """
    today = day_number(as_of)
    register = read_register(referrals, homes).as_known(today)
    complete = _complete_tertials(starts, as_of)
    coming = _coming_tertials(as_of)
    trials = try_past(register, complete, simulations=TRIAL_SIMULATIONS, seed=seed)
    trust = tuple(weigh(trials, measure) for measure in Measure)
    forecasts: tuple[Forecast, ...] = ()
    if any(not each.withheld for each in trust):
        days = [(day_number(period.first_day), day_number(period.last_day)) for period in complete]
        rates = measure_rates(register, days)
        # Without a home to compare with, nothing tells what another would do.
        tried = sorted({0, *more_homes}) if rates.reference_homes > 0 else [0]
        ends = [day_number(period.last_day) for period in coming]
        runs = simulate(
            register,
            rates,
            today,
            [ends[0] - today, ends[1] - ends[0]],
            tried,
            simulations=simulations,
            rng=np.random.default_rng([seed, len(complete)]),
        )
        naive = {
            each.measure: [
                _naive(register, each, period, days) if not each.withheld else None for period in coming
            ]
            for each in trust
            if each.method is not Method.SIMULATION
        }
        simulated = {
            each.measure: each for each in trust if not each.withheld and each.method is Method.SIMULATION
        }
        for more, paths in zip(tried, runs, strict=True):
            for i, period in enumerate(coming):
                of = {
                    measure: calibrated(summarise(paths, measure, i), simulated[measure])
                    if measure in simulated
                    else naive[measure][i]
                    if measure in naive and not more
                    else None
                    for measure in Measure
                }
                forecasts += (_forecast(period.id, more, paths, i, of),)
    open_now, homes_now = register.open_on(today), register.available_on(today)
    return Outlook(
        as_of=as_of,
        open_now=open_now,
        homes_now=homes_now,
        forecasts=forecasts,
        trials=tuple(trials),
        trust=trust,
        sentences=sentences.outlook(as_of, open_now, homes_now, forecasts, trust),
        tried=tuple(sentences.tried(each) for each in trust if not each.withheld),
    )


def _forecast(
    period: str, more: int, paths: Paths, i: int, of: Mapping[Measure, Expected | None]
) -> Forecast:
    middle, low, high = np.quantile(paths.homes[:, i], [0.5, 0.1, 0.9])
    return Forecast(
        period=period,
        more_homes=more,
        open_referrals=of[Measure.OPEN],
        days_to_match=of[Measure.DAYS_TO_MATCH],
        homes_available=Expected(round(float(middle)), round(float(low)), round(float(high))),
    )


def _naive(
    register: Register, trust: Trust, period: Period, complete: Sequence[tuple[int, int]]
) -> Expected | None:
    """What the naive method shown says of a coming tertial; None where it has nothing to say it by."""
    if trust.method is Method.LAST_YEAR:
        before = period.year_before()
        said = observe(register, trust.measure, (day_number(before.first_day), day_number(before.last_day)))
    else:
        said = mean_of([observe(register, trust.measure, each) for each in complete[-MEAN_TERTIALS:]])
    if isnan(said) or trust.reach is None:
        return None
    return Expected(said, max(0.0, said - trust.reach), said + trust.reach)


def _complete_tertials(starts: date, as_of: date) -> list[Period]:
    """The whole tertials from `starts` to `as_of`, both days included."""
    found = []
    period = Period.tertial_of(starts)
    if period.first_day < starts:
        period = Period.tertial_of(period.next_day)
    while period.last_day <= as_of:
        found.append(period)
        period = Period.tertial_of(period.next_day)
    return found


def _coming_tertials(as_of: date) -> list[Period]:
    first = Period.tertial_of(as_of + timedelta(days=1))
    return [first, Period.tertial_of(first.next_day)]
