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


class Method(StrEnum):
    """Three ways to foresee a measure; the one that has been least wrong is shown."""

    SIMULATION = "simulation"
    LAST_YEAR = "last_year"
    """The same tertial a year earlier."""
    MEAN_OF_SIX = "mean_of_six"
    """The mean of the latest six complete tertials."""


NAIVE = (Method.LAST_YEAR, Method.MEAN_OF_SIX)


@dataclass(frozen=True)
class Expected:
    """The middle and the ends (both included) of the middle 80 % of the simulations; where these held less on the past,
    and of a naive method, how far off it was at most in 80 % of what it was tried on."""

    median: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Forecast:
    """One tertial at the present number of homes plus `more_homes`; None where the measure is withheld, or where a
    naive method, which knows of no homes, is asked of more of them.

    `homes_available` is the number of available homes on the tertial's last day.
    """

    period: str
    more_homes: int
    open_referrals: Expected | None
    days_to_match: Expected | None
    homes_available: Expected


@dataclass(frozen=True)
class Trial:
    """One simulated forecast as it would have been made at the end of tertial `made_on` for `period`, `ahead` tertials
    later, what came, and what the naive methods would have said; nan when there was nothing to measure."""

    measure: Measure
    made_on: str
    period: str
    ahead: int
    expected: Expected
    actual: float
    last_year: float
    mean_of_six: float

    @property
    def inside(self) -> bool:
        return self.expected.lower <= self.actual <= self.expected.upper

    def said(self, method: Method) -> float:
        """What a method said."""
        if method is Method.SIMULATION:
            return self.expected.median
        return self.last_year if method is Method.LAST_YEAR else self.mean_of_six


@dataclass(frozen=True)
class Trust:
    """How a measure's forecasts did, over `trials` from the ends of `origins` tertials.

    `coverage` is the share of trials inside the simulation's interval, `coverage_lower` and `coverage_upper` what it
    may be in the long run (95 %, of the origins: neighbouring trials are not independent). The errors are mean
    absolute ones in the measure's unit, over the trials in which every method had something to say. `method` is the
    one shown, and `reach` how far off it was at most in 80 % of those trials. `withheld` holds the Swedish reason why
    no forecast is shown, empty when it is. `calibrated`: the interval shown reaches that far, since a naive method is
    shown or the simulations' own held less than it should.
    """

    measure: Measure
    trials: int
    origins: int
    coverage: float | None = None
    coverage_lower: float | None = None
    coverage_upper: float | None = None
    error: float | None = None
    error_last_year: float | None = None
    error_mean_of_six: float | None = None
    method: Method = Method.SIMULATION
    reach: float | None = None
    withheld: str = ""
    calibrated: bool = False


@dataclass(frozen=True)
class Outlook:
    """The whole answer, the back-test included; `sentences` say it in plain Swedish, in reading order, and `tried` how
    what is shown did before."""

    as_of: date
    open_now: int
    homes_now: int
    forecasts: tuple[Forecast, ...]
    trials: tuple[Trial, ...]
    trust: tuple[Trust, ...]
    sentences: tuple[str, ...]
    tried: tuple[str, ...]
