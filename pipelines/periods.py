"""The spans of days that figures are told for, from a month to three years, and the Swedish words for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
PeriodKind = Literal["month", "tertial", "year", "rolling", "ytd", "block", "same_days"]
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_PATTERN = re.compile(
    r"(?P<year>\d{4})(?:-(?P<until>\d{4})|-(?P<month>0[1-9]|1[0-2])|T(?P<tertial>[123])(?P<reach>R3|Y)?)?"
    r"(?:D(?P<cut>(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])))?"
)
#: Blocks of three years follow each other from here: 2020–2022, 2023–2025, …
_FIRST_BLOCK, _BLOCK_YEARS = 2020, 3


def _month_start(year: int, month: int) -> date:
    """The first day of a month counted from January of `year`; months outside 1–12 run into other years."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


@dataclass(frozen=True)
class Period:
    """A half-open span of days [first_day, next_day) with its id.

    2026-05 a month, 2026T2 a tertial, 2026 a year, 2026T2R3 the three tertials that end with it, 2026T2Y the year up
    to and with it, 2023-2025 a block of three years. With D and a day (2025T2D0715) a period that is cut short after
    that day: what a period under way on 15 July 2026 is compared with.
    """

    id: str
    kind: PeriodKind
    first_day: date
    next_day: date

    @classmethod
    # A page asks some two hundred times of the same few.
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Period:
        """Read an id; ValueError when it is none."""
        match = _PATTERN.fullmatch(text.strip())
        if not match:
            raise ValueError(f"not a period: {text!r}")
        year = int(match["year"])
        if match["until"]:
            whole = cls.block(year)
            if whole.id != f"{match['year']}-{match['until']}":
                raise ValueError(f"not a block of three years: {text!r}")
        elif match["month"]:
            whole = cls.month(year, int(match["month"]))
        elif match["reach"]:
            whole = (cls.rolling if match["reach"] == "R3" else cls.year_to_date)(year, int(match["tertial"]))
        elif match["tertial"]:
            whole = cls.tertial(year, int(match["tertial"]))
        else:
            whole = cls.whole_year(year)
        if not match["cut"]:
            return whole
        month, day = int(match["cut"][:2]), int(match["cut"][2:])
        return whole.cut_after(date(whole.last_day.year, month, day))

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
    def year_to_date(cls, year: int, tertial: int) -> Period:
        """From January to the end of the tertial named."""
        return cls(f"{year}T{tertial}Y", "ytd", date(year, 1, 1), _month_start(year, 4 * tertial + 1))

    @classmethod
    def whole_year(cls, year: int) -> Period:
        return cls(f"{year}", "year", date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def block(cls, year: int) -> Period:
        """The block of three years that a year lies in."""
        first = year - (year - _FIRST_BLOCK) % _BLOCK_YEARS
        after = first + _BLOCK_YEARS
        return cls(f"{first}-{after - 1}", "block", date(first, 1, 1), date(after, 1, 1))

    @classmethod
    def month_of(cls, day: date) -> Period:
        return cls.month(day.year, day.month)

    @classmethod
    def tertial_of(cls, day: date) -> Period:
        return cls.tertial(day.year, (day.month + 3) // 4)

    def cut_after(self, day: date) -> Period:
        """The period's days up to and with one of them; ValueError for a day outside it."""
        if not self.first_day <= day < self.next_day:
            raise ValueError(f"{day} is not in {self.id}")
        return Period(f"{self.id}D{day:%m%d}", "same_days", self.first_day, day + timedelta(days=1))

    @property
    def last_day(self) -> date:
        return self.next_day - timedelta(days=1)

    @property
    def label(self) -> str:
        """As a reader sees it: T2 2026, 2026, maj 2026, T3 2025–T2 2026, januari–augusti 2026, 1 maj–15 juli 2025."""
        match self.kind:
            case "tertial":
                return f"T{self.id[-1]} {self.id[:4]}"
            case "month":
                return f"{MONTHS[self.first_day.month - 1]} {self.first_day.year}"
            case "rolling":
                first = Period.tertial_of(self.first_day)
                return f"{first.label}–{Period.tertial_of(self.last_day).label}"
            case "ytd":
                return f"januari–{MONTHS[self.last_day.month - 1]} {self.last_day.year}"
            case "block":
                return f"{self.first_day.year}–{self.last_day.year}"
            case "same_days":
                return _span_of_days(self.first_day, self.last_day)
        return self.id

    def year_before(self) -> Period:
        """The same period one year earlier; of a block the one before it."""
        if self.kind == "block":
            return Period.block(self.first_day.year - 1)
        year = str(int(self.id[:4]) - 1)
        return Period.parse(year + self.id[4:])

    def compared_with(self, reporting_date: date) -> Period:
        """What its figure is set beside: the year before, cut short where the period itself is under way."""
        before = self.year_before()
        if self.last_day <= reporting_date or self.kind == "block":
            return before
        return before.cut_after(_a_year_before(reporting_date))


def _a_year_before(day: date) -> date:
    # 29 February has no day of its own the year before.
    return date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _span_of_days(first: date, last: date) -> str:
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start}–{end}" if first.year == last.year else f"{start} {first.year}–{end}"


def periods_between(first_day: date, last_day: date) -> list[Period]:
    """Every period of every kind that starts in [first_day, last_day].

    One that is made of tertials exists as soon as its last tertial does; a rolling one needs three whole ones behind
    it. Cut short are those that the periods under way on `last_day` are compared with.
    """
    found: list[Period] = []
    for year in range(first_day.year, last_day.year + 1):
        candidates = [Period.whole_year(year)]
        candidates += [Period.tertial(year, tertial) for tertial in (1, 2, 3)]
        candidates += [Period.month(year, month) for month in range(1, 13)]
        found += [p for p in candidates if first_day <= p.first_day <= last_day]
        for tertial in (1, 2, 3):
            if not first_day <= Period.tertial(year, tertial).first_day <= last_day:
                continue
            found += [
                reaching
                for reaching in (Period.rolling(year, tertial), Period.year_to_date(year, tertial))
                if reaching.first_day >= first_day
            ]
        block = Period.block(year)
        if block.first_day.year == year and block.first_day >= first_day:
            found.append(block)
    compared = [period.compared_with(last_day) for period in found if period.last_day > last_day]
    known = set(found)
    return [*found, *dict.fromkeys(p for p in compared if p.first_day >= first_day and p not in known)]
