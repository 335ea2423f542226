"""From which tertial a period's targets are seen, so that a target has one verdict whichever period is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.published.records import PeriodInfo


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
