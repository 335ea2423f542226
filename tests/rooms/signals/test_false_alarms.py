"""How often a meeting is told of what is only chance, and how much of what is real it is told: simulated, seeded.

A meeting sees 300 series at one tertial. The seeds are other ones than those by which the method was chosen. Each bound
stands beside what was measured; what the former rules gave in the same worlds is told where it is known.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from pipelines.signals import Kind, Method, Point, Sheet, compare_kommuner, judge
from tests.fixtures import signal_worlds as worlds
from tests.fixtures.series import sheet
from tests.fixtures.signal_worlds import CHILDREN_IN_SIZE, GROUPS_OF_SIZE, Floats

SERIES, TERTIALS, CHANGED = 300, 24, 15
FIRST_MEETING = 9
"""T10, counted from none."""
WORLDS = {"spread": worlds.spread_means, "kommun": worlds.kommun_means}


def false_flags(page: Sheet) -> float:
    """Flags a meeting, mean over T10–T24."""
    return float((judge(page).side[:, FIRST_MEETING:] != 0).sum(axis=0).mean())


def found_and_false(
    seed: int, means: Callable[..., Floats], sizes: Floats, meetings: int
) -> tuple[float, float]:
    """Of the fifteen doubled and of the others, flags a meeting at T12, T15, … T24."""
    rng = np.random.default_rng(seed)
    flags = []
    for _ in range(meetings):
        for length in range(12, TERTIALS + 1, 3):
            level = worlds.doubled(means(rng, SERIES), length, CHANGED)
            told = judge(sheet(worlds.siblings(rng, level, sizes))).side[:, -1] != 0
            flags.append((told[:CHANGED].sum(), told[CHANGED:].sum()))
    found, false = np.mean(flags, axis=0)
    return float(found), float(false)


@pytest.mark.slow
@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("sizes", [CHILDREN_IN_SIZE, GROUPS_OF_SIZE], ids=["1,45", "1,76"])
def test_where_nothing_changes_a_meeting_is_told_of_one_series_in_three_meetings(
    world: str, sizes: Floats
) -> None:
    rng = np.random.default_rng(2101)
    flags = []
    for _ in range(30):
        means = WORLDS[world](rng, SERIES)
        flags.append(false_flags(sheet(worlds.siblings(rng, worlds.doubled(means, TERTIALS, 0), sizes))))
    # At most one was asked for; the rules before gave 5 to 10.
    assert np.mean(flags) < 0.4


@pytest.mark.slow
def test_of_fifteen_doubled_among_many_levels_more_than_half_are_found() -> None:
    found, false = found_and_false(2102, worlds.spread_means, CHILDREN_IN_SIZE, 15)
    # At least six were asked for; before, 4,6 beside 5,3 false. One in ten may be false by design.
    assert found > 8
    assert false / (found + false) < 0.15


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sizes", "least"), [(CHILDREN_IN_SIZE, 3.4), (GROUPS_OF_SIZE, 3.0)], ids=["1,45", "1,76"]
)
def test_of_fifteen_doubled_among_a_kommuns_small_counts_more_are_found_beside_less_that_is_false(
    sizes: Floats, least: float
) -> None:
    found, false = found_and_false(2103, worlds.kommun_means, sizes, 30)
    # Before, in this world, 2,3 and 1,3 beside 5–6 false; 3,4 beside at most one were asked for.
    assert found > least
    assert false < 1


@pytest.mark.slow
@pytest.mark.parametrize("stay", [1, 3, 6, 12])
@pytest.mark.parametrize("mean", [3, 6, 15, 60])
def test_what_carries_over_is_told_of_no_more_than_one_series_in_a_meeting(mean: float, stay: float) -> None:
    """Stays from four months to four years. Before, 13–20 % of unchanged care days were flagged at T24."""
    rng = np.random.default_rng(2104)
    flags = []
    for _ in range(2):
        spans = worlds.children_in_care(rng, SERIES, TERTIALS, mean=mean, stay=stay)
        flags += [
            [false_flags(sheet(counted(spans, TERTIALS), Method.CARRIED_COUNT))]
            for counted in (worlds.stock, worlds.during, worlds.care)
        ]
    assert np.mean(flags) < 1


@pytest.mark.slow
@pytest.mark.parametrize("stay", [3, 6, 12])
@pytest.mark.parametrize("mean", [6, 15, 60])
def test_a_share_of_kronor_that_carries_over_is_told_of_no_more_than_one_series_in_a_meeting(
    mean: float, stay: float
) -> None:
    """The dearer third of the children's share of the cost. Before, half of unchanged series were flagged at T24."""
    rng = np.random.default_rng(2105)
    dear, other = (
        worlds.care(worlds.children_in_care(rng, SERIES, TERTIALS, mean=part * mean, stay=stay), TERTIALS)
        for part in (0.35, 0.65)
    )
    whole = 1.9 * dear + other
    share = np.where(whole > 0, 100 * 1.9 * dear / np.where(whole > 0, whole, 1), np.nan)
    assert false_flags(sheet(share, Method.CARRIED_AMOUNT)) < 1


