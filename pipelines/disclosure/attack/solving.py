"""Bounds that linear programs prove: of a sum of unknowns the least and the most, in each connected part by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

import highspy
import numpy as np
from numpy.typing import NDArray

Objective = tuple[tuple[int, float], ...]
"""Unknown and coefficient."""
Interval = tuple[float, float]
Wide = tuple[float, float]
"""A value that is reached, and how many whole numbers there are up to it or above."""
_EXACT = 1e-6
_ROUNDS = 40


@dataclass(frozen=True)
class Constraint:
    """`lower ≤ Σ coefficient · unknown ≤ upper`."""

    lower: float
    upper: float
    terms: Objective


@dataclass
class _Rows:
    """Constraints as columns: row, unknown and coefficient of every term."""

    row: NDArray[np.int64]
    unknown: NDArray[np.int64]
    coefficient: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


def prove(
    lower: Sequence[float],
    upper: Sequence[float],
    whole: Sequence[bool],
    constraints: Sequence[Constraint],
    objectives: Iterable[Objective],
    wide: Mapping[Objective, Wide] | None = None,
) -> dict[Objective, Interval | None]:
    """The interval of each objective; None where its constraints contradict each other. `whole`: whole numbers.

    Rounded inwards where every unknown of the objective is a whole number and counts once. `wide`: an objective that
    is known to be at least so wide is not followed to its ends.
    """
    least, most = np.array(lower, dtype=float), np.array(upper, dtype=float)
    integral = np.array(whole, dtype=bool)
    asked_for = list(objectives)
    # What is asked of together is one part too, so that contradictions anywhere in it are heeded.
    parts = _Parts(len(least), constraints, asked_for)
    rows = _rows(constraints)
    _propagate(least, most, integral, rows)
    wanted: dict[int, list[Objective]] = {}
    for objective in asked_for:
        wanted.setdefault(parts.part_of(objective[0][0]), []).append(objective)
    found: dict[Objective, Interval | None] = {}
    for part, asked in wanted.items():
        unknowns, inside = parts.members(part)
        solved = _Part(least, most, integral, unknowns, inside).solve(asked, wide or {})
        found.update(solved if solved is not None else dict.fromkeys(asked))
    return found


def _rows(constraints: Sequence[Constraint]) -> _Rows:
    terms = [(r, unknown, c) for r, row in enumerate(constraints) for unknown, c in row.terms]
    columns = np.array(terms, dtype=float).reshape(-1, 3)
    return _Rows(
        row=columns[:, 0].astype(np.int64),
        unknown=columns[:, 1].astype(np.int64),
        coefficient=columns[:, 2],
        lower=np.array([row.lower for row in constraints], dtype=float),
        upper=np.array([row.upper for row in constraints], dtype=float),
    )


def _propagate(
    least: NDArray[np.float64], most: NDArray[np.float64], whole: NDArray[np.bool_], rows: _Rows
) -> None:
    """Tighten the bounds of single unknowns by each constraint alone, until nothing more is told."""
    up = rows.coefficient > 0
    for _ in range(_ROUNDS):
        before = least.copy(), most.copy()
        low, high = least[rows.unknown], most[rows.unknown]
        smallest = rows.coefficient * np.where(up, low, high)
        largest = rows.coefficient * np.where(up, high, low)
        # What the other terms of the row are together, at least and at most.
        others_low = _others(smallest, rows, -inf)
        others_high = _others(largest, rows, inf)
        with np.errstate(invalid="ignore"):
            by_upper = (rows.upper[rows.row] - others_low) / rows.coefficient
            by_lower = (rows.lower[rows.row] - others_high) / rows.coefficient
        new_high, new_low = np.where(up, by_upper, by_lower), np.where(up, by_lower, by_upper)
        np.fmin.at(most, rows.unknown, np.where(np.isnan(new_high), inf, new_high))
        np.fmax.at(least, rows.unknown, np.where(np.isnan(new_low), -inf, new_low))
        least[whole] = np.ceil(least[whole] - _EXACT)
        most[whole] = np.floor(most[whole] + _EXACT)
        if np.array_equal(before[0], least) and np.array_equal(before[1], most):
            return


def _others(extremes: NDArray[np.float64], rows: _Rows, unbounded: float) -> NDArray[np.float64]:
    """For every term the sum of the row's other terms; `unbounded` where one of them is."""
    endless = np.isinf(extremes)
    finite = np.where(endless, 0.0, extremes)
    sums = np.bincount(rows.row, finite, minlength=len(rows.lower))
    endless_terms = np.bincount(rows.row, endless, minlength=len(rows.lower))
    return np.where(endless_terms[rows.row] - endless > 0, unbounded, sums[rows.row] - finite)


