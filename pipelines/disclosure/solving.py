"""How little can be proved of one figure: the least and the greatest value that rows and bounds leave it.

One linear program a connected part of the table: what is known is taken into the rows, so that a part is only what is
unknown and hangs together.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np
from numpy.typing import NDArray

Bounds = tuple[float, float]
_SAME = 1e-9


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
    """The unknown figures that hang together with one of them, as a linear program.

    `truth`: the true figures, by variable; those in its rows that are not its own are known. `possible`: tables of its
    figures that are known to be possible, a row each.
    """

    def __init__(
        self,
        variables: Sequence[int],
        rows: Sequence[int],
        constraints: Sequence[Constraint],
        bounds: Mapping[int, Bounds],
        truth: Sequence[float],
        possible: NDArray[np.float64],
    ) -> None:
        self.variables = tuple(variables)
        self.possible = possible
        self._column = {variable: column for column, variable in enumerate(variables)}
        self._rows = tuple(rows)
        self._constraints, self._bounds, self._truth = constraints, bounds, truth
        self._found: dict[tuple[tuple[tuple[int, float], ...], bool], Extreme] = {}

    @cached_property
    def _solver(self) -> highspy.Highs:
        """Made when first asked: most questions are answered by a table that is known to be possible."""
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("presolve", "off")
        solver.passModel(self._model())
        return solver

    def _model(self) -> highspy.HighsLp:
        starts, index, factors = [0], [], []
        lower, upper = [], []
        for row in self._rows:
            constraint = self._constraints[row]
            constant = 0.0
            for variable, factor in constraint.terms:
                column = self._column.get(variable)
                if column is None:
                    constant += self._truth[variable] * factor
                else:
                    index.append(column)
                    factors.append(factor)
            starts.append(len(index))
            lower.append(constraint.lower - constant)
            upper.append(constraint.upper - constant)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.variables), len(self._rows)
        model.col_cost_ = np.zeros(len(self.variables))
        found = [self._bounds.get(variable, (0.0, math.inf)) for variable in self.variables]
        model.col_lower_ = np.array([low for low, _ in found], dtype=float)
        model.col_upper_ = np.array([high for _, high in found], dtype=float)
        model.row_lower_, model.row_upper_ = np.array(lower, dtype=float), np.array(upper, dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        model.a_matrix_.index_ = np.array(index, dtype=np.int32)
        model.a_matrix_.value_ = np.array(factors, dtype=float)
        return model

    def columns_of(self, variables: Sequence[int]) -> tuple[list[int], list[int]]:
        """The places, among some figures and in this part, of those that it holds."""
        found = [(place, self._column[one]) for place, one in enumerate(variables) if one in self._column]
        return [place for place, _ in found], [column for _, column in found]

    def seen(self, terms: Sequence[tuple[int, float]]) -> tuple[float, float]:
        """The least and the greatest of a sum in the tables that are known to be possible; its extremes lie beyond."""
        sums = self.possible[:, [self._column[variable] for variable, _ in terms]] @ [
            factor for _, factor in terms
        ]
        return float(sums.min()), float(sums.max())

    def possible_with(self, known: Mapping[int, float]) -> NDArray[np.float64]:
        """Tables that are possible when some of its figures are as `known`: mixtures of those that are so already."""
        tables = self.possible
        for variable in self.variables:
            if variable in known:
                tables = _mixed(tables, self._column[variable], known[variable])
        return tables

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
            self.possible = np.vstack([self.possible, np.asarray(solution.col_value)])
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


def _mixed(tables: NDArray[np.float64], column: int, value: float) -> NDArray[np.float64]:
    """Tables with a value in a column: those that have it, and the rest each mixed with the farthest on its other
    side, so that as much of it as can be is left."""
    off = tables[:, column] - value
    there = np.abs(off) <= _SAME
    found = [tables[there]]
    if not np.all(there):
        low, high = int(np.argmin(off)), int(np.argmax(off))
        for side, partner in ((off > _SAME, low), (off < -_SAME, high)):
            if np.any(side) and off[partner] * off[side][0] < 0:
                weight = (off[partner] / (off[partner] - off[side]))[:, None]
                found.append(weight * tables[side] + (1 - weight) * tables[partner])
    return np.vstack(found)


def _farthest(tables: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of some tables those in which some figure is as great, or as small, as in any."""
    return tables[np.unique(np.concatenate([tables.argmax(axis=0), tables.argmin(axis=0)]))]