@pytest.mark.slow
def test_a_stock_that_doubles_in_a_year_is_mostly_found() -> None:
    rng = np.random.default_rng(2106)
    values = worlds.stock(worlds.children_in_care(rng, SERIES, TERTIALS, mean=40, stay=4), TERTIALS)
    values[:CHANGED, -3:] += np.array([14, 28, 40])
    told = judge(sheet(values, Method.CARRIED_COUNT)).side[:, -1] != 0
    assert told[:CHANGED].sum() >= 8
    assert told[CHANGED:].sum() <= 1


@pytest.mark.slow
@pytest.mark.parametrize("cases", [2, 5, 15, 40])
def test_medians_of_few_or_many_are_told_of_no_more_than_one_in_a_meeting(cases: int) -> None:
    rng = np.random.default_rng(2107)
    flags = []
    for _ in range(4):
        waits = [
            np.median(np.ceil(rng.exponential(60, number))) if number else np.nan
            for number in rng.poisson(cases, SERIES * TERTIALS)
        ]
        flags.append(false_flags(sheet(np.reshape(waits, (SERIES, TERTIALS)), Method.MEASURED)))
    assert np.mean(flags) < 1


@pytest.mark.slow
@pytest.mark.parametrize("courses", [1, 3, 8])
def test_participants_that_come_a_course_at_a_time_are_told_of_no_more_than_one_in_a_meeting(
    courses: int,
) -> None:
    """Before, 10–18 % of unchanged series were flagged at T24. Where most tertials have none nothing is judged."""
    rng = np.random.default_rng(2108)
    flags = [
        false_flags(sheet(rng.poisson(8 * rng.poisson(courses, (SERIES, TERTIALS))), Method.MEASURED))
        for _ in range(4)
    ]
    assert np.mean(flags) < 1


@pytest.mark.slow
@pytest.mark.parametrize(("share", "whole"), [(0.3, 4), (0.5, 10), (0.6, 35), (0.1, 35)])
def test_shares_that_stay_are_told_of_no_more_than_one_in_two_meetings(share: float, whole: float) -> None:
    rng = np.random.default_rng(2109)
    wholes = rng.poisson(whole, (SERIES, TERTIALS))
    parts = np.where(wholes > 0, rng.binomial(wholes, share), np.nan)
    assert false_flags(sheet(parts, Method.SHARE, np.maximum(wholes, 1), 100)) < 0.5


@pytest.mark.slow
def test_seasons_are_no_change() -> None:
    rng = np.random.default_rng(2110)
    for mean in (6, 20, 60):
        level = np.tile(mean * np.array([1.5, 0.6, 0.9]), (SERIES, TERTIALS // 3))
        assert false_flags(sheet(rng.poisson(level))) < 0.2


@pytest.mark.slow
def test_figures_that_are_parts_of_each_other_are_told_of_no_oftener_than_one_meeting_in_three() -> None:
    """Fifty figures: GFO, six kommuner, and of each of those figures a part and the rest: 1 050 hypotheses that hang
    together. A meeting that is told of one is often told of several, so meetings are counted."""
    rng = np.random.default_rng(2111)
    told, meetings = 0, 0
    for _ in range(8):
        parts = [
            worlds.siblings(rng, worlds.doubled(worlds.kommun_means(rng, 300), TERTIALS, 0)) for _ in range(2)
        ]
        kommuner = [*parts, parts[0] + parts[1]]
        everything = kommuner + [figure.reshape(50, 6, TERTIALS).sum(axis=1) for figure in kommuner]
        flags = (judge(sheet(np.vstack(everything))).side[:, FIRST_MEETING:] != 0).sum(axis=0)
        told, meetings = told + int((flags > 0).sum()), meetings + len(flags)
    assert told / meetings < 0.34


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [CHILDREN_IN_SIZE, GROUPS_OF_SIZE], ids=["1,45", "1,76"])
@pytest.mark.parametrize("placed", [1, 3, 12])
def test_some_kommun_lies_outside_the_funnel_in_at_most_one_unchanged_meeting_of_twenty(
    placed: float, sizes: Floats
) -> None:
    """At so many placed per 1 000 children. Before, 44 of 100 with siblings; at most 10 were asked for."""
    rng = np.random.default_rng(2112)
    children = {"2260": 2000, "2262": 3900, "2280": 5200, "2282": 3800, "2283": 3900, "2284": 12000}
    names = {code: code for code in children}
    outside = 0
    for _ in range(600):
        counts = worlds.siblings(
            rng, placed / 1000 * np.array(list(children.values()), dtype=np.float64), sizes
        )
        points = {
            code: Point("2026T2", float(count), float(exposure))
            for (code, exposure), count in zip(children.items(), counts, strict=True)
        }
        funnel = compare_kommuner(points, names, kind=Kind.RATE, curve_points=2)
        outside += any(point.position != "inside" for point in funnel.points)
    assert outside / 600 <= 0.05
