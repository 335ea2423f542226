from dataclasses import replace

import pytest

from pipelines.signals import Kind, Point, Rule, State
from tests.fixtures.series import judge, judged, tertials

CALM = [5, 6, 4, 5, 7, 4, 6, 5, 3]
"""Nine tertials, mean 5."""


def test_a_tertial_like_the_others_is_inside_and_no_change() -> None:
    judgement = judged([*CALM, 6, 4, 7])
    assert judgement.state is State.INSIDE
    assert judgement.side == 0
    assert judgement.signals == ()
    assert judgement.mean == 5
    assert judgement.lower == 0
    assert 12 <= (judgement.upper or 0) <= 15


def test_the_sentence_of_an_ordinary_tertial_tells_how_the_latest_eight_lay() -> None:
    # The latest eight are 4, 6, 5, 3, 6, 5, 5, 6: three above the mean of 5.
    judgement = judged([*CALM, 6, 5, 5, 6])
    assert judgement.sentence == "Inom det normala för Timrå; tre av de senaste åtta tertialen låg högre."


def test_far_more_than_ever_is_a_point_outside() -> None:
    judgement = judged([*CALM, 20])
    assert judgement.state is State.OUTSIDE
    assert judgement.side == 1
    assert judgement.points[-1].signal
    assert judgement.sentence.startswith("Högre än normalt för Timrå: 20, mot normalt 0–")


def test_a_fall_to_nothing_is_a_signal_only_where_nothing_is_rare() -> None:
    assert judged([*CALM, 0]).state is State.INSIDE
    many = [20, 22, 18, 25, 21, 19, 23, 20, 21]
    assert judged([*many, 3]).state is State.OUTSIDE
    assert judged([*many, 3]).side == -1


def test_a_limit_itself_is_inside_and_the_next_count_is_not() -> None:
    upper = int(judged([*CALM, 5]).upper or 0)
    assert judged([*CALM, upper]).state is State.INSIDE
    assert judged([*CALM, upper + 1]).state is State.OUTSIDE


def test_eight_on_one_side_is_a_run_and_seven_are_not() -> None:
    assert judged([*CALM, 4, *[7] * 7]).state is State.INSIDE
    judgement = judged([*CALM, 4, *[7] * 8])
    assert judgement.state is State.RUN
    assert judgement.side == 1
    (signal,) = judgement.signals
    assert (signal.rule, signal.first_period, signal.last_period, signal.length) == (
        Rule.RUN,
        "2021T2",
        "2023T3",
        8,
    )
    assert "sedan T2 2021: åtta tertial över det vanliga, inget under" in judgement.sentence


def test_a_point_on_the_mean_neither_adds_to_a_run_nor_breaks_it() -> None:
    assert judged([*CALM, 4, *[7] * 4, 5, *[7] * 3]).state is State.INSIDE
    assert judged([*CALM, 4, *[7] * 4, 5, *[7] * 4]).state is State.RUN
    assert judged([*CALM, 4, *[7] * 4, 4, *[7] * 4]).state is State.INSIDE


def test_a_run_that_has_ended_stays_in_the_chart_but_is_not_told_of_the_latest_tertial() -> None:
    judgement = judged([*CALM, 4, *[7] * 8, 4])
    assert judgement.state is State.INSIDE
    assert [signal.rule for signal in judgement.signals] == [Rule.RUN]
    assert not judgement.points[-1].signal
    assert judgement.points[-2].signal


def test_eight_tertials_without_a_rare_thing_are_no_run_and_eight_with_it_are() -> None:
    # With a mean of a third seven tertials in ten have none: only a longer row of them tells anything.
    rare = [0, 1, 0, 0, 1, 0, 0, 0, 1]
    assert judged([*rare, *[0] * 8]).state is State.INSIDE
    assert judged([*rare, *[0] * 25]).state is State.RUN
    assert judged([*rare, *[1] * 8]).state is State.RUN


def test_the_latest_eight_are_told_by_the_side_of_the_mean_they_lie_on() -> None:
    # A mean of 3,9: 4 is above it and 3 below.
    base = [3, 5, 2, 6, 5, 2, 6, 5, 1]
    assert judged([*base, 4, 4, 4, 3, 4, 3, 3, 4]).sentence == (
        "Inom det normala för Timrå; fem av de senaste åtta tertialen låg högre."
    )


def test_six_rising_in_a_row_are_a_trend_and_five_are_not() -> None:
    base = [20, 22, 18, 25, 21, 19, 23, 20, 21]
    assert judged([*base, 17, 18, 19, 20, 21]).state is State.INSIDE
    judgement = judged([*base, 16, 18, 19, 20, 21, 22])
    assert judgement.state is State.TREND
    assert judgement.side == 1
    assert "sex i rad" in judgement.sentence


def test_six_falling_in_a_row_are_a_trend_downwards_and_a_tie_breaks_it() -> None:
    base = [20, 22, 18, 25, 21, 19, 23, 20, 21]
    assert judged([*base, 24, 23, 22, 21, 20, 19]).side == -1
    assert judged([*base, 24, 23, 22, 22, 21, 20]).state is State.INSIDE


