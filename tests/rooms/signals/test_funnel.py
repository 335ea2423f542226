import pytest

from pipelines.signals import Kind, Point, compare_kommuner, funnel, funnel_limits
from pipelines.signals.distributions import (
    beta_binomial,
    central_limits,
    negative_binomial,
    poisson,
    smooth_limits,
)

NAMES = {"2260": "Ånge", "2262": "Timrå", "2280": "Härnösand", "2284": "Örnsköldsvik"}


def kommuner(**placed: tuple[float | None, float]) -> dict[str, Point]:
    return {
        code[1:]: Point("2026T2", count, children, status="missing" if count is None else "ok")
        for code, (count, children) in placed.items()
    }


def test_the_same_rate_is_outside_in_a_large_kommun_and_inside_in_a_small_one() -> None:
    funnel = compare_kommuner(
        kommuner(k2260=(20, 1500), k2284=(175, 13000), k2280=(40, 6000), k2262=(15, 4300)), NAMES
    )
    by_code = {point.kommun_code: point for point in funnel.points}
    assert funnel.centre == pytest.approx(250 / 24800 * 1000)
    assert by_code["2260"].value == pytest.approx(13.3, abs=0.05)
    assert by_code["2260"].position == "inside"
    assert by_code["2284"].value == pytest.approx(13.5, abs=0.05)
    assert by_code["2284"].position == "outside_95"
    assert by_code["2262"].side == -1
    assert by_code["2262"].position == "outside_998"


@pytest.mark.parametrize(("compared", "inner"), [(1, 0.05), (6, 1 - 0.95 ** (1 / 6))])
@pytest.mark.parametrize("dispersion", [1.0, 1.5])
def test_limits_leave_exactly_what_so_many_kommuner_share_of_the_tails(
    compared: int, inner: float, dispersion: float
) -> None:
    (limits,) = funnel_limits(0.01, [2000.0], compared=compared, dispersion=dispersion)
    p = poisson(20.0) if dispersion == 1 else negative_binomial(20.0, 30.0)
    lower, upper = round(limits.lower_95 * 2), round(limits.upper_95 * 2)
    assert p[:lower].sum() < inner / 2 <= p[: lower + 1].sum()
    assert p[upper + 1 :].sum() < inner / 2 <= p[upper:].sum()
    assert limits.lower_998 < limits.lower_95 < 10 < limits.upper_95 < limits.upper_998


def test_limits_widen_with_the_kommuner_compared_and_with_children_that_come_together() -> None:
    def width(**terms: float) -> float:
        (limits,) = funnel_limits(0.01, [2000.0], **terms)  # type: ignore[arg-type]
        return limits.upper_95 - limits.lower_95

    assert width(compared=1) < width(compared=6) < width(compared=20)
    assert width(dispersion=1.0) < width(dispersion=1.5) < width(dispersion=3.0)


@pytest.mark.parametrize("dispersion", [1.0, 1.5])
@pytest.mark.parametrize("tail", [0.025, 0.004, 0.0002])
def test_the_limits_of_large_counts_are_the_exact_ones(dispersion: float, tail: float) -> None:
    mean = funnel._LARGEST_EXACT
    exact = central_limits(negative_binomial(mean, dispersion * mean), tail)
    assert smooth_limits(mean, 1.0, dispersion, tail) == exact
    correlation = (dispersion - 1) / (2 * mean - 1)
    share = central_limits(beta_binomial(2 * mean, 0.5, correlation), tail)
    assert smooth_limits(mean, 0.5, dispersion, tail) == share


def test_kommuner_with_very_large_counts_are_compared_without_adding_them_up() -> None:
    found = compare_kommuner(kommuner(k2260=(73_000_000, 90_000_000), k2262=(60_000_000, 80_000_000)), NAMES)
    assert [point.position for point in found.points] == ["outside_998", "outside_998"]


def test_limits_narrow_as_the_population_grows() -> None:
    widths = [limit.upper_95 - limit.lower_95 for limit in funnel_limits(0.01, [1000.0, 4000.0, 16000.0])]
    assert widths[0] > widths[1] > widths[2]


def test_a_missing_kommun_is_named_and_kept_out_of_the_centre() -> None:
    funnel = compare_kommuner(kommuner(k2260=(20, 2000), k2262=(None, 4000)), NAMES)
    timra = next(point for point in funnel.points if point.kommun_code == "2262")
    assert funnel.centre == pytest.approx(10)
    assert timra.position == "not_shown"
    assert timra.value is None
    assert timra.sentence == "Timrå är inte med i jämförelsen: uppgift saknas."


def test_a_share_is_compared_by_binomial_limits_that_stay_within_0_and_100() -> None:
    funnel = compare_kommuner(
        kommuner(k2260=(3, 4), k2262=(1, 30), k2280=(22, 35)),
        NAMES,
        kind=Kind.PROPORTION,
        scale=100,
        decimals=0,
        unit="\u00a0%",
    )
    by_code = {point.kommun_code: point for point in funnel.points}
    assert (by_code["2260"].lower_998, by_code["2260"].upper_998) == (0, 100)
    assert by_code["2260"].position == "inside"
    assert by_code["2262"].position == "outside_998"
    assert "3\u00a0%, mot 38\u00a0% för alla" in by_code["2262"].sentence


