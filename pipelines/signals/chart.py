"""The individuals chart over the tertials: judge a series and say in plain Swedish what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.signals import sentences
from pipelines.signals.limits import Usual, read_baseline, usual_for
from pipelines.signals.rules import find_signals, latest_signal, side_of
from pipelines.signals.series import JudgedPoint, Judgement, Kind, Point, Rule, Signal, State

BASELINE_LENGTH = 9
"""Three whole years, so that every tertial of the year counts alike in the mean."""


def judge(
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
) -> Judgement:
    """Judge the tertials of one figure in one area, in time order.

    The baseline is declared: the first `baseline_length` known and complete tertials from `baseline_from`
    (default the first), frozen however much comes after; a later start is a decision that the level has
    changed for good. Points that are missing, hidden or preliminary are skipped with words and never zero.

    `place` is how the sentence names the area. `scale`, `decimals` and `unit` are those of the figure shown:
    1000 for a rate per 1 000 children, 100 and " %" for a share. `carries_over`: the same children or homes
    count in one tertial after another (stock, during), so neighbours resemble each other and only a point
    outside is a signal: a run or a trend would say no more than that they do.
    """
    known = [point for point in series if point.is_known]
    candidates = [point for point in known if baseline_from is None or point.period >= baseline_from]
    reference = tuple(candidates[:baseline_length])
    shown = sentences.Shown(scale, decimals, unit)
    if len(reference) < baseline_length:
        return _too_short(series, place, reference, baseline_length, shown)
    baseline = read_baseline(reference, kind)
    usual = {point.period: usual_for(point, baseline, kind) for point in known}
    signals = find_signals(known, usual, only_outside=carries_over)
    points = tuple(
        _judged(point, usual[point.period], signals, reference, shown) if point.is_known else _skipped(point)
        for point in series
    )
    verdict = latest_signal(signals, known[-1])
    latest = next(point for point in reversed(points) if not point.skipped)
    return Judgement(
        state=State(verdict.rule.value) if verdict else State.INSIDE,
        side=verdict.side if verdict else 0,
        mean=latest.mean,
        lower=latest.lower,
        upper=latest.upper,
        signals=signals,
        sentence=sentences.judgement(place, points, verdict, shown),
        points=points,
        baseline=tuple(point.period for point in reference),
        dispersion=baseline.dispersion,
        seasonal=baseline.seasonal,
    )


def _judged(
    point: Point,
    usual: Usual,
    signals: Sequence[Signal],
    reference: Sequence[Point],
    shown: sentences.Shown,
) -> JudgedPoint:
    return JudgedPoint(
        period=point.period,
        value=shown.number(point, point.value or 0),
        mean=shown.number(point, usual.mean),
        lower=shown.number(point, usual.lower),
        upper=shown.number(point, usual.upper),
        side=side_of(point, usual),
        in_baseline=point in reference,
        signal=any(_marks(signal, point) for signal in signals),
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
) -> Judgement:
    points = tuple(
        JudgedPoint(
            point.period, shown.number(point, point.value or 0), None, None, None, 0, False, False, ""
        )
        if point.is_known
        else _skipped(point)
        for point in series
    )
    return Judgement(
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