class Parts:
    """The parts of a table for one attacker. `known`: what the attacker knows, by variable. `truth`: the true figures.

    `shared`: parts that some attacker has solved; to those who know the same of one it is one.
    """

    def __init__(
        self,
        constraints: Sequence[Constraint],
        touching: Mapping[int, Sequence[int]],
        known: Mapping[int, float],
        bounds: Mapping[int, Bounds],
        truth: Sequence[float],
        shared: dict[tuple[object, ...], Part],
    ) -> None:
        self._shared = shared
        self._constraints = constraints
        self._touching = touching
        self._known = dict(known)
        self._bounds = bounds
        self._truth = truth
        self._parts: dict[int, Part] = {}
        #: The part a figure lay in before something became known or unknown.
        self._elders: dict[int, Part] = {}

    def of(self, variable: int) -> Part:
        """The part that an unknown figure lies in."""
        found = self._parts.get(variable)
        if found is None:
            variables, rows = self._reached(variable)
            limits = tuple((self._constraints[row].lower, self._constraints[row].upper) for row in rows)
            asked = (tuple(variables), tuple(self._bounds.get(one) for one in variables), limits)
            if asked not in self._shared:
                self._shared[asked] = Part(
                    variables, rows, self._constraints, self._bounds, self._truth, self._possible(variables)
                )
            found = self._shared[asked]
            self._parts.update(dict.fromkeys(variables, found))
        return found

    def _possible(self, variables: Sequence[int]) -> NDArray[np.float64]:
        """Tables of a new part that are known to be possible: what was so of those before it, and else the truth."""
        true = np.array([self._truth[variable] for variable in variables])
        tables = [true[None, :]]
        for elder in {id(one): one for v in variables if (one := self._elders.get(v)) is not None}.values():
            old = elder.possible_with(self._known)
            table = np.repeat(true[None, :], len(old), axis=0)
            new, before = elder.columns_of(variables)
            table[:, new] = old[:, before]
            tables.append(table)
        return _farthest(np.vstack(tables))

    def knows(self, variable: int) -> bool:
        return variable in self._known

    def forget(self, variable: int) -> None:
        """A figure becomes unknown: the parts beside it are one."""
        self._known.pop(variable, None)
        self._drop_beside(variable)

    def learn(self, variable: int, value: float) -> None:
        """A figure becomes known: its part falls apart."""
        self._drop_beside(variable)
        if (part := self._parts.pop(variable, None)) is not None:
            self._elders.update(dict.fromkeys(part.variables, part))
        self._known[variable] = value

    def _drop_beside(self, variable: int) -> None:
        for row in self._touching.get(variable, ()):
            for other, _ in self._constraints[row].terms:
                part = self._parts.get(other)
                if part is not None:
                    for member in part.variables:
                        self._elders[member] = part
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


def seen_of(unknown: Sequence[tuple[int, float]], parts: Parts, constant: float) -> tuple[float, float]:
    """A least and a greatest value that a sum is known to be able to have."""
    ends = [part.seen(terms) for part, terms in _by_part(unknown, parts)]
    return constant + sum(least for least, _ in ends), constant + sum(greatest for _, greatest in ends)


def _by_part(
    unknown: Sequence[tuple[int, float]], parts: Parts
) -> Iterator[tuple[Part, list[tuple[int, float]]]]:
    grouped: dict[int, tuple[Part, list[tuple[int, float]]]] = {}
    for variable, factor in unknown:
        part = parts.of(variable)
        grouped.setdefault(id(part), (part, []))[1].append((variable, factor))
    yield from grouped.values()
