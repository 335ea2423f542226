"""The measures of spans once more, by comparing ends: what `measures` finds by walking through every day of a span.

Two ways of counting that share nothing; the first is the more obvious, this one can be used on whole registers.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.twins.plain.calendar import Span
from tests.twins.plain.measures import MEASURES, Measure, Value
from tests.twins.plain.observations import Observation

DAY = timedelta(days=1)


def _until(observation: Observation, reporting_date: date) -> date:
    """The first day it no longer counts; of an open one the day after the reporting date."""
    ends = observation.last_day
    return reporting_date + DAY if ends is None or ends > reporting_date else ends


def during(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    seen = set()
    for o in observations:
        assert o.first_day is not None
        if o.first_day > min(period.last_day, reporting_date):
            continue
        if o.last_day is None or o.last_day >= period.first_day:
            seen.add(o.item)
    return len(seen), len(seen)


def stock(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    read_on = min(period.last_day, reporting_date)
    items = {
        o.item
        for o in observations
        if o.first_day is not None and o.first_day <= read_on < _until(o, reporting_date)
    }
    return len(items), len(items)


def days(observations: list[Observation], period: Span, reporting_date: date) -> tuple[Value, int]:
    total = 0
    for o in observations:
        assert o.first_day is not None
        first = max(o.first_day, period.first_day)
        total += max(0, (min(_until(o, reporting_date), period.last_day + DAY) - first).days)
    return total, total


WHOLE_SPANS: dict[str, Measure] = {**MEASURES, "during": during, "stock": stock, "days": days}
