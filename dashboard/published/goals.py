"""From which tertial a period's targets are seen, so that a target has one verdict whichever period is chosen; and what
stands beside a year's target where the file has no figure of the year so far.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard.published.records import PeriodInfo, Value
from pipelines.kpi.targets import RATES, STANDING
from pipelines.periods import Period

# What a year has is what its tertials have together (`pipelines/kpi/words.py`).
_ADDED = frozenset({"flow", "sum", "days"})


def seen_from(period: PeriodInfo, tertials: Sequence[PeriodInfo]) -> str:
    """The newest whole tertial of a year under way, the last one of a year to date or of three tertials; of every other
    period itself. `tertials` are every one, oldest first."""
    of_year = period.kind == "year" and period.preliminary
    if period.kind not in ("ytd", "rolling") and not of_year:
        return period.period
    inside = [
        tertial.period
        for tertial in tertials
        if period.first_day <= tertial.first_day
        and tertial.last_day <= period.last_day
        and not (of_year and tertial.preliminary)
    ]
    return inside[-1] if inside else period.period


def held(
    value: Value, year: str, seen: str, measure: str, at: Callable[[str], Value]
) -> tuple[Value, tuple[Value, ...]]:
    """What a year's target is held to, seen from a tertial, and what stands beside it where that is not shown.

    `value` where it is shown. Else the year itself where it is over, or what its tertials add up to, where they do and
    every one is shown. Else `value`, and beside it of a share or a median the tertials of the year that are shown, of
    what stands on a day the newest of them, and where there are none, and of every other figure, the year before. `at`
    gives the figure of a period.
    """
    if value.shown or Period.parse(seen).kind != "tertial":
        return value, ()
    whole, number = at(year), int(seen[-1])
    if number == 3 and whole.shown and not whole.preliminary:
        return whole, ()
    tertials = [at(f"{year}T{one}") for one in range(1, number + 1)]
    shown = [one for one in tertials if one.shown and one.value is not None]
    if measure in _ADDED and len(shown) == len(tertials) and not any(one.reason for one in shown):
        total = sum((one.value for one in shown if one.value is not None), Decimal(0))
        under_way = any(one.preliminary for one in shown)
        return replace(shown[-1], period=value.period, value=total, n=None, preliminary=under_way), ()
    if measure in RATES and shown:
        return value, tuple(shown)
    if measure in STANDING and shown:
        return value, (shown[-1],)
    before = at(str(int(year) - 1))
    return value, (before,) if before.shown and not before.preliminary else ()
