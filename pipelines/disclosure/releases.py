"""The figures of every release as one table of variables and rows: what an attacker who kept them all can put together.

A figure is one variable in two releases where nothing shown beside it has changed, nor beside what it hangs together
with: whoever keeps both takes it for unchanged. Where something shown has changed, nobody can tell which of the hidden
figures did, and each release speaks for itself. What is known of each is by release: shown then, or known outside.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from pipelines.disclosure.catalogue import KINDS, Catalogue
from pipelines.disclosure.equations import Bindings
from pipelines.disclosure.keys import Key, Row
from pipelines.disclosure.matrix import Constraint
from pipelines.disclosure.solving import Bounds
from pipelines.kpi.definitions import KpiDefinition
from pipelines.periods import Period
from pipelines.reference import GFO

SHOWN = ("ok", "published")
_DERIVED = frozenset({"ratio", "difference", "median"})
_CLOSE = 1e-6
_ANYTHING: Bounds = (0.0, math.inf)
#: Amounts in tens of thousands: a solver holds its rows to a ten-millionth.
_AMOUNT_UNIT = 10_000.0


@dataclass(frozen=True)
class Release:
    """One release. `figures`: its numbers by key, amounts in their unit; `cells`: those that the catalogue lists."""

    figures: dict[Key, float]
    cells: frozenset[Key]
    shown: frozenset[Key]
    rows: tuple[Row, ...] = ()
    variables: dict[Key, int] = field(default_factory=dict)

    def fits(self, key: Key, bounds: Bounds) -> bool:
        """Whether what is known elsewhere of a figure is so here; else it is said of somebody or some day else."""
        value = self.figures.get(key)
        return value is not None and bounds[0] - _CLOSE <= value <= bounds[1] + _CLOSE


class _Unshown(NamedTuple):
    """A figure of a release that it has not shown, and between what it is known to lie."""

    release: Release
    key: Key
    variable: int
    bounds: Bounds


@dataclass(frozen=True)
class KnownToAll:
    """The variables that are certain to everybody, and by area the figures that are not."""

    certain: frozenset[int]
    unshown: Mapping[str, Sequence[_Unshown]]


class Table:
    """Variables and rows of all releases, the last one being the one that is made."""

    def __init__(
        self,
        definitions: Mapping[str, KpiDefinition],
        catalogue: Catalogue,
        left: Mapping[str, date] | None = None,
    ) -> None:
        self._left = left
        self.definitions = definitions
        self.catalogue = catalogue
        self.releases: list[Release] = []
        self.constraints: list[Constraint] = []
        self.truth: list[float] = []
        self._rows: dict[Constraint, int] = {}
        #: Bounds between figures of GFO's, by the number of their constraint: they hold of GFO less any kommun too.
        self._of_gfo: dict[int, list[tuple[Release, Row]]] = defaultdict(list)

    def add(self, truth: pl.DataFrame, shown: pl.DataFrame | None, without: Sequence[str] = ()) -> Release:
        """One more release: its true `kpi_value`, and the public one (None: the one to be made).

        `without`: kinds of rows to leave out, to try what each is good for.
        """
        complete = _complete(truth, self.definitions)
        unit = dict.fromkeys(self.catalogue.amounts, _AMOUNT_UNIT)
        figures = {key: value / unit.get(key.kpi, 1.0) for key, value in _numbers(complete)}
        typed = {key for key, _ in _numbers(complete.filter(pl.col("status") == "published"))}
        bindings = Bindings(figures, self.definitions, self.catalogue, typed, self._left)
        listed = _keys(self.catalogue.cells(complete))
        seen = _keys(shown.filter(pl.col("status").is_in(SHOWN))) if shown is not None else set()
        cells = frozenset(key for key in listed if key in figures and key.kpi not in self.catalogue.open)
        rows = tuple(row for row in bindings.rows if row.kind not in without)
        release = Release(figures | bindings.figures, cells, frozenset(seen & cells), rows)
        former = self._unchanged(release)
        for key in (*bindings.figures, *sorted(cells)):
            release.variables[key] = former[key] if key in former else self._number(release.figures[key])
        for row in rows:
            number = self._constrain(
                tuple((release.variables[key], factor) for key, factor in row.terms), row.lower, row.upper
            )
            if row.lower != row.upper and all(key.area == GFO for key, _ in row.terms):
                self._of_gfo[number].append((release, row))
        self.releases.append(release)
        return release

    @cached_property
    def known_before(self) -> frozenset[int]:
        """The variables that some release before the last one has shown; asked for when all are added."""
        return frozenset(release.variables[key] for release in self.releases for key in release.shown)

    def renewed(self) -> frozenset[tuple[int, str, str, str, str]]:
        """Release, KPI, cut, area and period of what a reader cannot rightly take for the same as in the one before."""
        return frozenset(
            (number, *key)
            for number, (before, after) in enumerate(pairwise(self.releases), 1)
            for key, variable in after.variables.items()
            if before.variables.get(key) != variable
        )

    def _number(self, value: float) -> int:
        self.truth.append(value)
        return len(self.truth) - 1

    def _unchanged(self, release: Release) -> dict[Key, int]:
        """The variables of the release before that a reader of both takes for the same figure now, and rightly."""
        if not self.releases:
            return {}
        former = self.releases[-1]

        def differs(key: Key) -> bool:
            return abs(former.figures[key] - release.figures.get(key, math.inf)) > _CLOSE

        kept = set(release.rows)
        beside: dict[Key, list[Row]] = defaultdict(list)
        touched: set[Key] = set()
        for row in former.rows:
            for key, _ in row.terms:
                beside[key].append(row)
            if row not in kept or any(key in former.shown and differs(key) for key, _ in row.terms):
                touched |= {key for key, _ in row.terms}
        # Any of the hidden figures that hang together with a change may be the one that changed.
        waiting = list(touched - former.shown)
        while waiting:
            for row in beside[waiting.pop()]:
                reached = {key for key, _ in row.terms} - former.shown - touched
                touched |= reached
                waiting += reached
        return {
            key: variable
            for key, variable in former.variables.items()
            if key not in touched and not differs(key)
        }

    def _constrain(self, terms: tuple[tuple[int, float], ...], lower: float, upper: float) -> int:
        constraint = Constraint(terms, lower, upper)
        number = self._rows.setdefault(constraint, len(self.constraints))
        if number == len(self.constraints):
            self.constraints.append(constraint)
        return number

    def constraints_of(self, insider: str) -> list[Constraint]:
        """The constraints as an attacker knows them: what bounds GFO bounds what is left of it without the own kommun.

        A part of all the others is at most their whole, so whoever knows how much of both is the own knows more.
        """
        found = list(self.constraints)
        for number, rows in self._of_gfo.items() if insider else ():
            for release, row in rows:
                figures = release.figures
                own = sum(
                    figures.get(Key(key.kpi, key.cut, insider, key.period), 0.0) * factor
                    for key, factor in row.terms
                )
                # What holds nothing of its own bounds the rest as it bounds the whole.
                if not own or not all(self._is_in_gfo(insider, key.period) for key, _ in row.terms):
                    continue
                total = sum(figures[key] * factor for key, factor in row.terms)
                lower, upper = max(row.lower, row.lower + own), min(row.upper, row.upper + own)
                # A kommun that joined in the middle of a period has more of its own than GFO has of it.
                if lower - _CLOSE <= total <= upper + _CLOSE:
                    known = found[number]
                    found[number] = replace(
                        known, lower=max(known.lower, lower), upper=min(known.upper, upper)
                    )
        return found

    def _is_in_gfo(self, area: str, period: str) -> bool:
        """Whether GFO's figures of a period hold a kommun's: not so where it has left."""
        left = (self._left or {}).get(area)
        return left is None or Period.parse(period).next_day <= left

    def known_to_all(self, known: Mapping[Key, Bounds]) -> KnownToAll:
        """What everybody knows before anything is shown now: former releases, and what is known outside."""
        certain: set[int] = set()
        unshown: dict[str, list[_Unshown]] = defaultdict(list)
        for release in self.releases:
            for key, variable in release.variables.items():
                if key in release.shown:
                    certain.add(variable)
                    continue
                bounds = known.get(key, _ANYTHING)
                if bounds is not _ANYTHING and not release.fits(key, bounds):
                    bounds = _ANYTHING
                if bounds[0] == bounds[1]:
                    certain.add(variable)
                    continue
                unshown[key.area].append(_Unshown(release, key, variable, bounds))
        return KnownToAll(frozenset(certain), dict(unshown))

    def known_to(self, insider: str, told: KnownToAll) -> tuple[set[int], dict[int, Bounds]]:
        """What an attacker knows before anything is shown now: what everybody does, and its own rows.

        The variables that are certain, and bounds of others. Blank `insider`: somebody of no kommun.
        """
        certain, bounds = set(told.certain), dict[int, Bounds]()
        for area, figures in told.unshown.items():
            if insider and area == insider:
                certain.update(one.variable for one in figures)
                continue
            for release, key, variable, (lower, upper) in figures:
                if insider and area == GFO:
                    own = release.figures.get(Key(key.kpi, key.cut, insider, key.period))
                    if own is not None and own <= self.truth[variable]:
                        lower = max(lower, own)
                if (lower, upper) != _ANYTHING:
                    bounds[variable] = (lower, upper)
        return certain, bounds


def _complete(truth: pl.DataFrame, definitions: Mapping[str, KpiDefinition]) -> pl.DataFrame:
    """Complete tertials, years and blocks, of figures that are counted or summed and not made of others."""
    kpis = [kpi for kpi, known in definitions.items() if known.measure not in _DERIVED]
    periods = [period for period in truth["period"].unique() if Period.parse(period).kind in KINDS]
    return truth.filter(~pl.col("preliminary") & pl.col("kpi").is_in(kpis) & pl.col("period").is_in(periods))


def _numbers(values: pl.DataFrame) -> Iterator[tuple[Key, float]]:
    found = values.filter(pl.col("status").is_in(SHOWN) & pl.col("value").is_not_null())
    columns = found.select("kpi", "cut", "area", "period", pl.col("value").cast(pl.Float64))
    for *name, value in columns.iter_rows():
        yield Key(*name), value


def _keys(values: pl.DataFrame) -> set[Key]:
    return {Key(*row) for row in values.select("kpi", "cut", "area", "period").iter_rows()}
