"""Twin of what the capacity outlook tells beside its simulations: today's queue and homes, what came of every tried
forecast, how far the forecasts are to be trusted, and what follows from them.

The simulations themselves are random and have no twin here: their medians and intervals are taken as told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, sqrt
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
    """One tried forecast; `actual` is what came, `last_year` the same tertial a year before, None for no matches, and
    `mean_of_six` of those learnt from.

    `learned_matches`: how many matches the poorest tertial had that it learnt from. Of few or none it may have foreseen
    no match at all.
    """

    measure: str
    made_on: str
    period: str
    ahead: int
    actual: Fraction | None
    last_year: Fraction | None
    mean_of_six: Fraction | None
    learned_matches: int


@dataclass(frozen=True)
class Trust:
    """How one measure's forecasts did, and which is shown."""

    trials: int
    origins: int
    coverage: Fraction | None = None
    coverage_lower: float | None = None
    coverage_upper: float | None = None
    error: Fraction | None = None
    error_last_year: Fraction | None = None
    error_mean_of_six: Fraction | None = None
    method: str = "simulation"
    reach: Fraction | None = None
    withheld: str = ""
    calibrated: bool = False


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
            found += [
                Trial(
                    measure,
                    tertials[origin].id,
                    target.id,
                    ahead,
                    measured(measure, referrals, target),
                    measured(measure, referrals, year_before),
                    mean_of(measure, referrals, window),
                    min(matches),
                )
                for measure in MEASURES
            ]
    return found


def measured(measure: str, referrals: list[Row], period: Span) -> Fraction | None:
    if measure == "open":
        return Fraction(open_on(referrals, period.last_day))
    return days_to_match(referrals, period)


def mean_of(measure: str, referrals: list[Row], periods: list[Span]) -> Fraction | None:
    found = [each for period in periods if (each := measured(measure, referrals, period)) is not None]
    return sum(found, Fraction(0)) / len(found) if found else None


def naive_forecast(
    trust: Trust, measure: str, referrals: list[Row], complete: list[Span], period: str
) -> Row | None:
    """What is told of a coming tertial where the simulation has been no better."""
    if trust.method == "last_year":
        (before,) = [
            p for p in calendar_of(range(int(period[:4]) - 1, int(period[:4]))) if p.id[4:] == period[4:]
        ]
        said = measured(measure, referrals, before)
    else:
        said = mean_of(measure, referrals, complete[-LEARNS_FROM:])
    if said is None or trust.reach is None:
        return None
    return {"median": said, "lower": max(Fraction(0), said - trust.reach), "upper": said + trust.reach}


def trust(told: list[Row]) -> Trust:
    """What the trials of one measure say of it: rows with median, lower, upper, actual and what naive ones said."""
    origins = len({row["made_on"] for row in told})
    if len(told) < 8:
        few = f"prognosen visas inte, för den kan bara prövas mot {len(told)} tidigare utfall och 8 behövs."
        return Trust(len(told), origins, withheld=few)
    inside = [row for row in told if row["lower"] <= row["actual"] <= row["upper"]]
    coverage = Fraction(len(inside), len(told))
    lower, upper = wilson(round(float(coverage) * origins), origins)
    found = Trust(len(told), origins, coverage, lower, upper)
    compared = [row for row in told if row["last_year"] is not None and row["mean_of_six"] is not None]
    if not compared:
        return found
    names = {"median": "simulation", "last_year": "last_year", "mean_of_six": "mean_of_six"}
    misses = {
        name: sorted(abs(Fraction(row[column]) - Fraction(row["actual"])) for row in compared)
        for column, name in names.items()
    }
    errors = {name: sum(missed) / len(missed) for name, missed in misses.items()}
    method = "last_year" if errors["last_year"] <= errors["mean_of_six"] else "mean_of_six"
    if errors["simulation"] < errors[method] - Fraction(1, 10**9):
        method = "simulation"
    return replace(
        found,
        error=errors["simulation"],
        error_last_year=errors["last_year"],
        error_mean_of_six=errors["mean_of_six"],
        method=method,
        reach=misses[method][ceil(Fraction(8, 10) * len(compared)) - 1],
        calibrated=method != "simulation" or coverage < Fraction(8, 10),
    )


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The shares under which so many of so many are no rarer than one in forty either way: score test, solved."""
    z2 = 1.959963984540054**2
    # (part − whole·p)² = z²·whole·p·(1 − p), a square equation in p.
    a, b, c = whole**2 + z2 * whole, -(2 * part * whole + z2 * whole), float(part**2)
    root = sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a) if part else 0.0, (-b + root) / (2 * a) if part < whole else 1.0


_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


def first_sentence(as_of: date, open_now: int, homes_now: int) -> str:
    referrals = f"{open_now} {'remiss' if open_now == 1 else 'remisser'}"
    homes = f"{homes_now} {'tillgängligt familjehem' if homes_now == 1 else 'tillgängliga familjehem'}"
    return (
        f"Den {as_of.day} {_MONTHS[as_of.month - 1]} {as_of.year} pågick {referrals}, och det fanns {homes}."
    )
