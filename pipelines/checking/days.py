"""One text to the day that it writes, part by part; which part is the month is judged for a whole column."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from typing import NamedTuple

from pipelines.contracts.fields import FIRST_DAY, LAST_DAY
from pipelines.periods import SWEDEN

EXCEL_DAY_0 = date(1899, 12, 30)

_CLOCK = (
    r"(?:[T ] ?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r" ?(?P<zone>Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?"
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK}")
_COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}})(?:[.,]0+)?{_CLOCK}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_CLOCK}")
_SHORT = re.compile(rf"\d{{1,2}}([-/. ])\d{{1,2}}\1\d{{2}}{_CLOCK}|\d{{6}}(?:[.,]0+)?")
_SERIAL = re.compile(r"([1-9]\d{4})(?:[.,]\d+)?")


class Shape(Enum):
    """How a day is written, as far as its text alone tells."""

    YEAR_FIRST = "ÅÅÅÅ-MM-DD"
    YEAR_LAST = "D/M/ÅÅÅÅ"
    SERIAL = "Excels dagnummer"
    SHORT = "ÅÅMMDD"


class DayText(NamedTuple):
    """`parts`: the three numbers in the order of the text (a serial alone). `plain`: written as YYYY-MM-DD."""

    shape: Shape
    parts: tuple[int, ...]
    clock: str = ""
    zone: str = ""
    plain: bool = False


def take_apart(text: str) -> DayText | None:
    """The parts of a text that writes a day in figures; None for any other."""
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        parts = text[:4], text[5:7], text[8:]
        if all(part.isdecimal() for part in parts):
            return DayText(Shape.YEAR_FIRST, tuple(map(int, parts)), plain=True)
    if match := _YEAR_FIRST.fullmatch(text):
        parts = (match[1], match[3], match[4])
    elif match := _COMPACT.fullmatch(text):
        parts = (match[1], match[2], match[3])
    elif match := _YEAR_LAST.fullmatch(text):
        day = DayText(Shape.YEAR_LAST, (int(match[1]), int(match[3]), int(match[4])))
        return day._replace(clock=match["clock"] or "", zone=match["zone"] or "")
    elif _SHORT.fullmatch(text):
        return DayText(Shape.SHORT, ())
    elif match := _SERIAL.fullmatch(text):
        return DayText(Shape.SERIAL, (int(match[1]),))
    else:
        return None
    year, month, day_of_month = (int(part) for part in parts)
    return DayText(Shape.YEAR_FIRST, (year, month, day_of_month), match["clock"] or "", match["zone"] or "")


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, when the calendar has it and a register can."""
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST_DAY <= found <= LAST_DAY else None


def serial_day(number: int) -> date | None:
    """The day of a serial number of Excel, when a register can have it."""
    if number > (LAST_DAY - EXCEL_DAY_0).days:
        return None
    found = EXCEL_DAY_0 + timedelta(days=number)
    return found if found >= FIRST_DAY else None


def with_short_year(text: str) -> list[date]:
    """The days that a number of five figures writes if a zero before it was lost: YYMMDD, DDMMYY, MMDDYY."""
    one, two, three = int(text[:1]), int(text[1:3]), int(text[3:5])
    found = (day_of(2000 + one, two, three), day_of(2000 + three, two, one), day_of(2000 + three, one, two))
    return [day for day in found if day is not None]


def seconds_of(clock: str) -> int:
    """Seconds since midnight."""
    hours, minutes, *seconds = (int(part) for part in clock.split(":"))
    return hours * 3600 + minutes * 60 + (seconds[0] if seconds else 0)


def is_end_of_day(clock: str) -> bool:
    """Whether a clock time is a way of saying that the day is meant to its end."""
    return clock.startswith("23:59")


def swedish_day_of(day: date, clock: str, zone: str) -> date:
    """The day in Sweden at a time that was written with its zone."""
    hours, minutes = (zone[1:3], zone[3:].lstrip(":") or "0") if zone[0] in "+-" else ("0", "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if zone[0] == "-" else 1)
    midnight = datetime(day.year, day.month, day.day, tzinfo=timezone(offset))
    return (midnight + timedelta(seconds=seconds_of(clock))).astimezone(SWEDEN).date()


_PART = re.compile("(?P<year>[ÅYÄA]{4}|[ÅYÄA]{2})|(?P<month>M{1,2})|(?P<day>D{1,2})", re.IGNORECASE)


class DayFormat:
    """A format that a sender has stated, such as DD.MM.ÅÅÅÅ or ÅÅMMDD. ValueError when it is none."""

    def __init__(self, text: str) -> None:
        self.text = text
        pattern, at, seen = "", 0, []
        packed = not re.search(r"[^\w]", text)
        for match in _PART.finditer(text):
            kind = next(name for name, value in match.groupdict().items() if value)
            width = len(match[0]) if kind == "year" or packed else 0
            pattern += re.escape(text[at : match.start()])
            pattern += f"(?P<{kind}>" + (rf"\d{{{width}}})" if width else r"\d{1,2})")
            at = match.end()
            seen.append(kind)
        if sorted(seen) != ["day", "month", "year"] or text[at:].strip():
            raise ValueError(f"no format of a day: {text}")
        self._pattern = re.compile(pattern + r"(?:[.,]0+)?" + _CLOCK)

    def day(self, text: str) -> tuple[date | None, bool]:
        """The day, and whether the text is written so at all."""
        match = self._pattern.fullmatch(text)
        if not match:
            return None, False
        year = int(match["year"])
        if len(match["year"]) == 2:
            year += 2000 if year < FIRST_DAY.year % 100 else 1900
        return day_of(year, int(match["month"]), int(match["day"])), True
