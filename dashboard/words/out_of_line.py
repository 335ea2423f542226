"""Whether what a figure is set beside was out of line itself: then the change since it is no news, or turns a course.

A figure that only comes back to what was usual is else told as a rise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.published.records import Definition, PeriodInfo, Value
from dashboard.words.changes import is_counted, of_shorter_time
from dashboard.words.periods import dated
from pipelines.kpi.words import is_money
from pipelines.periods import Period

# How many periods before a figure it is set beside, by their kind, and what they are called.
_SPAN = {"month": (24, "månader"), "tertial": (8, "tertial"), "year": (6, "år")}
# As large a part of them may be as low as the one a year ago.
_PART = 4
# Two steps the same way, each from one year to the next, come of chance in every third series.
_STEPS = 3


@dataclass(frozen=True)
class Span:
    """The periods before a figure by the first of them and by their name, and whether the one a year ago was low."""

    first: str
    kind: str
    is_low: bool


def out_of_line(series: Sequence[Value], now: Value, before: Value) -> Span | None:
    """`before` is among the lowest quarter of the periods before `now` and below all the others, and `now` lies among
    these others; or highest, where it fell. None where any of the periods is not shown."""
    many, name = _SPAN.get(Period.parse(now.period).kind, (0, ""))
    former = [one for one in series if one.period < now.period][-many:] if many else []
    if len(former) < many or not former or before.period not in {one.period for one in former}:
        return None
    every = (*former, now, before)
    if not all(one.shown for one in every) or now.preliminary or of_shorter_time(*every):
        return None
    size, was = now.value or Decimal(0), before.value or Decimal(0)
    sizes = sorted((one.value or Decimal(0) for one in former), reverse=size < was)
    few = many // _PART
    others, as_far = sizes[few:], sizes[:few]
    if size == was or was not in as_far or was in others:
        return None
    if not min(others) <= size <= max(others):
        return None
    return Span(former[0].period, name, is_low=size > was)


def years_of_course(series: Sequence[Value], now: Value, before: Value) -> int:
    """How many years in a row the figure went one way up to `before`, from where it has now gone the other; 0 where
    these are fewer than three."""
    found = {one.period: one.value for one in series if one.shown and one.value is not None}
    if now.value is None or before.value is None or now.value == before.value:
        return 0
    rose, years, at = now.value < before.value, 0, Period.parse(before.period)
    while True:
        here, earlier = found.get(at.id), found.get(at.year_before().id)
        if here is None or earlier is None or not (earlier < here if rose else earlier > here):
            return years if years >= _STEPS else 0
        years, at = years + 1, at.year_before()


def was_low(span: Span, definition: Definition, compared: PeriodInfo) -> str:
    """`T2 2025 var antalet lågt`, `i maj 2025 var kostnaden hög`."""
    what, how = _low(span, definition)
    return f"{dated(compared, definition.measure)} var {what} {how}"


def when_low(series: Sequence[Value], now: Value, before: Value, definition: Definition) -> str:
    """`, då antalet var lågt`, right after what a change is since; blank where it was not."""
    span = out_of_line(series, now, before)
    what, how = _low(span, definition) if span else ("", "")
    return f", då {what} var {how}" if span else ""


def _low(span: Span, definition: Definition) -> tuple[str, str]:
    if is_money(definition.unit):
        return "kostnaden", "låg" if span.is_low else "hög"
    return "antalet" if is_counted(definition) else "det", "lågt" if span.is_low else "högt"
