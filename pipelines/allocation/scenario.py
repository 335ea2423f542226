"""What if: an allocation's inputs with some of them changed, the decided inputs untouched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from pipelines.allocation.key import KeyInputs, check_inputs
from pipelines.errors import ReaderError


def scenario(
    inputs: KeyInputs,
    *,
    budget: int | None = None,
    weight_population: Fraction | None = None,
    weight_placed: Fraction | None = None,
    base_year_population: int | None = None,
    base_year_placed: int | None = None,
    population: Mapping[str, int] | None = None,
    placed: Mapping[str, int] | None = None,
    months: Mapping[str, int] | None = None,
) -> KeyInputs:
    """New inputs for "what if"; `inputs` is left as it is.

    One weight given alone moves the other so that they add up to 1. `population`, `placed` and `months`
    replace the kommuner they name and leave the others: a new owner is named in all three, one that leaves
    during the year gets fewer months, and 0 months takes a kommun out. A new base year comes with that
    year's figures.

    Raises ReaderError: N007 for a kommun with figures that takes no part, else as `allocate`.
    """
    if weight_population is None and weight_placed is not None:
        weight_population = 1 - weight_placed
    elif weight_placed is None and weight_population is not None:
        weight_placed = 1 - weight_population
    new_months = {**inputs.months, **(months or {})}
    new_months = {code: months for code, months in new_months.items() if months != 0}
    leaving = {code for code, number in (months or {}).items() if number == 0}
    outside = sorted({*(population or {}), *(placed or {})} - new_months.keys() - leaving)
    if outside:
        raise ReaderError(
            "N007",
            f"Kommun {', '.join(outside)} har fått antal barn men är inte med i fördelningen {inputs.year}.",
            remedy="Ange hur många månader kommunen är med, eller ta bort dess antal.",
            allowed="1–12 månader",
        )
    changed = replace(
        inputs,
        budget=inputs.budget if budget is None else budget,
        weight_population=inputs.weight_population if weight_population is None else weight_population,
        weight_placed=inputs.weight_placed if weight_placed is None else weight_placed,
        base_year_population=base_year_population or inputs.base_year_population,
        base_year_placed=base_year_placed or inputs.base_year_placed,
        population={**inputs.population, **(population or {})},
        placed={**inputs.placed, **(placed or {})},
        months=dict(sorted(new_months.items())),
    )
    check_inputs(changed)
    return changed
