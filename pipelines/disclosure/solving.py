"""How little can be proved of one figure: the least and the greatest value that rows and bounds leave it.

One linear program a connected part of the table: what is known is taken into the rows, so that a part is only what is
unknown and hangs together.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

Bounds = tuple[float, float]


@dataclass(frozen=True)
class Extreme:
    """A least or greatest value (infinite where nothing bounds it), and the rows that hold it there."""

    value: float
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Constraint:
    """lower <= sum of factor x variable <= upper, variables by number."""

    terms: tuple[tuple[int, float], ...]
    lower: float
    upper: float


class Part:
    """The unknown figures that hang together with one of them, as a linear program."""

    def __init__(
        self,
        variables: Sequence[int],
        rows: Sequence[int],
        constraints: Sequence[Constraint],
        known: Mapping[int, float],
        bounds: Mapping[int, Bounds],
    ) -> None:
        self.variables = tuple(variables)
        self._column = {variable: column for column, variable in enumerate(variables)}
        self._rows = tuple(rows)
        self._found: dict[tuple[tuple[tuple[int, float], ...], bool], Extreme] = {}
        #: Corners that were stood on: each a table that is possible.
        self._corners: list[NDArray[np.float64]] = []
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("presolve", "off")
        self._solver.passModel(self._model(constraints, known, bounds))

    def _model(
        self, constraints: Sequence[Constraint], known: Mapping[int, float], bounds: Mapping[int, Bounds]
    ) -> highspy.HighsLp:
        starts, index, factors = [0], [], []
        lower, upper = [], []
        for row in self._rows:
            constraint = constraints[row]
            constant = 0.0
            for variable, factor in constraint.terms:
                if variable in known:
                    constant += known[variable] * factor
                else:
                    index.append(self._column[variable])
                    factors.append(factor)
            starts.append(len(index))
            lower.append(constraint.lower - constant)
            upper.append(constraint.upper - constant)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.variables), len(self._rows)
        model.col_cost_ = np.zeros(len(self.variables))
        found = [bounds.get(variable, (0.0, math.inf)) for variable in self.variables]
        model.col_lower_ = np.array([low for low, _ in found], dtype=float)
        model.col_upper_ = np.array([high for _, high in found], dtype=float)
        model.row_lower_, model.row_upper_ = np.array(lower, dtype=float), np.array(upper, dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(index, dtype=np.int32)
        model.a_matrix_.value_ = np.array(factors, dtype=float)
        return model

    def reaches(self, terms: Sequence[tuple[int, float]], value: float) -> bool:
        """Whether a table that is known to be possible has at least this sum: then its greatest need not be sought."""
        columns = [(self._column[variable], factor) for variable, factor in terms]
        return any(sum(factor * at[column] for column, factor in columns) >= value for at in self._corners)

    def extreme(self, terms: Sequence[tuple[int, float]], *, greatest: bool) -> Extreme:
        """The least or greatest value of a sum of this part's figures. RuntimeError when the rows contradict."""
        asked = (tuple(terms), greatest)
        if asked not in self._found:
            self._found[asked] = self._solve(terms, greatest=greatest)
        return self._found[asked]

    def _solve(self, terms: Sequence[tuple[int, float]], *, greatest: bool) -> Extreme:
        sign = -1.0 if greatest else 1.0
        for variable, factor in terms:
            self._solver.changeColCost(self._column[variable], sign * factor)
        self._solver.run()
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kUnknown:
            # Where the last question ended is at times no place to begin the next one.
            self._solver.clearSolver()
            self._solver.run()
        status = self._solver.getModelStatus()
        value = math.nan
        rows: tuple[int, ...] = ()
        if status == highspy.HighsModelStatus.kOptimal:
            value = sign * self._solver.getInfo().objective_function_value
            solution = self._solver.getSolution()
            self._corners.append(np.asarray(solution.col_value))
            duals = np.asarray(solution.row_dual)
            rows = tuple(self._rows[place] for place in np.flatnonzero(np.abs(duals) > 1e-9))
        elif status in (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            value = sign * -math.inf
        for variable, _ in terms:
            self._solver.changeColCost(self._column[variable], 0.0)
        if math.isnan(value):
            raise RuntimeError(f"the figures contradict each other: {status}")
        return Extreme(value, rows)


class Parts:
    """The parts of a table for one attacker. `known`: what the attacker knows, by variable.

    `shared`: parts that some attacker has solved; to those who know the same of one it is one.
    """

    def __init__(
        self,
        constraints: Sequence[Constraint],
        touching: Mapping[int, Sequence[int]],
        known: Mapping[int, float],
        bounds: Mapping[int, Bounds],
        shared: dict[tuple[object, ...], Part],
    ) -> None:
        self._shared = shared
        self._constraints = constraints
        self._touching = touching
        self._known = dict(known)
        self._bounds = bounds
        self._parts: dict[int, Part] = {}

    def of(self, variable: int) -> Part:
        """The part that an unknown figure lies in."""
        found = self._parts.get(variable)
        if found is None:
            variables, rows = self._reached(variable)
            limits = tuple((self._constraints[row].lower, self._constraints[row].upper) for row in rows)
            asked = (tuple(variables), tuple(self._bounds.get(one) for one in variables), limits)
            if asked not in self._shared:
                self._shared[asked] = Part(variables, rows, self._constraints, self._known, self._bounds)
            found = self._shared[asked]
            self._parts.update(dict.fromkeys(variables, found))
        return found

    def knows(self, variable: int) -> bool:
        return variable in self._known

    def forget(self, variable: int) -> None:
        """A figure becomes unknown: the parts beside it are one."""
        self._known.pop(variable, None)
        self._drop_beside(variable)

    def learn(self, variable: int, value: float) -> None:
        """A figure becomes known: its part falls apart."""
        self._drop_beside(variable)
        self._parts.pop(variable, None)
        self._known[variable] = value

    def _drop_beside(self, variable: int) -> None:
        for row in self._touching.get(variable, ()):
            for other, _ in self._constraints[row].terms:
                part = self._parts.get(other)
                if part is not None:
                    for member in part.variables:
                        self._parts.pop(member, None)

    def _reached(self, start: int) -> tuple[list[int], list[int]]:
        seen, rows, waiting = {start}, dict[int, None](), [start]
        while waiting:
            for row in self._touching.get(waiting.pop(), ()):
                if row in rows:
                    continue
                rows[row] = None
                for other, _ in self._constraints[row].terms:
                    if other not in seen and other not in self._known:
                        seen.add(other)
                        waiting.append(other)
        return sorted(seen), list(rows)


def rows_by_variable(constraints: Sequence[Constraint]) -> dict[int, list[int]]:
    """The rows that each variable is in."""
    found: dict[int, list[int]] = defaultdict(list)
    for number, constraint in enumerate(constraints):
        for variable, _ in constraint.terms:
            found[variable].append(number)
    return found


def shown_in(
    rows: Collection[int], constraints: Sequence[Constraint], candidates: Collection[int]
) -> set[int]:
    """Those of some variables that stand in any of these rows."""
    return {variable for row in rows for variable, _ in constraints[row].terms if variable in candidates}


def extreme_of(
    unknown: Sequence[tuple[int, float]], parts: Parts, constant: float, *, greatest: bool
) -> Extreme:
    """The extreme of a sum whose figures may lie in parts that do not touch."""
    value, rows = constant, list[int]()
    for part, terms in _by_part(unknown, parts):
        found = part.extreme(terms, greatest=greatest)
        value += found.value
        rows += found.rows
    return Extreme(value, tuple(rows))


def reaches(unknown: Sequence[tuple[int, float]], parts: Parts, value: float) -> bool:
    """Whether a sum of one part is known to reach a value."""
    (part, terms), *others = _by_part(unknown, parts)
    return not others and part.reaches(terms, value)


def _by_part(
    unknown: Sequence[tuple[int, float]], parts: Parts
) -> Iterator[tuple[Part, list[tuple[int, float]]]]:
    grouped: dict[int, tuple[Part, list[tuple[int, float]]]] = {}
    for variable, factor in unknown:
        part = parts.of(variable)
        grouped.setdefault(id(part), (part, []))[1].append((variable, factor))
    yield from grouped.values()
