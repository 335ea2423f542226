"""The figures of a file with some of them as another file has them: what a paper would then say tells whether it shows
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from dashboard.published.allocations import Allocations
from dashboard.published.country import Country
from dashboard.published.country_records import CountryValue, Series
from dashboard.published.figures import Figures
from dashboard.published.records import Value

#: A figure: KPI, area, period and the part of it.
Key = tuple[str, str, str, str]


#: One of Kolada's: figure, area and year.
CountryKey = tuple[str, str, int]


def key_of(value: Value) -> Key:
    return value.kpi, value.area, value.period, value.cut


@dataclass(frozen=True)
class Otherwise(Figures):
    """As the file has it, but for the figures that are told otherwise (`instead`), and how the cost is shared
    (`shared`); `asked` holds every figure that somebody has asked for."""

    instead: Mapping[Key, Decimal] = field(default_factory=dict, compare=False, repr=False)
    shared: Allocations | None = field(default=None, compare=False, repr=False)
    asked: dict[Key, Value] = field(default_factory=dict, compare=False, repr=False)

    def _told(self, values: Iterable[Value]) -> tuple[Value, ...]:
        """What goes out: remembered as asked for, and otherwise where it is to be."""
        found = tuple(values)
        self.asked.update((key_of(value), value) for value in found)
        if not self.instead:
            return found
        return tuple(
            replace(value, value=self.instead[key], status="ok")
            if (key := key_of(value)) in self.instead
            else value
            for value in found
        )

    def series_of(self, kpi: str, kind: str, areas: tuple[str, ...]) -> Mapping[str, tuple[Value, ...]]:
        found = super().series_of(kpi, kind, areas)
        return MappingProxyType({area: self._told(values) for area, values in found.items()})

    def across_each(self, kpi: str, *periods: str) -> list[Mapping[str, Value]]:
        return [
            dict(zip(found, self._told(found.values()), strict=True))
            for found in super().across_each(kpi, *periods)
        ]

    def everywhere(self, kpi: str, kind: str) -> Mapping[str, tuple[Value, ...]]:
        return {area: self._told(values) for area, values in super().everywhere(kpi, kind).items()}

    def of_area(
        self,
        area: str,
        kind: str | tuple[str, ...] = "tertial",
        kpis: tuple[str, ...] = (),
        since: date = date.min,
    ) -> Mapping[str, tuple[Value, ...]]:
        found = super().of_area(area, kind, kpis, since)
        return MappingProxyType({kpi: self._told(values) for kpi, values in found.items()})

    def series(self, kpi: str, area: str, kind: str = "tertial", cut: str = "") -> tuple[Value, ...]:
        # Of the file itself: else all of the area's would have been asked for.
        return self._told(Figures(self.source).series(kpi, area, kind, cut))

    def value(self, kpi: str, area: str, period: str, cut: str = "") -> Value:
        return self._told([super().value(kpi, area, period, cut)])[0]

    def alone(self, kpi: str, area: str, period: str) -> Value:
        return self._told([super().alone(kpi, area, period)])[0]

    @property
    def allocations(self) -> Allocations:
        return self.shared or super().allocations


@dataclass(frozen=True)
class CountryOtherwise(Country):
    """Kolada's figures as the file has them, but for those that are told otherwise (`instead`)."""

    instead: Mapping[CountryKey, Decimal] = field(default_factory=dict, compare=False, repr=False)

    def series(self, kolada_kpi: str) -> Mapping[str, Series]:
        def told(area: str, year: int, value: CountryValue) -> CountryValue:
            known = self.instead.get((kolada_kpi, area, year))
            return value if known is None else replace(value, value=known)

        return {
            area: {year: told(area, year, value) for year, value in values.items()}
            for area, values in super().series(kolada_kpi).items()
        }
