from math import nan

import pytest

from pipelines.capacity.answer import Expected, Measure, Trial
from pipelines.capacity.backtest import try_past, weigh
from pipelines.capacity.register import day_number, read_register
from pipelines.capacity.sentences import trusted
from pipelines.periods import Period
from tests.fixtures.capacity_registers import AS_OF, standing_homes, steady_referrals

TERTIALS = [Period.tertial(year, t) for year in range(2019, 2027) for t in (1, 2, 3)][:-1]


def trials(held: int, missed: int, *, last_year: float = 15.0) -> list[Trial]:
    """Forecasts of 20 (16–24): those that held came out at 22, the others at 30."""
    return [
        Trial(Measure.OPEN, "2025T1", "2025T2", 1, Expected(20, 16, 24), actual, last_year)
        for actual in [22.0] * held + [30.0] * missed
    ]


@pytest.mark.parametrize(
    ("held", "missed", "shown"), [(65, 35, True), (64, 36, False), (95, 5, True), (96, 4, False)]
)
def test_a_forecast_is_shown_when_its_intervals_held_65_to_95_of_a_hundred(
    held: int, missed: int, shown: bool
) -> None:
    assert (weigh(trials(held, missed), Measure.OPEN).withheld == "") is shown


def test_a_withheld_forecast_says_whether_it_was_too_sure_or_too_vague() -> None:
    assert "mer osäker än den ser ut" in weigh(trials(5, 5), Measure.OPEN).withheld
    assert "för brett" in weigh(trials(10, 0), Measure.OPEN).withheld


def test_fewer_than_eight_outcomes_to_try_against_is_too_few() -> None:
    trust = weigh(trials(6, 1), Measure.OPEN)
    assert trust.coverage is None
    assert "7 tidigare utfall" in trust.withheld


def test_skill_is_what_the_forecast_saves_of_last_years_error() -> None:
    # Off by 2 eight times and by 10 twice: 3,6. Last year's 15 was off by 7 and by 15: 8,6.
    trust = weigh(trials(8, 2), Measure.OPEN)
    assert trust.error == pytest.approx(3.6)
    assert trust.error_last_year == pytest.approx(8.6)
    assert trust.skill == pytest.approx(1 - 3.6 / 8.6)
    assert "träffade bättre än ”samma som förra året”" in trusted(trust)


def test_a_forecast_worse_than_last_year_says_so() -> None:
    trust = weigh(trials(8, 2, last_year=22.0), Measure.OPEN)
    assert trust.skill is not None
    assert trust.skill < 0
    assert trust.withheld == ""
    assert "inte bättre än ”samma som förra året”" in trusted(trust)


def test_a_past_without_a_last_year_has_no_skill_but_a_coverage() -> None:
    trust = weigh(trials(8, 2, last_year=nan), Measure.OPEN)
    assert (trust.skill, trust.error, trust.coverage) == (None, None, 0.8)
    assert trusted(trust).endswith("80-procentsintervall.")


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
