"""Kolada's figures of the kommuner beside their like, the county and the country, a figure a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType
from typing import Literal

from dashboard.published.reading import read
from dashboard.published.records import Status
from dashboard.published.remembering import remembered
from dashboard.published.source import Source

COUNTRY, COUNTY = "0000", "0022"


@dataclass(frozen=True)
class CountryFigure:
    """What Kolada counts. `compared`: areas of different size may be set beside each other. `twin`: our KPI that counts
    much the same, `page` the one whose page shows it; blank for none. `about`: a sentence that a reader needs.
    `received`: when its figures came."""

    kolada_kpi: str
    name: str
    unit: str
    decimals: int
    compared: bool
    published_month: int
    published_after: int
    twin: str
    page: str
    about: str
    received: date | None


@dataclass(frozen=True)
class CountryArea:
    """`kind`: riket, lan, grupp or kommun. `alike`: of a group, the kommun that its `members` are like."""

    area: str
    name: str
    kind: str
    alike: str
    members: str


@dataclass(frozen=True)
class CountryValue:
    """One area's figure of a year. `kommuner`: of how many an unweighted mean of ours is; None for Kolada's own."""

    kolada_kpi: str
    area: str
    year: int
    value: Decimal | None
    status: Literal["ok", "missing", "withheld"]
    kommuner: int | None

    @property
    def shown_as(self) -> Status:
        """Withheld by Kolada is marked as what we withhold ourselves."""
        return "hidden" if self.status == "withheld" else self.status


Series = Mapping[int, CountryValue]


@dataclass(frozen=True)
class Beside:
    """A kommun's figure of the newest year that it has or is denied one for, beside the others'; None where there is
    none."""

    figure: CountryFigure
    kommun: str
    year: int
    own: CountryValue
    alike: CountryValue | None
    county: CountryValue | None
    country: CountryValue | None


@dataclass(frozen=True)
class Country:
    """What pages ask of one file; empty where Kolada's figures have never been fetched."""

    source: Source

    @property
    @remembered(8)
    def figures(self) -> tuple[CountryFigure, ...]:
        """Those that any area has, in the order of the reference data."""
        found = read(self.source, CountryFigure, "comparison_kpi", order="t.position")
        return tuple(figure for figure in found if self.series(figure.kolada_kpi))

    @property
    @remembered(8)
    def areas(self) -> Mapping[str, CountryArea]:
        found = read(self.source, CountryArea, "comparison_area", order="t.area")
        return MappingProxyType({area.area: area for area in found})

    @remembered(64)
    def series(self, kolada_kpi: str) -> Mapping[str, Series]:
        """A figure by area and year; a year that an area has none for is not among them."""
        where = {"kolada_kpi": kolada_kpi}
        every = read(self.source, CountryValue, "comparison", where=where, order="t.area, t.year")
        found = [value for value in every if value.status != "missing"]
        return MappingProxyType(
            {
                area: MappingProxyType({value.year: value for value in values})
                for area, values in groupby(found, key=lambda value: value.area)
            }
        )

    def twin_of(self, kpi: str) -> CountryFigure | None:
        """The figure that counts much the same as one of our KPIs."""
        return next((figure for figure in self.figures if figure.twin == kpi), None)

    def on_page_of(self, kpi: str) -> CountryFigure | None:
        """The figure that shows a KPI's kommuner beside the country."""
        return next((figure for figure in self.figures if figure.page == kpi), None)

    def group_of(self, kommun: str) -> CountryArea | None:
        """The group of kommuner that are like one."""
        return next((area for area in self.areas.values() if area.alike == kommun), None)

    def beside(self, kolada_kpi: str, kommun: str, name: str) -> Beside | None:
        """A kommun, called `name`, beside its like, the county and the country, the newest year that it has."""
        figure = next((one for one in self.figures if one.kolada_kpi == kolada_kpi), None)
        series = self.series(kolada_kpi)
        own = series.get(kommun)
        if figure is None or not own:
            return None
        year = max(own)
        group = self.group_of(kommun)

        def of(area: str) -> CountryValue | None:
            return series.get(area, {}).get(year)

        return Beside(
            figure, name, year, own[year], of(group.area) if group else None, of(COUNTY), of(COUNTRY)
        )
