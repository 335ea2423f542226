"""What goes into a judgement and what comes out: the series of a meeting as arrays, and what each tertial tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipelines.signals.distributions import Floats

Side = Literal[-1, 0, 1]
"""Below what is usual, on it, above it."""


class Kind(StrEnum):
    """How a figure varies when nothing has changed."""

    COUNT = "count"
    """A number of events or children: Poisson, or somewhat more where they come together."""
    RATE = "rate"
    """A number of events per exposure (children in the population): the same with that exposure."""
    PROPORTION = "proportion"
    """A part of a whole (matched of decided): binomial."""
    AMOUNT = "amount"
    """Anything measured: kronor, days, a median, a quotient of kronor."""


class Method(StrEnum):
    """How a series is judged."""

    COUNTED = "counted"
    """Counted anew each tertial: exact for counts, with the dispersion of events that come together."""
    SHARE = "share"
    """Parts of wholes counted anew each tertial."""
    MEASURED = "measured"
    """Measured anew each tertial (a median, participants)."""
    CARRIED_COUNT = "carried_count"
    """The same children or homes count in one tertial after another (a stock, days): changes are judged, not levels."""
    CARRIED_AMOUNT = "carried_amount"
    """Quotients of kronor or days of the same children: as CARRIED_COUNT, without what is known of counts."""


CARRIED = frozenset({Method.CARRIED_COUNT, Method.CARRIED_AMOUNT})


class State(StrEnum):
    """What a tertial says of its series when it is the latest known."""

    TOO_SHORT = "too_short"
    """Too few earlier tertials to compare with."""
    NOT_JUDGED = "not_judged"
    """The tertial is not known or not complete, or no method holds."""
    INSIDE = "inside"
    OUTSIDE = "outside"
    """The newest tertial alone."""
    LEVEL = "level"
    """The last three tertials together."""
    PAUSE = "pause"
    """Nothing for longer than usual."""
    STEP = "step"
    """What carries over: the change since the tertial before."""
    YEAR = "year"
    """What carries over: the change in a year."""


@dataclass(frozen=True)
class Point:
    """One figure as published, to compare with others of the same period.

    `value` is the numerator and `exposure` the denominator. `status` is ok, published, missing or hidden; a value is
    only read when it is ok or published. `preliminary`: the period is not complete, so it is shown but not compared.
    `reason` in Swedish, if missing.
    """

    period: str
    value: float | None
    exposure: float | None = None
    status: str = "ok"
    preliminary: bool = False
    reason: str = "uppgift saknas"

    @property
    def is_known(self) -> bool:
        """Whether the point can be compared; a rate of nothing cannot."""
        return (
            self.status in ("ok", "published")
            and self.value is not None
            and not self.preliminary
            and (self.exposure is None or self.exposure > 0)
        )

    @property
    def why_skipped(self) -> str:
        """In Swedish, for a point that is not compared."""
        if self.status == "hidden":
            return "skyddad"
        if self.status == "missing" or self.value is None:
            return self.reason
        return "tertialet är inte komplett" if self.preliminary else "inga fall"


@dataclass(frozen=True)
class Sheet:
    """All that a meeting sees: a row a series [S], a column a tertial in time order [T].

    `values`: the count or amount, for a rate or share the numerator; nan where the tertial is missing, hidden,
    preliminary, or another stretch's (a series whose level is declared to have changed is a row before and a row
    after). `exposures`: the denominator, 1 where there is none; above 0 wherever the value is known. `shown`: the
    figure as published, known where the value is. `scales` [S]: how many times value / exposure is shown (1 000, 100).
    """

    periods: tuple[str, ...]
    values: Floats
    exposures: Floats
    shown: Floats
    scales: Floats
    methods: tuple[Method, ...]


@dataclass(frozen=True)
class Verdicts:
    """What every tertial tells as the latest, each array [S, T].

    `chance` is the p-value (two-sided; nan where not judged). `state` holds `State` values; `side` is 1 above, −1 below
    and 0 inside or not judged. `since` is the column of the first tertial compared with (−1: none). `mean` is that of
    the tertials compared with, and between `lower` and `upper`, both included, most of them lay; as published, nan
    where there is no such level (what carries over wanders).
    """

    state: NDArray[np.object_]
    side: NDArray[np.int8]
    chance: Floats
    since: NDArray[np.int64]
    mean: Floats
    lower: Floats
    upper: Floats
