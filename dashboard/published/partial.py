"""GFO's figures of those that have delivered, while it waits for the others."""

from __future__ import annotations

from dashboard.published.reading import read
from dashboard.published.records import PartialFigure
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@remembered(512)
def partial_figure(source: Source, kpi: str, period: str) -> PartialFigure | None:
    """One KPI's; None where GFO waits for no kommun."""
    where = {"kpi": kpi, "cut": "", "period": period}
    return next(iter(read(source, PartialFigure, "partial_gfo", where=where, order="t.period")), None)