class _Parts:
    """Which unknowns hang together."""

    def __init__(
        self, unknowns: int, constraints: Sequence[Constraint], together: Sequence[Objective] = ()
    ) -> None:
        self._root = list(range(unknowns))
        for terms in (*(row.terms for row in constraints), *together):
            first = self.part_of(terms[0][0])
            for unknown, _ in terms[1:]:
                self._root[self.part_of(unknown)] = first
        self._members: dict[int, list[int]] = {}
        for unknown in range(unknowns):
            self._members.setdefault(self.part_of(unknown), []).append(unknown)
        self._inside: dict[int, list[Constraint]] = {}
        for row in constraints:
            self._inside.setdefault(self.part_of(row.terms[0][0]), []).append(row)

    def part_of(self, unknown: int) -> int:
        root = self._root
        while root[unknown] != unknown:
            root[unknown] = root[root[unknown]]
            unknown = root[unknown]
        return unknown

    def members(self, part: int) -> tuple[list[int], list[Constraint]]:
        return self._members[part], self._inside.get(part, [])


class _Part:
    """One connected part: a model that is solved again and again, each time from the last corner."""

    def __init__(
        self,
        least: NDArray[np.float64],
        most: NDArray[np.float64],
        whole: NDArray[np.bool_],
        unknowns: list[int],
        constraints: list[Constraint],
    ) -> None:
        self._least, self._most, self._whole = least, most, whole
        self._unknowns = unknowns
        self._constraints = constraints

    def solve(
        self, objectives: list[Objective], wide: Mapping[Objective, Wide]
    ) -> dict[Objective, Interval] | None:
        """None where no figures can be as the constraints say."""
        if any(self._least[u] > self._most[u] + _EXACT for u in self._unknowns):
            return None
        # What stands fast is no longer unknown, and without it less hangs together.
        loose = [u for u in self._unknowns if self._most[u] - self._least[u] > _EXACT]
        place = {unknown: at for at, unknown in enumerate(loose)}
        rows = []
        for row in self._constraints:
            fast = sum(c * self._least[u] for u, c in row.terms if u not in place)
            terms = tuple((place[u], c) for u, c in row.terms if u in place)
            if terms:
                rows.append(Constraint(row.lower - fast, row.upper - fast, terms))
            elif (
                not row.lower - 10 * _EXACT - abs(fast) * 1e-9
                <= fast
                <= row.upper + 10 * _EXACT + abs(fast) * 1e-9
            ):
                return None
        parts = _Parts(len(loose), rows)
        models: dict[int, _Model | _Single] = {}
        found: dict[Objective, Interval] = {}
        for objective in objectives:
            fast = sum(c * self._least[u] for u, c in objective if u not in place)
            low = high = fast
            by_part: dict[int, list[tuple[int, float]]] = {}
            for unknown, c in objective:
                if unknown in place:
                    by_part.setdefault(parts.part_of(place[unknown]), []).append((place[unknown], c))
            for part, inner in by_part.items():
                if part not in models:
                    members, inside = parts.members(part)
                    chosen = [loose[at] for at in members]
                    make = _Model if len(members) > 1 else _Single
                    models[part] = make(members, inside, self._least[chosen], self._most[chosen])
                enough = None
                if objective in wide and len(by_part) == 1:
                    enough = wide[objective][0] - fast, wide[objective][1]
                interval = models[part].bounds(tuple(inner), enough)
                if interval is None:
                    return None
                low, high = low + interval[0], high + interval[1]
            if all(self._whole[unknown] and abs(c) == 1 for unknown, c in objective):
                low = low if low == -inf else ceil(low - _EXACT)
                high = high if high == inf else floor(high + _EXACT)
            found[objective] = (low, high)
        return found


