"""What the figures come as: immutable records, one class a table of the published file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from dashboard.reader.access import Audience
from dashboard.words.formats import Status


@dataclass(frozen=True)
class Source:
    """Which file, and for whom: the key of every cache."""

    path: Path
    audience: Audience


@dataclass(frozen=True)
class Value:
    """One cell of `kpi_value`; a value is only there when the status says `ok` or `published`."""

    kpi: str
    cut: str
    area: str
    period: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    n: int | None
    status: Status
    reason: str
    preliminary: bool

    @property
    def shown(self) -> bool:
        return self.value is not None and self.status in ("ok", "published")


@dataclass(frozen=True)
class Definition:
    """A KPI's own words, its measure and the SQL that ran."""

    kpi: str
    name: str
    question: str
    unit: str
    measure: str
    direction: str
    caveat: str
    source: str
    owner: str
    reviewed: date | None
    next_review: date | None
    decimals: int
    numerator: str
    denominator: str
    part_of: str
    sums_to: str
    cuts: str
    additive: bool
    sql: str


@dataclass(frozen=True)
class PeriodInfo:
    period: str
    kind: str
    label: str
    first_day: date
    last_day: date
    preliminary: bool


@dataclass(frozen=True)
class Area:
    area: str
    name: str
    genitive: str
    is_owner: bool


@dataclass(frozen=True)
class Release:
    """Which build this is, and what day its figures speak of."""

    build: str
    as_of: datetime
    reporting_date: date
    published_at: datetime
    sample: bool
    reason: str


@dataclass(frozen=True)
class Allocation:
    """One kommun's part of one year's budget; whole kronor."""

    year: int
    area: str
    months: int
    children: int
    placed: int
    population_share: Decimal
    placed_share: Decimal
    population_amount: int
    placed_amount: int
    amount: int

    @property
    def per_child(self) -> Decimal | None:
        return Decimal(self.amount) / self.children if self.children else None


@dataclass(frozen=True)
class AllocationInput:
    component: str
    base_year: int | None
    area: str
    value: Decimal
    dated: date | None
    source: str


@dataclass(frozen=True)
class Comment:
    """What GFO wrote about a day: shown with the figure, and drawn on the charts; blank means any."""

    day: date
    period: str
    kpi: str
    area: str
    text: str
