"""The homes that were there when the bank's register began: they were entered in a period, and came to none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.published.figures import Figures
from dashboard.published.records import Value
from pipelines.kpi.words import REGISTER_BEGAN
from pipelines.periods import Period

#: Homes that came to the bank in a period.
CAME = "homes_joined_bank"


@dataclass(frozen=True)
class OpeningStock:
    """The tertial in which an area's register began, and how many homes were entered in it."""

    tertial: Period
    homes: Decimal


def opening_stock(figures: Figures, kpi: str, area: str) -> OpeningStock | None:
    """That of an area's first tertial, where a KPI counts the homes that came; None where none were entered in it, or
    the file does not tell."""
    # Of every area at once: a chart of one kommun has the scale of all.
    series = figures.everywhere(CAME, "tertial").get(area, ()) if kpi == CAME else ()
    first = next((value for value in series if value.reason != "ej_med"), None)
    if first is None or not first.shown or not first.value:
        return None
    return OpeningStock(Period.parse(first.period), first.value)


def without_opening(values: Sequence[Value], opening: OpeningStock | None) -> tuple[Value, ...]:
    """An area's figures of homes that came, without those of the periods that hold the opening stock (None: all as they
    are), and why."""
    if opening is None:
        return tuple(values)
    return tuple(
        replace(value, value=None, status="missing", reason=REGISTER_BEGAN)
        if value.value and _holds(Period.parse(value.period), opening.tertial)
        else value
        for value in values
    )


def _holds(period: Period, tertial: Period) -> bool:
    """Whether a period has days of the tertial."""
    return period.first_day <= tertial.last_day and tertial.first_day <= period.last_day
