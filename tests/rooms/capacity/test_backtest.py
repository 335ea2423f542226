from dataclasses import replace
from math import nan

import pytest

from pipelines.capacity.answer import Expected, Measure, Method, Trial
from pipelines.capacity.backtest import calibrated, try_past, weigh
from pipelines.capacity.register import day_number, read_register
from pipelines.capacity.sentences import tried
from pipelines.periods import Period
from tests.fixtures.capacity_registers import AS_OF, standing_homes, steady_referrals

TERTIALS = [Period.tertial(year, t) for year in range(2019, 2027) for t in (1, 2, 3)][:-1]


def trials(held: int, missed: int, *, last_year: float = 15.0, mean_of_six: float = 15.0) -> list[Trial]:
    """Forecasts of 20 (16–24), each from a tertial of its own: those that held came out at 22, the others at 30."""
    return [
        Trial(
            Measure.OPEN, f"{2000 + n}T1", "2025T2", 1, Expected(20, 16, 24), actual, last_year, mean_of_six
        )
        for n, actual in enumerate([22.0] * held + [30.0] * missed)
    ]


def test_coverage_is_told_with_what_chance_may_have_done_to_it() -> None:
    trust = weigh(trials(8, 2), Measure.OPEN)
    assert (trust.coverage, trust.withheld) == (0.8, "")
    # Wilson's interval for eight of ten.
    assert (trust.coverage_lower, trust.coverage_upper) == pytest.approx((0.490, 0.943), abs=1e-3)
    assert (
        "80\u00a0% inom simuleringens spann; tänkt är åtta av tio, och i längden kan det vara 49–94\u00a0%"
        in tried(trust)
    )


def test_two_outcomes_seen_from_one_tertial_make_coverage_no_surer_than_one() -> None:
    twice = [replace(trial, made_on=f"{2000 + n // 2}T1") for n, trial in enumerate(trials(16, 4))]
    trust = weigh(twice, Measure.OPEN)
    assert (trust.trials, trust.origins) == (20, 10)
    assert trust.coverage_lower == weigh(trials(8, 2), Measure.OPEN).coverage_lower


def test_fewer_than_eight_outcomes_to_try_against_is_too_few() -> None:
    trust = weigh(trials(6, 1), Measure.OPEN)
    assert trust.coverage is None
    assert "7 tidigare utfall" in trust.withheld


def test_the_simulation_is_shown_where_it_was_less_wrong_than_both_naive_methods() -> None:
    # Off by 2 eight times and by 10 twice: 3,6. Fifteen was off by 7 and by 15: 8,6.
    trust = weigh(trials(8, 2), Measure.OPEN)
    errors = (trust.error, trust.error_last_year, trust.error_mean_of_six)
    assert errors == pytest.approx((3.6, 8.6, 8.6))
    assert trust.method is Method.SIMULATION
    assert tried(trust).endswith(
        "I snitt fel med 3,6 remisser; samma tertial förra året 8,6, snittet av de sex senaste 8,6. Därför visas en "
        "simulering av flödet med dagens antal hem."
    )


@pytest.mark.parametrize(
    ("naive", "method"),
    [
        ({"last_year": 22.0}, Method.LAST_YEAR),
        ({"mean_of_six": 22.0}, Method.MEAN_OF_SIX),
        ({"mean_of_six": 20.0}, Method.MEAN_OF_SIX),
    ],
)
def test_a_naive_method_that_was_no_more_wrong_is_shown_instead(
    naive: dict[str, float], method: Method
) -> None:
    trust = weigh(trials(8, 2, **naive), Measure.OPEN)
    assert trust.method is method
    # Off by 0 or 2 eight times of ten.
    assert trust.reach == abs(22.0 - next(iter(naive.values())))


def test_a_past_without_a_last_year_has_a_coverage_and_no_errors() -> None:
    trust = weigh(trials(8, 2, last_year=nan), Measure.OPEN)
    assert (trust.error, trust.coverage, trust.method) == (None, 0.8, Method.SIMULATION)
    assert tried(trust).endswith("i längden kan det vara 49–94\u00a0%.")


def test_every_trial_compares_with_what_came_and_with_the_year_before() -> None:
    register = read_register(steady_referrals(1), standing_homes(10)).as_known(day_number(AS_OF))
    found = try_past(register, TERTIALS, simulations=100, seed=1)
    opened = [trial for trial in found if trial.measure is Measure.OPEN]
    # From the end of the sixth tertial to the third from last, two tertials ahead each.
    assert [(trial.made_on, trial.period, trial.ahead) for trial in opened[:2]] == [
        ("2020T3", "2021T1", 1),
        ("2020T3", "2021T2", 2),
    ]
    assert (opened[-1].made_on, opened[-1].period) == ("2025T3", "2026T2")
    assert len(opened) == 2 * 16
    for trial in opened:
        period = Period.parse(trial.period)
        assert trial.actual == register.open_on(day_number(period.last_day))
        assert trial.last_year == register.open_on(day_number(period.year_before().last_day))


def test_a_past_forecast_uses_nothing_that_came_later() -> None:
    register = read_register(steady_referrals(1), standing_homes(10))
    cut = register.as_known(day_number(TERTIALS[12].last_day))
    whole = try_past(register, TERTIALS, simulations=100, seed=1)
    early = try_past(cut, TERTIALS[:13], simulations=100, seed=1)
    assert early
    assert early == whole[: len(early)]


def test_in_worlds_that_keep_their_rates_about_eight_in_ten_fall_inside() -> None:
    found = []
    for seed in range(6):
        register = read_register(steady_referrals(seed), standing_homes(10)).as_known(day_number(AS_OF))
        found += try_past(register, TERTIALS, simulations=120, seed=1)
    for measure in Measure:
        mine = [trial.inside for trial in found if trial.measure is measure]
        assert 0.72 < sum(mine) / len(mine) < 0.93


def test_an_interval_that_held_too_little_is_as_wide_as_the_forecast_was_wrong() -> None:
    wrong = weigh(trials(6, 4, last_year=90, mean_of_six=90), Measure.OPEN)
    assert (wrong.coverage, wrong.method, wrong.reach) == (0.6, Method.SIMULATION, 10)
    assert calibrated(Expected(20, 16, 24), wrong) == Expected(20, 10, 30)
    assert calibrated(Expected(4, 1, 9), wrong) == Expected(4, 0, 14)
    assert calibrated(Expected(20, 2, 40), wrong) == Expected(20, 2, 40)
    assert calibrated(None, wrong) is None
    assert tried(wrong).endswith(
        "Därför visas en simulering av flödet med dagens antal hem, med ett spann som är breddat efter felen."
    )
    equal = replace(wrong, error=6.04, error_mean_of_six=6.01)
    assert (
        "snittet av de sex senaste 6,0. Lika bra är en simulering av flödet med dagens antal hem och snittet av de sex"
        " senaste tertialen; det som visas är en simulering av flödet med dagens antal hem, med"
    ) in tried(equal)


def test_an_interval_that_held_what_it_should_is_left_as_it_is() -> None:
    right = weigh(trials(8, 2, last_year=90, mean_of_six=90), Measure.OPEN)
    assert not right.calibrated
    assert calibrated(Expected(20, 16, 24), right) == Expected(20, 16, 24)
    assert "breddat" not in tried(right)
