"""Why a kommun's amount changed between two allocations, split into effects that add up to the krona."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import factorial, floor

from pipelines.allocation.key import KeyInputs, allocate

EFFECTS = ("budget", "population", "placed", "weights", "membership")
"""What can differ between two allocations; the order of the fields of KommunChange."""


@dataclass(frozen=True)
class KommunChange:
    """One kommun's change in whole kronor; the five effects add up to `change_sek`.

    `before_sek` is 0 for a kommun that was not an owner then, `after_sek` for one that no longer is.
    """

    kommun_code: str
    before_sek: int
    after_sek: int
    change_sek: int
    budget_sek: int
    population_sek: int
    placed_sek: int
    weights_sek: int
    membership_sek: int


def explain_change(before: KeyInputs, after: KeyInputs) -> list[KommunChange]:
    """Split every kommun's change into budget, population, placed, weights and membership effects.

    Each effect is a Shapley value: the mean, over all 120 orders of changing the five inputs one at a time,
    of what that input changed when its turn came, so that no order is favoured (Shorrocks 2013,
    "Decomposition procedures for distributional analysis", J. Econ. Inequality 11). Every step is a real
    allocation in whole kronor, so the exact effects add up to the exact change; then they are rounded to
    whole kronor so that rows *and* columns still add up: each kommun's effects to its change, the budget
    effects of all kommuner to the budget's change, each other effect to zero. An effect is never a krona or
    more from its exact value.

    A kommun that is an owner on one side only has no figures on the other: its own figures are used on both
    sides, so that its coming or leaving is a membership effect and not a population one.

    Rows in the order of kommun codes, for every kommun in either. Raises ReaderError as `allocate`, also
    when a mixture of the two cannot be allocated (a component with weight in one and no children in the other).
    """
    codes = sorted({*before.months, *after.months})
    amounts = {
        chosen: _amounts(_mixture(before, after, chosen), codes)
        for size in range(len(EFFECTS) + 1)
        for chosen in map(frozenset, combinations(EFFECTS, size))
    }
    exact = [[_shapley(amounts, effect, i) for effect in EFFECTS] for i in range(len(codes))]
    rounded = _round_keeping_sums(exact)
    first, last = amounts[frozenset()], amounts[frozenset(EFFECTS)]
    return [
        KommunChange(code, first[i], last[i], last[i] - first[i], *rounded[i]) for i, code in enumerate(codes)
    ]


def _mixture(before: KeyInputs, after: KeyInputs, chosen: frozenset[str]) -> KeyInputs:
    """`before` with the chosen inputs taken from `after`."""
    weights = after if "weights" in chosen else before
    return replace(
        before,
        budget=(after if "budget" in chosen else before).budget,
        population=_filled(before.population, after.population, "population" in chosen, before, after),
        placed=_filled(before.placed, after.placed, "placed" in chosen, before, after),
        weight_population=weights.weight_population,
        weight_placed=weights.weight_placed,
        months=(after if "membership" in chosen else before).months,
    )


def _filled(
    old: Mapping[str, int], new: Mapping[str, int], take_new: bool, before: KeyInputs, after: KeyInputs
) -> dict[str, int]:
    """One side's figures; a kommun that owned on the other side only keeps that side's figures."""
    only_before = before.months.keys() - after.months.keys()
    only_after = after.months.keys() - before.months.keys()
    figures = dict(new if take_new else old)
    figures |= {code: old[code] for code in only_before if code in old}
    figures |= {code: new[code] for code in only_after if code in new}
    return figures


def _amounts(inputs: KeyInputs, codes: list[str]) -> list[int]:
    by_code = {share.kommun_code: share.amount_sek for share in allocate(inputs)}
    return [by_code.get(code, 0) for code in codes]


def _shapley(amounts: Mapping[frozenset[str], list[int]], effect: str, i: int) -> Fraction:
    """The mean over all orders, gathered by the set S changed before: |S|! (n − 1 − |S|)! orders share it."""
    n = len(EFFECTS)
    total = sum(
        factorial(len(earlier))
        * factorial(n - 1 - len(earlier))
        * (amounts[earlier | {effect}][i] - amount[i])
        for earlier, amount in amounts.items()
        if effect not in earlier
    )
    return Fraction(total, factorial(n))


def _round_keeping_sums(exact: list[list[Fraction]]) -> list[list[int]]:
    """Round a table whose row and column sums are whole to whole cells with the same sums.

    Controlled rounding (Cox 1987, "A constructive procedure for unbiased controlled rounding", JASA 82): as
    the sums are whole, a row or column with one fractional cell has two, so the fractional cells hold a
    cycle; adding and subtracting the same amount around it keeps every sum and makes at least one cell whole.
    Deterministic: the cycle is the first one found in table order, and the nearer way round is taken.
    """
    cells = [list(row) for row in exact]
    while cycle := _fractional_cycle(cells):
        raised, lowered = cycle[0::2], cycle[1::2]
        up = min(_to_ceiling(cells, raised), _to_floor(cells, lowered))
        down = min(_to_floor(cells, raised), _to_ceiling(cells, lowered))
        step = up if up <= down else -down
        for r, c in raised:
            cells[r][c] += step
        for r, c in lowered:
            cells[r][c] -= step
    return [[int(cell) for cell in row] for row in cells]


def _to_floor(cells: list[list[Fraction]], places: list[tuple[int, int]]) -> Fraction:
    return min(cells[r][c] - floor(cells[r][c]) for r, c in places)


def _to_ceiling(cells: list[list[Fraction]], places: list[tuple[int, int]]) -> Fraction:
    return min(floor(cells[r][c]) + 1 - cells[r][c] for r, c in places)


def _fractional_cycle(cells: list[list[Fraction]]) -> list[tuple[int, int]]:
    """Fractional cells of a closed walk, alternately along a row and along a column; [] if none is left."""
    path = [(r, c) for r, row in enumerate(cells) for c, cell in enumerate(row) if cell.denominator != 1][:1]
    while path:
        r, c = path[-1]
        if len(path) % 2:  # along the row, to another fractional cell of it
            step = next((r, k) for k, cell in enumerate(cells[r]) if k != c and cell.denominator != 1)
            met = [i for i in range(1, len(path) - 1, 2) if path[i][1] == step[1]]
        else:  # along the column
            step = next((k, c) for k, row in enumerate(cells) if k != r and row[c].denominator != 1)
            met = [i for i in range(0, len(path) - 1, 2) if path[i][0] == step[0]]
        if met:
            # The walk is back in a column (row) that it has turned in before: what lies between is the cycle.
            return [*path[met[0] + 1 :], step]
        path.append(step)
    return []
