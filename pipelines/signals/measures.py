"""How a KPI's figures vary when nothing has changed, told from its measure."""

from __future__ import annotations

from pipelines.signals.series import Kind

_COUNTED_ANEW = frozenset({"flow", "unique_flow"})
_CARRIED_OVER = frozenset({"during", "stock"})


def how_it_varies(measure: str, numerator: str = "", denominator: str = "") -> tuple[Kind, bool]:
    """The kind of limits for a KPI, and whether its figures carry over from one tertial to the next.

    `measure` is the KPI's own; for a ratio also those of its two parts. A count of a count it is part of is a
    share, a count per inhabitants a rate, and anything with kronor, days or participants in it an amount (a
    course brings its participants in groups, so they do not come one by one as counts do).
    """
    if measure in _COUNTED_ANEW | _CARRIED_OVER:
        return Kind.COUNT, measure in _CARRIED_OVER
    if measure == "ratio" and numerator in _COUNTED_ANEW | _CARRIED_OVER:
        if denominator == "level":
            return Kind.RATE, numerator in _CARRIED_OVER
        if denominator in _COUNTED_ANEW:
            return Kind.PROPORTION, numerator in _CARRIED_OVER
    return Kind.AMOUNT, measure in {"level", "days"}