def test_what_carries_over_from_tertial_to_tertial_is_only_judged_by_points_outside() -> None:
    series = tertials([20, 22, 18, 25, 21, 19, 23, 20, 21, *[24, 25, 26, 27, 28, 29, 30, 31]])
    free = judge(series, kind=Kind.COUNT, place="GFO")
    stock = judge(series, kind=Kind.COUNT, place="GFO", carries_over=True)
    assert free.state in (State.RUN, State.TREND)
    assert stock.state is State.INSIDE
    assert (stock.lower, stock.upper) == (free.lower, free.upper)


def test_the_baseline_is_frozen_however_high_later_tertials_lie() -> None:
    short, long = judged([*CALM, 6]), judged([*CALM, 6, 9, 9, 9, 9, 9, 9])
    assert short.baseline == long.baseline == tuple(point.period for point in tertials(CALM))
    assert (short.mean, short.lower, short.upper) == (long.mean, long.lower, long.upper)


def test_a_later_baseline_can_be_declared() -> None:
    series = tertials([*CALM, *[15, 17, 14, 16, 15, 13, 18, 15, 12], 16])
    assert judge(series, kind=Kind.COUNT, place="Timrå").side == 1
    declared = judge(series, kind=Kind.COUNT, place="Timrå", baseline_from="2021T1")
    assert declared.mean == 15
    assert declared.state is State.INSIDE


def test_fewer_tertials_than_a_baseline_are_not_judged() -> None:
    judgement = judged(CALM[:8])
    assert judgement.state is State.TOO_SHORT
    assert (judgement.mean, judgement.lower, judgement.upper) == (None, None, None)
    assert "åtta av de nio tertial" in judgement.sentence
    assert [point.value for point in judgement.points] == CALM[:8]


def test_no_points_at_all_are_not_judged() -> None:
    assert judged([]).state is State.TOO_SHORT
    assert judged([None, None]).points[0].skipped == "uppgift saknas"


def test_a_missing_tertial_is_told_and_counted_as_nothing_but_itself() -> None:
    with_gap = judged([*CALM, 6, None, 6])
    without = judged([*CALM, 6, 6])
    assert (with_gap.mean, with_gap.upper) == (without.mean, without.upper)
    gap = with_gap.points[-2]
    assert (gap.value, gap.mean, gap.skipped) == (None, None, "uppgift saknas")
    assert with_gap.sentence.endswith("T2 2021 räknas inte: uppgift saknas.")


def test_a_missing_tertial_in_the_baseline_is_replaced_by_the_next_known_one() -> None:
    judgement = judged([None, None, *CALM[:4], None, *CALM[4:], 6])
    assert len(judgement.baseline) == 9
    assert "2018T1" not in judgement.baseline
    assert judgement.mean == 5


def test_a_missing_tertial_does_not_break_a_run() -> None:
    assert judged([*CALM, 4, *[7] * 4, None, *[7] * 4]).state is State.RUN


@pytest.mark.parametrize(
    ("latest", "words"),
    [
        (Point("2021T2", None, status="hidden"), "för få för att visas"),
        (
            Point("2021T2", None, status="missing", reason="Timrå har inte levererat"),
            "Timrå har inte levererat",
        ),
        (Point("2021T2", 1, preliminary=True), "tertialet är inte komplett"),
    ],
)
def test_a_latest_tertial_that_cannot_be_judged_says_why_and_what_the_one_before_told(
    latest: Point, words: str
) -> None:
    judgement = judge([*tertials([*CALM, 6]), latest], kind=Kind.COUNT, place="Timrå")
    assert judgement.sentence.startswith(f"T2 2021 kan inte bedömas: {words}. T1 2021: inom det normala")
    assert judgement.state is State.INSIDE


def test_a_hidden_value_is_never_used_even_when_it_is_handed_over() -> None:
    hidden = [replace(point, status="hidden") for point in tertials([*CALM, 90])[-1:]]
    judgement = judge([*tertials(CALM), *hidden], kind=Kind.COUNT, place="Timrå")
    assert judgement.signals == ()
    assert judgement.points[-1].value is None


def test_a_figure_typed_from_an_old_report_counts_as_a_point() -> None:
    series = [replace(point, status="published") for point in tertials(CALM)]
    assert judge(series, kind=Kind.COUNT, place="Timrå").mean == 5


def test_seasons_are_compared_with_themselves() -> None:
    seasonal = [30, 10, 20] * 3
    judgement = judged([*seasonal, 30, 10, 20])
    assert judgement.seasonal
    assert [point.mean for point in judgement.points[-3:]] == [30, 10, 20]
    # Thirty is usual in a first tertial and far too many in a second.
    assert judged([*seasonal, 30, 30]).state is State.OUTSIDE
    assert judged([*seasonal, 30]).state is State.INSIDE


