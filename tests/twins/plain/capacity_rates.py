"""Twin of how fast things happen: arrivals, endings and homes' moves, counted day by day and event by event.

Over the latest six tertials, of which the newest counts most: each counts half as much as the one a year after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from tests.twins.plain.calendar import DAY, Span

Row = dict[str, Any]
WINDOW = 6
#: Days waited at which the chance of an ending may change, and days stayed at which that of coming back may.
WAITED, STAYED = (0, 14, 42, 91, 182, 365), (0, 91, 365, 730)
WAYS = {"matchad_gfo": 0, "matchad_kommun": 1, "matchad_natverk": 1, "aterlamnad": 2, "atertagen": 2}


@dataclass(frozen=True)
class Rates:
    """Chances a day; `arrivals` of the three tertials that follow, `endings` by way and days waited.

    A pair of wavering is how uncertain a level is, and one tertial around it.
    """

    arrivals: list[float]
    arrivals_waver: tuple[float, float]
    endings: list[list[float]]
    endings_waver: list[tuple[float, float]]
    reference_homes: float
    entering: float
    resting: float
    returning: list[float]
    homes_per_match: float
    taken_otherwise: float


@dataclass(frozen=True)
class Moves:
    """A home's moves: spans available and occupied (first day, day it ended), and the days of each kind of move."""

    available: list[tuple[date, date | None]]
    occupied: list[tuple[date, date | None, bool]]
    entered: list[date]
    rested: list[date]
    taken: list[date]


def as_known(referrals: Sequence[Row], day: date) -> list[Row]:
    """The referrals as they stood at the end of a day."""
    return [
        row
        if row["decided"] is not None and row["decided"] <= day
        else {**row, "decided": None, "outcome": "pagaende"}
        for row in referrals
        if row["received"] <= day
    ]


def moves_of(statuses: Sequence[Row], day: date) -> Moves:
    """The ordinary homes' moves up to a day. A status follows on another that ends the day it begins."""
    found = Moves([], [], [], [], [])
    homes: dict[str, list[Row]] = {}
    for row in sorted(statuses, key=lambda row: row["from_date"]):
        if row["home_type"] in (None, "familjehem"):
            homes.setdefault(row["home_id"], []).append(row)
    for rows in homes.values():
        for i, row in enumerate(rows):
            former = rows[i - 1] if i and rows[i - 1]["to_date"] == row["from_date"] else None
            latter = (
                rows[i + 1] if rows[i + 1 : i + 2] and rows[i + 1]["from_date"] == row["to_date"] else None
            )
            ended = row["to_date"] if row["to_date"] is not None and row["to_date"] <= day else None
            if row["from_date"] > day:
                continue
            if row["status"] == "tillgangligt":
                found.available.append((row["from_date"], ended))
                if former is None or former["status"] != "upptaget":
                    found.entered.append(row["from_date"])
                if ended and latter is not None and latter["status"] == "upptaget":
                    found.taken.append(ended)
                elif ended:
                    found.rested.append(ended)
            elif row["status"] == "upptaget":
                back = ended is not None and latter is not None and latter["status"] == "tillgangligt"
                found.occupied.append((row["from_date"], ended, back))
    return found


def rates(referrals: Sequence[Row], statuses: Sequence[Row], tertials: Sequence[Span]) -> Rates:
    """What is known after the last of the tertials."""
    today = tertials[-1].last_day
    known, moves = as_known(referrals, today), moves_of(statuses, today)
    window = list(tertials[-WINDOW:])
    weights = [0.5 ** ((len(window) - 1 - i) / 3) for i in range(len(window))]
    homes = [_mean_homes(moves, period) for period in window]
    reference = _weighed(homes, weights) / sum(weights)
    relative = [number / reference if reference > 0 else 1.0 for number in homes]
    waited = [_waited(known, period) for period in window]
    ended = [_ended(known, period) for period in window]
    endings, wavers = [], []
    for way in range(3):
        exposed = [
            [days * relative[t] if way == 0 else float(days) for days in waited[t]]
            for t in range(len(window))
        ]
        seen = [
            _weighed([float(ended[t][way][c]) for t in range(len(window))], weights)
            for c in range(len(WAITED))
        ]
        days = [_weighed([exposed[t][c] for t in range(len(window))], weights) for c in range(len(WAITED))]
        chance = _chances(seen, days)
        endings.append(chance)
        expected = [sum(e * c for e, c in zip(each, chance, strict=True)) for each in exposed]
        wavers.append(_waver([sum(ended[t][way]) for t in range(len(window))], expected, weights))
    arrivals, arrivals_waver = _arrivals(known, tertials, weights)
    start, end = window[0].first_day, window[-1].last_day
    home_days = max(1.0, sum(number * len(period.days) for number, period in zip(homes, window, strict=True)))
    matches = sum(sum(each[0]) for each in ended)
    taken = len([day for day in moves.taken if start <= day <= end])
    return Rates(
        arrivals=arrivals,
        arrivals_waver=arrivals_waver,
        endings=endings,
        endings_waver=wavers,
        reference_homes=reference,
        entering=len([day for day in moves.entered if start <= day <= end]) / ((end - start).days + 1),
        resting=len([day for day in moves.rested if start <= day <= end]) / home_days,
        returning=_returning(moves, start, end),
        homes_per_match=min(1.0, taken / matches) if matches else 0.0,
        taken_otherwise=max(0.0, taken - matches) / home_days,
    )


