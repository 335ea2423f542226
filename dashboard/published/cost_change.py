"""Why a care day costs more or less than in the period it is set beside."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboard.published.reading import read
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@dataclass(frozen=True)
class CostChange:
    """The change, kr per care day, and its parts, which add up to it: other shares of the forms, other prices of the
    same forms, and forms that cost something without a day."""

    compared_with: str
    change: Decimal
    mix: Decimal
    price: Decimal
    rest: Decimal


@remembered(512)
def cost_change(source: Source, area: str, period: str) -> CostChange | None:
    """None where the file does not have it."""
    where = {"area": area, "period": period}
    return next(iter(read(source, CostChange, "cost_change", where=where, order="t.period")), None)
