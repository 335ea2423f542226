"""The rows of a table as arrays, so that what hangs together in it is found quickly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Constraint:
    """lower <= sum of factor x variable <= upper, variables by number."""

    terms: tuple[tuple[int, float], ...]
    lower: float
    upper: float


class Matrix:
    """The terms of constraints, by row and by variable. `variables`: how many there are."""

    def __init__(self, constraints: Sequence[Constraint], variables: int) -> None:
        lengths = np.array([len(one.terms) for one in constraints], dtype=np.int64)
        terms = np.array([term for one in constraints for term in one.terms], dtype=float).reshape(-1, 2)
        self._first = np.concatenate([[0], np.cumsum(lengths)])
        self._variable, self._factor = terms[:, 0].astype(np.int64), terms[:, 1]
        by_variable = np.argsort(self._variable, kind="stable")
        self._row = np.repeat(np.arange(len(lengths)), lengths)[by_variable]
        self._first_of = np.searchsorted(self._variable[by_variable], np.arange(variables + 1))

    def terms(self, rows: Indices) -> tuple[Indices, Indices, NDArray[np.float64]]:
        """How many terms each row has; their variables and their factors."""
        first, end = self._first[rows], self._first[rows + 1]
        places = _ranges(first, end)
        return end - first, self._variable[places], self._factor[places]

    def rows_of(self, variables: Indices) -> Indices:
        """The rows that variables are in; one in two of them stands twice."""
        return self._row[_ranges(self._first_of[variables], self._first_of[variables + 1])]

    def reached(self, start: int, known: NDArray[np.bool_]) -> tuple[Indices, Indices]:
        """The unknown variables that hang together with one of them, and the rows that bind them, in order."""
        seen, bound = known.copy(), np.zeros(len(self._first) - 1, dtype=bool)
        seen[start] = True
        found = waiting = np.array([start])
        while len(waiting):
            rows = self.rows_of(waiting)
            rows = np.unique(rows[~bound[rows]])
            bound[rows] = True
            _, variables, _ = self.terms(rows)
            waiting = np.unique(variables[~seen[variables]])
            seen[waiting] = True
            found = np.concatenate([found, waiting])
        return np.sort(found), np.flatnonzero(bound)


def _ranges(first: Indices, end: Indices) -> Indices:
    """The numbers from each first to before its end, one range after another."""
    lengths = end - first
    before = np.cumsum(lengths) - lengths
    return np.repeat(first - before, lengths) + np.arange(lengths.sum())
