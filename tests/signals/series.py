"""Series to judge: whole numbers as tertials from T1 2018 on."""

from collections.abc import Iterable, Sequence
from typing import Any

from pipelines.signals import Judgement, Kind, Point, judge_over_time


def tertials(values: Iterable[float | None], exposure: float | None = None) -> list[Point]:
    """One point a value; None is a missing tertial."""
    return [
        Point(f"{2018 + i // 3}T{i % 3 + 1}", value, exposure, status="missing" if value is None else "ok")
        for i, value in enumerate(values)
    ]


def judge(series: Sequence[Point], **terms: Any) -> Judgement:
    """What is said when the whole series is known."""
    return judge_over_time(series, **terms)[0]


def judged(values: Iterable[float | None], kind: Kind = Kind.COUNT) -> Judgement:
    return judge(tertials(values), kind=kind, place="Timrå")
