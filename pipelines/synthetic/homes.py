"""The home bank: every home's statuses over time, with the published stock on the last day of each tertial of 2022.

A home changes status at most once a tertial, never on its first or last days, so the count on the last day is
the count planned. Homes become taken as matches via GFO are made, and free again when the count asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.periods import Period
from pipelines.reference import kommuner
from pipelines.synthetic.draw import (
    GFO_FIRST_DAY,
    REPORTING_DATE,
    SUNDSVALL,
    TIMRÅ,
    day_between,
    room_random,
)
from pipelines.synthetic.plan import placed_2020
from pipelines.synthetic.referral_days import Referral
from pipelines.synthetic.rows import Row

FREE, TAKEN, RESTING = "tillgangligt", "upptaget", "vilande"

# Homes free on the last day of each tertial; 2022 as published.
_FREE_AT_THE_END = {
    "2019T1": 9, "2019T2": 14, "2019T3": 17, "2020T1": 20, "2020T2": 21, "2020T3": 23,
    "2021T1": 25, "2021T2": 26, "2021T3": 28, "2022T1": 29, "2022T2": 29, "2022T3": 26,
    "2023T1": 27, "2023T2": 28, "2023T3": 26, "2024T1": 27, "2024T2": 29, "2024T3": 28,
    "2025T1": 28, "2025T2": 27, "2025T3": 29, "2026T1": 28, "2026T2": 27,
}  # fmt: skip
_NEW = {2019: 8, 2020: 6, 2021: 6, 2022: 5, 2023: 5, 2024: 5, 2025: 5, 2026: 5}
_OTHER_TYPES = {"jourhem": 9, "akutfamilj": 5, "mentor": 4}


@dataclass(eq=False)
class Home:
    """One home in the bank; `spans` are (status, first day, day it ended or None) without gaps."""

    number: int
    home_type: str
    kommun: str
    places: int
    spans: list[tuple[str, date, date | None]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"F-{self.number:03d}"

    @property
    def joined(self) -> date:
        return self.spans[0][1]

    @property
    def status(self) -> str:
        status, _, ended = self.spans[-1]
        return "" if ended else status

    def turn(self, status: str, day: date) -> None:
        """End the status that holds and begin another; '' leaves the bank."""
        if self.spans:
            held, since, _ = self.spans[-1]
            self.spans[-1] = (held, since, day)
        if status:
            self.spans.append((status, day, None))

    def in_bank(self, day: date) -> bool:
        return self.joined <= day and (self.spans[-1][2] or date.max) > day


class HomeBank:
    """Builds the bank; `homes` in the order they joined."""

    def __init__(self, seed: int, referrals: list[Referral]) -> None:
        self.rng = room_random(seed, "homes")
        self.homes: list[Home] = []
        self._matched: dict[str, int] = {}
        for referral in referrals:
            if referral.outcome == "matchad_gfo" and referral.decided:
                tertial = Period.tertial_of(referral.decided).id
                self._matched[tertial] = self._matched.get(tertial, 0) + 1
        self._other_types()
        for tertial, free in _FREE_AT_THE_END.items():
            period = Period.parse(tertial)
            published = period.first_day.year == 2022
            self._live_through(period, free if published else free + self.rng.randint(-1, 1))
        self.homes.sort(key=lambda home: (home.joined, home.home_type))
        for number, home in enumerate(self.homes, 101):
            home.number = number

    def in_bank(self, day: date) -> list[Home]:
        return [home for home in self.homes if home.in_bank(day)]

    def rows(self) -> list[Row]:
        """`familjehem`, home by home."""
        return [
            {
                "hem_id": home.id,
                "status": status,
                "fran": since,
                "till": ended,
                "hemtyp": home.home_type,
                "hemkommun": kommuner()[home.kommun],
                "platser": home.places,
            }
            for home in self.homes
            for status, since, ended in home.spans
        ]

    def _new_home(self, home_type: str, status: str, day: date) -> Home:
        weights = dict(placed_2020()) | {SUNDSVALL: 35}
        if day < date(2022, 9, 1):
            weights[TIMRÅ] //= 3
        kommun = self.rng.choices(sorted(weights), [weights[code] for code in sorted(weights)])[0]
        home = Home(0, home_type, kommun, self.rng.choices((1, 2, 3), (0.55, 0.38, 0.07))[0])
        home.turn(status, day)
        self.homes.append(home)
        return home

    def _other_types(self) -> None:
        for home_type, count in _OTHER_TYPES.items():
            for place in range(count):
                joined = GFO_FIRST_DAY + timedelta(days=self.rng.randint(20, 200) + 420 * place % 1900)
                home = self._new_home(home_type, FREE, joined)
                day, status = joined, FREE
                while True:
                    day += timedelta(days=self.rng.randint(70, 320))
                    if day > REPORTING_DATE - timedelta(days=5):
                        break
                    status = TAKEN if status != TAKEN else self.rng.choice((FREE, FREE, RESTING))
                    home.turn(status, day)

    def _live_through(self, tertial: Period, free_at_the_end: int) -> None:
        rng, year = self.rng, tertial.first_day.year
        first = max(tertial.first_day, GFO_FIRST_DAY) + timedelta(days=4)
        last = tertial.last_day - timedelta(days=4)
        ordinary = [home for home in self.homes if home.home_type == "familjehem"]
        pool = {
            status: [home for home in ordinary if home.status == status] for status in (FREE, TAKEN, RESTING)
        }
        start = len(pool[FREE])
        # Some matches go to homes that already have a child and room for another.
        taken = min(start - 4, round(0.6 * self._matched.get(tertial.id, 0))) if start > 4 else 0
        rests, wakes = min(rng.randint(0, 2), start // 8), min(rng.randint(0, 2), len(pool[RESTING]))
        leaves = min(rng.randint(0, 1), start // 10)
        new = free_at_the_end if not start else _NEW[year] + rng.randint(-1, 1)
        freed = free_at_the_end - start + taken + rests + leaves - wakes - new
        if freed < 0:
            leaves, freed = leaves - freed, 0
        if freed > len(pool[TAKEN]):
            new, freed = new + freed - len(pool[TAKEN]), len(pool[TAKEN])
        ended = min(rng.randint(0, 2), len(pool[TAKEN]) - freed)

        def change(origin: str, target: str, count: int) -> None:
            for _ in range(count):
                home = pool[origin].pop(rng.randrange(len(pool[origin])))
                home.turn(target, day_between(rng, first, last))

        change(FREE, TAKEN, taken)
        change(FREE, RESTING, rests)
        change(FREE, "", leaves)
        change(RESTING, FREE, wakes)
        change(TAKEN, FREE, freed)
        change(TAKEN, "", ended)
        for _ in range(new):
            self._new_home("familjehem", FREE, day_between(rng, first, last))
