"""What an adversary finds out about the figures from those that are shown: how they add up, and what repeats what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.disclosure.attack.cells import GFO, Cell, Kpi
from pipelines.disclosure.attack.sight import Sight
from pipelines.kpi.definitions import CUT_LISTS
from pipelines.reference import codes

#: Amounts have two decimals.
CLOSE = 0.005
#: Datasets whose guide lets a row be of no kommun.
_WITHOUT_KOMMUN = frozenset({"familjehem", "rekrytering", "utbildning"})
#: So many cases without an exception are no coincidence.
_ENOUGH = 5


@dataclass(frozen=True)
class CutRule:
    """How the parts of a whole are bound to it. `cuts`: all that are seen; `same_as`: the one that is the whole."""

    cuts: tuple[str, ...]
    at_least: bool = False
    """Together at least the whole."""
    at_most: bool = False
    """Together at most the whole."""
    each: bool = True
    """None is more than the whole."""
    same_as: str = ""


@dataclass
class Knowledge:
    """What holds of KPIs in all that is shown."""

    outside: set[str] = field(default_factory=set)
    """KPIs of which GFO has more than its kommuner together: rows without a kommun."""
    shared: set[str] = field(default_factory=set)
    """KPIs of which kommuner may count the same item."""
    cuts: dict[tuple[str, str], CutRule] = field(default_factory=dict)
    medians: dict[str, str] = field(default_factory=dict)
    """Median → the KPI whose count is how many it is of."""


def learn(sights: Sequence[Sight], *, trusting: bool = True) -> Knowledge:
    """From all that is shown; `trusting`: what has no exception there holds for what is hidden too."""
    knowledge = Knowledge()
    kpis = {kpi: definition for sight in sights for kpi, definition in sight.kpis.items()}
    _learn_areas(sights, kpis, knowledge)
    if not trusting:
        knowledge.outside = set(kpis)
    for (kpi, dimension), cuts in _cuts(sights).items():
        knowledge.cuts[kpi, dimension] = _cut_rule(sights, kpis[kpi], kpi, dimension, cuts, trusting)
    _learn_medians(sights, kpis, knowledge)
    return knowledge


def _learn_areas(sights: Sequence[Sight], kpis: dict[str, Kpi], knowledge: Knowledge) -> None:
    with_outside: set[str] = set()
    for sight in sights:
        for cell, value in sight.values.items():
            if cell.area != GFO or not kpis[cell.kpi].summed:
                continue
            areas, leaving = sight.parts_of_gfo(cell)
            parts = [sight.values.get(Cell(cell.kpi, cell.cut, area, cell.period)) for area in areas]
            known = [part for part in parts if part is not None]
            if not leaving and len(known) == len(parts) and sum(known) < value - CLOSE:
                with_outside.add(cell.kpi)
            elif sum(known) > value + CLOSE and not kpis[cell.kpi].money:
                knowledge.shared.add(cell.kpi)
    sources = _WITHOUT_KOMMUN.union(*(kpis[kpi].sources for kpi in with_outside))
    for kpi, definition in kpis.items():
        # A register with rows of no kommun may have them in every figure that is made of it.
        if definition.sources & sources:
            knowledge.outside.add(kpi)
        if definition.measure == "stock" and definition.unit == "hem":
            knowledge.shared.add(kpi)


def _cuts(sights: Sequence[Sight]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], set[str]] = {}
    for sight in sights:
        for kpi, cut in {(cell.kpi, cell.cut) for cells in (sight.values, sight.hidden) for cell in cells}:
            if cut:
                found.setdefault((kpi, cut.split("=")[0]), set()).add(cut)
    return {key: tuple(sorted(cuts)) for key, cuts in found.items()}


def _cut_rule(
    sights: Sequence[Sight], kpi: Kpi, name: str, dimension: str, cuts: tuple[str, ...], trusting: bool
) -> CutRule:
    cases: list[tuple[float, list[float]]] = []
    for sight in sights:
        for cell, whole in sight.shown.get(name, ()):
            if not cell.cut:
                parts = [sight.values.get(Cell(name, cut, cell.area, cell.period)) for cut in cuts]
                if None not in parts:
                    cases.append((whole, [part for part in parts if part is not None]))
    exhaustive = len(cuts) == len(codes(CUT_LISTS.get(dimension, dimension)))
    if kpi.additive:
        every = exhaustive and all(abs(sum(parts) - whole) < CLOSE for whole, parts in cases)
        return CutRule(cuts, at_least=every, at_most=every or not kpi.money, each=not kpi.money)
    # Where all is in one part, every rule holds.
    telling = [(whole, parts) for whole, parts in cases if sum(part > 0 for part in parts) > 1]
    if len(telling) >= _ENOUGH and trusting:
        if all(sum(parts) == whole for whole, parts in cases):
            return CutRule(cuts, at_least=True, at_most=True)
        for index, cut in enumerate(cuts):
            if all(parts[index] == whole for whole, parts in cases):
                return CutRule(cuts, each=False, same_as=cut)
    homes = kpi.unit == "hem"
    return CutRule(cuts, at_least=exhaustive and not homes, each=not homes)


def _learn_medians(sights: Sequence[Sight], kpis: dict[str, Kpi], knowledge: Knowledge) -> None:
    counts = [kpi for kpi, definition in kpis.items() if definition.measure in ("flow", "unique_flow")]
    for median in (kpi for kpi, definition in kpis.items() if definition.measure == "median"):
        matched: dict[str, list[float]] = {kpi: [] for kpi in counts}
        for sight in sights:
            shown = [(cell, n) for cell, n in sight.counts.items() if cell.kpi == median]
            for kpi in list(matched) if shown else ():
                pairs = [(n, sight.values.get(Cell(kpi, *cell[1:]))) for cell, n in shown]
                if any(value is not None and value != n for n, value in pairs):
                    del matched[kpi]
                else:
                    matched[kpi] += [n for n, value in pairs if value is not None and n > 0]
        best = max(matched, key=lambda kpi: len(matched[kpi]), default="")
        if best and len(matched[best]) >= _ENOUGH and len(set(matched[best])) > 2:
            knowledge.medians[median] = best
