"""How a KPI's figures vary when nothing has changed, and so by which method they are judged: told from its measure."""

from __future__ import annotations

from pipelines.signals.series import Kind, Method

_COUNTED_ANEW = frozenset({"flow", "unique_flow"})
_CARRIED_OVER = frozenset({"during", "stock"})
_LEVELS = frozenset({"level"})


def how_it_varies(measure: str, numerator: str = "", denominator: str = "") -> tuple[Kind, bool]:
    """The kind of a KPI's figures, and whether they carry over from one tertial to the next.

    `measure` is the KPI's own; for a ratio also those of its two parts. A count of a count it is part of is a
    share, a count per inhabitants a rate, and anything with kronor, days or participants in it an amount (a
    course brings its participants in groups, so they do not come one by one as counts do). A quotient of kronor or
    days is of the same children in one tertial after another.
    """
    if measure in _COUNTED_ANEW | _CARRIED_OVER:
        return Kind.COUNT, measure in _CARRIED_OVER
    if measure == "ratio" and numerator in _COUNTED_ANEW | _CARRIED_OVER:
        if denominator in _LEVELS:
            return Kind.RATE, numerator in _CARRIED_OVER
        if denominator in _COUNTED_ANEW:
            return Kind.PROPORTION, numerator in _CARRIED_OVER
    return Kind.AMOUNT, measure in _LEVELS | {"days", "ratio"}


def how_it_is_judged(unit: str, measure: str, numerator: str = "", denominator: str = "") -> Method | None:
    """The method that holds for a KPI; None where none does.

    Kronor are not judged: prices rise, so that every recent tertial lies above the earlier ones. Nor is a level (an
    agreed number, the population), which is no outcome of chance.
    """
    if measure in _LEVELS or unit.split(" ")[0] == "kr":
        return None
    kind, carries_over = how_it_varies(measure, numerator, denominator)
    if measure == "days":
        # Over the days of the tertial they are the children in care at once, and as certain as that count.
        return Method.CARRIED_COUNT
    if carries_over:
        return Method.CARRIED_AMOUNT if kind is Kind.AMOUNT else Method.CARRIED_COUNT
    return {
        Kind.COUNT: Method.COUNTED,
        Kind.RATE: Method.COUNTED,
        Kind.PROPORTION: Method.SHARE,
        Kind.AMOUNT: Method.MEASURED,
    }[kind]
