"""The page-shaped tables: one record a table, a field a column of `docs/data-model.md`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.allocation import KeyRow


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
    population_amount_sek: int
    placed_amount_sek: int
    amount_sek: int

    @property
    def per_child(self) -> Decimal | None:
        return Decimal(self.amount_sek) / self.children if self.children else None


@dataclass(frozen=True)
class AllocationInput(KeyRow):
    """An input of a year's key, the day it was delivered and where it came from."""

    dated: date | None
    source: str


@dataclass(frozen=True)
class KeyCount:
    """A kommun's children in the population up to an age, or its placed children (no age), of one year: what a key that
    is not decided yet would count."""

    component: str
    base_year: int
    age_to: int | None
    area: str
    children: int


@dataclass(frozen=True)
class AllocationEffect:
    """Why one kommun's amount differs from the year before, by one of the effects; whole kronor."""

    area: str
    effect: str
    amount_sek: int


@dataclass(frozen=True)
class PublishedAllocation:
    """What an annual report published for one kommun, and the children that meet its amounts to the krona."""

    area: str
    amount_sek: int
    derived_children: int


@dataclass(frozen=True)
class SignalPoint:
    """One tertial of a KPI's chart, in the figure's unit; None where it is not judged."""

    kpi: str
    period: str
    mean: float | None
    lower: float | None
    upper: float | None
    signal: bool
    in_baseline: bool = False


@dataclass(frozen=True)
class ReferralFlow:
    """A period's referrals: opening + received = the five outcomes + closing; None where it is not known."""

    opening: int | None
    received: int | None
    matched_gfo: int | None
    matched_kommun: int | None
    matched_network: int | None
    returned_gfo: int | None
    withdrawn_kommun: int | None
    closing: int | None
    period: str = ""
    area: str = ""


@dataclass(frozen=True)
class WaitingClass:
    """Open referrals that have waited about as long."""

    age_class: str
    referrals: int
    period: str = ""
    area: str = ""


@dataclass(frozen=True)
class TimeToMatch:
    """A period's referrals, and in how many days half are matched: of the matched, and of all (Kaplan–Meier)."""

    referrals: int
    matched: int
    median_days: Decimal | None
    half_matched_days: int | None
    period: str = ""
    area: str = ""


@dataclass(frozen=True)
class BankPeriod:
    """The homes of the bank on a period's last day, those that came and left in it, and the median days of these."""

    period: str
    available: int | None
    occupied: int | None
    resting: int | None
    came: int | None
    left_bank: int | None
    median_days_stayed: Decimal | None


@dataclass(frozen=True)
class FunnelStage:
    """Families of a year's enquiries that came so far, by channel (blank: all); median days from the stage before."""

    channel: str
    stage: str
    families: int | None
    median_days: Decimal | None


@dataclass(frozen=True)
class ClosedDeviations:
    """Deviations of a category (blank: all) that were closed in a period, and the median days it took."""

    category: str
    closed: int
    median_days: Decimal | None
    period: str = ""
    area: str = ""


@dataclass(frozen=True)
class EconomyItem:
    """The full year as foreseen for one item of the budget; kronor."""

    item: str
    prognosis: Decimal | None


@dataclass(frozen=True)
class OutlookSummary:
    """The day the outlook is seen from, what there was then, its sentences, one a line, and those of how what is shown
    did before, where the file says it."""

    as_of: date
    open_now: int
    homes_now: int
    sentences: str
    tried: str | None = None


@dataclass(frozen=True)
class OutlookFigure:
    """What is expected of a coming tertial with so many more homes: the middle, and where 80 % of simulations end."""

    period: str
    more_homes: int
    measure: str
    median: float
    lower: float
    upper: float


@dataclass(frozen=True)
class OutlookTrust:
    """Whether a measure of the outlook did so badly on the past that it is withheld, and why; `coverage`: the share of
    the past inside the simulations' interval, `calibrated`: the interval shown is as wide as they were wrong, `method`:
    which of three was least wrong and is shown, as `pipelines.capacity` names it; the errors are the mean ones of the
    three, which the public's file does not say."""

    measure: str
    withheld: str
    coverage: float | None = None
    calibrated: bool = False
    method: str = ""
    error: float | None = None
    error_last_year: float | None = None
    error_mean_of_six: float | None = None
