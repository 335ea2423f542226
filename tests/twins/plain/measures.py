"""How observations add up in one period and one area: a function a measure, each a loop over observations.

All take the observations of that area and cut alone and return (value, n); a value of None means that there is none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tests.twins.plain.calendar import DAY, Span, days_between
from tests.twins.plain.observations import Observation

Value = int | Decimal | Fraction | None
Measure = Callable[[list[Observation], Span, date], tuple[Value, int]]


def _on_days_of(observations: list[Observation], period: Span, reporting_date: date) -> list[Observation]:
    """The ones whose day falls in the period; events after the reporting date do not count."""
    return [
        o
        for o in observations
        if o.day is not None and period.first_day <= o.day <= period.last_day and o.day <= reporting_date
    ]


def _ended(observation: Observation, reporting_date: date) -> date | None:
    """The day the span ended, None while it is open: an end after the reporting date has not happened."""
    if observation.last_day is None or observation.last_day > reporting_date:
        return None
    return observation.last_day


def _counted_days(observation: Observation, reporting_date: date) -> frozenset[date]:
    """The days a span counts on: its first day, no longer its last; an open one through the reporting date."""
    assert observation.first_day is not None
    ended = _ended(observation, reporting_date)
    return days_between(observation.first_day, reporting_date if ended is None else ended - DAY)


def flow(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    count = len(_on_days_of(observations, period, reporting_date))
    return count, count


def unique_flow(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    count = len({o.item for o in _on_days_of(observations, period, reporting_date)})
    return count, count


def during(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    seen = set()
    for o in observations:
        assert o.first_day is not None
        if o.first_day > reporting_date:
            continue
        ended = _ended(o, reporting_date)
        touched = days_between(o.first_day, reporting_date if ended is None else ended)
        if touched & period.days:
            seen.add(o.item)
    return len(seen), len(seen)


def stock(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    read_on = min(period.last_day, reporting_date)
    # As `_counted_days` has it, asked of one day: an open referral is an observation a day, and there are many.
    items = {
        o.item
        for o in observations
        if o.first_day is not None
        and o.first_day <= read_on
        and (o.last_day is None or o.last_day > read_on or o.last_day > reporting_date)
    }
    return len(items), len(items)


def days(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    total = sum(len(_counted_days(o, reporting_date) & period.days) for o in observations)
    return total, total


def total(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    counted = _on_days_of(observations, period, reporting_date)
    summed = Decimal(0)
    for o in counted:
        if o.value is None:
            return None, len(counted)
        summed += o.value
    return summed, len(counted)


def median(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    values = sorted(
        Fraction(o.value) for o in _on_days_of(observations, period, reporting_date) if o.value is not None
    )
    n = len(values)
    if n == 0:
        return None, 0
    if n % 2 == 1:
        return values[n // 2], n
    return (values[n // 2 - 1] + values[n // 2]) / 2, n


def latest(observations: list[Observation], not_before: date, not_after: date) -> Value:
    """The value of the latest observation of one kommun between two days, both included."""
    found: Observation | None = None
    for o in observations:
        if o.day is None or not not_before <= o.day <= not_after:
            continue
        if found is None or found.day is None or o.day > found.day:
            found = o
    return None if found is None else found.value


#: The measures that need nothing but the observations of an area. A level also needs to know its kommuner.
MEASURES: dict[str, Measure] = {
    "flow": flow,
    "unique_flow": unique_flow,
    "during": during,
    "stock": stock,
    "days": days,
    "sum": total,
    "median": median,
}
