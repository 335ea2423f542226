"""What was told at each tertial is what judging the series up to it tells."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.signals import Kind, Point, State, judge_over_time
from tests.fixtures.series import judge


@st.composite
def _series(draw: st.DrawFn) -> list[Point]:
    top = draw(st.sampled_from([1, 4, 30]))
    level = st.integers(0, top) if draw(st.booleans()) else st.sampled_from([top // 2, top, top + 3])
    exposures = draw(st.sampled_from([None, [40.0], [0.0, 30.0, 50.0]]))
    found = []
    for i in range(draw(st.integers(1, 34))):
        missing = draw(st.integers(0, 9)) == 0
        found.append(
            Point(
                f"{2015 + i // 3}T{i % 3 + 1}",
                None if missing else draw(level),
                None if exposures is None else draw(st.sampled_from(exposures)),
                status="missing" if missing else "ok",
                preliminary=draw(st.integers(0, 19)) == 0,
            )
        )
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    series=_series(),
    carries_over=st.booleans(),
    start=st.sampled_from([None, "2016T2"]),
    length=st.sampled_from([6, 9]),
)
def test_standing_of_a_tertial_is_the_judgement_of_the_series_up_to_it(series, carries_over, start, length):
    kind = Kind.COUNT if series[0].exposure is None else Kind.RATE
    how = {
        "kind": kind,
        "place": "Timrå",
        "carries_over": carries_over,
        "baseline_from": start,
        "baseline_length": length,
        "scale": 100,
        "decimals": 1,
    }
    judgement, standing = judge_over_time(series, **how)
    assert judgement == judge(series, **how)
    assert [told.period for told in standing] == [point.period for point in series]
    for end, told in enumerate(standing, start=1):
        then = judge(series[:end], **how)
        assert (told.state, told.side, told.sentence) == (then.state, then.side, then.sentence)
        assert (told.mean, told.lower, told.upper) == (then.mean, then.lower, then.upper)


def test_each_rule_is_told_of_the_tertials_it_held_in_and_no_other():
    values = [5, 6, 4, 5, 7, 4, 6, 5, 3, 30, 5, 4, *[7] * 8, 3, 4, 5, 6, 7, 8, 3]
    series = [Point(f"{2015 + i // 3}T{i % 3 + 1}", value) for i, value in enumerate(values)]
    _, standing = judge_over_time(series, kind=Kind.COUNT, place="Timrå")
    states = [told.state for told in standing]
    assert states[:8] == [State.TOO_SHORT] * 8
    assert [i for i, state in enumerate(states) if state is State.OUTSIDE] == [9]
    assert [i for i, state in enumerate(states) if state is State.RUN] == [19]
    assert [i for i, state in enumerate(states) if state is State.TREND] == [25]
