"""The rates that the capacity outlook rests on are those counted day by day, its forecasts what naive draws give."""

from __future__ import annotations

from math import isclose
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.capacity.rates import Rates, measure_rates
from pipelines.capacity.register import day_number, read_register
from tests.fixtures.pasts import REGISTERS, Past, foreseen_of, random_past
from tests.fixtures.quickly import QUICKLY, examples
from tests.twins.plain import capacity_paths, capacity_rates
from tests.twins.plain.calendar import Span, calendar_of
from tests.twins.plain.capacity import coming_tertials, complete_tertials

REFERRALS = {"received": pl.Date, "decided": pl.Date, "outcome": pl.String}
HOMES = {"home_id": pl.String, "status": pl.String, "from_date": pl.Date, "to_date": pl.Date}


def measured(past: Past, tertials: list[Span]) -> Rates:
    """The product's own rates, as known after the last of the tertials."""
    referrals = pl.DataFrame(
        [{name: row[name] for name in REFERRALS} for row in past.referrals], schema=REFERRALS
    )
    homes = [
        {name: row[name] for name in HOMES} for row in past.homes if row["home_type"] in (None, "familjehem")
    ]
    register = read_register(referrals, pl.DataFrame(homes, schema=HOMES))
    days = [(day_number(period.first_day), day_number(period.last_day)) for period in tertials]
    return measure_rates(register.as_known(days[-1][1]), days)


def rate_differences(past: Past) -> list[str]:
    """Where the two disagree, after every tertial that a forecast may be made from."""
    tertials = (
        complete_tertials(max(past.starts.values()), past.as_of)
        if past.through.keys() == set(REGISTERS)
        else []
    )
    found = []
    for end in range(6, len(tertials) + 1):
        told = measured(past, tertials[:end])
        want = capacity_rates.rates(past.referrals, past.homes, tertials[:end])
        pairs: list[tuple[str, Any, Any]] = [
            ("arrivals", told.arrivals.tolist(), want.arrivals),
            ("arrivals_waver", [told.arrivals_waver.level, told.arrivals_waver.tertial], want.arrivals_waver),
            ("returning", told.returning.tolist(), want.returning),
        ]
        for way in range(3):
            waver = told.hazards_waver[way]
            pairs.append((f"endings {way}", told.hazards[way].tolist(), want.endings[way]))
            pairs.append((f"endings_waver {way}", [waver.level, waver.tertial], want.endings_waver[way]))
        for name in ("reference_homes", "entering", "resting", "homes_per_match", "taken_otherwise"):
            pairs.append((name, [getattr(told, name)], [getattr(want, name)]))
        found += [
            f"{tertials[end - 1].id} {name}: computed {computed}, by hand {by_hand}"
            for name, computed, by_hand in pairs
            if not all(
                isclose(c, h, rel_tol=1e-9, abs_tol=1e-12) for c, h in zip(computed, by_hand, strict=True)
            )
        ]
    return found


def test_random_pasts_are_long_enough_to_forecast_from():
    """Or nothing would have been compared."""
    lengths = [
        len(complete_tertials(max(past.starts.values()), past.as_of))
        for past in (random_past(Random(seed)) for seed in range(20))
        if past.through.keys() == set(REGISTERS)
    ]
    assert sum(length >= 6 for length in lengths) > 10


@pytest.mark.parametrize("seed", [0, 1, 3, 8])
def test_rates_of_these_pasts_are_those_counted_day_by_day(seed):
    assert not rate_differences(random_past(Random(seed)))[:5]


@given(seed=st.integers(1_000, 2**32))
@settings(QUICKLY, max_examples=examples(3, 20))
def test_rates_of_any_past_are_those_counted_day_by_day(seed):
    assert not rate_differences(random_past(Random(seed)))[:5]


def forecast_differences(seed: int, more_homes: int) -> list[str]:
    """Forecasts whose middle or ends lie further from the naive draws' than two samples of one thing do."""
    past = random_past(Random(seed))
    tertials = complete_tertials(max(past.starts.values()), past.as_of)
    coming = coming_tertials(past.as_of)
    last_days = {
        period.id: period.last_day for period in calendar_of(range(past.as_of.year, past.as_of.year + 2))
    }
    paths = capacity_paths.foreseen(
        past.referrals,
        past.homes,
        tertials,
        today=past.as_of,
        ends=[last_days[period] for period in coming],
        more_homes=more_homes,
        random=Random(1),
        simulations=150,
    )
    marts = foreseen_of(seed)
    naive = {row["measure"] for row in marts["capacity_trust"] if row["method"] != "simulation"}
    told = [
        row
        for row in marts["capacity_forecast"]
        if row["more_homes"] == more_homes and row["measure"] not in naive
    ]
    assert len({row["measure"] for row in told}) > 1
    found = []
    for row in told:
        i = coming.index(row["period"])
        drawn: dict[str, list[float | None]] = {
            "open": [path.open[i] for path in paths],
            "days_to_match": [path.days_to_match[i] for path in paths],
            "homes_available": [path.homes[i] for path in paths],
        }
        values = [value for value in drawn[row["measure"]] if value is not None]
        width = row["upper"] - row["lower"]
        for name, share, room in (("lower", 0.1, 0.25), ("median", 0.5, 0.15), ("upper", 0.9, 0.25)):
            by_hand = capacity_paths.quantile(values, share)
            if abs(row[name] - by_hand) > max(1.5, room * width):
                found.append(
                    f"{row['period']} {row['measure']} {name}: computed {row[name]}, by hand {by_hand}"
                )
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "more_homes"), [(3, 0), (3, 10), (8, 0), (14, 0)])
def test_forecasts_of_these_pasts_are_what_naive_draws_give(seed, more_homes):
    assert not forecast_differences(seed, more_homes)