class _Single:
    """What hangs together with nothing: its rows are bounds, and need no solver."""

    def __init__(
        self,
        members: list[int],
        constraints: list[Constraint],
        least: NDArray[np.float64],
        most: NDArray[np.float64],
    ) -> None:
        self._low, self._high = float(least[0]), float(most[0])
        for row in constraints:
            ((_, c),) = row.terms
            low, high = sorted((row.lower / c, row.upper / c))
            self._low, self._high = max(self._low, low), min(self._high, high)

    def bounds(self, objective: Objective, wide: Wide | None) -> Interval | None:
        ((_, c),) = objective
        low, high = sorted((c * self._low, c * self._high))
        return (low, high) if self._low <= self._high + _EXACT else None


class _Model:
    """A HiGHS model. A corner that it has stood on is a possible world: what is reached there need not be asked for."""

    def __init__(
        self,
        members: list[int],
        constraints: list[Constraint],
        least: NDArray[np.float64],
        most: NDArray[np.float64],
    ) -> None:
        self._place = {unknown: at for at, unknown in enumerate(members)}
        self._least, self._most = least, most
        self._reached_least = np.full(len(members), inf)
        self._reached_most = np.full(len(members), -inf)
        self._corners: list[NDArray[np.float64]] = []
        self._costs: list[int] = []
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("presolve", "off")
        self._solver.setOptionValue("threads", 1)
        self._solver.passModel(self._model(constraints))

    def _model(self, constraints: list[Constraint]) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._place), len(constraints)
        model.col_cost_ = np.zeros(len(self._place))
        model.col_lower_, model.col_upper_ = self._least, self._most
        model.row_lower_ = np.array([row.lower for row in constraints], dtype=float)
        model.row_upper_ = np.array([row.upper for row in constraints], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lengths = [len(row.terms) for row in constraints]
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        model.a_matrix_.index_ = np.array(
            [self._place[u] for row in constraints for u, _ in row.terms], dtype=np.int32
        )
        model.a_matrix_.value_ = np.array([c for row in constraints for _, c in row.terms], dtype=float)
        return model

    def bounds(self, objective: Objective, wide: Wide | None) -> Interval | None:
        terms = [(self._place[unknown], c) for unknown, c in objective]
        if len(terms) == 1:
            at, c = terms[0]
            if self._reached_least[at] <= self._least[at] + _EXACT and (
                self._reached_most[at] >= self._most[at] - _EXACT
            ):
                ends = sorted((c * self._least[at], c * self._most[at]))
                return ends[0], ends[1]
        if wide and (seen := self._seen(terms, wide)):
            return seen
        high = self._extreme(terms, -1.0)
        if wide and (seen := self._seen(terms, wide)):
            return seen
        low = self._extreme(terms, 1.0)
        return None if low is None or high is None else (low, -high)

    def _seen(self, terms: list[tuple[int, float]], wide: Wide) -> Interval | None:
        """Between what the corners stood on so far have it, where that is wide enough."""
        if not self._corners:
            return None
        sums = [sum(c * corner[at] for at, c in terms) for corner in self._corners]
        low, high = min(sums), max(sums)
        reached = floor(high + _EXACT)
        return (low, high) if reached >= wide[0] and reached - ceil(low - _EXACT) + 1 >= wide[1] else None

    def _extreme(self, terms: list[tuple[int, float]], sign: float) -> float | None:
        """The least of sign × objective; None where nothing is possible."""
        if len(terms) == 1:
            at, c = terms[0]
            falls = sign * c > 0
            end, reached = (
                (self._least[at], self._reached_least[at] - self._least[at])
                if falls
                else (self._most[at], self._most[at] - self._reached_most[at])
            )
            if reached <= _EXACT:
                return sign * c * float(end)
        for at in self._costs:
            self._solver.changeColCost(at, 0.0)
        self._costs = [at for at, _ in terms]
        for at, c in terms:
            self._solver.changeColCost(at, sign * c)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return -inf
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        point = np.array(self._solver.getSolution().col_value)
        self._corners.append(point)
        np.minimum(self._reached_least, point, out=self._reached_least)
        np.maximum(self._reached_most, point, out=self._reached_most)
        return float(sum(sign * c * point[at] for at, c in terms))
