"""A column of days, judged as a whole: one way of writing, or no days at all.

Cell by cell, 3/2/2026 would be the third of February until somebody mends the one row that says 2/28/2026. What two
readings fit differently is refused, whatever is likely; only a sender's mapping can say which it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.checking.days import (
    DayFormat,
    DayText,
    Shape,
    day_of,
    is_end_of_day,
    seconds_of,
    serial_day,
    swedish_day_of,
    take_apart,
    with_short_year,
)
from pipelines.checking.judging import Cell, Judged, RowCounts

# Midnight in Sweden is 23:00 the day before in UTC, 22:00 in summer.
_UTC_MIDNIGHTS = frozenset({22 * 3600, 23 * 3600})


def judge_days(cells: Sequence[Cell], rows: RowCounts, style: str = "") -> Judged:
    """The day of each distinct text. `style`: the format that the sender has stated, if any."""
    if style:
        return _as_stated(cells, DayFormat(style))
    found = Judged.blank(len(cells))
    written = [take_apart(cell.text) for cell in cells]
    found.refuse([at for at, day in enumerate(written) if day is None], "V003")
    groups = _groups(cells, written)
    if not groups:
        return found
    base = next(iter(groups))
    if len(groups) > 1:
        counts = rows()
        base = max(groups, key=lambda shape: sum(counts[at] for at in groups[shape]))
        if _swapped(cells, written, groups, found):
            return found
        for shape, texts in groups.items():
            if shape is not base:
                found.refuse(texts, "V022")
    days = {at: day for at in groups[base] if (day := written[at])}
    found.style = base.value
    _READ[base](cells, days, found)
    if base is not Shape.SHORT:
        _check_clocks(days, found)
    return found


def _groups(cells: Sequence[Cell], written: Sequence[DayText | None]) -> dict[Shape, list[int]]:
    """Texts by the way they are written; number cells of a workbook are the same as its date cells."""
    groups: dict[Shape, list[int]] = {}
    for at, day in enumerate(written):
        if day is not None:
            groups.setdefault(day.shape, []).append(at)
    serials = groups.get(Shape.SERIAL, [])
    if Shape.YEAR_FIRST in groups and serials and all(cells[at].native for at in serials):
        groups[Shape.YEAR_FIRST] += groups.pop(Shape.SERIAL)
    return groups


def _swapped(
    cells: Sequence[Cell],
    written: Sequence[DayText | None],
    groups: dict[Shape, list[int]],
    found: Judged,
) -> bool:
    """A spreadsheet that took days as month first turned those it could into dates and left the others as text.

    It shows: of the dates none is after the 12th, of the texts none could be turned. Those dates are wrong.
    """
    first, last = groups.get(Shape.YEAR_FIRST, []), groups.get(Shape.YEAR_LAST, [])
    turned = [day.parts[2] for at in first if (day := written[at]) and len(day.parts) == 3]
    left = [max(day.parts[:2]) for at in last if (day := written[at])]
    if not turned or not left or max(turned) > 12 or min(left) <= 12:
        return False
    texts = [at for group in groups.values() for at in group]
    found.refuse(texts, "V035", one=cells[first[0]].text, two=cells[last[0]].text)
    return True


def _as_stated(cells: Sequence[Cell], stated: DayFormat) -> Judged:
    found = Judged.blank(len(cells))
    found.style = stated.text
    for at, cell in enumerate(cells):
        day, fits = stated.day(cell.text)
        found.values[at], found.codes[at] = day, "" if day else ("V004" if fits else "V022")
    read = [at for at, day in enumerate(found.values) if day is not None]
    if read:
        found.note("V020", read, style=stated.text)
    return found


def _read_year_first(cells: Sequence[Cell], days: dict[int, DayText], found: Judged) -> None:
    other, serials = [], {}
    for at, day in days.items():
        if day.shape is Shape.SERIAL:
            serials[at] = day
            continue
        year, month, of_month = day.parts
        _put(found, at, day_of(year, month, of_month))
        if not day.plain and not day.clock:
            other.append(at)
    if other:
        found.note("V020", other, style=_spelling(cells[other[0]].text))
    if serials:
        _read_serials(cells, serials, found)


def _spelling(text: str) -> str:
    return "ÅÅÅÅMMDD" if text[:5].isdecimal() else "ÅÅÅÅ-M-D"


def _read_year_last(cells: Sequence[Cell], days: dict[int, DayText], found: Judged) -> None:
    day_first = {at: day_of(day.parts[2], day.parts[1], day.parts[0]) for at, day in days.items()}
    month_first = {at: day_of(day.parts[2], day.parts[0], day.parts[1]) for at, day in days.items()}
    only_day = [at for at in days if day_first[at] and not month_first[at]]
    only_month = [at for at in days if month_first[at] and not day_first[at]]
    either = [at for at in days if day_first[at] and month_first[at] and day_first[at] != month_first[at]]
    if only_month:
        found.refuse(days, "V023", example=cells[only_month[0]].text)
    elif either and not only_day:
        one, two = day_first[either[0]], month_first[either[0]]
        found.refuse(days, "V021", example=cells[either[0]].text, one=str(one), two=str(two))
    else:
        for at in days:
            _put(found, at, day_first[at])
        found.note("V020", days, style=Shape.YEAR_LAST.value)


def _read_serials(cells: Sequence[Cell], days: dict[int, DayText], found: Judged) -> None:
    serial = {at: serial_day(day.parts[0]) for at, day in days.items()}
    others = {at: with_short_year(cells[at].text) for at in days}
    plausible = [at for at in days if serial[at]]
    if plausible and all(others[at] for at in plausible):
        first = plausible[0]
        one, two = serial[first], others[first][0]
        found.refuse(days, "V021", example=cells[first].text, one=str(one), two=str(two))
        return
    for at in days:
        _put(found, at, serial[at])
    found.note("V020", days, style=Shape.SERIAL.value)


def _refuse_short(cells: Sequence[Cell], days: dict[int, DayText], found: Judged) -> None:
    found.refuse(days, "V024", example=cells[next(iter(days))].text)


def _put(found: Judged, at: int, day: date | None) -> None:
    found.values[at], found.codes[at] = day, "" if day else "V004"


_READ = {
    Shape.YEAR_FIRST: _read_year_first,
    Shape.YEAR_LAST: _read_year_last,
    Shape.SERIAL: _read_serials,
    Shape.SHORT: _refuse_short,
}


def _check_clocks(days: dict[int, DayText], found: Judged) -> None:
    """Days that were midnights somewhere else lie a day wrong: told by their clock times, for the whole column."""
    timed = {at: day for at, day in days.items() if day.clock and found.values[at]}
    if not timed:
        return
    moved = [
        at
        for at, day in timed.items()
        if day.zone
        and not is_end_of_day(day.clock)
        and swedish_day_of(found.values[at], day.clock, day.zone) != found.values[at]
    ]
    times = {at: seconds_of(day.clock) for at, day in timed.items() if not is_end_of_day(day.clock)}
    if not moved and set(times.values()) <= _UTC_MIDNIGHTS | {0}:
        moved = [at for at, seconds in times.items() if seconds]
    if moved:
        clock = days[moved[0]].clock + days[moved[0]].zone
        found.notes.clear()
        found.refuse(days, "V025", clock=clock)
