"""What an observation is. Beside this, one function a KPI walks through the rows and says which of them are some.

Written from the definitions. Rows are dicts with the stage tables' field names; a register is a dict of them by
dataset. A child is a kommun and its pseudonym, so a pseudonym used by two kommuner is two children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Register = dict[str, list[dict[str, Any]]]

MATCHED = ("matchad_gfo", "matchad_kommun", "matchad_natverk")
FOSTER = ("familjehem_gfo", "familjehem_kommun", "natverkshem", "konsulentstott")


@dataclass(frozen=True)
class Observation:
    """One thing that counts: on a day, or over a span whose last day is None while it is open."""

    kommun: str | None
    item: Any
    day: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    value: Decimal | int | None = None
    cuts: dict[str, str] = field(default_factory=dict)
    in_total: bool = True


Observer = Callable[[Register, date], Iterable[Observation]]


def child_of(row: dict[str, Any]) -> tuple[str, Any]:
    return (row["kommun_code"], row["child_id"])


def age_class(birth_year: int | None, year: int) -> str:
    if birth_year is None:
        return "okand"
    for oldest, code in ((6, "0_6"), (14, "7_14"), (17, "15_17")):
        if year - birth_year <= oldest:
            return code
    return "18_20"
