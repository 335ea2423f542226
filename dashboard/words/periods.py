"""Periods as words: their kinds, what an id is called, how far one under way has come, and the months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from dashboard.published.records import PeriodInfo
from pipelines.kpi.targets import STANDING
from pipelines.periods import MONTHS, Period

#: The kinds of period that a reader chooses among, as the control names them.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "tertial": "Tertial",
        "month": "Månad",
        "year": "År",
        "ytd": "Året hittills",
        "rolling": "Tre tertial",
        "block": "Tre år",
    }
)
_PER = {
    "tertial": "per tertial",
    "month": "per månad",
    "year": "per år",
    "ytd": "från årets början, tertial för tertial",
    "rolling": "för tre tertial i taget",
    "block": "för tre år i taget",
}
_EACH = {"month": "varje månad", "year": "varje år", "block": "varje period om tre år"}
# One of a kind, whichever; and the end of one.
_ANY = {"month": "någon månad", "year": "något år"}
_END = {"month": "månadsslut", "year": "årsslut"}
# What ends with every tertial, or with a year, and is longer than it.
_LONGER = frozenset({"ytd", "rolling", "block"})


def per(kind: str) -> str:
    """How a series of the kind is told: `per tertial`, `per månad`."""
    return _PER.get(kind, "")


def each(kind: str) -> str:
    """At whose ends a stock of the kind is told: `varje tertial`, `varje månad`."""
    return _EACH.get(kind, "varje tertial")


def any_of(kind: str, measure: str) -> str:
    """What a figure is the highest of: `under något tertial`, and of what stands on a day `vid något tertialslut`."""
    if measure in STANDING:
        return f"vid något {_END.get(kind, 'tertialslut')}"
    return f"under {_ANY.get(kind, 'något tertial')}"


def at_an_end(kind: str) -> str:
    """The same of what stands on a day, as one of several: `vid ett tertialslut`."""
    return f"vid ett {_END.get(kind, 'tertialslut')}"


def spread(kind: str, measure: str) -> str:
    """How a series of figures of a measure is told: what stands on a day has no sum of three tertials."""
    return f"den sista dagen i {each(kind)}" if measure == "stock" and kind in _LONGER else per(kind)


def period_label(period: str) -> str:
    """`2025T2` → `T2 2025`."""
    return Period.parse(period).label


def spoken_day(day: date) -> str:
    """`31 augusti 2026`."""
    return f"{spoken_day_of_year(day)} {day.year}"


def spoken_day_of_year(day: date) -> str:
    """`31 augusti`, where the year is said already."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def months_of(period: PeriodInfo) -> str:
    """`maj–augusti`: which months a tertial has, which who begins to read has not learnt."""
    return "–".join(MONTHS[day.month - 1] for day in (period.first_day, period.last_day))


def so_far(period: PeriodInfo, reporting_date: date) -> str:
    """A period by its label, and how far it has come while it is under way: `T3 2026 till och med 15 oktober`."""
    if not period.preliminary or reporting_date >= period.last_day:
        return period.label
    return f"{period.label} till och med {spoken_day_of_year(reporting_date)}"


def within(period: PeriodInfo, label: str = "") -> str:
    """`i augusti 2026`, `under T2 2026`; `label` where it says more than the period's own."""
    return f"{'i' if period.kind == 'month' else 'under'} {label or period.label}"


def in_brief(period: PeriodInfo) -> str:
    """A period at the head of a narrow column: `T2 2026`, `hittills 2026` beside `samma tid 2025`."""
    if period.kind == "same_days":
        return f"samma tid {period.first_day.year}"
    return f"hittills {period.label}" if period.preliminary else period.label


def how_far(period: PeriodInfo, measure: str, reporting_date: date) -> str:
    """How far a period under way has come: `januari–augusti`, within a month `till och med 15 oktober`, and of what
    stands on a day `den 31 augusti 2026`."""
    last = min(period.last_day, reporting_date)
    if measure in STANDING:
        return f"den {spoken_day(last)}"
    months = tuple(MONTHS[day.month - 1] for day in (period.first_day, last))
    ends_a_month = (last + timedelta(days=1)).day == 1
    if period.first_day.year != last.year or not ends_a_month:
        return f"till och med {spoken_day(last) if period.first_day.year != last.year else spoken_day_of_year(last)}"
    return months[0] if months[0] == months[1] else "–".join(months)


def when(period: PeriodInfo, measure: str, reporting_date: date) -> str:
    """When a figure is of: `under T2 2026`, `i augusti 2026`, `under T3 2026 till och med 15 oktober`, and of what
    stands on a day `den 31 augusti 2026`."""
    if measure == "stock":
        return f"den {spoken_day(min(period.last_day, reporting_date))}"
    label = so_far(period, reporting_date)
    if measure in ("level", "difference"):
        return f"för {label}"
    return f"{'någon gång ' * (measure == 'during')}{within(period, label)}"


def beside(period: PeriodInfo, measure: str) -> str:
    """What a figure is set beside: `T2 2025`, `1 maj–15 juli 2025`, and of what stands on a day `15 juli 2025`."""
    if (period.kind == "same_days" and measure in STANDING) or (
        period.kind in _LONGER and measure == "stock"
    ):
        return spoken_day(period.last_day)
    return period.label


def than(period: PeriodInfo, measure: str = "") -> str:
    """The same after *än*, *som* and *mot*: `T2 2025`, `i augusti 2025`, `den 31 augusti 2025`, `samma tid 2025`."""
    label = beside(period, measure)
    if label != period.label:
        return f"den {label}"
    if period.kind == "same_days":
        return f"samma tid {period.first_day.year}"
    return f"{'i ' * (period.kind == 'month')}{label}"


def dated(period: PeriodInfo, measure: str) -> str:
    """`T1 2025`, `i maj 2025`, `under 2024`, `den 31 maj 2025`, `samma tid 2025`: never read as one with the number
    before it."""
    label = beside(period, measure)
    if period.kind == "same_days" and label == period.label:
        return f"samma tid {period.first_day.year}"
    if measure in STANDING and label != period.label:
        return f"den {label}"
    if period.kind == "year" and measure in STANDING:
        return f"vid slutet av {label}"
    words = {"tertial": "", "rolling": "", "month": "i ", "ytd": "i "}
    return words.get(period.kind, "under ") + label
