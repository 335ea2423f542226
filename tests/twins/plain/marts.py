"""Twins of the page-shaped tables: loops over rows, one function a table, for one area and period at a time.

`owned` says which rows an area counts: GFO every row, a kommun its own. All days are days; medians are exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from tests.twins.plain.calendar import Span
from tests.twins.plain.figures import Cell, Figure
from tests.twins.plain.observations import MATCHED

Row = dict[str, Any]
Figures = dict[Cell, Figure]


def _last_read(period: Span, reporting_date: date) -> date:
    return min(period.last_day, reporting_date)


def _inside(day: date | None, period: Span, reporting_date: date) -> bool:
    return day is not None and period.first_day <= day <= _last_read(period, reporting_date)


def middle(values: Iterable[int]) -> Fraction | None:
    """The median; of nothing there is none."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half], 2)


def time_to_match(referrals: list[Row], period: Span, reporting_date: date) -> dict[str, Any]:
    """Referrals received in the period, followed to the reporting date: median of the matched, and the day by which
    half of all are matched when those returned or withdrawn never will be."""
    waits: list[tuple[int, bool, bool]] = []
    for row in referrals:
        if not _inside(row["received"], period, reporting_date):
            continue
        known = row["decided"] is not None and row["decided"] <= reporting_date
        until = row["decided"] if known else reporting_date
        waits.append(((until - row["received"]).days, known, known and row["outcome"] in MATCHED))
    still, reached = Fraction(1), Fraction(0)
    half = None
    for day in sorted({days for days, _, _ in waits}):
        at_risk = len([1 for days, _, _ in waits if days >= day])
        today = [(ended, matched) for days, ended, matched in waits if days == day]
        reached += still * Fraction(sum(matched for _, matched in today), at_risk)
        still *= 1 - Fraction(sum(ended for ended, _ in today), at_risk)
        if half is None and reached >= Fraction(1, 2):
            half = day
    return {
        "referrals": len(waits),
        "matched": len([1 for _, _, matched in waits if matched]),
        "median_days": middle(days for days, _, matched in waits if matched),
        "half_matched_days": half,
    }


def recruitment_stage(
    enquiries: list[Row], statuses: list[Row], position: int, period: Span, reporting_date: date
) -> tuple[int, Fraction | None]:
    """How many of the period's enquiries came to a stage by the reporting date, and the median days from the former."""
    reached, waits = 0, []
    for row in enquiries:
        if not _inside(row["received"], period, reporting_date):
            continue
        days = _stage_days(row, statuses)
        known = [day if day is not None and day <= reporting_date else None for day in days]
        here = known[position - 1]
        if here is None:
            continue
        reached += 1
        before = known[position - 2] if position > 1 else None
        if before is not None:
            waits.append((here - before).days)
    return reached, middle(waits)


def _stage_days(row: Row, statuses: list[Row]) -> list[date | None]:
    approved = row["decision"] == "godkand"
    in_bank = [
        status["from_date"]
        for status in statuses
        if row.get("home_id") is not None and status["home_id"] == row["home_id"]
    ]
    return [
        row["received"],
        row.get("first_talk"),
        row.get("assessment_started"),
        row.get("assessment_done"),
        row["decision_date"] if approved else None,
        min(in_bank) if approved and in_bank else None,
    ]


