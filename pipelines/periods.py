"""Months, tertials, years and rolling three tertials, and the Swedish words for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

PeriodKind = Literal["month", "tertial", "year", "rolling"]
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_PATTERN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])|T(?P<tertial>[123])(?P<rolling>R3)?)?")


def _month_start(year: int, month: int) -> date:
    """The first day of a month counted from January of `year`; months outside 1–12 run into other years."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


@dataclass(frozen=True)
class Period:
    """A half-open span of days [first_day, next_day) with its id: 2026-05, 2026T2, 2026 or 2026T2R3."""

    id: str
    kind: PeriodKind
    first_day: date
    next_day: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read an id; ValueError when it is none."""
        match = _PATTERN.fullmatch(text.strip())
        if not match:
            raise ValueError(f"not a period: {text!r}")
        year = int(match["year"])
        if match["month"]:
            return cls.month(year, int(match["month"]))
        if match["rolling"]:
            return cls.rolling(year, int(match["tertial"]))
        if match["tertial"]:
            return cls.tertial(year, int(match["tertial"]))
        return cls.whole_year(year)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(f"{year}-{month:02d}", "month", _month_start(year, month), _month_start(year, month + 1))

    @classmethod
    def tertial(cls, year: int, tertial: int) -> Period:
        month = 4 * tertial - 3
        first_day, next_day = _month_start(year, month), _month_start(year, month + 4)
        return cls(f"{year}T{tertial}", "tertial", first_day, next_day)

    @classmethod
    def rolling(cls, year: int, tertial: int) -> Period:
        """The three tertials that end with the one named."""
        next_month = 4 * tertial + 1
        first_day, next_day = _month_start(year, next_month - 12), _month_start(year, next_month)
        return cls(f"{year}T{tertial}R3", "rolling", first_day, next_day)

    @classmethod
    def whole_year(cls, year: int) -> Period:
        return cls(f"{year}", "year", date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def tertial_of(cls, day: date) -> Period:
        return cls.tertial(day.year, (day.month + 3) // 4)

    @property
    def last_day(self) -> date:
        return self.next_day - timedelta(days=1)

    @property
    def label(self) -> str:
        """As a reader sees it: T2 2026, 2026, maj 2026, T3 2025–T2 2026."""
        if self.kind == "tertial":
            return f"T{self.id[-1]} {self.id[:4]}"
        if self.kind == "month":
            return f"{_MONTHS[self.first_day.month - 1]} {self.first_day.year}"
        if self.kind == "rolling":
            first = Period.tertial_of(self.first_day)
            return f"{first.label}–{Period.tertial_of(self.last_day).label}"
        return self.id

    def year_before(self) -> Period:
        """The same period one year earlier."""
        year = str(int(self.id[:4]) - 1)
        return Period.parse(year + self.id[4:])


def periods_between(first_day: date, last_day: date) -> list[Period]:
    """Every period of every kind that starts in [first_day, last_day]; a rolling one needs three whole tertials."""
    found: list[Period] = []
    for year in range(first_day.year, last_day.year + 1):
        candidates = [Period.whole_year(year)]
        candidates += [Period.tertial(year, tertial) for tertial in (1, 2, 3)]
        candidates += [Period.month(year, month) for month in range(1, 13)]
        found += [p for p in candidates if first_day <= p.first_day <= last_day]
        for tertial in (1, 2, 3):
            # A rolling period exists as soon as its last tertial does.
            rolling = Period.rolling(year, tertial)
            if rolling.first_day >= first_day and Period.tertial(year, tertial).first_day <= last_day:
                found.append(rolling)
    return found