def _weighed(values: Sequence[float], weights: Sequence[float]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def class_of(days: int, edges: tuple[int, ...]) -> int:
    """Which class so many days fall in; the last has no end."""
    for i, (low, high) in enumerate(pairwise(edges)):
        if low <= days < high:
            return i
    return len(edges) - 1


def _mean_homes(moves: Moves, period: Span) -> float:
    total = 0
    for day in period.days:
        total += len(
            [1 for first, ended in moves.available if first <= day and (ended is None or day < ended)]
        )
    return total / len(period.days)


def _waited(known: list[Row], period: Span) -> list[int]:
    """Days in the period on which somebody waited, by how long; the day of the ending is waited too."""
    found = [0] * len(WAITED)
    for row in known:
        day = max(row["received"], period.first_day)
        last = period.last_day if row["decided"] is None else min(row["decided"], period.last_day)
        while day <= last:
            found[class_of((day - row["received"]).days, WAITED)] += 1
            day += DAY
    return found


def _ended(known: list[Row], period: Span) -> list[list[int]]:
    """How many ended in the period, by way and how long they had waited."""
    found = [[0] * len(WAITED) for _ in range(3)]
    for row in known:
        if row["decided"] is not None and period.first_day <= row["decided"] <= period.last_day:
            found[WAYS[row["outcome"]]][class_of((row["decided"] - row["received"]).days, WAITED)] += 1
    return found


def _chances(seen: list[float], days: list[float]) -> list[float]:
    """Events a day in each class, with one event's worth of the common chance beside what was seen."""
    common = sum(seen) / max(1.0, sum(days))
    return [(s + 1) / (d + 1 / common) if common > 0 else 0.0 for s, d in zip(seen, days, strict=True)]


def _arrivals(
    known: list[Row], tertials: Sequence[Span], weights: list[float]
) -> tuple[list[float], tuple[float, float]]:
    counts = [len([1 for row in known if p.first_day <= row["received"] <= p.last_day]) for p in tertials]
    days = [len(p.days) for p in tertials]
    overall = sum(counts) / sum(days)
    # How the tertials of a kind lay against all, as if thirty more referrals had come in even shares.
    season = {}
    for name in ("T1", "T2", "T3"):
        mine = [i for i, period in enumerate(tertials) if period.id.endswith(name)]
        season[name] = (sum(counts[i] for i in mine) + 30) / (overall * sum(days[i] for i in mine) + 30)
    window = range(len(tertials) - len(weights), len(tertials))
    expected = [days[i] * season[tertials[i].id[-2:]] for i in window]
    seen = [counts[i] for i in window]
    level = _weighed(seen, weights) / _weighed(expected, weights)
    names = ["T1", "T2", "T3"] * 2
    after = names.index(tertials[-1].id[-2:]) + 1
    coming = [level * season[name] for name in names[after : after + 3]]
    return coming, _waver(seen, [level * each for each in expected], weights)


def _waver(
    counts: Sequence[float], expected: Sequence[float], weights: Sequence[float]
) -> tuple[float, float]:
    """How uncertain a level is, from few events and from having varied more than chance; and one tertial around it."""
    if sum(expected) <= 0 or sum(counts) == 0:
        return 0.0, 0.0
    squares = sum((c - e) ** 2 / max(e, 0.5) for c, e in zip(counts, expected, strict=True))
    beyond_chance = max(0.0, squares / max(1, len(counts) - 1) - 1) / (sum(expected) / len(expected))
    effective = sum(weights) ** 2 / sum(weight**2 for weight in weights)
    of_few = sum(weights) / (_weighed(counts, weights) * effective)
    return (of_few + beyond_chance / effective) ** 0.5, beyond_chance**0.5


def _returning(moves: Moves, start: date, end: date) -> list[float]:
    """The chance a day that an occupied home becomes available again, by how long it has been occupied."""
    seen, days = [0.0] * len(STAYED), [0.0] * len(STAYED)
    for first, ended, back in moves.occupied:
        day = max(first, start)
        while day <= end and (ended is None or day < ended):
            days[class_of((day - first).days, STAYED)] += 1
            day += timedelta(days=1)
        if back and ended is not None and start <= ended <= end:
            seen[class_of((ended - first).days, STAYED)] += 1
    return _chances(seen, days)
