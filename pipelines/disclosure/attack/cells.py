"""What an adversary reasons about: cells, the spans of days they are of, and what a KPI's definition tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

GFO = "GFO"
#: Counted anew for every period, so that a longer one lies between its largest part and the sum of its parts.
UNIQUE = frozenset({"unique_flow", "during"})
#: What happened, or was so some day, in a period: more in a longer one that holds it.
GROWING = UNIQUE | {"flow", "days", "sum"}
#: What is counted or summed, and not made of other figures.
COUNTED = GROWING | {"stock", "level"}


class Cell(NamedTuple):
    """One figure. `period`: its id; of a stock the day it is read on (`@2024-12-31`).

    So a year's stock is the same cell as its last tertial's.
    """

    kpi: str
    cut: str
    area: str
    period: str


@dataclass(frozen=True)
class Span:
    """The days of a period, both ends counted."""

    kind: str
    first: date
    last: date

    @cached_property
    def read_on(self) -> str:
        """How the period of a stock is written: the day it is read on."""
        return f"@{self.last}"

    def holds(self, other: Span) -> bool:
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True)
class Kpi:
    """What `kpi_definition` says that an equation can be made of."""

    sources: frozenset[str]
    measure: str
    unit: str
    additive: bool
    part_of: str
    sums_to: str
    numerator: str
    denominator: str
    scale: int

    @property
    def money(self) -> bool:
        """Kronor may be credited: an amount may be below nothing, and a part above its whole."""
        return self.unit == "kr" or self.unit.startswith("kr ")

    @property
    def whole_numbers(self) -> bool:
        return self.measure in COUNTED and not self.money

    @property
    def summed(self) -> bool:
        """Whether GFO's is the sum of its kommuner's: a child belongs to one."""
        return self.measure in GROWING or self.measure == "stock"
