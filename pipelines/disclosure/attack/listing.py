"""The cells of one release that an adversary places: what is shown, what is hidden, and what lies unpublished between.

A figure that is in no file binds those that are where it lies between them: a kommun's tertials between GFO's tertials
and the kommun's year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

from pipelines.disclosure.attack.cells import GFO, GROWING, Cell, Kpi, Span
from pipelines.disclosure.attack.sight import Sight
from pipelines.disclosure.attack.sums import Term, read_sum

_Group = tuple[str, str]
#: KPI, cut and period of a cell, in any area.
_Place = tuple[str, str, str]
_FINER = ("month", "tertial", "year")
_LONG = frozenset({"tertial", "year", "block"})


class Listing:
    """An index of one release's cells; `unknown`: those without a value."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.unknown: set[Cell] = set(sight.hidden) - sight.values.keys()
        self.areas = (GFO, *sight.owners)
        self.spans = {period: span for period, span in sight.spans.items() if span.kind != "month"}
        self.wholes = {kpi: wholes for kpi in sight.kpis if (wholes := _wholes(sight.kpis, kpi))}
        self._places: dict[tuple[Term, ...], list[tuple[_Place, ...]]] = {}
        self.unknown |= set(self._between())
        self.unknown |= set(self._of_ratios())
        # Twice: what one equation leaves over may be in another.
        for _ in range(2):
            self._unknown_of = _by_area(self.unknown)
            self.unknown |= set(self._of_equations())
        self._unknown_of = _by_area(self.unknown)

    def __contains__(self, cell: Cell) -> bool:
        return cell in self.unknown or cell in self.sight.values

    @cached_property
    def unknown_groups(self) -> dict[_Group, list[Cell]]:
        found: dict[_Group, list[Cell]] = defaultdict(list)
        for cell in self.unknown:
            found[cell.kpi, cell.cut].append(cell)
        return dict(found)

    @cached_property
    def _by_kpi(self) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = defaultdict(list)
        for cells in (self.unknown, self.sight.values):
            for cell in cells:
                found[cell.kpi].append(cell)
        return found

    def cells_of(self, kpi: str) -> list[Cell]:
        return self._by_kpi.get(kpi, [])

    def whole_of(self, cell: Cell, kpi: str) -> list[Cell]:
        """The whole that a part is of, in the same days; of a cut that the whole has not, its total."""
        found = []
        for period in self._same_days(cell, kpi):
            for cut in (cell.cut, ""):
                whole = Cell(kpi, cut, cell.area, period)
                if whole in self:
                    found.append(whole)
                    break
        return found

    def _same_days(self, cell: Cell, kpi: str) -> tuple[str, ...]:
        """How the whole writes the period of a part: a stock's day is the last one of several periods."""
        stock = self.sight.kpis[kpi].measure == "stock"
        if cell.period.startswith("@"):
            return (cell.period,) if stock else tuple(self._ending.get(cell.period, ()))
        return () if stock else (cell.period,)

    @cached_property
    def _ending(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for period, span in self.spans.items():
            found[span.read_on].append(period)
        return found

    def around(self, cell: Cell) -> tuple[str, ...]:
        """The periods that hold the days of a cell, but are longer."""
        return self._around(cell.period)

    def _around(self, period: str) -> tuple[str, ...]:
        if period not in self._holding:
            self._holding[period] = tuple(self._find_around(period))
        return self._holding[period]

    @cached_property
    def _holding(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _find_around(self, period: str) -> Iterator[str]:
        if period.startswith("@"):
            day = date.fromisoformat(period[1:])
            inner = Span("", day, day)
        else:
            inner = self.sight.spans[period]
        for other, span in self.spans.items():
            if span.holds(inner) and (span.first, span.last) != (inner.first, inner.last):
                yield other

    @cached_property
    def tertials(self) -> dict[str, int]:
        """Tertials in order, each with its number."""
        ordered = sorted(
            (span.first, period) for period, span in self.spans.items() if span.kind == "tertial"
        )
        return {period: number for number, (_, period) in enumerate(ordered)}

    @cached_property
    def partitions(self) -> dict[str, list[tuple[str, ...]]]:
        """Period → the ways in which shorter periods of one kind make it up."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for whole, span in self.sight.spans.items():
            for kind in _FINER:
                if kind == span.kind or (kind == "month" and span.kind != "tertial"):
                    continue
                inside = [
                    (part.first, part.last, period)
                    for period, part in self.sight.spans.items()
                    if part.kind == kind and span.holds(part)
                ]
                days = sum((last - first).days + 1 for first, last, _ in inside)
                if len(inside) > 1 and days == (span.last - span.first).days + 1:
                    found.setdefault(whole, []).append(tuple(period for _, _, period in sorted(inside)))
        return found

    @cached_property
    def equations(self) -> list[tuple[Term, ...]]:
        """What the definitions state, of KPIs that are known."""
        stated = {kpi.sums_to for kpi in self.sight.kpis.values() if kpi.sums_to}
        read = [read_sum(text) for text in sorted(stated)]
        return [terms for terms in read if all(term.kpi in self.sight.kpis for term in terms)]

    def places(self, equation: tuple[Term, ...]) -> list[tuple[_Place, ...]]:
        """Where the terms of an equation lie, period by period of the long ones."""
        if equation not in self._places:
            self._places[equation] = [
                tuple((term.kpi, term.cut, self._when(term, period, span)) for term in equation)
                for period, span in self.spans.items()
                if span.kind in _LONG
            ]
        return self._places[equation]

    def _when(self, term: Term, period: str, span: Span) -> str:
        if term.opening:
            return f"@{span.first - timedelta(days=1)}"
        return span.read_on if self._is_stock(term) else period

    @cached_property
    def shown_of(self) -> dict[str, dict[_Place, float]]:
        """Area → the values that are known of it."""
        found: dict[str, dict[_Place, float]] = defaultdict(dict)
        for (kpi, cut, area, period), value in self.sight.values.items():
            found[area][kpi, cut, period] = value
        return found

    def instances(self, equation: tuple[Term, ...]) -> Iterator[list[Cell]]:
        """The cells of its terms, in every area and period where one of them is unknown."""
        for area, unknown in self._unknown_of.items():
            for places in self.places(equation):
                # A cell is made where it is needed: there are twenty times as many.
                if not unknown.isdisjoint(places):
                    yield cells_at(places, area)

    def parting(self, equation: tuple[Term, ...], cells: Sequence[Cell]) -> Iterator[Cell]:
        """The stocks of an equation that kommuner took with them out of GFO in its period: as they stood the day before
        each left."""
        area = cells[0].area
        periods = {cell.period for cell in cells if not cell.period.startswith("@")}
        for term in {(term.kpi, term.cut): term for term in equation if self._is_stock(term)}.values():
            for owner, left in self.sight.owners.items() if area == GFO else ():
                if left is not None and any(
                    self.spans[one].first <= left <= self.spans[one].last for one in periods
                ):
                    yield Cell(term.kpi, term.cut, owner, f"@{left - timedelta(days=1)}")

    def _is_stock(self, term: Term) -> bool:
        return self.sight.kpis[term.kpi].measure == "stock"

    def _between(self) -> Iterator[Cell]:
        periods_of: dict[_Group, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for cells in (self.sight.values, self.sight.hidden):
            for cell in cells:
                if self.sight.kpis[cell.kpi].measure in GROWING:
                    periods_of[cell.kpi, cell.cut][cell.area].add(cell.period)
        for group, periods in periods_of.items():
            for area in self.sight.owners:
                own = periods.get(area, set())
                for period in periods.get(GFO, set()) - own:
                    if own.intersection(self._around(period)):
                        yield Cell(*group, area, period)

    def _of_ratios(self) -> Iterator[Cell]:
        for cell in self.sight.ratios:
            kpi = self.sight.kpis[cell.kpi]
            for part in (kpi.numerator, kpi.denominator):
                found = self.sight.cell(part, cell.cut, cell.area, cell.period)
                if found is not None and found not in self:
                    yield found

    def _of_equations(self) -> Iterator[Cell]:
        for equation in self.equations:
            for cells in self.instances(equation):
                yield from (cell for cell in cells if cell not in self)


def cells_at(places: Sequence[_Place], area: str) -> list[Cell]:
    """The cells of some places in an area."""
    return [Cell(kpi, cut, area, period) for kpi, cut, period in places]


def _by_area(cells: Iterable[Cell]) -> dict[str, set[_Place]]:
    found: dict[str, set[_Place]] = defaultdict(set)
    for kpi, cut, area, period in cells:
        found[area].add((kpi, cut, period))
    return dict(found)


def _wholes(kpis: dict[str, Kpi], kpi: str) -> list[str]:
    """What a KPI is a part of, and what that is a part of; not of money, which may be credited."""
    found: list[str] = []
    whole = kpis[kpi].part_of
    while whole in kpis and whole not in found and not kpis[whole].money:
        found.append(whole)
        whole = kpis[whole].part_of
    return found
