"""What one series tells, tertial by tertial: told is only what says something."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.signals import Method, Subject, judge
from tests.fixtures.series import sheet, told

CALM = [11, 10, 12, 9, 13, 11, 10, 12, 11, 9, 13, 11]
"""Twelve tertials, mean 11, most of them 10–12."""


def test_a_tertial_like_the_others_says_nothing() -> None:
    assert told([*CALM, 12, 9, 11]) == ("inside", 0, "")


def test_three_tertials_together_above_what_was_usual_are_a_higher_level_and_say_what_they_are_compared_with() -> (
    None
):
    assert told([*CALM, 18, 21, 20]) == (
        "level",
        1,
        "Högre än vanligt för Timrå tre tertial i rad: 18, 21 och 20, mot vanligen 10–12.",
    )


def test_three_below_are_a_lower_level() -> None:
    state, side, words = told([*CALM, 4, 3, 2])
    assert (state, side) == ("level", -1)
    assert words.startswith("Lägre än vanligt för Timrå tre tertial i rad: 4, 3 och 2, mot vanligen 10–12")


def test_a_leap_is_told_of_the_newest_tertial_alone() -> None:
    assert told([*CALM, 10, 11, 34]) == (
        "outside",
        1,
        "Högre än vanligt för Timrå: 34, mot vanligen 10–12.",
    )


def test_three_that_do_not_each_lie_outside_are_not_told_as_in_a_row() -> None:
    _, side, words = told([*CALM, 12, 21, 20])
    assert side == 1
    assert words.startswith(
        "Högre än vanligt för Timrå de tre senaste tertialen sammantaget: 12, 21 och 20, mot"
    )


def test_three_that_are_each_within_what_was_usual_are_told_by_their_mean() -> None:
    wide = [0, 30] * 6
    _, side, words = told([*wide, 30, 30, 29], Method.COUNTED)
    assert side == 1
    assert (
        words
        == "Högre än vanligt för Timrå de tre senaste tertialen sammantaget: 30, 30 och 29, i snitt 29,7 mot 15,0."
    )


def test_a_baseline_is_whole_years_before_the_last_three_and_at_most_five() -> None:
    verdicts = judge(sheet([[*range(10, 40)]]))
    assert verdicts.since[0, :8].tolist() == [-1] * 8
    # Nine known tertials are two years and the last three; after eighteen the first leaves.
    assert verdicts.since[0, 8:13].tolist() == [0, 1, 2, 0, 1]
    assert verdicts.since[0, 17:20].tolist() == [0, 1, 2]
    assert verdicts.mean[0, 17] == pytest.approx(np.mean(range(10, 25)))


def test_fewer_than_nine_known_tertials_are_not_judged() -> None:
    assert told(CALM[:8]) == ("too_short", 0, "")
    assert told([np.nan, *CALM[:8], np.nan, np.nan, 90])[0] == "outside"


def test_a_tertial_that_is_not_known_says_nothing() -> None:
    assert told([*CALM, 18, 21, 20, np.nan]) == ("not_judged", 0, "")


def test_an_unknown_tertial_is_left_out_of_every_comparison() -> None:
    with_gap, without = judge(sheet([[*CALM, 18, np.nan, 21, 20]])), judge(sheet([[*CALM, 18, 21, 20]]))
    assert with_gap.chance[0, -1] == without.chance[0, -1]


def test_what_a_tertial_told_never_changes_with_those_that_come_after() -> None:
    rng = np.random.default_rng(1)
    rows = rng.poisson(5, (6, 24)) * np.where(np.arange(24) > 15, 3, 1)
    whole = judge(sheet(rows))
    for length in range(9, 24):
        then = judge(sheet(rows[:, :length]))
        assert then.state[:, -1].tolist() == whole.state[:, length - 1].tolist()
        assert np.array_equal(then.chance[:, -1], whole.chance[:, length - 1])


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 40), min_size=14, max_size=14), min_size=1, max_size=8))
def test_the_order_of_the_series_and_what_else_is_shown_as_missing_change_nothing(
    rows: list[list[int]],
) -> None:
    verdicts = judge(sheet(rows))
    turned = judge(sheet([*rows[::-1], [np.nan] * 14]))
    assert np.allclose(turned.chance[-2::-1], verdicts.chance, equal_nan=True)
    assert (turned.side[-2::-1] == verdicts.side).all()


def test_the_same_change_is_told_alone_and_not_among_a_thousand_that_do_not_change() -> None:
    changed = [*CALM, 16, 16, 16]
    assert told(changed)[0] == "level"
    rng = np.random.default_rng(2)
    verdicts = judge(sheet(np.vstack([[changed], rng.poisson(11, (999, 15))])))
    assert verdicts.state[0, -1] == "inside"


def test_a_rare_thing_that_ceases_is_told_by_how_long_it_has_been_gone() -> None:
    often = [1, 0, 1, 2, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1]
    states = [told([*often, *[0] * length])[0] for length in range(1, 16)]
    assert states[:3] == ["inside"] * 3
    assert states[-1] == "pause"
    # Once it is told it stays so, as long as the pause lasts.
    assert all(later == "pause" for earlier, later in pairwise(states) if earlier == "pause")
    assert told([*often, *[0] * 13])[2] == (
        "Längre uppehåll än vanligt för Timrå: inget på tretton tertial, mot 11 på de femton dessförinnan."
    )


def test_a_rare_thing_that_becomes_common_is_a_higher_level() -> None:
    assert told([0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 4, 5, 4])[:2] == ("level", 1)


def test_fewer_than_three_more_or_fewer_than_usual_are_not_told_however_rare_they_are() -> None:
    # Alone of its kind every chance is small enough.
    assert told([0] * 15 + [0, 1, 1]) == ("inside", 0, "")
    assert told([0] * 15 + [0, 0, 2]) == ("inside", 0, "")
    assert told([0] * 15 + [1, 1, 1])[:2] == ("level", 1)
    assert told([0, 0, 1] * 5 + [1, 1, 1])[:2] == ("inside", 0)
    shares = [20] * 15
    assert told([0] * 12 + [0, 1, 1], Method.SHARE, shares, 100)[:2] == ("inside", 0)
    assert told([0] * 12 + [1, 1, 1], Method.SHARE, shares, 100)[:2] == ("level", 1)


def test_a_rate_is_judged_by_its_count_and_its_children() -> None:
    counts = [*CALM, 22, 22, 22]
    assert told(counts, exposures=[4000] * 15, scale=1000)[0] == "level"
    assert told(counts, exposures=[4000] * 12 + [8000] * 3, scale=1000)[0] == "inside"
    subject = Subject("GFO", decimals=1)
    assert told(counts, exposures=[4000] * 15, scale=1000, subject=subject)[2] == (
        "Högre än vanligt för GFO tre tertial i rad: 5,5, 5,5 och 5,5, mot vanligen 2,5–3,0."
    )


def test_a_share_is_judged_by_its_parts() -> None:
    parts, subject = [12, 13, 11, 12, 13, 12, 11, 12, 13, 12, 11, 12], Subject("GFO", unit="\u00a0%")
    fallen = [*parts, 4, 3, 4]
    assert told(fallen, Method.SHARE, [20] * 15, 100, subject) == (
        "level",
        -1,
        "Lägre än vanligt för GFO tre tertial i rad: 20, 15 och 20\u00a0%, mot vanligen 55–65\u00a0%.",
    )
    assert told([*parts, 0, 1, 0], Method.SHARE, [20] * 12 + [1, 2, 1], 100)[0] == "inside"


def test_a_share_of_all_in_every_tertial_is_no_change() -> None:
    assert told([7] * 15, Method.SHARE, [7] * 15, 100)[0] == "inside"


def test_what_carries_over_is_judged_by_how_much_it_changes() -> None:
    rising = [40, 41, 43, 42, 44, 46, 47, 47, 49, 50, 51, 53, 54, 56, 57]
    assert told(rising, Method.CARRIED_COUNT)[0] == "inside"
    assert told(rising)[0] == "level"
    assert told([*rising[:-1], 90], Method.CARRIED_COUNT) == (
        "step",
        1,
        "Högre för Timrå än T2 2022: 90, mot 56; så mycket brukar det inte ändras på ett tertial.",
    )
    assert told([*rising[:-3], 30, 22, 14], Method.CARRIED_COUNT) == (
        "year",
        -1,
        "Lägre för Timrå än T3 2021: 14, mot 53; så mycket brukar det inte ändras på ett år.",
    )


def test_what_carries_over_has_no_usual_level_to_show() -> None:
    verdicts = judge(sheet([[40, 41, 43, 42, 44, 46, 47, 47, 49, 50, 51, 53]], Method.CARRIED_COUNT))
    assert np.isnan([verdicts.mean, verdicts.lower, verdicts.upper]).all()


@pytest.mark.parametrize(
    ("method", "values"),
    [
        (Method.CARRIED_COUNT, [0, 1, 1, 0, 2, 1, 0, 0, 1, 2, 1, 9]),
        (Method.CARRIED_AMOUNT, [10, 0, 12, 11, 13, 12, 10, 9, 11, 12, 11, 90]),
        (Method.CARRIED_AMOUNT, [50, 50, 50, 50, 51, 50, 52, 50, 51, 50, 51, 90]),
        (Method.MEASURED, [0, 0, 12, 0, 8, 0, 0, 14, 0, 0, 0, 40]),
        (Method.MEASURED, [8] * 11 + [40]),
    ],
)
def test_where_no_method_holds_nothing_is_judged(method: Method, values: list[float]) -> None:
    assert told(values, method) == ("not_judged", 0, "")


def test_a_median_is_judged_by_the_spread_of_its_own() -> None:
    waits = [60, 66, 58, 71, 62, 55, 64, 69, 57, 63, 61, 67]
    assert told([*waits, 72, 58, 66], Method.MEASURED)[0] == "inside"
    assert told([*waits, 120, 118, 131], Method.MEASURED)[:2] == ("level", 1)


def test_the_words_for_a_new_beginning_are_said_as_long_as_the_baseline_begins_there() -> None:
    subject = Subject("GFO", because="då Timrå kom med")
    lately = [np.nan] * 2 + CALM + [18, 21, 20]
    assert told(lately, subject=subject)[2].endswith("mot vanligen 10–12 sedan T3 2018, då Timrå kom med.")
    later = CALM + CALM + [18, 21, 20]
    assert told(later, subject=subject)[2].endswith("mot vanligen 9–13.")


def test_large_numbers_are_written_as_swedes_write_them() -> None:
    values = [1000, 1010, 990, 1005, 995, 1000, 1010, 990, 1005, 2500, 2600, 2500]
    assert (
        "tre tertial i rad: 2\u00a0500, 2\u00a0600 och 2\u00a0500, mot vanligen 990–1\u00a0010"
        in told(values)[2]
    )
