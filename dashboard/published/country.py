"""Kolada's figures of the kommuner beside their like, the county and the country, a figure a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

from dashboard.published.country_records import (
    COUNTRY,
    COUNTY,
    Beside,
    CountryArea,
    CountryFigure,
    CountryValue,
    Series,
)
from dashboard.published.reading import read
from dashboard.published.remembering import remembered
from dashboard.published.series import of_area
from dashboard.published.source import Source
from pipelines.signals import rate_interval

# What says that a figure is of a kommun's children, and the KPI that counts them.
_PER_1000, _CHILDREN = "per 1 000 invånare 0–20 år", "children_0_20"
# So many children more or fewer are none that a kommun is told to have.
_FEW = 2


@dataclass(frozen=True)
class Country:
    """What pages ask of one file; empty where Kolada's figures have never been fetched."""

    source: Source

    @property
    @remembered(1)
    def figures(self) -> tuple[CountryFigure, ...]:
        """Those that any area has, in the order of the reference data."""
        found = read(self.source, CountryFigure, "comparison_kpi", order="t.position")
        return tuple(figure for figure in found if self.series(figure.kolada_kpi))

    @property
    @remembered(1)
    def areas(self) -> Mapping[str, CountryArea]:
        found = read(self.source, CountryArea, "comparison_area", order="t.area")
        return MappingProxyType({area.area: area for area in found})

    @property
    @remembered(1)
    def _series(self) -> Mapping[str, Mapping[str, Series]]:
        """Every figure by area and year: a page asks whether each of them has any."""
        order = "t.kolada_kpi, t.area, t.year"
        every = read(self.source, CountryValue, "comparison", only="t.status <> 'missing'", order=order)
        members = {code: len(_named(area)) for code, area in self.areas.items()}
        found = [replace(value, members=members.get(value.area, 0)) for value in every]
        return MappingProxyType(
            {
                kpi: MappingProxyType(
                    {
                        area: MappingProxyType({value.year: value for value in values})
                        for area, values in groupby(of, key=attrgetter("area"))
                    }
                )
                for kpi, of in groupby(found, key=attrgetter("kolada_kpi"))
            }
        )

    def series(self, kolada_kpi: str) -> Mapping[str, Series]:
        """A figure by area and year; a year that an area has none for is not among them."""
        return self._series.get(kolada_kpi, {})

    def left_out(self, kolada_kpi: str, area: str, year: int) -> tuple[str, ...]:
        """The names of an area's kommuner that Kolada shows no figure of for a year: a mean of ours is without them."""
        series = self.series(kolada_kpi)
        known = {
            self.areas[code].name
            for code, values in series.items()
            if code in self.areas and year in values and values[year].value is not None
        }
        return tuple(name for name in _named(self.areas.get(area)) if name not in known)

    def twin_of(self, kpi: str) -> CountryFigure | None:
        """The figure that counts much the same as one of our KPIs."""
        return next((figure for figure in self.figures if figure.twin == kpi), None)

    def on_page_of(self, kpi: str) -> CountryFigure | None:
        """The figure that shows a KPI's kommuner beside the country."""
        return next((figure for figure in self.figures if figure.page == kpi), None)

    def group_of(self, kommun: str) -> CountryArea | None:
        """The group of kommuner that are like one."""
        return next((area for area in self.areas.values() if area.alike == kommun), None)

    def beside(self, kolada_kpi: str, kommun: str, name: str, until: int = 9999) -> Beside | None:
        """A kommun, called `name`, beside its like, the county and the country: its newest year, at most `until`."""
        figure = next((one for one in self.figures if one.kolada_kpi == kolada_kpi), None)
        series = self.series(kolada_kpi)
        own = {year: value for year, value in series.get(kommun, {}).items() if year <= until}
        if figure is None or not own:
            return None
        year = max(own)
        group = self.group_of(kommun)

        def of(area: str) -> CountryValue | None:
            return series.get(area, {}).get(year)

        return Beside(
            figure,
            name,
            year,
            own[year],
            of(group.area) if group else None,
            of(COUNTY),
            of(COUNTRY),
            near=self._near(figure, kommun, own[year]),
        )

    def _near(self, figure: CountryFigure, kommun: str, own: CountryValue) -> Decimal:
        """How far from a kommun's figure per 1 000 children chance alone may reach: to the upper end of its 95 %
        interval, and at least as far as two children make; nothing of other figures."""
        if not figure.unit.startswith(_PER_1000) or own.value is None:
            return Decimal(0)
        children = of_area(self.source, kommun, ("year",), (_CHILDREN,), date.min).get(_CHILDREN, ())
        known = next((one.value for one in children if one.period == str(own.year) and one.shown), None)
        if not known:
            return Decimal(0)
        upper = rate_interval(round(own.value * known / 1000), int(known)).upper
        return max(Decimal(str(upper)) - own.value, Decimal(_FEW * 1000) / known)


def first_year(series: Series) -> int | None:
    """The first year that there is a figure of."""
    return min((year for year, value in series.items() if value.value is not None), default=None)


def _named(area: CountryArea | None) -> list[str]:
    """The names of an area's kommuner."""
    return area.members.split(", ") if area and area.members else []
