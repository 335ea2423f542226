"""The home bank: every home's statuses over time, with the published stock on the last day of each tertial of 2022.

Every group of siblings matched via GFO takes one free home on the day it moves in, and the home is taken until the last
of them has left. What is free on a tertial's last day is decided beforehand; homes that are given up, rest, come back
or join make it so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pipelines.periods import Period
from pipelines.reference import kommuner
from pipelines.synthetic.approvals import Approval
from pipelines.synthetic.bank_home import FREE, RESTING, TAKEN, BankHome
from pipelines.synthetic.care_homes import HomeStay
from pipelines.synthetic.draw import (
    GFO_FIRST_DAY,
    REPORTING_DATE,
    SUNDSVALL,
    TIMRÅ,
    day_between,
    room_random,
)
from pipelines.synthetic.plan import placed_2020
from pipelines.synthetic.rows import Row

# Homes free on the last day of each tertial: the kommuner put in their own homes the first year, so the bank has
# its level long before 2022, which is as published.
_FREE_AT_THE_END = {
    "2019T1": 23, "2019T2": 26, "2019T3": 27, "2020T1": 28, "2020T2": 28, "2020T3": 27,
    "2021T1": 28, "2021T2": 28, "2021T3": 28, "2022T1": 29, "2022T2": 29, "2022T3": 26,
    "2023T1": 27, "2023T2": 28, "2023T3": 26, "2024T1": 27, "2024T2": 27, "2024T3": 28,
    "2025T1": 27, "2025T2": 26, "2025T3": 28, "2026T1": 27, "2026T2": 27,
}  # fmt: skip
_WANDERS = 2.0
# The kommuner's own homes that the bank began with, those with children in them already, and the bank's full size.
_FREE_AT_THE_START, _TAKEN_AT_THE_START, _FULL_SIZE = 22, 100, 135
_OTHER_TYPES = {"jourhem": 9, "akutfamilj": 5, "mentor": 4}


class HomeBank:
    """Builds the bank of the matches and approvals it is given; `homes` in the order they joined."""

    def __init__(self, seed: int, stays: Sequence[HomeStay], approvals: Iterable[Approval]) -> None:
        self.rng = room_random(seed, "homes")
        self.homes: list[BankHome] = []
        self._empties: dict[BankHome, date] = {}
        self._kommun_ids: dict[tuple[str, BankHome], str] = {}
        self._open_bank()
        joining = self._approved(approvals)
        moving_in: dict[str, list[HomeStay]] = defaultdict(list)
        for stay in sorted(stays, key=lambda stay: (stay.start, stay.kommun)):
            moving_in[Period.tertial_of(stay.start).id].append(stay)
        for tertial, free in _FREE_AT_THE_END.items():
            period = Period.parse(tertial)
            published = period.first_day.year == 2022
            wanted = free if published else max(8, round(self.rng.gauss(free, _WANDERS)))
            self._live_through(period, moving_in[tertial], joining[tertial], wanted)
        self.homes.sort(key=lambda home: (home.joined, home.home_type))
        for number, home in enumerate(self.homes, 101):
            home.number = number

    def in_bank(self, day: date) -> list[BankHome]:
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

    # -- who joins

    def _new_home(self, home_type: str, status: str, day: date) -> BankHome:
        weights = dict(placed_2020()) | {SUNDSVALL: 35}
        if day < date(2022, 9, 1):
            weights[TIMRÅ] //= 3
        kommun = self.rng.choices(sorted(weights), [weights[code] for code in sorted(weights)])[0]
        home = BankHome(0, home_type, kommun, self.rng.choices((1, 2, 3), (0.45, 0.42, 0.13))[0])
        home.turn(status, day)
        self.homes.append(home)
        return home

    def _open_bank(self) -> None:
        """The kommuner's homes of 2019, most of them with a child already; the other types come with the years."""
        for _ in range(_FREE_AT_THE_START):
            self._new_home("familjehem", FREE, GFO_FIRST_DAY + timedelta(days=self.rng.randint(0, 9)))
        for _ in range(_TAKEN_AT_THE_START):
            home = self._new_home("familjehem", TAKEN, GFO_FIRST_DAY + timedelta(days=self.rng.randint(0, 9)))
            self._empties[home] = GFO_FIRST_DAY + timedelta(days=20 + int(self.rng.expovariate(1 / 1150)))
        for home_type, count in _OTHER_TYPES.items():
            for _ in range(count - 2):
                joined = GFO_FIRST_DAY + timedelta(days=self.rng.randint(20, 400))
                self._come_and_go(self._new_home(home_type, FREE, joined))

    def _come_and_go(self, home: BankHome) -> None:
        """An emergency home or a mentor family is used for some months at a time."""
        day = home.joined
        while (day := day + timedelta(days=self.rng.randint(60, 260))) <= REPORTING_DATE - timedelta(days=5):
            home.turn(TAKEN if home.status != TAKEN else self.rng.choice((FREE, FREE, RESTING)), day)

    def _approved(self, approvals: Iterable[Approval]) -> dict[str, list[tuple[date, Approval]]]:
        """When the approved join, by tertial; those of other types join here and now."""
        joining: dict[str, list[tuple[date, Approval]]] = defaultdict(list)
        for approval in approvals:
            day = approval.decided + timedelta(days=self.rng.randint(5, 25))
            if not approval.home_type or day > REPORTING_DATE - timedelta(days=4):
                continue
            if approval.home_type == "familjehem":
                joining[Period.tertial_of(day).id].append((day, approval))
            else:
                approval.home = self._new_home(approval.home_type, FREE, day)
                self._come_and_go(approval.home)
        return joining

    # -- a tertial

    def _ordinary(self, status: str) -> list[BankHome]:
        return [home for home in self.homes if home.home_type == "familjehem" and home.status == status]

    def _live_through(
        self,
        tertial: Period,
        moving_in: Sequence[HomeStay],
        joining: Sequence[tuple[date, Approval]],
        free_at_the_end: int,
    ) -> None:
        """Everything of one tertial in the order of its days, so that a home is taken only while it is free."""
        rng = self.rng
        opens = max(tertial.first_day, GFO_FIRST_DAY + timedelta(days=12))
        for home in self._ordinary(TAKEN):
            if self._empties[home] < tertial.first_day:
                # Taken and left within one tertial: it rests before it is asked again.
                home.turn(RESTING, self._empties[home])
        for day, approval in joining:
            approval.home = self._new_home("familjehem", FREE, day)
        emptied = [home for home in self._ordinary(TAKEN) if self._empties[home] <= tertial.last_day]
        resting = self._ordinary(RESTING)
        rng.shuffle(emptied)
        rng.shuffle(resting)
        short = free_at_the_end + len(moving_in) - len(self._ordinary(FREE))
        # Most of what is short is emptied now; some that have rested come back though others have become empty.
        asked_again = max(short - len(emptied), min(short, len(resting) // 6))
        woken = resting[: max(0, asked_again)]
        freed = emptied[: max(0, short - len(woken))]
        for _ in range(short - len(woken) - len(freed)):
            # Nobody else is left: a kommun hands over a home of its own.
            self._new_home("familjehem", FREE, day_between(rng, opens, tertial.last_day))
        changes: list[tuple[date, int, BankHome | HomeStay | None, str]] = [
            *((self._empties[home], 0, home, FREE) for home in freed),
            *((self._empties[home], 0, home, self._after_a_stay()) for home in emptied[len(freed) :]),
            *((day_between(rng, opens, tertial.last_day), 0, home, FREE) for home in woken),
            *((stay.start, 1, stay, TAKEN) for stay in moving_in),
            *(
                (day_between(rng, opens, tertial.last_day), 2, None, rng.choice((RESTING, "")))
                for _ in range(-short)
            ),
        ]
        for day, _, what, status in sorted(changes, key=lambda change: change[:2]):
            if isinstance(what, HomeStay):
                self._take(what)
            else:
                (what or self._free_on(day, 1)).turn(status, day)
        self._let_go_of_resting(tertial)

    def _after_a_stay(self) -> str:
        crowded = len([home for home in self.homes if home.status]) > _FULL_SIZE
        return "" if self.rng.random() < (0.75 if crowded else 0.4) else RESTING

    def _free_on(self, day: date, children: int) -> BankHome:
        """A free home, with room for all of them if there is one."""
        free = [home for home in self._ordinary(FREE) if home.since < day]
        roomy = [home for home in free if home.places >= children] or free
        if not roomy:
            roomy = [self._new_home("familjehem", FREE, day - timedelta(days=self.rng.randint(5, 12)))]
        return self.rng.choice(roomy)

    def _take(self, stay: HomeStay) -> None:
        home = self._free_on(stay.start, stay.home.children)
        home.places = max(home.places, stay.home.children)
        home.turn(TAKEN, stay.start)
        self._empties[home] = stay.end or date.max
        key = stay.kommun, home
        if key not in self._kommun_ids:
            used = sum(kommun == stay.kommun for kommun, _ in self._kommun_ids)
            self._kommun_ids[key] = f"gh{used + 1:03d}"
        stay.home.id = self._kommun_ids[key]

    def _let_go_of_resting(self, tertial: Period) -> None:
        """A home that has rested for long is asked whether it means to go on; most do not."""
        long_since = tertial.last_day - timedelta(days=400)
        for home in self._ordinary(RESTING):
            if home.since < long_since and self.rng.random() < 0.35:
                home.turn("", day_between(self.rng, tertial.first_day, tertial.last_day))
