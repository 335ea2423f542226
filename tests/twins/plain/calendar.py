"""The twins' own calendar: which days each period holds, from a month to three years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A period: its id, its kind and its days, both end days included."""

    id: str
    kind: str
    first_day: date
    last_day: date

    @property
    def days(self) -> frozenset[date]:
        return days_between(self.first_day, self.last_day)


@cache
def days_between(first_day: date, last_day: date) -> frozenset[date]:
    """Every day from the first to the last, both included; empty when the last comes before the first."""
    return frozenset(first_day + DAY * i for i in range((last_day - first_day).days + 1))


def last_day_of_month(year: int, month: int) -> date:
    day = date(year, month, 28)
    while (day + DAY).month == month:
        day += DAY
    return day


def calendar_of(years: range) -> list[Span]:
    """Every period of the years, and the rolling three tertials that begin in them."""
    months, tertials, whole_years = [], [], []
    for year in years:
        for month in range(1, 13):
            months.append(
                Span(f"{year}-{month:02d}", "month", date(year, month, 1), last_day_of_month(year, month))
            )
        tertials.append(Span(f"{year}T1", "tertial", date(year, 1, 1), date(year, 4, 30)))
        tertials.append(Span(f"{year}T2", "tertial", date(year, 5, 1), date(year, 8, 31)))
        tertials.append(Span(f"{year}T3", "tertial", date(year, 9, 1), date(year, 12, 31)))
        whole_years.append(Span(f"{year}", "year", date(year, 1, 1), date(year, 12, 31)))
    rolling = [
        Span(third.id + "R3", "rolling", first.first_day, third.last_day)
        for first, _, third in zip(tertials, tertials[1:], tertials[2:], strict=False)
    ]
    to_date = [
        Span(tertial.id + "Y", "ytd", date(tertial.first_day.year, 1, 1), tertial.last_day)
        for tertial in tertials
    ]
    blocks = [
        Span(f"{year}-{year + 2}", "block", date(year, 1, 1), date(year + 2, 12, 31))
        for year in years
        if year % 3 == 1  # 2020, 2023, …
    ]
    return [*months, *tertials, *whole_years, *rolling, *to_date, *blocks]


def started_by(periods: list[Span], reporting_date: date) -> list[Span]:
    """A period that starts after the reporting date does not exist; one made of tertials waits for its last one.

    One under way brings along the same days of the year before, where the calendar reaches that far.
    """
    found = []
    for period in periods:
        starts = period.first_day
        if period.kind in ("rolling", "ytd"):
            last = period.last_day
            starts = date(last.year, {4: 1, 8: 5, 12: 9}[last.month], 1)
        if starts <= reporting_date:
            found.append(period)
    under_way = [p for p in found if p.last_day > reporting_date and p.kind != "block"]
    earliest = min(period.first_day for period in periods)
    shortened = [_same_days_a_year_before(period, reporting_date) for period in under_way]
    return [*found, *(period for period in shortened if period.first_day >= earliest)]


def _same_days_a_year_before(period: Span, reporting_date: date) -> Span:
    year = str(int(period.id[:4]) - 1)
    last = _a_year_before(reporting_date)
    return Span(f"{year}{period.id[4:]}D{last:%m%d}", "same_days", _a_year_before(period.first_day), last)


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return date(day.year - 1, 2, 28)


def compared_with(period: Span, reporting_date: date) -> str:
    """The id of the period a figure is set beside: a year earlier, as many days; of three years the three before."""
    if period.kind == "block":
        return f"{period.first_day.year - 3}-{period.first_day.year - 1}"
    if period.last_day > reporting_date:
        return _same_days_a_year_before(period, reporting_date).id
    return f"{int(period.id[:4]) - 1}{period.id[4:]}"
