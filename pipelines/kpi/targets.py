"""Which figure a target stands beside: a year's count beside the year to date, its rate beside the rolling year.

A target is set for a year long before the year's own figure exists. A tertial alone would always fall short of a
year's count, and a rate of four months leaps; the year so far, and the last three tertials, can be held to it.
"""

from __future__ import annotations

from pipelines.periods import Period

#: What stands on a day: the newest is what a year's target asks of.
STANDING = frozenset({"stock", "level"})
#: What has a level of its own however short the period is.
RATES = frozenset({"ratio", "median"})


def target_periods(period: str) -> tuple[str, ...]:
    """The periods whose targets speak of a period, the nearest first: its own; of a tertial also that of the year so
    far, of three tertials, of its year."""
    found = Period.parse(period)
    if found.kind != "tertial":
        return (found.id,)
    return (found.id, f"{found.id}Y", f"{found.id}R3", str(found.last_day.year))


def beside_target(measure: str, target_period: str, period: str) -> str:
    """The period whose figure is held to a target, seen from a period: of a year's, seen from a tertial, the year to
    date or the last three tertials; of every other the target's own."""
    if period == target_period or Period.parse(target_period).kind != "year":
        return target_period
    if measure in STANDING:
        return period
    return f"{period}R3" if measure in RATES else f"{period}Y"
