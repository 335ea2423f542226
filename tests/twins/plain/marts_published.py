"""Twin of `published_difference`: where an old report says another figure than the rows do, as both are shown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from tests.twins.plain.figures import Cell, Figure
from tests.twins.plain.measures import Value

Row = dict[str, Any]
Difference = tuple[Fraction, Fraction]


def published_differences(
    figures: Mapping[Cell, Figure], published: list[Row], decimals: Mapping[str, int]
) -> dict[tuple[str, str, str], Difference]:
    """(KPI, area, period) → what the report says and what the rows give; only figures that the rows do give."""
    found = {}
    for row in published:
        figure = figures.get((row["kpi"], "", row["area"], row["period"]))
        if figure is None or figure.status != "ok":
            continue
        places = decimals[row["kpi"]]
        if as_shown(figure.value, places) != as_shown(row["value"], places):
            found[row["kpi"], row["area"], row["period"]] = (
                Fraction(row["value"]),
                Fraction(_known(figure.value)),
            )
    return found


def as_shown(value: Value, decimals: int) -> Decimal:
    """Rounded as a reader sees it, half away from zero; the warehouse keeps six decimals."""
    known = Fraction(_known(value))
    kept = (Decimal(known.numerator) / Decimal(known.denominator)).quantize(
        Decimal(1).scaleb(-6), ROUND_HALF_UP
    )
    return kept.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _known(value: Value) -> int | Decimal | Fraction:
    assert value is not None
    return value
