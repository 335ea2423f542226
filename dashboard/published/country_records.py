"""Kolada's figures as records: what is counted, of which area, and a kommun's beside the others'."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from dashboard.published.records import Status

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
    """One area's figure of a year. `kommuner`: of how many an unweighted mean of ours is; None for Kolada's own.
    `members`: how many the area has; 0 where that is not known."""

    kolada_kpi: str
    area: str
    year: int
    value: Decimal | None
    status: Literal["ok", "missing", "withheld"]
    kommuner: int | None
    members: int = 0

    @property
    def is_partial(self) -> bool:
        """Whether it is a mean that some of the area's kommuner are left out of."""
        return self.kommuner is not None and self.kommuner < self.members

    @property
    def shown_as(self) -> Status:
        """Withheld by Kolada is marked as what we withhold ourselves."""
        return "hidden" if self.status == "withheld" else self.status


Series = Mapping[int, CountryValue]


@dataclass(frozen=True)
class Beside:
    """A kommun's figure of the newest year that it has or is denied one for, beside the others'; None where there is
    none. `near`: two figures no farther from each other are as good as the same."""

    figure: CountryFigure
    kommun: str
    year: int
    own: CountryValue
    alike: CountryValue | None
    county: CountryValue | None
    country: CountryValue | None
    near: Decimal = Decimal(0)
