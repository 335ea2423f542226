"""Figures, what they mean, and what they are of: one record a table of the published file, immutable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Status = Literal["ok", "missing", "hidden", "published"]


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
class PartialFigure:
    """GFO's figure while it waits for some of its kommuner (`without`, with commas between): that of the others, and
    theirs in the period it is compared with."""

    without: str
    kommuner: int
    value: Decimal | None
    compared_value: Decimal | None


@dataclass(frozen=True)
class CostChange:
    """The change of cost per care day, kr, and its parts, which add up to it: other shares of the forms, other prices
    of the same forms, and forms that cost something without a day."""

    compared_with: str
    change: Decimal
    mix: Decimal
    price: Decimal
    rest: Decimal
    area: str = ""


@dataclass(frozen=True)
class Definition:
    """A KPI's own words, its measure and the SQL that ran.

    `baseline_from`: from when what is normal is counted, in words; blank: always. `cuts`: the dimensions it is cut by,
    with commas between.
    """

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
    sql: str
    baseline_from: str = ""

    def is_due(self, day: date) -> bool:
        """Whether it should have been reviewed again by a day."""
        return self.next_review is not None and self.next_review <= day

    cuts: str = ""


@dataclass(frozen=True)
class PeriodInfo:
    """A period, whether it is still under way, and the id of the one its figures are set beside (blank: the file has
    none)."""

    period: str
    kind: str
    label: str
    first_day: date
    last_day: date
    preliminary: bool
    compared_with: str = ""


@dataclass(frozen=True)
class Area:
    area: str
    name: str
    is_owner: bool


@dataclass(frozen=True)
class Code:
    """A code of a code list, and what a reader calls it."""

    code: str
    label: str


@dataclass(frozen=True)
class Release:
    """Which build this is, and what day its figures speak of; of the public file of the last meeting, how many figures
    it offers and how many of them it hides (None before the first), and for the styrgrupp the small counts that nobody
    may learn and the CPU seconds in which it was tried whether anybody can."""

    build: str
    as_of: datetime
    reporting_date: date
    published_at: datetime
    sample: bool
    reason: str
    protected_cells: int | None = None
    protected_hidden: int | None = None
    protected_targets: int | None = None
    gate_seconds: float | None = None


@dataclass(frozen=True)
class Target:
    """The goal set for a figure."""

    kpi: str
    area: str
    period: str
    target: Decimal


@dataclass(frozen=True)
class Goal:
    """A target, the period it was set for, the figure that is held to it so far, and where that is of three tertials
    the newest of them by itself. `instead`: the newest whole figures, where what is held to it is not shown."""

    target: Decimal
    period: str
    beside: Value
    newest: Value | None = None
    instead: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Comment:
    """What GFO wrote about a day, an area or a figure; blank means any.

    `kind`: an event (`handelse`), which the charts draw, an explanation (`forklaring`) or an agreed action (`atgard`).
    """

    day: date
    period: str
    kpi: str
    area: str
    text: str
    kind: str = "handelse"
    is_public: bool = False


@dataclass(frozen=True)
class Said:
    """A figure that is not as usual: 1 above and -1 below it, in a sentence, and how often chance does as much."""

    kpi: str
    area: str
    period: str
    side: int | None
    sentence: str
    chance: float | None = None


@dataclass(frozen=True)
class Usual:
    """What is usual in one tertial, in the figure's unit, where anything is; `signal` marks a point that is not,
    `in_baseline` one that what is usual is counted of."""

    mean: float | None
    lower: float | None
    upper: float | None
    signal: bool
    in_baseline: bool = False


@dataclass(frozen=True)
class Meeting:
    """The day of a meeting at which the styrgrupp saw a version, and the period it was about."""

    meeting_on: date
    period: str
    build: int = 0
