"""How little can be proved of one figure: the least and the greatest value that rows and bounds leave it.

One linear program a connected part of the table: what is known is taken into the rows, so that a part is only what is
unknown and hangs together.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np
from numpy.typing import NDArray

from pipelines.disclosure.matrix import Constraint, Indices, Matrix

Bounds = tuple[float, float]
_SAME = 1e-9


@dataclass(frozen=True)
class Extreme:
    """A least or greatest value (infinite where nothing bounds it), and the rows that hold it there."""

    value: float
    rows: tuple[int, ...]


@dataclass(frozen=True)
class System:
    """What binds the figures for one attacker: rows between `lower` and `upper`, figures between `least` and `most`.

    `truth`: the true figures, by variable.
    """

    matrix: Matrix
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]
    truth: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        matrix: Matrix,
        constraints: Sequence[Constraint],
        bounds: Mapping[int, Bounds],
        truth: NDArray[np.float64],
    ) -> System:
        """`bounds`: of figures that are not just anything from nothing."""
        limits = np.array([(one.lower, one.upper) for one in constraints], dtype=float).reshape(-1, 2)
        least, most = np.zeros(len(truth)), np.full(len(truth), math.inf)
        for variable, (low, high) in bounds.items():
            least[variable], most[variable] = low, high
        return cls(matrix, limits[:, 0], limits[:, 1], least, most, truth)

    def told_of(self, variables: Indices, rows: Indices) -> tuple[bytes, ...]:
        """All that it says of some figures and rows; of two attackers with the same, one answers for both."""
        of_figures = (variables, self.least[variables], self.most[variables])
        return tuple(told.tobytes() for told in (*of_figures, rows, self.lower[rows], self.upper[rows]))


class Part:
    """The unknown figures that hang together with one of them, as a linear program; what else is in its rows is known.

    `possible`: tables of its figures that are known to be possible, a row each.
    """

    def __init__(
        self,
        variables: Indices,
        rows: Indices,
        system: System,
        possible: NDArray[np.float64],
    ) -> None:
        self.variables: list[int] = variables.tolist()
        self.possible = possible
        self._numbers, self._rows, self._system = variables, rows, system
        self._column = dict(zip(self.variables, range(len(variables)), strict=True))
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
        system = self._system
        lengths, variables, factors = system.matrix.terms(self._rows)
        column = np.full(len(system.truth), -1)
        column[self._numbers] = np.arange(len(self._numbers))
        columns = column[variables]
        row = np.repeat(np.arange(len(self._rows)), lengths)
        free = columns >= 0
        constant = np.bincount(
            row[~free], factors[~free] * system.truth[variables[~free]], minlength=len(self._rows)
        )
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._numbers), len(self._rows)
        model.col_cost_ = np.zeros(len(self._numbers))
        model.col_lower_, model.col_upper_ = system.least[self._numbers], system.most[self._numbers]
        model.row_lower_ = system.lower[self._rows] - constant
        model.row_upper_ = system.upper[self._rows] - constant
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        each = np.bincount(row[free], minlength=len(self._rows))
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(each)]).astype(np.int32)
        model.a_matrix_.index_ = columns[free].astype(np.int32)
        model.a_matrix_.value_ = factors[free]
        return model

    def seen(self, terms: Sequence[tuple[int, float]]) -> tuple[float, float]:
        """The least and the greatest of a sum in the tables that are known to be possible; its extremes lie beyond."""
        sums = self.possible[:, [self._column[variable] for variable, _ in terms]] @ [
            factor for _, factor in terms
        ]
        return float(sums.min()), float(sums.max())

    def possible_with(self, known: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Tables that are possible when some of its figures are known: mixtures of those that are so already."""
        tables = self.possible
        for column in np.flatnonzero(known[self._numbers]).tolist():
            tables = _mixed(tables, column, self._system.truth[self._numbers[column]])
        return tables

    def laid_on(
        self, true: NDArray[np.float64], variables: Indices, known: NDArray[np.bool_]
    ) -> NDArray[np.float64]:
        """Its possible tables as tables of some other figures: what is not its own is as it is."""
        old = self.possible_with(known)
        table = np.repeat(true[None, :], len(old), axis=0)
        _, new, before = np.intersect1d(variables, self._numbers, assume_unique=True, return_indices=True)
        table[:, new] = old[:, before]
        return table

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
            rows = tuple(self._rows[np.abs(duals) > 1e-9].tolist())
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
    """The parts of a table for one attacker. `known`: whether the attacker knows a figure, by variable.

    `shared`: parts that some attacker has solved; to those who know the same of one it is one.
    """

    def __init__(
        self, system: System, known: NDArray[np.bool_], shared: dict[tuple[bytes, ...], Part]
    ) -> None:
        self._system, self._known, self._shared = system, known, shared
        self._parts: dict[int, Part] = {}
        #: The part a figure lay in before something became known or unknown.
        self._elders: dict[int, Part] = {}

    def of(self, variable: int) -> Part:
        """The part that an unknown figure lies in."""
        found = self._parts.get(variable)
        if found is None:
            variables, rows = self._system.matrix.reached(variable, self._known)
            asked = self._system.told_of(variables, rows)
            if asked not in self._shared:
                self._shared[asked] = Part(variables, rows, self._system, self._possible(variables))
            found = self._shared[asked]
            self._parts.update(dict.fromkeys(found.variables, found))
        return found

    def _possible(self, variables: Indices) -> NDArray[np.float64]:
        """Tables of a new part that are known to be possible: what was so of those before it, and else the truth."""
        true = self._system.truth[variables]
        elders = dict.fromkeys(map(self._elders.get, variables.tolist()))
        laid = [one.laid_on(true, variables, self._known) for one in elders if one is not None]
        return _farthest(np.vstack([true[None, :], *laid]))

    def knows(self, variable: int) -> bool:
        return bool(self._known[variable])

    def forget(self, variable: int) -> None:
        """A figure becomes unknown: the parts beside it are one."""
        self._known[variable] = False
        self._drop_beside(variable)

    def learn(self, variable: int) -> None:
        """A figure becomes known: its part falls apart."""
        self._drop_beside(variable)
        self._drop(self._parts.get(variable))
        self._known[variable] = True

    def _drop_beside(self, variable: int) -> None:
        matrix = self._system.matrix
        _, beside, _ = matrix.terms(matrix.rows_of(np.array([variable])))
        for other in beside.tolist():
            self._drop(self._parts.get(other))

    def _drop(self, part: Part | None) -> None:
        if part is not None:
            for member in part.variables:
                self._elders[member] = part
                self._parts.pop(member, None)


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