def economy(rows: list[Row], started: set[str]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Budget, outcome, prognosis and deviation by year, tertial and item; a deviation is good when it is positive."""
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in rows:
        if f"{row['year']}T{row['tertial']}" not in started:
            continue
        deviation = None
        if row["outcome"] is not None:
            deviation = row["budget"] - row["outcome"]
            if row["item"] == "intakter":
                deviation = -deviation
        key = (row["year"], row["tertial"], row["item"])
        found[key] = (row["budget"], row["outcome"], row["prognosis"], deviation)
    return found


def referral_flow(figures: Figures, area: str, period: str) -> tuple[Any, ...]:
    """The balance of a period: opening, received, the outcomes decided in it, closing."""
    received, decided, closing = (
        figures[kpi, "", area, period].value
        for kpi in ("referrals_received", "referrals_decided", "referrals_open")
    )
    outcomes = [
        figures["referrals_decided", f"utfall={outcome}", area, period].value
        for outcome in ("matchad_gfo", "matchad_kommun", "matchad_natverk", "aterlamnad", "atertagen")
    ]
    return (closing + decided - received, received, *outcomes, closing)


def waiting(figures: Figures, area: str, period: str) -> dict[str, Any]:
    """Open referrals on the day the period is read, by how long they have waited."""
    words = {
        "0_30": "0–30 dagar",
        "31_90": "31–90 dagar",
        "91_180": "91–180 dagar",
        "over_180": "Över 180 dagar",
    }
    return {
        word: figures["referrals_open", f"vantat={code}", area, period].value for code, word in words.items()
    }


def waiting_since(referrals: list[Row], reporting_date: date) -> dict[date, int]:
    """Open referrals on the reporting date, by the first day of the month they came in."""
    found: dict[date, int] = {}
    for row in referrals:
        if row["received"] <= reporting_date and (row["decided"] is None or row["decided"] > reporting_date):
            month = row["received"].replace(day=1)
            found[month] = found.get(month, 0) + 1
    return found


def oldest_deviation(deviations: list[Row], day: date) -> date | None:
    """The first day of the month in which the oldest of those open on a day was reported; None where none is open."""
    for row in sorted(deviations, key=lambda row: row["day"]):
        if row["day"] <= day and (row["closed"] is None or row["closed"] > day):
            return row["day"].replace(day=1)
    return None


def home_bank(figures: Figures, area: str, period: str) -> tuple[Any, ...]:
    """Ordinary homes by status on the day the period is read, those that came and left, and how long."""
    standing = [
        figures["bank_homes", f"status={status}", area, period].value
        for status in ("tillgangligt", "upptaget", "vilande")
    ]
    moved = [
        figures[kpi, "", area, period].value
        for kpi in ("homes_joined_bank", "homes_left_bank", "days_in_bank")
    ]
    return (*standing, *moved)


def deviation_closing(figures: Figures, cut: str, area: str, period: str) -> tuple[Any, ...]:
    """Deviations closed in the period, and the median days they had been open."""
    return tuple(
        figures[kpi, cut, area, period].value for kpi in ("deviations_closed", "days_to_close_deviation")
    )


def cost_change(
    figures: Figures, forms: Iterable[str], area: str, period: str, compared: str
) -> tuple[Fraction, Fraction, Fraction, Fraction] | None:
    """The change of cost per care day, and of it what other shares, other prices and forms without days make; in
    millionths, as the parts are told. None where either period's cost per day is not known, or its forms are not all.

    Shares at each period's prices and prices at each period's shares, and the middle of the two.
    """
    wholes = []
    for one in (period, compared):
        cost, days = (figures.get((kpi, "", area, one)) for kpi in ("placement_cost", "care_days_costed"))
        if cost is None or days is None or (cost.status, days.status) != ("ok", "ok") or not days.value:
            return None
        wholes.append((Fraction(cost.value or 0), Fraction(days.value)))
    (now_cost, now_days), (was_cost, was_days) = wholes
    price = rest = Fraction(0)
    sums = [Fraction(0)] * 4
    for form in forms:
        c1, d1, c0, d0 = (
            Fraction(figures[kpi, f"form={form}", area, one].value or 0)
            for one in (period, compared)
            for kpi in ("placement_cost", "care_days_costed")
        )
        sums = [total + part for total, part in zip(sums, (c1, d1, c0, d0), strict=True)]
        if (c1 and not d1) or (c0 and not d0):
            rest += c1 / now_days - c0 / was_days
        elif d1 and d0:
            dearer = c1 / d1 - c0 / d0
            price += (dearer * d0 / was_days + dearer * d1 / now_days) / 2
    if sums != [now_cost, now_days, was_cost, was_days]:
        return None
    change = _millionths(now_cost / now_days) - _millionths(was_cost / was_days)
    price, rest = _millionths(price), _millionths(rest)
    return change, change - price - rest, price, rest


def _millionths(value: Fraction) -> Fraction:
    return Fraction(round(value * 1_000_000), 1_000_000)


def partial_gfo(
    figures: Figures, kpi: str, scale: int | None, areas: list[str], period: str, compared: str
) -> tuple[Any, ...] | None:
    """Without whom, of how many how many, and their figure in the period and in the one it is set beside.

    `scale`: of a ratio, which is made of their parts' sums; None for what is summed. None where nobody delivered.
    """
    own = {area: figures[kpi, "", area, period] for area in areas}
    there = [area for area, figure in own.items() if figure.status == "ok"]
    if not there:
        return None
    reason = figures[kpi, "", "GFO", period].reason or ""
    owners = [area for area, figure in own.items() if figure.reason != "ej_med"]
    told = [figures.get((kpi, "", area, compared)) for area in there]
    same = [figure for figure in told if figure is not None and figure.status == "ok"]
    before = _together(same, scale) if len(same) == len(there) else None
    return (
        reason.split(":")[1],
        len(there),
        len(owners),
        _together([own[area] for area in there], scale),
        before,
    )


def _together(figures: list[Figure], scale: int | None) -> Any:
    if scale is None:
        return sum(figure.value for figure in figures if figure.value is not None)
    above = sum(figure.numerator for figure in figures if figure.numerator is not None)
    below = sum(figure.denominator for figure in figures if figure.denominator is not None)
    return Fraction(above) * scale / Fraction(below) if below else None
