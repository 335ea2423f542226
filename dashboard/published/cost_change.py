"""Why a care day costs more or less than in the period it is set beside."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.published.reading import read
from dashboard.published.records import CostChange
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


def cost_change(source: Source, area: str, period: str) -> CostChange | None:
    """None where the file does not have it."""
    return _of_period(source, period).get(area)


@remembered(256)
def _of_period(source: Source, period: str) -> Mapping[str, CostChange]:
    """By area: one query serves whichever is chosen next."""
    found = read(source, CostChange, "cost_change", where={"period": period}, order="t.area")
    return MappingProxyType({change.area: change for change in found})
