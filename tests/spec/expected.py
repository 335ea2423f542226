"""What a test may expect of a figure besides a number (`ok`) or a text (the reason of a missing one)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class published:
    """A figure that stands in an old report, where no rows exist."""

    value: float


@dataclass(frozen=True)
class preliminary:
    """A figure that may still change."""

    value: float | str


Expected = int | float | Decimal | str | published | preliminary
