"""A kommun's children in care, year by year, filling the plan's counts exactly.

Classes: fp (the kommun's own, network and GFO foster homes), ko (konsulentstött), re (residential) and em
(emergency). Within a year every chosen child comes, moves or leaves once, so the year's counts are the plan's;
leaving days are never in the last or first days of a year, where *during* would count the child in two. Siblings
come, move and most often leave together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipelines.synthetic.children import EMERGENCY, FOSTER_PLAIN, RESIDENTIAL, Child, Home, make_child
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
    working_day,
)
from pipelines.synthetic.plan import CannotBeFilled, KommunYear, Move, Plan, Slot
from pipelines.synthetic.referral_days import Referral, days_before_move, draw_days

_RETURNING = 0.07
_MATCH_FORMS = {
    "matchad_gfo": "familjehem_gfo",
    "matchad_kommun": "familjehem_kommun",
    "matchad_natverk": "natverkshem",
}
# Days a stay is meant to last: median, shortest and longest.
_MEANT = {
    "jourhem": (110, 21, 240),
    "akutfamilj": (45, 5, 150),
    "hvb": (230, 40, 700),
    "stodboende": (300, 60, 700),
    "sis": (100, 21, 240),
}
_RESIDENTIAL_SHARES = (66, 24, 10)


class KommunCare:
    """Placements and matches of one kommun. `run` fills `children` and `matches`."""

    def __init__(self, seed: int, kommun: str, plan: Plan) -> None:
        self.kommun = kommun
        self.plan = plan
        self.rng = room_random(seed, f"care {kommun}")
        self.children: list[Child] = []
        self.matches: list[Referral] = []
        self._numbers = self.rng.sample(range(1000, 9999), 2500)
        self._open: dict[str, list[Child]] = {"fp": [], "ko": [], "re": [], "em": []}
        self._former: list[Child] = []

    def run(self) -> None:
        """Live through every year; CannotBeFilled when the children there are cannot do what the plan says."""
        self._start()
        for year in YEARS:
            self._live_through(self.plan.years[self.kommun, year])

    def new_siblings(self, size: int, form: str = "") -> list[Child]:
        siblings = [make_child(self.rng, self.kommun, self._numbers.pop(), form) for _ in range(size)]
        for child in siblings:
            child.siblings = siblings
        self.children += siblings
        return siblings

    # -- before 2019

    def _start(self) -> None:
        before = date(FIRST_YEAR, 1, 1)
        longest = {"fp": 3900, "ko": 1500, "re": 500, "em": 80}
        for care, count in self.plan.start[self.kommun].items():
            left = count
            while left:
                size = 1 if care == "re" else min(left, self.rng.choices((1, 2, 3), (0.8, 0.15, 0.05))[0])
                days = min(longest[care], 6 + int(self.rng.expovariate(3 / longest[care])))
                form = self._form(care)
                self._place(self.new_siblings(size, form), care, form, before - timedelta(days=days))
                left -= size
        for child in self._open["em"]:
            child.current.due = day_between(self.rng, date(FIRST_YEAR, 1, 8), date(FIRST_YEAR, 3, 20))

    # -- one year

    def _live_through(self, here: KommunYear) -> None:
        rng, last = self.rng, last_day_of(here.year)
        first = date(here.year, 1, 3)
        stock = {care: list(children) for care, children in self._open.items()}
        entered: dict[str, list[Child]] = {care: [] for care in stock}
        self._former += self._left_before(date(here.year - 1, 11, 1))

        for child in stock["em"]:
            self._leave(child, "em", child.current.due or first)
        for slot in here.slots:
            if slot.outcome in _MATCH_FORMS:
                received, decided = draw_days(rng, slot)
                moved_in = working_day(decided + timedelta(days=rng.randint(0, 18)), last - timedelta(days=1))
                siblings = self._enter(slot.size, "fp", _MATCH_FORMS[slot.outcome], max(moved_in, decided))
                entered["fp"] += siblings
                self._match(slot, siblings, received, decided)
        for care, form, origin in (
            ("fp", "familjehem_kommun", "own"),
            ("fp", "natverkshem", "network"),
            ("ko", "konsulentstott", "consultant"),
            ("re", "", "residential"),
        ):
            for size in here.starts[origin]:
                start = season_day(rng, first, last - timedelta(days=25), CARE_SEASON)
                entered[care] += self._enter(size, care, form or self._form(care), start)
        self._emergencies(here)
        for move in here.moves:
            if move.origin != "em":
                self._move_within(move, here.year, stock, entered)
        for care in ("fp", "ko", "re"):
            self._let_leave(here, care, stock[care], entered[care])

    def _emergencies(self, here: KommunYear) -> None:
        """Short stays: some over the turn of the year, some on to another home, most home again."""
        rng, last = self.rng, last_day_of(here.year)
        forms = [(form, size) for form in EMERGENCY for size in here.starts[form]]
        rng.shuffle(forms)
        # Those that last longest run over the turn of the year, so the jourhem first.
        forms.sort(key=lambda group: group[0] != "jourhem" and rng.random() < 0.7)
        for form, size in _claim(forms, here.end["em"]):
            start = season_day(
                rng, last - timedelta(days=110), last - timedelta(days=3), CARE_SEASON
            ) - timedelta(days=rng.randint(0, 2))
            siblings = self._enter(size, "em", form, start)
            due = day_between(rng, date(here.year + 1, 1, 8), date(here.year + 1, 4, 25))
            for child in siblings:
                child.current.due = due
        onward: list[Move | None] = [move for move in here.moves if move.origin == "em"]
        onward += [None] * here.stays
        for move in onward:
            for form, size in _claim(forms, move.size if move else 1):
                part = move if move is None or size == move.size else _part(move, size)
                self._emergency(here.year, form, size, part, onward=True)
        gone = [child for form, size in forms for child in self._emergency(here.year, form, size, None)]
        alone = [child for child in gone if len(child.siblings) == 1]
        if len(gone) > 3 and alone:
            self._come_back(here.year, rng.choice(alone))

    def _emergency(
        self, year: int, form: str, size: int, move: Move | None, *, onward: bool = False
    ) -> list[Child]:
        rng, last = self.rng, last_day_of(year)
        earliest = date(year, 3, 1) if onward and year == FIRST_YEAR else date(year, 1, 4)
        start = season_day(rng, earliest, last - timedelta(days=45), CARE_SEASON, fade=90)
        siblings = self._enter(size, "em", form, start)
        meant = start + timedelta(days=duration(rng, *_MEANT[form]))
        due = min(meant, last - timedelta(days=rng.randint(10, 30)))
        if move:
            self._move(siblings, move, due)
        elif onward:
            self._go_on_in_same_home(siblings, due)
        else:
            for child in siblings:
                self._leave(child, "em", due)
        return siblings

    def _come_back(self, year: int, child: Child) -> None:
        """A second emergency stay in the same year: the year's unique children are then fewer than its stays."""
        left = child.current.end or REPORTING_DATE
        start = left + timedelta(days=self.rng.randint(12, 120))
        end = start + timedelta(days=self.rng.randint(12, 60))
        if end < last_day_of(year) - timedelta(days=8):
            child.place("jourhem", start, Home("jourhem", 1))
            child.leave(end)

    def _move_within(
        self, move: Move, year: int, stock: dict[str, list[Child]], entered: dict[str, list[Child]]
    ) -> None:
        """Move children who were in the class when the year began; they do not move or leave again that year."""
        last = last_day_of(year)
        opens = date(year, 4, 1) if year == FIRST_YEAR else date(year, 1, 25)
        day = season_day(self.rng, opens, last - timedelta(days=12), CARE_SEASON)
        if move.kind == "fp_fp" and move.match and (again := self._matched_lately(entered["fp"], year)):
            opens = max(date(year, 9, 15), again.current.start + timedelta(days=60))
            day = working_day(
                day_between(self.rng, opens, last - timedelta(days=15)), last - timedelta(days=12)
            )
            entered["fp"].remove(again)
            self._move([again], move, day)
            return
        form = {"re_re": "stodboende"}.get(move.kind, "hvb" if move.target == "re" else "")
        able = [
            unit
            for child in stock[move.origin]
            if len(unit := child.together()) == move.size
            and all(
                sibling in stock[move.origin] and sibling.can_come_to(form or "familjehem_kommun", day)
                for sibling in unit
            )
        ]
        if able:
            unit = self.rng.choice(able)
            for child in unit:
                stock[move.origin].remove(child)
            self._move(unit, move, day, form)
        elif move.size > 1:
            for single in move.one_by_one():
                self._move_within(single, year, stock, entered)
        else:
            self._move_one_of_several(move, day, stock[move.origin], form)

    def _move_one_of_several(self, move: Move, day: date, stock: list[Child], form: str) -> None:
        """Where no child lives alone, one leaves its siblings."""
        able = [child for child in stock if child.can_come_to(form or "familjehem_kommun", day)]
        if not able:
            raise CannotBeFilled(f"no child can make the move {move.kind} in {self.kommun} {day.year}")
        child = self.rng.choice(able)
        stock.remove(child)
        self._move([child], move, day, form)

    def _matched_lately(self, entered: list[Child], year: int) -> Child | None:
        """A child matched via GFO in the first half of the year, who could be matched again."""
        return next(
            (
                child
                for child in entered
                if child.current.form == "familjehem_gfo"
                and child.current.start < date(year, 6, 1)
                and len(child.siblings) == 1
            ),
            None,
        )

    def _let_leave(self, here: KommunYear, care: str, stock: list[Child], entered: list[Child]) -> None:
        """As many as the plan says: those who grow too old first, then by chance, the newest seldom."""
        last = last_day_of(here.year)
        count = len(self._open[care]) - here.end[care]
        if count < 0:
            raise CannotBeFilled(f"too few children to end {here.year} in {self.kommun} {care}")

        def urgency(child: Child) -> float:
            days = (last - child.current.start).days
            if days < 20:
                return -1.0
            if child.must_leave_in(here.year):
                return 3.0
            if child.current.due:
                # A short form ends in the order it was meant to, and locked care before the others.
                return (2.0 if child.current.form == "sis" else 1.5) - (
                    child.current.due - last
                ).days / 10_000
            likely = 0.1 if days < 45 else 0.35 if days < 300 else 1.0
            return self.rng.random() ** (1 / likely)

        pool = sorted([*stock, *entered], key=urgency, reverse=True)
        while count and pool:
            child = pool.pop(0)
            unit = [sibling for sibling in child.together() if sibling is child or sibling in pool]
            # Siblings leave together when as many may leave; else one of them grows up and goes.
            unit = unit if len(unit) <= count else [child]
            day = self._leaving_day(here.year, child)
            for sibling in unit:
                if sibling is not child:
                    pool.remove(sibling)
                self._leave(sibling, care, day)
            count -= len(unit)
        if count or any(child.must_leave_in(here.year) for child in self._open[care]):
            raise CannotBeFilled(f"the wrong number leave {care} in {self.kommun} {here.year}")

    def _leaving_day(self, year: int, child: Child) -> date:
        opens = max(date(year, 1, 6), child.current.start + timedelta(days=10))
        closes = last_day_of(year) - timedelta(days=4)
        due = child.current.due
        if due and due < opens:
            # Longer than it was meant to be: it ends early in the year.
            return day_between(self.rng, opens, min(closes, opens + timedelta(days=75)))
        if due and due <= closes:
            return due
        return max(season_day(self.rng, opens, closes, CARE_SEASON), opens)

    # -- children

    def _enter(self, size: int, care: str, form: str, start: date) -> list[Child]:
        returning = self._returning(form, start) if size == 1 else None
        siblings = [returning] if returning else self.new_siblings(size, form)
        self._place(siblings, care, form, start)
        return siblings

    def _returning(self, form: str, start: date) -> Child | None:
        if self._former and self.rng.random() < _RETURNING:
            child = self.rng.choice(self._former)
            if child.can_come_to(form, start):
                self._former.remove(child)
                return child
        return None

    def _left_before(self, day: date) -> list[Child]:
        year = day.year
        return [
            child
            for child in self.children
            if child.placements
            and (end := child.current.end)
            and date(year - 1, 11, 1) <= end < day
            and not child.must_leave_in(year)
        ]

    def _place(
        self, siblings: Sequence[Child], care: str, form: str, start: date, home: Home | None = None
    ) -> None:
        shared = None if form in RESIDENTIAL else home or Home(form, len(siblings))
        meant = _MEANT.get(form) if care == "re" else None
        for child in siblings:
            child.place(form, start, shared)
            child.current.due = start + timedelta(days=duration(self.rng, *meant)) if meant else None
            self._open[care].append(child)

    def _leave(self, child: Child, care: str, day: date) -> None:
        child.leave(day)
        self._open[care].remove(child)

    def _move(self, siblings: Sequence[Child], move: Move, day: date, form: str = "") -> None:
        """The former stay ends on the day the next one starts, or up to three days before."""
        if move.match:
            form = _MATCH_FORMS[move.match.outcome]
            slot = move.match
            lately = [child.referred[-1][1] for child in siblings if child.referred]
            if lately:
                slot = replace(slot, first=max(slot.first, max(lately) + timedelta(days=5)))
            self._match(slot, siblings, *days_before_move(self.rng, slot, day))
        elif move.target == "fp":
            form = self.rng.choice(("familjehem_kommun", "familjehem_kommun", "natverkshem"))
        form = form or ("hvb" if move.target == "re" else "konsulentstott")
        left = day - timedelta(days=0 if self.rng.random() < 0.8 else 3)
        for child in siblings:
            self._leave(child, move.origin, max(left, child.current.start))
        self._place(siblings, move.target, form, day)

    def _go_on_in_same_home(self, siblings: Sequence[Child], day: date) -> None:
        """The emergency home becomes the kommun's own foster home: a new placement, and no move."""
        home = siblings[0].current.home
        for child in siblings:
            self._leave(child, "em", day)
        self._place(siblings, "fp", "familjehem_kommun", day, home)

    def _match(self, slot: Slot, siblings: Sequence[Child], received: date, decided: date) -> None:
        for child in siblings:
            child.refer(received, decided)
            self.matches.append(Referral(self.kommun, slot.outcome, received, decided, child))

    def _form(self, care: str) -> str:
        if care == "fp":
            return self.rng.choices(FOSTER_PLAIN[1:], (0.72, 0.28))[0]
        if care == "em":
            return self.rng.choices(EMERGENCY, (0.7, 0.3))[0]
        if care == "ko":
            return "konsulentstott"
        return self.rng.choices(RESIDENTIAL, _RESIDENTIAL_SHARES)[0]


def _claim(groups: list[tuple[str, int]], children: int) -> list[tuple[str, int]]:
    """Take groups of exactly so many children out of `groups`; one too large is split."""
    whole = next((group for group in groups if group[1] == children), None)
    if whole:
        groups.remove(whole)
        return [whole]
    taken: list[tuple[str, int]] = []
    while children:
        if not groups:
            raise CannotBeFilled("more emergency moves than placements")
        form, size = groups.pop(0)
        if size > children:
            groups.append((form, size - children))
            size = children
        taken.append((form, size))
        children -= size
    return taken


def _part(move: Move, size: int) -> Move:
    return replace(move, size=size, match=replace(move.match, size=size) if move.match else None)
