from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from pipelines.capacity import Forecast, Measure, Method, Outlook, foresee
from tests.fixtures.capacity_registers import (
    AS_OF,
    STARTS,
    homes_of,
    referrals_of,
    standing_homes,
    steady_referrals,
)


def outlook(
    referrals: pl.DataFrame, homes: pl.DataFrame | None = None, *, as_of: date = AS_OF, seed: int = 1
) -> Outlook:
    found = standing_homes(20) if homes is None else homes
    return foresee(referrals, found, as_of=as_of, starts=STARTS, seed=seed, simulations=400)


def of(found: Outlook, period: str, more: int = 0) -> Forecast:
    return next(each for each in found.forecasts if (each.period, each.more_homes) == (period, more))


@pytest.mark.slow
def test_a_steady_flow_is_foreseen_at_its_long_run_level() -> None:
    # 0,3 a day that wait 60 days on average: 18 open in the long run.
    found = [trial for seed in range(4) for trial in outlook(steady_referrals(seed)).trials]
    opened = [trial.expected for trial in found if trial.measure is Measure.OPEN]
    assert np.mean([expected.median for expected in opened]) == pytest.approx(18, abs=1.5)
    # Poisson alone would give an interval of 11 (13–23).
    assert 9 < np.mean([expected.upper - expected.lower for expected in opened]) < 17


def test_the_coming_two_tertials_are_those_that_end_next() -> None:
    assert {each.period for each in outlook(steady_referrals(1)).forecasts} == {"2026T3", "2027T1"}
    midway = outlook(steady_referrals(1), as_of=date(2026, 6, 15))
    assert {each.period for each in midway.forecasts} == {"2026T2", "2026T3"}


def test_more_homes_mean_fewer_open_referrals_and_are_told_as_the_assumption_they_are() -> None:
    found = outlook(steady_referrals(1))
    now, more = of(found, "2027T1"), of(found, "2027T1", 10)
    assert now.open_referrals is not None
    assert more.open_referrals is not None
    assert more.open_referrals.median < now.open_referrals.median
    assert more.homes_available.median == now.homes_available.median + 10
    (assumed,) = [line for line in found.sentences if "10 fler hem" in line]
    assert assumed.endswith("Det är ett antagande som inte har kunnat prövas.")


@pytest.mark.slow
def test_the_same_arguments_give_the_same_answer_and_another_seed_another() -> None:
    assert outlook(steady_referrals(1)) == outlook(steady_referrals(1))
    assert outlook(steady_referrals(1)).forecasts != outlook(steady_referrals(1), seed=2).forecasts


def test_the_order_of_the_rows_changes_nothing() -> None:
    referrals = steady_referrals(1)
    shuffled = referrals.sample(fraction=1, shuffle=True, seed=3)
    first, second = outlook(referrals), outlook(shuffled)
    assert (first.open_now, first.homes_now) == (second.open_now, second.homes_now)
    assert [trial.actual for trial in first.trials] == [trial.actual for trial in second.trials]


def test_rows_of_later_days_than_as_of_are_not_used() -> None:
    as_of = date(2025, 12, 31)
    everything = steady_referrals(1)
    known = everything.filter(pl.col("received") <= as_of).with_columns(
        outcome=pl.when(pl.col("decided") > as_of).then(pl.lit("pagaende")).otherwise(pl.col("outcome")),
        decided=pl.when(pl.col("decided") > as_of).then(None).otherwise(pl.col("decided")),
    )
    assert outlook(everything, as_of=as_of) == outlook(known, as_of=as_of)


def test_a_flow_with_the_same_season_every_year_is_foreseen_as_the_same_tertial_last_year() -> None:
    # Nothing in spring and thirty in autumn, all decided within the next tertial: what the simulation's rates even out.
    rows: list[tuple[date, date | None, str]] = []
    for year in range(2019, 2027):
        for i in range(30):
            received = date(year, 12, 1) - timedelta(days=i)
            if received <= AS_OF:
                rows.append(
                    (received, received + timedelta(days=70), "aterlamnad" if i % 2 else "matchad_gfo")
                )
    found = outlook(referrals_of(rows))
    trust = next(each for each in found.trust if each.measure is Measure.OPEN)
    assert trust.method is Method.LAST_YEAR
    assert (trust.error_last_year, trust.reach) == (0, 0)
    expected = of(found, "2026T3").open_referrals
    assert expected is not None
    assert (expected.lower, expected.median, expected.upper) == (30, 30, 30)
    # A naive method knows of no homes.
    assert of(found, "2026T3", 10).open_referrals is None
    assert "(efter samma tertial förra året)" in found.sentences[1]


def test_too_short_a_past_is_withheld_and_what_is_known_is_still_told() -> None:
    found = foresee(
        steady_referrals(1), standing_homes(20), as_of=date(2021, 4, 30), starts=STARTS, simulations=100
    )
    assert found.forecasts == ()
    assert all("prövas mot 0 tidigare utfall" in each.withheld for each in found.trust)
    assert (
        found.sentences[0]
        == "Den 30 april 2021 pågick 19 remisser, och det fanns 20 tillgängliga familjehem."
    )


def test_without_a_register_of_homes_more_homes_are_not_tried() -> None:
    found = outlook(steady_referrals(1), homes_of([]))
    assert {each.more_homes for each in found.forecasts} == {0}
    assert not any("fler hem" in line for line in found.sentences)


def test_no_referrals_at_all_are_foreseen_as_none() -> None:
    found = outlook(referrals_of([]))
    assert found.open_now == 0
    assert all(each.open_referrals is None or each.open_referrals.median == 0 for each in found.forecasts)