def test_kommuner_without_a_single_case_are_all_inside() -> None:
    funnel = compare_kommuner(kommuner(k2260=(0, 1500), k2262=(0, 4000)), NAMES)
    assert {point.position for point in funnel.points} == {"inside"}
    shares = compare_kommuner(kommuner(k2260=(4, 4), k2262=(9, 9)), NAMES, kind=Kind.PROPORTION, scale=100)
    assert {point.position for point in shares.points} == {"inside"}


def test_no_known_kommun_is_no_funnel_but_every_reason() -> None:
    funnel = compare_kommuner(kommuner(k2260=(None, 1500)), NAMES)
    assert funnel.centre is None
    assert funnel.curve == ()
    assert "uppgift saknas" in funnel.points[0].sentence


def test_a_count_without_children_to_compare_by_is_our_bug() -> None:
    with pytest.raises(ValueError, match="exposure"):
        compare_kommuner(kommuner(k2260=(4, 1500)), NAMES, kind=Kind.COUNT)


def test_each_position_has_its_own_sentence_that_claims_no_more_than_the_limits_hold() -> None:
    funnel = compare_kommuner(
        kommuner(k2260=(20, 1500), k2284=(175, 13000), k2280=(40, 6000), k2262=(15, 4300)), NAMES
    )
    sentences = {point.kommun_code: point.sentence for point in funnel.points}
    assert sentences["2260"] == (
        "Ånge skiljer sig inte från de andra mer än slumpen kan förklara (13,3, mot 10,1 för alla)."
    )
    assert sentences["2284"] == (
        "Örnsköldsvik ligger över de andra (13,5, mot 10,1 för alla); så långt ifrån hamnar någon kommun av en slump i "
        "högst en jämförelse av tjugo."
    )
    assert sentences["2262"] == (
        "Timrå ligger långt under de andra (3,5, mot 10,1 för alla); så långt ifrån hamnar någon kommun av en slump i "
        "högst två jämförelser av tusen."
    )


def test_a_kommun_on_the_limit_is_inside_and_the_next_child_puts_it_outside() -> None:
    # A crowd of 1 per cent fixes the centre; 20 are then expected of 2 000.
    crowd = (100_000.0, 10_000_000.0)
    limits = compare_kommuner(kommuner(k2284=crowd, k2260=(20, 2000)), NAMES, curve_points=1).points[0]
    assert limits.upper_95 is not None
    assert limits.upper_998 is not None
    for limit, inside, beyond in (
        (limits.upper_95, "inside", "outside_95"),
        (limits.upper_998, "outside_95", "outside_998"),
    ):
        count = round(limit * 2)
        on, past = (
            compare_kommuner(kommuner(k2284=crowd, k2260=(number, 2000)), NAMES, curve_points=1)
            .points[0]
            .position
            for number in (count, count + 1)
        )
        assert (on, past) == (inside, beyond)


def test_the_curve_spans_every_kommun() -> None:
    funnel = compare_kommuner(kommuner(k2260=(18, 1500), k2284=(160, 13000)), NAMES)
    exposures = [limits.exposure for limits in funnel.curve]
    assert exposures == sorted(exposures)
    assert 500 < exposures[0] < 1500
    assert 13000 < exposures[-1] < 16000


@pytest.mark.parametrize("dispersion", [1.0, 1.5])
def test_the_drawn_limits_do_not_step_and_never_speak_against_the_exact_ones(dispersion: float) -> None:
    exposures = [1000.0 + 10 * n for n in range(1, 400)]
    drawn, exact = (
        funnel_limits(0.01, exposures, compared=6, dispersion=dispersion, drawn=drawn)
        for drawn in (True, False)
    )
    assert [limits.upper_95 for limits in drawn] == sorted((one.upper_95 for one in drawn), reverse=True)
    assert [limits.lower_998 for limits in drawn] == sorted(limits.lower_998 for limits in drawn)
    for line, limits in zip(drawn, exact, strict=True):
        count = 1000 / limits.exposure
        assert limits.upper_95 <= line.upper_95 <= limits.upper_95 + count + 1e-9
        assert limits.upper_998 <= line.upper_998 <= limits.upper_998 + count + 1e-9
        assert max(0, limits.lower_95 - count) - 1e-9 <= line.lower_95 <= limits.lower_95
        assert max(0, limits.lower_998 - count) - 1e-9 <= line.lower_998 <= limits.lower_998


def test_the_drawn_limits_of_no_case_and_of_every_case_are_counts_that_can_be() -> None:
    for level, kind in ((0.0, Kind.RATE), (0.0, Kind.PROPORTION), (1.0, Kind.PROPORTION)):
        (limits,) = funnel_limits(level, [12.0], kind=kind, scale=1, drawn=True)
        assert 0 <= limits.lower_998 <= level <= limits.upper_998 <= 1
