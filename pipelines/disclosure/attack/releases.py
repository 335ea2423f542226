"""Several releases of the same figures: a cell whose row shows no change is taken to be the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from pipelines.disclosure.attack.cells import GFO, Cell
from pipelines.disclosure.attack.knowledge import CLOSE
from pipelines.disclosure.attack.listing import Listing

_Values = dict[str, float]


class Timeline:
    """The unknown cells of all releases as numbered nodes; one that some release shows is `fixed`."""

    def __init__(
        self,
        listings: Sequence[Listing],
        *,
        apart: bool = False,
        renewed: Mapping[int, Collection[Cell]],
    ) -> None:
        """`apart`: nothing is assumed of one release from another. `renewed`: by release, cells that are not the same
        as in the one before, whatever shows."""
        self.listings = listings
        self.nodes: list[dict[Cell, int]] = []
        self.kpi_of: list[str] = []
        self.fixed: dict[int, float] = {}
        self._renewed = renewed
        self._rows = [_by_row(listing) for listing in listings]
        self._columns = [_by_column(listing) for listing in listings]
        for release in range(len(listings)):
            self._place(release, apart)

    def _place(self, release: int, apart: bool) -> None:
        placed: dict[Cell, int] = {}
        self.nodes.append(placed)
        before = self.listings[release - 1].sight.values if release else {}
        former = self.nodes[release - 1] if release else {}
        for cell in sorted(self.listings[release].unknown):
            same = not apart and (cell in before or cell in former) and self.change(release, cell) == 0
            if same and cell in former:
                placed[cell] = former[cell]
                continue
            placed[cell] = len(self.kpi_of)
            self.kpi_of.append(cell.kpi)
            if same:
                self.fixed[placed[cell]] = before[cell]
        if apart:
            return
        for cell, node in former.items():
            value = self.listings[release].sight.values.get(cell)
            if value is not None and node not in self.fixed and self.change(release, cell) == 0:
                self.fixed[node] = value

    def change(self, release: int, cell: Cell) -> float | None:
        """How much the hidden of a cell's row changed since the release before; None where nothing tells."""
        if cell in self._renewed.get(release, ()):
            return None
        row = (cell.kpi, cell.cut, cell.period)
        before, now = self._rows[release - 1].get(row, {}), self._rows[release].get(row, {})
        common = before.keys() & now.keys()
        if not common:
            column = (cell.kpi, cell.cut, cell.area)
            before, now = self._columns[release - 1].get(column, {}), self._columns[release].get(column, {})
            return 0 if all(before[period] == now[period] for period in before.keys() & now.keys()) else None
        changes = {area: now[area] - before[area] for area in common}
        if all(abs(change) < CLOSE for change in changes.values()):
            return 0
        if GFO not in changes or cell.area == GFO:
            return None
        of_gfo, leaving = self.listings[release].sight.parts_of_gfo(cell)
        if leaving or cell.area not in of_gfo:
            return None
        left = changes[GFO] - sum(change for area, change in changes.items() if area in of_gfo)
        return 0 if abs(left) < CLOSE else left

    def revisions(self) -> Iterator[tuple[int, Cell, float, float]]:
        """Release, cell, and between what it changed since the release before.

        Of cells that were shown before: what changed in the row went the same way in each that is hidden now. Of those
        that were hidden before and are now nothing is taken: a corrected row says of itself what it says.
        """
        for release in range(1, len(self.listings)):
            before = self.listings[release - 1].sight.values
            for cell in self.listings[release].sight.hidden:
                if cell in before:
                    change = self.change(release, cell)
                    if change:
                        yield release, cell, min(0.0, change), max(0.0, change)


def _by_row(listing: Listing) -> dict[tuple[str, str, str], _Values]:
    found: dict[tuple[str, str, str], _Values] = defaultdict(dict)
    for cell, value in listing.sight.values.items():
        found[cell.kpi, cell.cut, cell.period][cell.area] = value
    return found


def _by_column(listing: Listing) -> dict[tuple[str, str, str], _Values]:
    found: dict[tuple[str, str, str], _Values] = defaultdict(dict)
    for cell, value in listing.sight.values.items():
        found[cell.kpi, cell.cut, cell.area][cell.period] = value
    return found
