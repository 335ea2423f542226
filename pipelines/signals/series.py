"""What goes into a judgement and what comes out: points of one figure in one area, and what they tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Side = Literal[-1, 0, 1]
"""Below what is usual, on it, above it."""


class Kind(StrEnum):
    """How a figure varies when nothing has changed; decides which limits it gets."""

    COUNT = "count"
    """A number of events or children: Poisson."""
    RATE = "rate"
    """A number of events per exposure (children in the population): Poisson with that exposure."""
    PROPORTION = "proportion"
    """A part of a whole (matched of decided): binomial."""
    AMOUNT = "amount"
    """Anything measured: kronor, days, a median, a quotient of kronor. The classical individuals chart."""


@dataclass(frozen=True)
class Point:
    """One tertial of a figure, as published.

    `value` is the count or amount; for a rate or proportion the numerator, with `exposure` the denominator.
    `status` is ok, published, missing or hidden; a value is only read when it is ok or published.
    `preliminary`: the tertial is not complete, so it is shown but not judged. `reason` in Swedish, if missing.
    """

    period: str
    value: float | None
    exposure: float | None = None
    status: str = "ok"
    preliminary: bool = False
    reason: str = "uppgift saknas"

    def __post_init__(self) -> None:
        # A database hands over Decimal, which does not mix with the floats that limits are made of.
        if self.value is not None:
            object.__setattr__(self, "value", float(self.value))
        if self.exposure is not None:
            object.__setattr__(self, "exposure", float(self.exposure))

    @property
    def is_known(self) -> bool:
        """Whether the point can be judged; a rate of nothing cannot."""
        return (
            self.status in ("ok", "published")
            and self.value is not None
            and not self.preliminary
            and (self.exposure is None or self.exposure > 0)
        )

    @property
    def why_skipped(self) -> str:
        """In Swedish, for a point that is not judged."""
        if self.status == "hidden":
            return "för få för att visas"
        if self.status == "missing" or self.value is None:
            return self.reason
        return "tertialet är inte komplett" if self.preliminary else "inga fall"


class Rule(StrEnum):
    """The three rules that make a signal."""

    OUTSIDE = "outside"
    RUN = "run"
    TREND = "trend"


@dataclass(frozen=True)
class Signal:
    """A change larger than chance: which rule, which way (−1 or 1), and the periods from first to last."""

    rule: Rule
    side: Side
    first_period: str
    last_period: str
    length: int


class State(StrEnum):
    """What the latest judged point says."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    RUN = "run"
    TREND = "trend"
    TOO_SHORT = "too_short"


@dataclass(frozen=True)
class JudgedPoint:
    """One point of the chart, in the unit shown (a rate already scaled).

    All numbers are None where the point is not judged, and `skipped` then says why, in Swedish.
    """

    period: str
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    side: Side
    in_baseline: bool
    signal: bool
    skipped: str


@dataclass(frozen=True)
class Standing:
    """What a series told at one tertial, from the tertials up to it; numbers as in `Judgement`."""

    period: str
    state: State
    side: Side
    mean: float | None
    lower: float | None
    upper: float | None
    sentence: str


@dataclass(frozen=True)
class Judgement:
    """What a figure's series tells about its latest known point.

    `mean`, `lower` and `upper` (both limits count as inside) hold for the latest judged point, in the unit
    shown; None when the series is too short. `side` is the way of a signal (0: inside, or not judged).
    `dispersion` is 1 for pure chance and more when tertials have differed more than chance lets them.
    """

    state: State
    side: Side
    mean: float | None
    lower: float | None
    upper: float | None
    signals: tuple[Signal, ...]
    sentence: str
    points: tuple[JudgedPoint, ...]
    baseline: tuple[str, ...]
    dispersion: float
    seasonal: bool
