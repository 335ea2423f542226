from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from pipelines.capacity.rates import Rates, Wavering, measure_rates
from pipelines.capacity.register import OPEN, Register, day_number, read_register
from pipelines.capacity.simulate import Paths, simulate
from pipelines.periods import Period
from tests.fixtures.capacity_registers import AS_OF, referrals_of, standing_homes, steady_referrals

TODAY = day_number(AS_OF)
STILL = Wavering(0.0, 0.0)


def waiting(number: int) -> Register:
    """Referrals received today, ten standing homes."""
    homes = read_register(referrals_of([]), standing_homes(10))
    return replace(
        homes,
        received=np.full(number, TODAY),
        decided=np.full(number, OPEN),
        cause=np.full(number, -1),
    )


def rates(gfo: float = 0.0, kommun: float = 0.0, other: float = 0.0, **changes: object) -> Rates:
    """Chances a day that do not change with the wait; nobody new, no home in or out."""
    known = Rates(
        arrivals=np.zeros(3),
        arrivals_waver=STILL,
        hazards=np.repeat([[gfo], [kommun], [other]], 6, axis=1),
        hazards_waver=(STILL, STILL, STILL),
        reference_homes=10.0,
        entering=0.0,
        resting=0.0,
        returning=np.zeros(4),
        homes_per_match=0.0,
        taken_otherwise=0.0,
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def run(
    register: Register, known: Rates, more: list[int] | None = None, lengths: tuple[int, ...] = (100,)
) -> list[Paths]:
    return simulate(
        register,
        known,
        TODAY,
        list(lengths),
        more or [0],
        simulations=400,
        rng=np.random.default_rng(5),
    )


@pytest.mark.parametrize("way", ["gfo", "kommun", "other"])
def test_those_who_wait_fall_off_as_their_chance_a_day_says(way: str) -> None:
    (paths,) = run(waiting(200), rates(**{way: 0.01}))
    assert paths.open.mean() == pytest.approx(200 * np.exp(-1.0), rel=0.02)


def test_ways_to_end_compete_for_the_same_referrals() -> None:
    (paths,) = run(waiting(200), rates(gfo=0.004, kommun=0.003, other=0.003))
    assert paths.open.mean() == pytest.approx(200 * np.exp(-1.0), rel=0.02)


def test_twice_the_homes_double_the_chance_of_a_match_via_gfo_and_no_other() -> None:
    now, doubled = run(waiting(200), rates(gfo=0.005, other=0.005), more=[0, 10])
    assert now.open.mean() == pytest.approx(200 * np.exp(-1.0), rel=0.02)
    assert doubled.open.mean() == pytest.approx(200 * np.exp(-1.5), rel=0.03)


def test_more_homes_never_leave_more_referrals_open_in_any_simulation() -> None:
    known = rates(gfo=0.01, other=0.005, arrivals=np.full(3, 0.5), homes_per_match=0.5)
    paths = run(waiting(30), known, more=[0, 2, 5, 20], lengths=(122, 120))
    for fewer, more in pairwise(paths):
        assert (more.open <= fewer.open).mean() > 0.97
        assert more.open.mean() < fewer.open.mean()


def test_without_a_home_nobody_is_matched_via_gfo() -> None:
    empty = replace(waiting(50), available=(np.array([], dtype=np.int64), np.array([], dtype=np.int64)))
    (paths,) = run(empty, rates(gfo=0.05))
    assert (paths.open == 50).all()
    assert np.isnan(paths.days_to_match).all()


def test_a_match_takes_its_home_and_the_bank_runs_dry() -> None:
    (paths,) = run(waiting(200), rates(gfo=0.02, homes_per_match=1.0))
    assert paths.homes.max() < 1
    assert (paths.open == 190).all()


def test_arrivals_come_at_their_rate_and_none_ends_before_it_comes() -> None:
    (paths,) = run(waiting(0), rates(arrivals=np.array([0.5, 0.2, 0.0])), lengths=(100, 100))
    assert paths.open[:, 0].mean() == pytest.approx(50, rel=0.03)
    assert paths.open[:, 1].mean() == pytest.approx(70, rel=0.03)


def test_the_wait_of_matches_is_measured_from_the_day_received() -> None:
    # Everyone came 50 days ago and is matched at once from day 42 of the wait on.
    sudden = np.array([[0.0] * 6, [0.0, 0.0, 5.0, 5.0, 5.0, 5.0], [0.0] * 6])
    register = replace(waiting(20), received=np.full(20, TODAY - 50))
    (paths,) = run(register, rates(hazards=sudden))
    assert (paths.open == 0).all()
    assert np.median(paths.days_to_match) == pytest.approx(51, abs=1)


def test_homes_come_and_go_at_their_rates() -> None:
    (coming,) = run(waiting(0), rates(entering=0.1))
    assert coming.homes.mean() == pytest.approx(20, rel=0.03)
    (going,) = run(waiting(0), rates(resting=0.01))
    assert going.homes.mean() == pytest.approx(10 * np.exp(-1.0), rel=0.1)


def test_an_occupied_home_comes_back_as_stays_end() -> None:
    occupied = (np.full(40, TODAY - 10), np.full(40, OPEN))
    register = replace(waiting(0), occupied=occupied, returned=np.zeros(40, dtype=bool))
    (paths,) = run(register, rates(returning=np.full(4, 0.01)))
    assert paths.homes.mean() == pytest.approx(10 + 40 * (1 - np.exp(-1.0)), rel=0.03)


def test_an_uncertain_level_widens_what_is_foreseen_and_leaves_its_middle() -> None:
    sure = run(waiting(0), rates(arrivals=np.full(3, 0.5)))[0].open
    unsure = run(waiting(0), rates(arrivals=np.full(3, 0.5), arrivals_waver=Wavering(0.3, 0.0)))[0].open
    assert unsure.std() > 1.5 * sure.std()
    assert unsure.mean() == pytest.approx(sure.mean(), rel=0.06)


def test_measured_rates_are_those_of_the_world_they_were_measured_in() -> None:
    found = []
    for seed in range(6):
        register = read_register(steady_referrals(seed), standing_homes(10)).as_known(TODAY)
        tertials = [Period.tertial(year, t) for year in range(2019, 2027) for t in (1, 2, 3)][:-1]
        days = [(day_number(period.first_day), day_number(period.last_day)) for period in tertials]
        found.append(measure_rates(register, days))
    assert np.mean([each.arrivals.mean() for each in found]) == pytest.approx(0.3, rel=0.08)
    totals = np.mean([each.hazards.sum(axis=0) for each in found], axis=0)
    assert totals[:4] == pytest.approx(np.full(4, 1 / 60), rel=0.2)
    shares = np.mean([each.hazards[0] / each.hazards.sum(axis=0) for each in found])
    assert shares == pytest.approx(0.4, abs=0.06)
    assert [each.reference_homes for each in found] == pytest.approx([10.0] * 6)
