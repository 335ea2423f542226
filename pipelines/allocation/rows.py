"""A year's key as it is stored, a row an input, and as the allocation reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipelines.allocation.key import KeyInputs, whole_kronor
from pipelines.reference import GFO


@dataclass(frozen=True)
class KeyRow:
    """One input of a year's key: of a kommun (population, placed, months), or of GFO (budget, weights, age_to).

    `base_year` is the year that a count of children is of.
    """

    component: str
    base_year: int | None
    area: str
    value: Decimal


def key_inputs(year: int, rows: Iterable[KeyRow]) -> KeyInputs:
    """One year's rows as the allocation reads them.

    A kommun without months takes no part, and what is missing of the others is for `allocate` to refuse. Raises
    ReaderError N006 for a budget with öre, KeyError when the year has no budget, weight or age.
    """
    single: dict[str, Decimal] = {}
    by_kommun: dict[str, dict[str, int]] = {"population": {}, "placed": {}, "months": {}}
    base_year = {"population": year, "placed": year}
    for row in rows:
        if row.area == GFO:
            single[row.component] = row.value
            continue
        by_kommun[row.component][row.area] = int(row.value)
        if row.base_year is not None:
            base_year[row.component] = row.base_year
    return KeyInputs(
        year=year,
        budget=whole_kronor(single["budget"]),
        weight_population=Fraction(single["weight_population"]),
        weight_placed=Fraction(single["weight_placed"]),
        base_year_population=base_year["population"],
        base_year_placed=base_year["placed"],
        age_to=int(single["age_to"]),
        population=by_kommun["population"],
        placed=by_kommun["placed"],
        months=by_kommun["months"],
    )
