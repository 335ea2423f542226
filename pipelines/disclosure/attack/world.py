"""All releases as one system of unknowns and constraints."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf

import polars as pl

from pipelines.disclosure.attack.cells import Cell, Kpi
from pipelines.disclosure.attack.knowledge import CLOSE, learn
from pipelines.disclosure.attack.listing import Listing
from pipelines.disclosure.attack.relations import Row, relations
from pipelines.disclosure.attack.releases import Timeline
from pipelines.disclosure.attack.solving import Constraint, Interval, Objective, Wide, prove

Sum = tuple[tuple[float, Cell], ...]


class World:
    """What may be as the files say. `apart`: releases tell nothing of each other; `trusting`: see `learn`; `always`:
    what is `known` is so of every release, not of the newest alone."""

    def __init__(
        self,
        listings: Sequence[Listing],
        *,
        apart: bool,
        trusting: bool,
        known: pl.DataFrame | None,
        always: bool,
        without: Collection[str],
        renewed: Mapping[int, Collection[Cell]],
    ) -> None:
        self._listings = listings
        self._timeline = Timeline(listings, apart=apart or "revisions" in without, renewed=renewed)
        #: By release, a cell's value as a float, or as an int the number of its unknown.
        self._placed = [_placed(listing, self._timeline, r) for r, listing in enumerate(listings)]
        kpis: dict[str, Kpi] = {}
        for listing in listings:
            kpis.update(listing.sight.kpis)
        of = [kpis[kpi] for kpi in self._timeline.kpi_of]
        self._lower = [-inf if kpi.money else 0.0 for kpi in of]
        self._upper = [inf] * len(of)
        self._whole = [kpi.whole_numbers for kpi in of]
        self._kpis = kpis
        self._constraints: dict[tuple[Objective, float, float], None] = {}
        knowledge = learn([listing.sight for listing in listings], trusting=trusting)
        for release, listing in enumerate(listings):
            for row in relations(listing, knowledge, without):
                self._add(release, row)
        if not apart and "revisions" not in without:
            self._add_revisions()
        if known is not None:
            self._add_known(known, range(len(listings)) if always else [len(listings) - 1])

    def prove(
        self, sums: Iterable[tuple[int, Sum]], wide: Wide | None = None
    ) -> dict[tuple[int, Sum], Interval]:
        """Release and sum of cells → its interval; none where the figures contradict each other."""
        found: dict[tuple[int, Sum], Interval] = {}
        asked: dict[tuple[int, Sum], tuple[float, Objective]] = {}
        for release, terms in sums:
            constant, objective = self._resolved(release, terms)
            if objective:
                asked[release, terms] = constant, objective
            else:
                found[release, terms] = constant, constant
        constraints = [Constraint(low, high, terms) for terms, low, high in self._constraints]
        # How much an unknown must reach depends on what is known beside it: where it is asked of twice, the most.
        beside: dict[Objective, float] = {}
        for constant, objective in asked.values():
            beside[objective] = min(constant, beside.get(objective, inf))
        reached = {one: (wide[0] - constant, wide[1]) for one, constant in beside.items()} if wide else None
        proved = prove(self._lower, self._upper, self._whole, constraints, sorted(beside), reached)
        for question, (constant, objective) in asked.items():
            interval = proved[objective]
            if interval is not None:
                found[question] = interval[0] + constant, interval[1] + constant
        return found

    def _resolved(self, release: int, terms: Sum) -> tuple[float, Objective]:
        constant = 0.0
        objective: list[tuple[int, float]] = []
        for coefficient, cell in terms:
            value = self._placed[release].get(cell)
            if isinstance(value, int):
                objective.append((value, coefficient))
            elif value is not None:
                constant += coefficient * value
        return constant, tuple(objective)

    def _add(self, release: int, row: Row) -> None:
        lower, upper, terms = row
        unknown: dict[int, float] = {}
        reported, placed = self._listings[release].sight.reported, self._placed[release]
        known = []
        for coefficient, cell in terms:
            value = placed.get(cell)
            if isinstance(value, int):
                unknown[value] = unknown.get(value, 0.0) + coefficient
            elif value is not None:
                known.append(cell in reported)
                lower, upper = lower - coefficient * value, upper - coefficient * value
            else:
                # It is nothing or more; an amount of money may even be less.
                if coefficient > 0 or self._kpis[cell.kpi].money:
                    lower = -inf
                if coefficient < 0 or self._kpis[cell.kpi].money:
                    upper = inf
        # What an old report says binds what is of the same report, and need not go together with the registers.
        if not any(known) or (all(known) and len(known) > 1):
            self._constrain(lower, upper, unknown)

    def _constrain(self, lower: float, upper: float, unknown: dict[int, float]) -> None:
        terms = tuple(sorted((node, coefficient) for node, coefficient in unknown.items() if coefficient))
        if not terms or (lower == -inf and upper == inf):
            return
        if any(not self._whole[node] for node, _ in terms):
            lower, upper = lower - CLOSE, upper + CLOSE
        self._constraints[terms, lower, upper] = None

    def _add_revisions(self) -> None:
        for release, cell, low, high in self._timeline.revisions():
            now, before = self._placed[release].get(cell), self._placed[release - 1].get(cell)
            unknown: dict[int, float] = {}
            for value, sign in ((now, 1.0), (before, -1.0)):
                if isinstance(value, int):
                    unknown[value] = sign
                elif value is not None:
                    low, high = low - sign * value, high - sign * value
            self._constrain(low, high, unknown)

    def _add_known(self, known: pl.DataFrame, releases: Iterable[int]) -> None:
        columns = ("kpi", "cut", "area", "period", "lower", "upper")
        for kpi, cut, area, period, lower, upper in known.select(columns).iter_rows():
            for release in releases:
                cell = self._listings[release].sight.cell(kpi, cut, area, period)
                if cell is not None:
                    low, high = (
                        -inf if lower is None else float(lower),
                        inf if upper is None else float(upper),
                    )
                    self._add(release, Row(low, high, [(1.0, cell)]))


def _placed(listing: Listing, timeline: Timeline, release: int) -> dict[Cell, float | int]:
    found: dict[Cell, float | int] = {
        cell: timeline.fixed.get(node, node) for cell, node in timeline.nodes[release].items()
    }
    return found | listing.sight.values
