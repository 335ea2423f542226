"""What the capacity outlook answers: forecasts with their intervals, and how the same forecasts did in the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Measure(StrEnum):
    """What is forecast."""

    OPEN = "open"
    """Open referrals on the tertial's last day: the stock of `referrals_open`."""
    DAYS_TO_MATCH = "days_to_match"
    """Median days from received to matched, of the tertial's matches."""


@dataclass(frozen=True)
class Expected:
    """The middle and the ends (both included) of the middle 80 % of the simulations."""

    median: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Forecast:
    """One tertial at the present number of homes plus `more_homes`; None where the measure is withheld.

    `homes_available` is the number of available homes on the tertial's last day.
    """

    period: str
    more_homes: int
    open_referrals: Expected | None
    days_to_match: Expected | None
    homes_available: Expected


@dataclass(frozen=True)
class Trial:
    """One forecast as it would have been made at the end of tertial `made_on` for `period`, `ahead` tertials
    later, and what came. `last_year` is the same tertial a year earlier; nan when it had nothing to measure."""

    measure: Measure
    made_on: str
    period: str
    ahead: int
    expected: Expected
    actual: float
    last_year: float

    @property
    def inside(self) -> bool:
        return self.expected.lower <= self.actual <= self.expected.upper


@dataclass(frozen=True)
class Trust:
    """How a measure's forecasts did. `coverage` is the share of trials inside their interval; the errors are
    mean absolute ones in the measure's unit, over the trials that have a last year; `skill` is 1 − error /
    error of "same as last year" (0 or less: no better). `withheld` holds the Swedish reason why no forecast is
    shown, empty when it is."""

    measure: Measure
    trials: int
    coverage: float | None
    error: float | None
    error_last_year: float | None
    skill: float | None
    withheld: str


@dataclass(frozen=True)
class Outlook:
    """The whole answer, the back-test included.

    `homes_needed` is the smallest of the tried numbers of more homes at which no more referrals are expected to
    be open at the end of the second tertial than today; None when none is enough or the forecast is withheld.
    `sentences` say it in plain Swedish, in reading order.
    """

    as_of: date
    open_now: int
    homes_now: int
    forecasts: tuple[Forecast, ...]
    trials: tuple[Trial, ...]
    trust: tuple[Trust, ...]
    homes_needed: int | None
    sentences: tuple[str, ...]
