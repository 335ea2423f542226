"""Definitions grow stale: each KPI file says when it was read through and when it must be again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from pipelines.kpi.definitions import KpiDefinition

#: A review may not be put off longer than this.
LONGEST = timedelta(days=366)


def overdue_reviews(definitions: Mapping[str, KpiDefinition], day: date) -> list[str]:
    """The KPIs whose next review has passed on `day`, or lies before the last one or more than a year after it."""
    return sorted(
        kpi
        for kpi, definition in definitions.items()
        if definition.next_review < day
        or not timedelta(0) < definition.next_review - definition.reviewed <= LONGEST
    )