def test_seasons_are_not_read_into_small_counts() -> None:
    assert not judged([3, 1, 2] * 4).seasonal


def test_a_series_that_always_varied_more_than_chance_has_wider_limits() -> None:
    calm, wild = judged([*[20, 21] * 4, 20]), judged([*[10, 31] * 4, 20])
    assert calm.dispersion == 1
    assert wild.dispersion > 4
    assert (wild.upper or 0) > (calm.upper or 0) + 10


def test_nothing_for_three_years_still_leaves_room_for_one() -> None:
    assert judged([*[0] * 9, 1]).state is State.INSIDE
    assert judged([*[0] * 9, 6]).state is State.OUTSIDE


def test_a_rate_is_judged_by_its_count_and_its_children() -> None:
    series = [*tertials(CALM, exposure=4000), Point("2021T1", 12, 8000), Point("2021T2", 12, 2000)]
    judgement = judge(series, kind=Kind.RATE, place="Timrå", scale=1000, decimals=1)
    doubled, halved = judgement.points[-2:]
    assert doubled.mean == halved.mean == pytest.approx(1.25)
    assert not doubled.signal  # 12 where 10 are usual
    assert halved.signal  # 12 where 2,5 are usual
    assert "6,0, mot normalt 0,0–" in judgement.sentence


def test_a_share_is_judged_by_its_whole_and_never_above_all_of_it() -> None:
    series = tertials([5, 6, 4, 5, 7, 4, 6, 5, 3], exposure=10)
    judgement = judge(
        [*series, Point("2021T1", 3, 3)], kind=Kind.PROPORTION, place="GFO", scale=100, unit="\u00a0%"
    )
    assert judgement.mean == pytest.approx(50)
    assert (judgement.lower, judgement.upper) == (0, 100)  # three of three may well be chance
    low = judge(
        [*series, Point("2021T1", 0, 40)], kind=Kind.PROPORTION, place="GFO", scale=100, unit="\u00a0%"
    )
    assert low.side == -1
    assert low.sentence.startswith("Lägre än normalt för GFO: 0\u00a0%, mot normalt ")


def test_a_rate_of_nothing_is_skipped_and_not_divided() -> None:
    series = [*tertials(CALM, exposure=10), Point("2021T1", 0, 0)]
    judgement = judge(series, kind=Kind.PROPORTION, place="GFO", scale=100)
    assert judgement.points[-1].skipped == "inga fall"


def test_an_amount_has_limits_from_its_own_moving_range() -> None:
    values = [1.0e6, 1.1e6] * 4 + [1.0e6]
    judgement = judged([*values, 1.05e6], Kind.AMOUNT)
    mean = sum(values) / 9
    assert judgement.mean == pytest.approx(mean)
    assert (judgement.upper or 0) - mean == pytest.approx(4.41 * 1e5)
    assert judged([*values, 1.6e6], Kind.AMOUNT).state is State.OUTSIDE


def test_large_numbers_are_written_as_swedes_write_them() -> None:
    values = [1_000_000, 1_001_000] * 4 + [1_000_000]
    sentence = judged([*values, 2_500_000], Kind.AMOUNT).sentence
    assert "2\u00a0500\u00a0000, mot normalt 996\u00a0034–1\u00a0004\u00a0854" in sentence


def test_a_long_run_is_one_signal_and_a_second_run_another() -> None:
    judgement = judged([*CALM, 4, *[7] * 10, 4, *[8] * 9])
    runs = [signal for signal in judgement.signals if signal.rule is Rule.RUN]
    assert [(run.side, run.length) for run in runs] == [(1, 10), (1, 9)]


def test_a_long_trend_is_one_signal_and_a_second_trend_another() -> None:
    base = [20, 22, 18, 25, 21, 19, 23, 20, 21]
    judgement = judged([*base, 16, 18, 19, 20, 21, 22, 23, 22, 21, 20, 19, 18, 17])
    trends = [signal for signal in judgement.signals if signal.rule is Rule.TREND]
    assert [(trend.side, trend.length) for trend in trends] == [(1, 7), (-1, 7)]


def test_more_cases_among_more_children_are_no_trend_in_the_rate() -> None:
    children = [4000.0, 4400.0, 4800.0, 5200.0, 5600.0, 6000.0, 6400.0]
    growing = [Point(f"{2021 + i // 3}T{i % 3 + 1}", n / 800, n) for i, n in enumerate(children)]
    flat = judge([*tertials(CALM, exposure=4000), *growing], kind=Kind.RATE, place="GFO", scale=1000)
    assert flat.signals == ()
    same_children = [Point(point.period, point.value, 4000) for point in growing]
    rising = judge([*tertials(CALM, exposure=4000), *same_children], kind=Kind.RATE, place="GFO", scale=1000)
    assert rising.state is State.TREND


def test_a_baseline_of_none_still_sees_a_trend() -> None:
    assert judged([*[0] * 9, 1, 2, 3, 4, 5]).signals[-1].rule is Rule.TREND
