"""What one adversary sees of one release: the public file, joined with an insider's own files of its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain

from pipelines.disclosure.attack.cells import COUNTED, Cell, Kpi, Span
from pipelines.disclosure.attack.reading import Book, Figure

_SHOWN = frozenset({"ok", "published"})


@dataclass
class Sight:
    """The cells of one release, and what the columns beside a value tell of other cells."""

    kpis: dict[str, Kpi]
    spans: dict[str, Span]
    owners: dict[str, date | None]
    books: list[Book]
    values: dict[Cell, float] = field(default_factory=dict)
    hidden: dict[Cell, list[Figure]] = field(default_factory=dict)
    counts: dict[Cell, float] = field(default_factory=dict)
    """How many a median is of."""
    ratios: dict[Cell, float] = field(default_factory=dict)
    reported: set[Cell] = field(default_factory=set)
    """Cells whose value stands in an old report: it may be of other rows than the register's."""

    def see(self, cell: Cell, value: float) -> None:
        """What is seen first stands: the public file before what it is joined with."""
        self.values.setdefault(cell, value)

    def parts_of_gfo(self, cell: Cell) -> tuple[list[str], bool]:
        """The kommuner whose figures GFO's holds whole, and whether it holds a part of one that left in the period."""
        asked = cell.period, self.kpis[cell.kpi].measure in ("stock", "level")
        if asked not in self._in_gfo:
            self._in_gfo[asked] = self._find_in_gfo(*asked)
        return self._in_gfo[asked]

    @cached_property
    def _in_gfo(self) -> dict[tuple[str, bool], tuple[list[str], bool]]:
        return {}

    def _find_in_gfo(self, period: str, at_the_end: bool) -> tuple[list[str], bool]:
        if period.startswith("@"):
            first = last = date.fromisoformat(period[1:])
        else:
            span = self.spans[period]
            first, last = span.last if at_the_end else span.first, span.last
        whole = [area for area, left in self.owners.items() if left is None or last < left]
        return whole, any(left is not None and first < left <= last for left in self.owners.values())

    @cached_property
    def shown(self) -> dict[str, list[tuple[Cell, float]]]:
        """KPI → its cells with their values, once all is seen."""
        found: dict[str, list[tuple[Cell, float]]] = {}
        for cell, value in self.values.items():
            found.setdefault(cell.kpi, []).append((cell, value))
        return found

    def cell_of(self, figure: Figure) -> Cell | None:
        """The cell of a row; what an old report says of a stock is of that period alone."""
        cell = self.cell(figure.kpi, figure.cut, figure.area, figure.period)
        return cell._replace(period=figure.period) if cell and figure.status == "published" else cell

    def cell(self, kpi: str, cut: str, area: str, period: str) -> Cell | None:
        """The cell, where its KPI and its days are known."""
        if kpi not in self.kpis or period not in self.spans:
            return None
        if self.kpis[kpi].measure == "stock":
            return Cell(kpi, cut, area, self.spans[period].read_on)
        return Cell(kpi, cut, area, period)


def look(public: Book, own: Sequence[Book], insider: str) -> Sight:
    """The public file joined with an insider's own, the nearest in time first."""
    books = [public, *own]
    sight = Sight({}, {}, public.owners, books)
    for book in reversed(books):
        sight.kpis.update(book.kpis)
        sight.spans.update(book.spans)
    listed = {(figure.kpi, figure.cut, figure.period) for figure in public.figures}
    for book in books:
        for figure in book.figures:
            # What is listed for nobody else binds nothing of others.
            if (figure.kpi, figure.cut, figure.period) in listed:
                _take(sight, figure)
        for cell, value in book.said:
            if not insider or cell.area != insider:
                sight.see(cell, value)
    allocated = list(chain.from_iterable(book.allocated for book in books))
    # A decided document may be older than the figures: it tells them only where it agrees wherever both are shown.
    if all(sight.values.get(cell, value) == value for cell, value in allocated):
        for cell, value in allocated:
            sight.see(cell, value)
    for cell in [cell for cell in sight.hidden if cell.area == insider]:
        del sight.hidden[cell]
    return sight


def _take(sight: Sight, figure: Figure) -> None:
    kpi = sight.kpis.get(figure.kpi)
    cell = sight.cell_of(figure)
    if kpi is None or cell is None:
        return
    if figure.status == "hidden":
        # A quotient and a median are bound by their parts, and bind nothing themselves.
        if kpi.measure in COUNTED:
            sight.hidden.setdefault(cell, []).append(figure)
    elif figure.status in _SHOWN and figure.value is not None:
        _take_shown(sight, kpi, cell, figure.value, figure)
    elif figure.reason == "ej_med":
        sight.see(cell, 0.0)
    elif figure.reason == "inga_fall" and kpi.measure == "median":
        sight.counts.setdefault(cell, 0.0)
    elif figure.reason == "inga_fall" and kpi.measure == "ratio":
        _see_part(sight, kpi.denominator, figure, 0.0)


def _take_shown(sight: Sight, kpi: Kpi, cell: Cell, value: float, figure: Figure) -> None:
    if kpi.measure == "median":
        if figure.n is not None:
            sight.counts.setdefault(cell, float(figure.n))
    elif kpi.measure == "ratio":
        sight.ratios.setdefault(cell, value)
        _see_part(sight, kpi.numerator, figure, figure.numerator)
        _see_part(sight, kpi.denominator, figure, figure.denominator)
    elif kpi.measure != "difference":
        if figure.status == "published" and cell not in sight.values:
            sight.reported.add(cell)
        sight.see(cell, value)


def _see_part(sight: Sight, kpi: str, figure: Figure, value: float | None) -> None:
    cell = sight.cell(kpi, figure.cut, figure.area, figure.period)
    if cell is not None and value is not None:
        sight.see(cell, value)
