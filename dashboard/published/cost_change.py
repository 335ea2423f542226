"""Why a care day costs more or less than in the period it is set beside."""

from __future__ import annotations

from dashboard.published.reading import read
from dashboard.published.records import CostChange
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@remembered(512)
def cost_change(source: Source, area: str, period: str) -> CostChange | None:
    """None where the file does not have it."""
    where = {"area": area, "period": period}
    return next(iter(read(source, CostChange, "cost_change", where=where, order="t.period")), None)
