"""Twin of what the capacity outlook tells beside its simulations: today's queue and homes, what came of every tried
forecast, how far the forecasts are to be trusted, and what follows from them.

The simulations themselves are random and have no twin here: their medians and intervals are taken as told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tests.twins.plain.calendar import DAY, Span, calendar_of
from tests.twins.plain.marts import middle
from tests.twins.plain.observations import MATCHED

Row = dict[str, Any]
MEASURES = ("open", "days_to_match")
#: Tertials that a forecast learns from, and the latest ends of tertials that it is tried from.
LEARNS_FROM, TRIED_FROM = 6, 24


@dataclass(frozen=True)
class Trial:
    """One tried forecast; `actual` is what came and `last_year` the same tertial a year before, None for no matches.

    `learned_matches`: how many matches the poorest tertial had that it learnt from. Of few or none it may have foreseen
    no match at all.
    """

    measure: str
    made_on: str
    period: str
    ahead: int
    actual: Fraction | None
    last_year: Fraction | None
    learned_matches: int


@dataclass(frozen=True)
class Trust:
    """How one measure's forecasts did."""

    trials: int
    coverage: Fraction | None
    error: Fraction | None
    error_last_year: Fraction | None
    skill: Fraction | None
    withheld: str


def open_on(referrals: list[Row], day: date) -> int:
    return len(
        [1 for r in referrals if r["received"] <= day and (r["decided"] is None or r["decided"] > day)]
    )


def homes_on(statuses: list[Row], day: date) -> int:
    """Ordinary homes that are available at the end of a day."""
    return len(
        {
            row["home_id"]
            for row in statuses
            if row["status"] == "tillgangligt"
            and row["home_type"] in (None, "familjehem")
            and row["from_date"] <= day
            and (row["to_date"] is None or row["to_date"] > day)
        }
    )


def days_to_match(referrals: list[Row], period: Span) -> Fraction | None:
    """Median days from received to matched, of the matches decided in the period."""
    return middle(
        (row["decided"] - row["received"]).days
        for row in referrals
        if row["outcome"] in MATCHED and period.first_day <= row["decided"] <= period.last_day
    )


def complete_tertials(starts: date, as_of: date) -> list[Span]:
    tertials = [p for p in calendar_of(range(starts.year, as_of.year + 1)) if p.kind == "tertial"]
    return [p for p in tertials if starts <= p.first_day and p.last_day <= as_of]


def coming_tertials(as_of: date) -> list[str]:
    """The one that the day after falls in, and the next."""
    tertials = [p for p in calendar_of(range(as_of.year, as_of.year + 3)) if p.kind == "tertial"]
    return [p.id for p in tertials if p.last_day >= as_of + DAY][:2]


def trials(referrals: list[Row], starts: date, as_of: date) -> list[Trial]:
    """Every forecast that can be tried: from the end of each tertial with enough before it, for the next two."""
    tertials = complete_tertials(starts, as_of)
    origins = [i for i in range(len(tertials)) if i + 1 >= LEARNS_FROM and i + 2 < len(tertials)]
    found = []
    for origin in origins[-TRIED_FROM:]:
        window = tertials[origin - LEARNS_FROM + 1 : origin + 1]
        matches = [
            len(
                [
                    1
                    for r in referrals
                    if r["outcome"] in MATCHED and p.first_day <= r["decided"] <= p.last_day
                ]
            )
            for p in window
        ]
        for ahead in (1, 2):
            target, year_before = tertials[origin + ahead], tertials[origin + ahead - 3]
            of_measure = {
                "open": [Fraction(open_on(referrals, period.last_day)) for period in (target, year_before)],
                "days_to_match": [days_to_match(referrals, period) for period in (target, year_before)],
            }
            found += [
                Trial(measure, tertials[origin].id, target.id, ahead, *both, min(matches))
                for measure, both in of_measure.items()
            ]
    return found


def trust(told: list[Row]) -> Trust:
    """What the trials of one measure say of it: rows with median, lower, upper, actual and last_year."""
    if len(told) < 8:
        few = f"prognosen visas inte, för den kan bara prövas mot {len(told)} tidigare utfall och 8 behövs."
        return Trust(len(told), None, None, None, None, few)
    inside = [row for row in told if row["lower"] <= row["actual"] <= row["upper"]]
    coverage = Fraction(len(inside), len(told))
    held = f"{round(float(coverage) * 100)}\u00a0% av {len(told)} tidigare utfall låg inom dess 80-procentsintervall"
    withheld = ""
    if coverage < Fraction(65, 100):
        withheld = f"prognosen visas inte, för bara {held}: den är mer osäker än den ser ut."
    if coverage > Fraction(95, 100):
        withheld = f"prognosen visas inte, för {held}: intervallet är för brett för att säga något."
    compared = [row for row in told if row["last_year"] is not None]
    if not compared:
        return Trust(len(told), coverage, None, None, None, withheld)
    errors = {
        name: sum(abs(Fraction(row[name]) - Fraction(row["actual"])) for row in compared) / len(compared)
        for name in ("median", "last_year")
    }
    skill = 1 - errors["median"] / errors["last_year"] if errors["last_year"] else None
    return Trust(len(told), coverage, errors["median"], errors["last_year"], skill, withheld)


def homes_needed(forecasts: list[Row], open_now: int) -> int | None:
    """The fewest more homes at which no more referrals are open at the end of the second tertial than now."""
    last = max((row["period"] for row in forecasts), default="")
    enough = [
        row["more_homes"]
        for row in forecasts
        if row["measure"] == "open" and row["period"] == last and row["median"] <= open_now
    ]
    return min(enough, default=None)


def first_sentence(as_of: date, open_now: int, homes_now: int) -> str:
    referrals = f"{open_now} {'remiss' if open_now == 1 else 'remisser'}"
    homes = f"{homes_now} {'tillgängligt familjehem' if homes_now == 1 else 'tillgängliga familjehem'}"
    return f"{as_of.isoformat()} pågick {referrals}, och det fanns {homes}."
