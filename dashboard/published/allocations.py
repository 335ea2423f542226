"""How GFO's cost is shared between the kommuner, by budget year, as one published file has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

from dashboard.published.marts import (
    Allocation,
    AllocationEffect,
    AllocationInput,
    KeyCount,
    PublishedAllocation,
)
from dashboard.published.reading import read
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@dataclass(frozen=True)
class Allocations:
    """What pages ask of the allocation of one file."""

    source: Source

    @remembered(1)
    def _all(self) -> Mapping[int, tuple[Allocation, ...]]:
        """By year, the newest first."""
        found = read(
            self.source, Allocation, "cost_allocation", order="t.year desc, t.amount_sek desc, t.area"
        )
        return MappingProxyType({year: tuple(of) for year, of in groupby(found, key=attrgetter("year"))})

    @property
    def years(self) -> tuple[int, ...]:
        """Newest first."""
        return tuple(self._all())

    def of(self, year: int) -> tuple[Allocation, ...]:
        """One row a kommun, the largest amount first."""
        return self._all().get(year, ())

    @remembered(64)
    def inputs(self, year: int) -> tuple[AllocationInput, ...]:
        order = "t.component, t.area"
        return read(self.source, AllocationInput, "allocation_input", where={"year": year}, order=order)

    @remembered(1)
    def counts(self) -> tuple[KeyCount, ...]:
        """What keys that are not decided yet would count; the figures of a decided one are its `inputs`."""
        return read(self.source, KeyCount, "key_count", order="t.component, t.base_year, t.area")

    @remembered(64)
    def effects(self, year: int) -> tuple[AllocationEffect, ...]:
        """Why each amount differs from the year before; empty for the first year."""
        order = "t.area, t.effect"
        return read(self.source, AllocationEffect, "allocation_change", where={"year": year}, order=order)

    @remembered(64)
    def published(self, year: int) -> tuple[PublishedAllocation, ...]:
        """What an annual report published of a year; empty for the years that none did."""
        where = {"year": year}
        return read(self.source, PublishedAllocation, "published_allocation", where=where, order="t.area")
