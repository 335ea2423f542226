"""A kommun's children in care, year by year, filling the plan's counts exactly.

Classes: fp (the kommun's own, network and GFO foster homes), ko (konsulentstött), re (residential) and em
(emergency). Within a year every chosen child comes, moves or leaves once, so the year's counts are the plan's;
leaving days are never in the last or first days of a year, where *during* would count the child in two.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipelines.synthetic.children import EMERGENCY, FOSTER_PLAIN, Child
from pipelines.synthetic.draw import (
    CARE_SEASON,
    FIRST_YEAR,
    REPORTING_DATE,
    YEARS,
    day_between,
    duration,
    last_day_of,
    room_random,
    season_day,
)
from pipelines.synthetic.plan import KommunYear, Plan, Slot
from pipelines.synthetic.referral_days import Referral, days_before_move, draw_days

_RETURNING = 0.07
_MATCH_FORMS = {
    "matchad_gfo": "familjehem_gfo",
    "matchad_kommun": "familjehem_kommun",
    "matchad_natverk": "natverkshem",
}


class KommunCare:
    """Placements and matches of one kommun. `run` fills `children` and `matches`."""

    def __init__(self, seed: int, kommun: str, plan: Plan) -> None:
        self.kommun = kommun
        self.plan = plan
        self.rng = room_random(seed, f"care {kommun}")
        self.children: list[Child] = []
        self.matches: list[Referral] = []
        self._numbers = self.rng.sample(range(1000, 9999), 2500)
        self._homes = 0
        self._open: dict[str, list[Child]] = {"fp": [], "ko": [], "re": [], "em": []}
        self._due: dict[Child, date] = {}
        self._former: list[Child] = []

    def run(self) -> None:
        self._start()
        for year in YEARS:
            self._live_through(self.plan.years[self.kommun, year])

    def new_child(self) -> Child:
        child = Child(self.kommun, self._numbers.pop(), self.rng.choice(("flicka", "pojke")))
        self.children.append(child)
        return child

    # -- before 2019

    def _start(self) -> None:
        before = date(FIRST_YEAR, 1, 1)
        longest = {"fp": 3900, "ko": 1500, "re": 600, "em": 80}
        for care, count in self.plan.start[self.kommun].items():
            for _ in range(count):
                days = min(longest[care], 6 + int(self.rng.expovariate(3 / longest[care])))
                child = self.new_child()
                self._place(child, care, self._form(care), before - timedelta(days=days))
                self._open[care].append(child)
                if care == "em":
                    self._due[child] = day_between(self.rng, date(FIRST_YEAR, 1, 8), date(FIRST_YEAR, 3, 20))

    # -- one year

    def _live_through(self, here: KommunYear) -> None:
        rng, last = self.rng, last_day_of(here.year)
        first = date(here.year, 1, 3)
        stock = {care: list(children) for care, children in self._open.items()}
        entered: dict[str, list[Child]] = {care: [] for care in stock}
        self._former += self._left_before(date(here.year - 1, 11, 1))

        for child in stock["em"]:
            self._leave(child, "em", self._due[child])
        for slot in here.slots:
            if slot.outcome in _MATCH_FORMS and not slot.move:
                received, decided = draw_days(rng, slot)
                start = min(decided + timedelta(days=rng.randint(0, 18)), last - timedelta(days=1))
                child = self._enter("fp", _MATCH_FORMS[slot.outcome], start)
                entered["fp"].append(child)
                self._match(slot, child, received, decided)
        for care, form, count in (
            ("fp", "familjehem_kommun", here.own),
            ("fp", "natverkshem", here.network),
            ("ko", "konsulentstott", here.consultant),
            ("re", "", here.residential),
        ):
            for _ in range(count):
                start = season_day(rng, first, last - timedelta(days=25), CARE_SEASON)
                entered[care].append(self._enter(care, form or self._form(care), start))

        moves = [slot for slot in here.slots if slot.move]
        self._emergencies(here, moves)
        for move in here.moves:
            if not move.startswith("em_"):
                opens = date(here.year, 4, 1) if here.year == FIRST_YEAR else date(here.year, 1, 25)
                day = season_day(rng, opens, last - timedelta(days=12), CARE_SEASON)
                again = self._matched_lately(entered["fp"], here.year) if move == "fp_fp" else None
                if again and any(slot.move == move for slot in moves):
                    day = day_between(rng, date(here.year, 10, 1), last - timedelta(days=15))
                    self._move_on(again, move, day, moves)
                else:
                    self._move_between(move, day, stock, moves)
        for care in ("fp", "ko", "re"):
            self._let_leave(here, care, stock[care], entered[care])

    def _emergencies(self, here: KommunYear, matches: list[Slot]) -> None:
        """Short stays: some over the turn of the year, some on to another home, most home again."""
        rng, last = self.rng, last_day_of(here.year)
        forms = ["jourhem"] * here.jourhem + ["akutfamilj"] * here.akutfamilj
        rng.shuffle(forms)
        onward = ["stay"] * here.stays + [move for move in here.moves if move.startswith("em_")]
        staying = here.end["em"]
        opens = date(here.year, 3, 1) if here.year == FIRST_YEAR else date(here.year, 1, 4)
        gone: list[Child] = []
        for place, form in enumerate(forms):
            if place < staying:
                start = day_between(rng, last - timedelta(days=70), last - timedelta(days=3))
                child = self._enter("em", form, start)
                self._due[child] = day_between(rng, date(here.year + 1, 1, 8), date(here.year + 1, 3, 25))
                continue
            moves_on = place - staying < len(onward)
            earliest = opens if moves_on else date(here.year, 1, 4)
            start = season_day(rng, earliest, last - timedelta(days=35), CARE_SEASON, fade=90)
            due = min(
                start + timedelta(days=duration(rng, 55, 14, 200)), last - timedelta(days=rng.randint(10, 25))
            )
            child = self._enter("em", form, start)
            if not moves_on:
                self._leave(child, "em", due)
                gone.append(child)
            elif onward[place - staying] == "stay":
                self._move(child, "em", "fp", "familjehem_kommun", due, same_home=True)
            else:
                self._move_on(child, onward[place - staying], due, matches)
        if len(forms) > 3 and gone:
            self._come_back(here.year, rng.choice(gone))

    def _come_back(self, year: int, child: Child) -> None:
        """A second emergency stay in the same year: the year's unique children are then fewer than its stays."""
        left = child.current.end
        start = (left or REPORTING_DATE) + timedelta(days=self.rng.randint(60, 130))
        end = start + timedelta(days=self.rng.randint(5, 45))
        if end < last_day_of(year) - timedelta(days=8):
            self._place(child, "em", "jourhem", start)
            child.leave(end)

    def _matched_lately(self, entered: list[Child], year: int) -> Child | None:
        """A child matched via GFO in the first half of the year, who could be matched again."""
        return next(
            (
                child
                for child in entered
                if child.current.form == "familjehem_gfo" and child.current.start < date(year, 6, 1)
            ),
            None,
        )

    def _move_between(self, move: str, day: date, stock: dict[str, list[Child]], matches: list[Slot]) -> None:
        """Move a child who was in the class when the year began; it does not move or leave again that year."""
        origin, target = move.split("_")
        form = "stodboende" if move == "re_re" else "hvb" if target == "re" else ""
        able = [
            child
            for child in stock[origin]
            if (span := child.birth_years_if(form, day)) and span[0] <= span[1]
        ]
        if not able:
            raise ValueError(f"no child can make the move {move} in {self.kommun} {day.year}")
        child = self.rng.choice(able)
        stock[origin].remove(child)
        self._move_on(child, move, day, matches, form)

    def _move_on(self, child: Child, move: str, day: date, matches: list[Slot], form: str = "") -> None:
        origin, target = move.split("_")
        slot = next((slot for slot in matches if slot.move == move), None)
        if slot:
            matches.remove(slot)
            form = _MATCH_FORMS[slot.outcome]
            if child.referred:
                slot = replace(slot, first=max(slot.first, child.referred[-1][1] + timedelta(days=5)))
            self._match(slot, child, *days_before_move(self.rng, slot, day))
        elif target == "fp":
            form = self.rng.choice(("familjehem_kommun", "familjehem_kommun", "natverkshem"))
        self._move(child, origin, target, form or ("hvb" if target == "re" else "konsulentstott"), day)

    def _let_leave(self, here: KommunYear, care: str, stock: list[Child], entered: list[Child]) -> None:
        """As many as the plan says: those who grow too old first, then by chance, the newest seldom."""
        last = last_day_of(here.year)
        count = len(self._open[care]) - here.end[care]
        if count < 0:
            raise ValueError(f"too few children to end {here.year} in {self.kommun} {care}")

        def urgency(child: Child) -> float:
            days = (last - child.current.start).days
            if days < 20:
                return -1.0
            if child.must_leave_in(here.year):
                return 2.0
            likely = 0.1 if days < 45 else min(days, 1500) / 300 if care == "re" else 1.0
            return self.rng.random() ** (1 / likely)

        pool = sorted([*stock, *entered], key=urgency, reverse=True)
        for child in pool[:count]:
            opens = max(date(here.year, 1, 6), child.current.start + timedelta(days=10))
            closes = last - timedelta(days=4)
            self._leave(child, care, max(season_day(self.rng, opens, closes, CARE_SEASON), opens))

    # -- one child

    def _enter(self, care: str, form: str, start: date) -> Child:
        child = self._returning(form, start) or self.new_child()
        self._place(child, care, form, start)
        self._open[care].append(child)
        return child

    def _returning(self, form: str, start: date) -> Child | None:
        if self._former and self.rng.random() < _RETURNING:
            child = self.rng.choice(self._former)
            earliest, latest = child.birth_years_if(form, start)
            if max(earliest, start.year - 16) <= latest - 1:
                self._former.remove(child)
                return child
        return None

    def _left_before(self, day: date) -> list[Child]:
        year = day.year
        return [
            child
            for child in self.children
            if (end := child.current.end)
            and date(year - 1, 11, 1) <= end < day
            and not child.must_leave_in(year)
        ]

    def _place(self, child: Child, care: str, form: str, start: date) -> None:
        child.place(form, start, self._home(care, form))

    def _leave(self, child: Child, care: str, day: date) -> None:
        child.leave(day)
        self._open[care].remove(child)

    def _move(
        self, child: Child, origin: str, target: str, form: str, day: date, *, same_home: bool = False
    ) -> None:
        """The former stay ends on the day the next one starts, or up to three days before."""
        home = child.current.home
        self._leave(child, origin, day - timedelta(days=0 if same_home or self.rng.random() < 0.8 else 3))
        child.place(form, day, home if same_home else self._home(target, form))
        self._open[target].append(child)

    def _match(self, slot: Slot, child: Child, received: date, decided: date) -> None:
        child.refer(received, decided)
        self.matches.append(Referral(self.kommun, slot.outcome, received, decided, child))

    def _form(self, care: str) -> str:
        if care == "fp":
            return self.rng.choices(FOSTER_PLAIN[1:], (0.72, 0.28))[0]
        if care == "em":
            return self.rng.choices(EMERGENCY, (0.7, 0.3))[0]
        return (
            "konsulentstott"
            if care == "ko"
            else self.rng.choices(("hvb", "stodboende", "sis"), (62, 28, 10))[0]
        )

    def _home(self, care: str, form: str) -> str:
        """A pseudonym of the kommun's own; residential care has none. A few emergency homes take many children."""
        if care == "re":
            return ""
        if care == "em":
            return f"{form[0]}h{self.rng.randint(1, 9):02d}"
        self._homes += 1
        return f"fh{self._homes:03d}"
