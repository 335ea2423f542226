"""Which figure a target stands beside: a year's count beside the year to date, its rate beside the rolling year.

A target is set for a year long before the year's own figure exists. A tertial alone would always fall short of a
year's count, and a rate of four months leaps; the year so far, and the last three tertials, can be held to it.
"""

from __future__ import annotations

from pipelines.periods import Period

#: What stands on a day: the newest is what a year's target asks of.
_STANDING = frozenset({"stock", "level"})
#: What has a level of its own however short the period is.
_RATES = frozenset({"ratio", "median"})


def target_periods(tertial: str) -> tuple[str, ...]:
    """The periods whose targets speak of a tertial, the nearest first: its own, three tertials', its year's."""
    found = Period.parse(tertial)
    return (found.id, f"{found.id}Y", f"{found.id}R3", str(found.last_day.year))


def beside_target(measure: str, target_period: str, tertial: str) -> str:
    """The period whose figure is held to a target, seen from a tertial; another target than a year's has its own."""
    if Period.parse(target_period).kind != "year":
        return target_period
    if measure in _STANDING:
        return tertial
    return f"{tertial}R3" if measure in _RATES else f"{tertial}Y"
