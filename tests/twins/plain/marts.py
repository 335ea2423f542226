"""Twins of the page-shaped tables: loops over rows, one function a table, for one area and period at a time.

`owned` says which rows an area counts: GFO every row, a kommun its own. All days are days; medians are exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from tests.twins.plain.calendar import DAY, Span
from tests.twins.plain.observations import MATCHED

Row = dict[str, Any]


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


def referral_flow(referrals: list[Row], period: Span, reporting_date: date) -> dict[str, int]:
    """The balance of a period: opening, received, the outcomes decided in it, closing."""
    found = dict.fromkeys(
        (
            "opening",
            "received",
            "matched_gfo",
            "matched_kommun",
            "matched_network",
            "returned_gfo",
            "withdrawn_kommun",
        ),
        0,
    )
    found["closing"] = 0
    names = {
        "matchad_gfo": "matched_gfo",
        "matchad_kommun": "matched_kommun",
        "matchad_natverk": "matched_network",
        "aterlamnad": "returned_gfo",
        "atertagen": "withdrawn_kommun",
    }
    for row in referrals:
        before = period.first_day - DAY
        if row["received"] <= before and (row["decided"] is None or row["decided"] > before):
            found["opening"] += 1
        if _inside(row["received"], period, reporting_date):
            found["received"] += 1
        if _inside(row["decided"], period, reporting_date):
            found[names[row["outcome"]]] += 1
        last = _last_read(period, reporting_date)
        if row["received"] <= last and (row["decided"] is None or row["decided"] > last):
            found["closing"] += 1
    return found


def waiting(referrals: list[Row], period: Span, reporting_date: date) -> dict[str, int]:
    """Open referrals on the day the period is read, by how long they have waited."""
    found = {"0–30 dagar": 0, "31–90 dagar": 0, "91–180 dagar": 0, "över 180 dagar": 0}
    last = _last_read(period, reporting_date)
    for row in referrals:
        if row["received"] > last or (row["decided"] is not None and row["decided"] <= last):
            continue
        days = (last - row["received"]).days
        if days <= 30:
            found["0–30 dagar"] += 1
        elif days <= 90:
            found["31–90 dagar"] += 1
        elif days <= 180:
            found["91–180 dagar"] += 1
        else:
            found["över 180 dagar"] += 1
    return found


def time_to_match(referrals: list[Row], period: Span, reporting_date: date) -> dict[str, Any]:
    """Referrals received in the period, followed to the reporting date: median of the matched, and Kaplan–Meier."""
    waits: list[tuple[int, bool]] = []
    for row in referrals:
        if not _inside(row["received"], period, reporting_date):
            continue
        known = row["decided"] is not None and row["decided"] <= reporting_date
        until = row["decided"] if known else reporting_date
        waits.append(((until - row["received"]).days, known and row["outcome"] in MATCHED))
    unmatched = Fraction(1)
    half = None
    for day in sorted({days for days, _ in waits}):
        at_risk = len([1 for days, _ in waits if days >= day])
        matches = len([1 for days, matched in waits if days == day and matched])
        unmatched *= 1 - Fraction(matches, at_risk)
        if half is None and unmatched <= Fraction(1, 2):
            half = day
    return {
        "referrals": len(waits),
        "matched": len([1 for _, matched in waits if matched]),
        "median_days": middle(days for days, matched in waits if matched),
        "kaplan_meier_days": half,
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


def deviation_closing(
    deviations: list[Row], period: Span, reporting_date: date
) -> tuple[int, Fraction | None]:
    """Deviations closed in the period, and the median days they had been open."""
    waits = [
        (row["closed"] - row["day"]).days
        for row in deviations
        if _inside(row["closed"], period, reporting_date)
    ]
    return len(waits), middle(waits)


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


def home_bank(homes: dict[str, list[Row]], area: str, period: Span, reporting_date: date) -> dict[str, Any]:
    """Ordinary homes by status on the day the period is read, and those that came and left in it.

    `homes`: every status of ordinary homes by home. A home stays in the bank while each day is in some status or is
    the day after one; it came to and left the kommun that the latest of its statuses names.
    """
    last = _last_read(period, reporting_date)
    found: dict[str, Any] = {"available": 0, "occupied": 0, "resting": 0, "came": 0, "left_bank": 0}
    names = {"tillgangligt": "available", "upptaget": "occupied", "vilande": "resting"}
    stayed = []
    for statuses in homes.values():
        for status, name in names.items():
            standing = [
                row
                for row in statuses
                if row["status"] == status
                and area in ("GFO", row["home_kommun_code"])
                and row["from_date"] <= last
                and (row["to_date"] is None or row["to_date"] > last)
            ]
            if standing:
                found[name] += 1
        for stay in _stays(statuses):
            known = [row["home_kommun_code"] for row in stay if row["home_kommun_code"] is not None]
            if area != "GFO" and (not known or area != known[-1]):
                continue
            came = stay[0]["from_date"]
            ends = [row["to_date"] for row in stay]
            gone = None if None in ends else max(ends)
            if _inside(came, period, reporting_date):
                found["came"] += 1
            if _inside(gone, period, reporting_date):
                found["left_bank"] += 1
                stayed.append((gone - came).days)
    found["median_days_stayed"] = middle(stayed)
    return found


def _stays(statuses: list[Row]) -> list[list[Row]]:
    """The statuses of one home in unbroken runs, in the order they began."""
    runs: list[list[Row]] = []
    reached: date | None = None
    for row in sorted(statuses, key=lambda row: (row["from_date"], row["to_date"] or date.max)):
        until = row["to_date"] or date.max
        if reached is None or row["from_date"] > reached:
            runs.append([row])
            reached = until
        else:
            runs[-1].append(row)
            reached = max(reached, until)
    return runs
