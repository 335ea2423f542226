"""The individuals chart over the tertials: judge a series and say in plain Swedish what it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.signals import sentences
from pipelines.signals.limits import Usual, read_baseline, usual_for
from pipelines.signals.rules import longest_of_each, side_of, signals_as_they_stood
from pipelines.signals.series import JudgedPoint, Judgement, Kind, Point, Rule, Signal, Standing, State

BASELINE_LENGTH = 9
"""Three whole years, so that every tertial of the year counts alike in the mean."""


def judge_over_time(
    series: Sequence[Point],
    *,
    kind: Kind,
    place: str,
    baseline_from: str | None = None,
    baseline_length: int = BASELINE_LENGTH,
    carries_over: bool = False,
    scale: float = 1,
    decimals: int = 0,
    unit: str = "",
) -> tuple[Judgement, list[Standing]]:
    """Judge the tertials of one figure in one area, in time order: the series, and each tertial as it stood then.

    The baseline is declared: the first `baseline_length` known and complete tertials from `baseline_from`
    (default the first), frozen however much comes after; a later start is a decision that the level has
    changed for good. What is usual for a tertial therefore never changes with those that come after: one pass tells
    what judging every beginning of the series would. Points that are missing, hidden or preliminary are skipped with
    words and never zero.

    `place` is how the sentence names the area. `scale`, `decimals` and `unit` are those of the figure shown:
    1000 for a rate per 1 000 children, 100 and " %" for a share. `carries_over`: the same children or homes
    count in one tertial after another (stock, during), so neighbours resemble each other and only a point
    outside is a signal: a run or a trend would say no more than that they do.
    """
    shown = sentences.Shown(scale, decimals, unit)
    known = [point for point in series if point.is_known]
    candidates = [point for point in known if baseline_from is None or point.period >= baseline_from]
    reference = tuple(candidates[:baseline_length])
    if len(reference) < baseline_length:
        return _too_short(series, place, reference, baseline_length, shown)
    baseline = read_baseline(reference, kind)
    usual = {point.period: usual_for(point, baseline, kind) for point in known}
    stood = signals_as_they_stood(known, usual, only_outside=carries_over)
    signals = longest_of_each(stood)
    points = _judged_points(series, usual, signals, reference, shown)
    standing = _standing(series, points, stood, reference, place, shown)
    last = standing[-1]
    judgement = Judgement(
        state=last.state,
        side=last.side,
        mean=last.mean,
        lower=last.lower,
        upper=last.upper,
        signals=signals,
        sentence=last.sentence,
        points=points,
        baseline=tuple(point.period for point in reference),
        dispersion=baseline.dispersion,
        seasonal=baseline.seasonal,
    )
    return judgement, standing


def _standing(
    series: Sequence[Point],
    points: Sequence[JudgedPoint],
    stood: Sequence[Sequence[Signal]],
    reference: Sequence[Point],
    place: str,
    shown: sentences.Shown,
) -> list[Standing]:
    """What each tertial was told; until the baseline is whole nothing can be judged."""
    found = []
    judged = [told for told, point in zip(points, series, strict=True) if point.is_known]
    known = of_baseline = 0
    for end, point in enumerate(series, start=1):
        known += point.is_known
        of_baseline += of_baseline < len(reference) and point is reference[of_baseline]
        if of_baseline < len(reference):
            words = sentences.too_short(place, of_baseline, len(reference))
            found.append(Standing(point.period, State.TOO_SHORT, 0, None, None, None, words))
            continue
        verdict = next(iter(stood[known - 1]), None)
        latest = judged[known - 1]
        found.append(
            Standing(
                period=point.period,
                state=State(verdict.rule.value) if verdict else State.INSIDE,
                side=verdict.side if verdict else 0,
                mean=latest.mean,
                lower=latest.lower,
                upper=latest.upper,
                sentence=sentences.judgement(place, points[:end], verdict, shown),
            )
        )
    return found


def _judged_points(
    series: Sequence[Point],
    usual: Mapping[str, Usual],
    signals: Sequence[Signal],
    reference: Sequence[Point],
    shown: sentences.Shown,
) -> tuple[JudgedPoint, ...]:
    of_baseline = {point.period for point in reference}
    return tuple(
        _judged(
            point,
            usual[point.period],
            shown,
            in_baseline=point.period in of_baseline,
            signal=any(_marks(signal, point) for signal in signals),
        )
        if point.is_known
        else _skipped(point)
        for point in series
    )


def _judged(
    point: Point, usual: Usual, shown: sentences.Shown, *, in_baseline: bool, signal: bool
) -> JudgedPoint:
    return JudgedPoint(
        period=point.period,
        value=shown.number(point, point.value or 0),
        mean=shown.number(point, usual.mean),
        lower=shown.number(point, usual.lower),
        upper=shown.number(point, usual.upper),
        side=side_of(point, usual),
        in_baseline=in_baseline,
        signal=signal,
        skipped="",
    )


def _marks(signal: Signal, point: Point) -> bool:
    """Whether the chart fills this point: every point of a stretch is part of the signal."""
    if signal.rule is Rule.OUTSIDE:
        return signal.first_period == point.period
    return signal.first_period <= point.period <= signal.last_period


def _skipped(point: Point) -> JudgedPoint:
    return JudgedPoint(point.period, None, None, None, None, 0, False, False, point.why_skipped)


def _too_short(
    series: Sequence[Point], place: str, reference: Sequence[Point], needed: int, shown: sentences.Shown
) -> tuple[Judgement, list[Standing]]:
    points = tuple(
        JudgedPoint(
            point.period, shown.number(point, point.value or 0), None, None, None, 0, False, False, ""
        )
        if point.is_known
        else _skipped(point)
        for point in series
    )
    standing = []
    known = 0
    for point in series:
        known += known < len(reference) and point is reference[known]
        words = sentences.too_short(place, known, needed)
        standing.append(Standing(point.period, State.TOO_SHORT, 0, None, None, None, words))
    judgement = Judgement(
        state=State.TOO_SHORT,
        side=0,
        mean=None,
        lower=None,
        upper=None,
        signals=(),
        sentence=sentences.too_short(place, len(reference), needed),
        points=points,
        baseline=(),
        dispersion=1.0,
        seasonal=False,
    )
    return judgement, standing
