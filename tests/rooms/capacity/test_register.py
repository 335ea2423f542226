from datetime import date

from pipelines.capacity.register import OPEN, day_number, read_register
from tests.fixtures.capacity_registers import homes_of, referrals_of

D = date


def test_a_referral_is_open_on_the_day_it_came_and_not_on_the_day_it_was_decided() -> None:
    register = read_register(
        referrals_of([(D(2026, 3, 1), D(2026, 3, 10), "matchad_gfo"), (D(2026, 3, 5), None, "pagaende")]),
        homes_of([]),
    )
    counts = {day: register.open_on(day_number(D(2026, 3, day))) for day in (1, 5, 9, 10)}
    assert counts == {1: 1, 5: 2, 9: 2, 10: 1}


def test_the_median_of_days_to_match_counts_matches_decided_in_the_days_asked_about() -> None:
    register = read_register(
        referrals_of(
            [
                (D(2026, 1, 1), D(2026, 1, 11), "matchad_gfo"),
                (D(2026, 1, 1), D(2026, 1, 31), "matchad_natverk"),
                (D(2026, 1, 1), D(2026, 1, 2), "aterlamnad"),
                (D(2026, 1, 1), D(2026, 5, 2), "matchad_kommun"),
            ]
        ),
        homes_of([]),
    )
    assert register.days_to_match(day_number(D(2026, 1, 1)), day_number(D(2026, 4, 30))) == 20


def test_what_happened_later_is_not_known_on_a_day() -> None:
    register = read_register(
        referrals_of(
            [
                (D(2026, 1, 1), D(2026, 3, 1), "matchad_gfo"),
                (D(2026, 1, 1), D(2026, 2, 1), "aterlamnad"),
                (D(2026, 4, 1), None, "pagaende"),
            ]
        ),
        homes_of(
            [
                ("h1", "tillgangligt", D(2026, 1, 1), D(2026, 3, 1)),
                ("h1", "upptaget", D(2026, 3, 1), None),
                ("h2", "upptaget", D(2026, 1, 5), D(2026, 2, 5)),
                ("h2", "tillgangligt", D(2026, 2, 5), None),
            ]
        ),
    ).as_known(day_number(D(2026, 2, 10)))
    assert len(register.received) == 2
    assert sorted(register.cause.tolist()) == [-1, 2]
    assert register.decided.max() == OPEN
    assert register.available_on(day_number(D(2026, 2, 10))) == 2
    assert len(register.taken) == 0
    assert register.occupied[1].tolist() == [day_number(D(2026, 2, 5))]


def test_a_homes_moves_are_read_from_spans_that_meet() -> None:
    register = read_register(
        referrals_of([]),
        homes_of(
            [
                ("h1", "tillgangligt", D(2026, 1, 1), D(2026, 2, 1)),
                ("h1", "upptaget", D(2026, 2, 1), D(2026, 6, 1)),
                ("h1", "tillgangligt", D(2026, 6, 1), D(2026, 7, 1)),
                ("h1", "vilande", D(2026, 7, 1), None),
                ("h2", "upptaget", D(2026, 1, 1), D(2026, 3, 1)),
                ("h2", "tillgangligt", D(2026, 4, 1), None),
            ]
        ),
    )
    assert register.taken.tolist() == [day_number(D(2026, 2, 1))]
    assert register.rested.tolist() == [day_number(D(2026, 7, 1))]
    # h1 first came; h2 came back after a month outside the bank, so not from its stay.
    assert sorted(register.entered.tolist()) == [day_number(D(2026, 1, 1)), day_number(D(2026, 4, 1))]
    assert register.returned.tolist() == [True, False]
