"""The counts of every year and kommun, chosen before any row is made.

Rows are built to fill these counts, so a published figure holds by construction. The levels of all owners
together stand in `levels`; here they vary, are dealt to the kommuner in groups of siblings, and are tied to each other.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from math import sqrt

from pipelines.reference import owners, read_reference
from pipelines.synthetic.draw import (
    FIRST_YEAR,
    GFO_FIRST_DAY,
    TIMRÅ,
    YEARS,
    deal_groups,
    last_day_of,
    room_random,
    share_out,
    sibling_groups,
    varying_count,
)
from pipelines.synthetic.levels import (
    CONSULTANT_SHARE,
    EMERGENCIES_OVER_NEW_YEAR,
    FIXED_YEAR,
    GFO_YEARS,
    MATCHED_AGAIN,
    MOVES,
    OUTCOMES,
    PLACED_AT_ONCE,
    RESIDENTIAL_SHARE,
    TIMRÅ_FOSTER,
    TIMRÅ_STARTS,
    TIMRÅ_TERTIALS,
    GfoYear,
)

_ORIGINS = ("jourhem", "akutfamilj", "own", "network", "consultant", "residential")
_ATTEMPTS = 400
# Residential care is for one child at a time; everything else may take siblings together.
_ALONE = ("residential", "em_re", "fp_re", "re_re")


class CannotBeFilled(Exception):
    """These counts contradict each other or the published figures; others are to be drawn."""


@dataclass(frozen=True)
class Slot:
    """Referrals to be made of siblings (`size` children): outcome, and the days to receive and decide them in."""

    kommun: str
    outcome: str
    first: date
    last: date
    size: int = 1
    carried: bool = False


@dataclass(frozen=True)
class Move:
    """Siblings who move from class to class; with `match`, into a home that a referral found."""

    kind: str
    size: int = 1
    match: Slot | None = None

    @property
    def origin(self) -> str:
        return self.kind.split("_")[0]

    @property
    def target(self) -> str:
        return self.kind.split("_")[1]

    def one_by_one(self) -> list[Move]:
        """The same children, moving on days of their own."""
        match = replace(self.match, size=1) if self.match else None
        return [replace(self, size=1, match=match)] * self.size


@dataclass
class KommunYear:
    """What one kommun's year holds.

    `starts`: sibling groups by origin, without a referral; `slots`: referrals that move nobody in care; `end`: open
    placements by class on the year's last day; `stays`: emergency homes that go on as the kommun's own foster home.
    """

    kommun: str
    year: int
    slots: list[Slot] = field(default_factory=list)
    starts: dict[str, list[int]] = field(default_factory=lambda: {origin: [] for origin in _ORIGINS})
    moves: list[Move] = field(default_factory=list)
    stays: int = 0
    end: dict[str, int] = field(default_factory=dict)

    def started(self, *origins: str) -> int:
        return sum(sum(self.starts[origin]) for origin in origins)

    @property
    def emergencies(self) -> int:
        return self.started("jourhem", "akutfamilj")

    @property
    def matched_newcomers(self) -> int:
        """Children matched who were not in care before."""
        return sum(slot.size for slot in self.slots if slot.outcome.startswith("matchad"))

    def coming(self, care: str) -> int:
        """Children who come into a class during the year, moves within it included."""
        moved = sum(move.size for move in self.moves if move.target == care)
        starts = {
            "fp": self.matched_newcomers + self.started("own", "network") + self.stays,
            "ko": self.started("consultant"),
            "re": self.started("residential"),
            "em": self.emergencies,
        }
        return starts[care] + moved

    def going(self, care: str) -> int:
        """Children who move out of a class to another place of care."""
        return sum(move.size for move in self.moves if move.origin == care) + (
            self.stays if care == "em" else 0
        )

    @property
    def new_children(self) -> int:
        """Children of the year who were not in care when it began."""
        return self.matched_newcomers + self.started(*_ORIGINS)


Years = dict[tuple[str, int], KommunYear]
Stock = dict[tuple[str, int], dict[str, int]]


@dataclass(frozen=True)
class Plan:
    """Every kommun's years, and its open placements by class when 2019 began."""

    years: Years
    start: dict[str, dict[str, int]]


@cache
def placed_2020() -> dict[str, int]:
    """The children placed at any time in 2020 by kommun, as derived from the published allocation."""
    rows = read_reference("key_2023_inputs")
    return {row["kommun_code"]: int(row["placed_children_2020_derived"]) for row in rows}


@cache
def joined() -> dict[str, date]:
    return {owner.kommun_code: owner.joined for owner in owners()}


def sizes() -> dict[str, float]:
    """How large a kommun's part is expected to be."""
    return {kommun: float(children) for kommun, children in placed_2020().items()}


def make_plan(seed: int, attempt: int = 0) -> Plan:
    """Counts that can be filled, for every seed: drawn again until they agree with all that is published.

    `attempt`: another plan of the same seed.
    """
    rng = room_random(seed, f"plan {attempt}")
    for _ in range(_ATTEMPTS):
        try:
            return _draw_plan(rng)
        except CannotBeFilled:
            continue
    raise RuntimeError(f"no plan of seed {seed} could be filled")


def _draw_plan(rng: random.Random) -> Plan:
    years = {(kommun, year): KommunYear(kommun, year) for year in YEARS for kommun in sorted(joined())}
    for year, expected in GFO_YEARS.items():
        gfo = expected if year == FIXED_YEAR else _vary(rng, year, expected)
        _deal_starts(rng, gfo, year, years)
        _deal_referrals(rng, gfo, year, years)
        _carry_over(rng, gfo, year, years)
    natural = _natural_stock(rng, years)
    for year, expected in GFO_YEARS.items():
        moves = expected.moves if year == FIXED_YEAR else varying_count(rng, expected.moves)
        _deal_moves(rng, moves, year, years, natural)
    return Plan(years, _settle_stock(years, natural))


def _vary(rng: random.Random, year: int, expected: GfoYear) -> GfoYear:
    counts = {name: varying_count(rng, getattr(expected, name)) for name in (*OUTCOMES, *_ORIGINS)}
    counts["carried_in"] = expected.carried_in
    # What is carried out of 2022 is the next year's carried_in: both ends of that year's balance stand.
    if FIRST_YEAR < year != FIXED_YEAR + 1:
        counts["carried_in"] = varying_count(rng, expected.carried_in)
    return GfoYear(**counts, moves=0)


def _deal_starts(rng: random.Random, gfo: GfoYear, year: int, years: Years) -> None:
    fixed = TIMRÅ_STARTS.get(year, {})
    for name in _ORIGINS:
        children = max(0, getattr(gfo, name) - fixed.get(name, 0))
        groups = [1] * children if name in _ALONE else sibling_groups(rng, children)
        others = {kommun: size for kommun, size in sizes().items() if not (kommun == TIMRÅ and name in fixed)}
        for kommun, dealt in deal_groups(rng, groups, others).items():
            years[kommun, year].starts[name] = dealt
        if name in fixed:
            years[TIMRÅ, year].starts[name] = sibling_groups(rng, fixed[name])
    largest = max(sizes(), key=sizes().__getitem__)
    years[largest, year].stays = 1


def _deal_referrals(rng: random.Random, gfo: GfoYear, year: int, years: Years) -> None:
    last = last_day_of(year)
    first = max(date(year, 1, 3), GFO_FIRST_DAY)
    fixed = {key: counts for key, counts in TIMRÅ_TERTIALS.items() if key[0] == year}
    for (_, tertial), counts in fixed.items():
        opens = max(date(year, 4 * tertial - 3, 3), joined()[TIMRÅ])
        closes = date(year, 4 * tertial, 28)
        for outcome, count in zip(OUTCOMES, counts, strict=True):
            years[TIMRÅ, year].slots += [
                Slot(TIMRÅ, outcome, opens, closes, size) for size in sibling_groups(rng, count)
            ]
    taking_part = {
        kommun: size
        for kommun, size in sizes().items()
        if joined()[kommun] <= date(year, 1, 1) and not (kommun == TIMRÅ and fixed)
    }
    for place, outcome in enumerate(OUTCOMES):
        left = max(0, getattr(gfo, outcome) - sum(counts[place] for counts in fixed.values()))
        for kommun, groups in deal_groups(rng, sibling_groups(rng, left), taking_part).items():
            years[kommun, year].slots += [Slot(kommun, outcome, first, last, size) for size in groups]


def _carry_over(rng: random.Random, gfo: GfoYear, year: int, years: Years) -> None:
    """Choose the referrals that were received the year before; Timrå's first ones never are."""
    free = [
        (kommun, place)
        for (kommun, of_year), here in sorted(years.items())
        if of_year == year and not (kommun == TIMRÅ and year <= FIXED_YEAR + 1)
        for place in range(len(here.slots))
    ]
    rng.shuffle(free)
    left = gfo.carried_in
    for kommun, place in free:
        slots = years[kommun, year].slots
        if slots[place].size <= left:
            left -= slots[place].size
            slots[place] = replace(slots[place], carried=True)
    if left:
        raise CannotBeFilled(f"{year}: too few referrals to carry over")


def _natural_stock(rng: random.Random, years: Years) -> Stock:
    """Open placements by class at the end of each year, wandering around a level, before the exact years are pinned."""
    stock: Stock = {}
    for kommun, children in sorted(placed_2020().items()):
        away = {"fp": 0.0, "ko": 0.0, "re": 0.0}
        for year in range(FIRST_YEAR - 1, max(YEARS) + 1):
            total = children * PLACED_AT_ONCE * (1.2 if kommun == TIMRÅ and year >= FIXED_YEAR else 1.0)
            emergencies = round(years[kommun, max(year, FIRST_YEAR)].emergencies * EMERGENCIES_OVER_NEW_YEAR)
            level = {"ko": total * CONSULTANT_SHARE, "re": total * RESIDENTIAL_SHARE}
            level["fp"] = total - sum(level.values()) - emergencies
            stock[kommun, year] = {"em": emergencies}
            for care, expected in level.items():
                away[care] = 0.6 * away[care] + rng.gauss(0, 0.6 * sqrt(max(expected, 1.0)))
                stock[kommun, year][care] = max(2, round(expected + away[care]))
    # Timrå's konsulentstött children of 2021 and 2022 are published: six and ten, starts included.
    for year, (_, consultant) in TIMRÅ_FOSTER.items():
        stock[TIMRÅ, year - 1]["ko"] = consultant - TIMRÅ_STARTS[year]["consultant"]
    return stock


def _deal_moves(rng: random.Random, moves: int, year: int, years: Years, natural: Stock) -> None:
    deck = [kind for kind, count in sorted(share_out(moves, MOVES).items()) for _ in range(count)]
    rng.shuffle(deck)
    dealt = deal_groups(rng, sibling_groups(rng, moves), sizes())
    largest = max(sizes(), key=sizes().__getitem__)
    for kommun in sorted(dealt, key=lambda code: (sizes()[code], code)):
        here, before = years[kommun, year], natural[kommun, year - 1]
        kinds: list[str] = []
        for _ in range(sum(dealt[kommun])):
            # A move between foster homes is always possible, so it stands in where no other is.
            able = (kind for kind in deck if _possible(here, before, natural[kommun, year], kind, kinds))
            kind = next(able, "")
            deck.remove(kind or deck[0])
            kinds.append(kind or "fp_fp")
        for kind in sorted(set(kinds)):
            together = kinds.count(kind)
            for size in [1] * together if kind in _ALONE else sibling_groups(rng, together):
                again = kind == "fp_fp" and year in MATCHED_AGAIN and kommun == largest and size == 1
                first = again and not any(move.kind == kind and move.match for move in here.moves)
                matched = kind in ("em_fp", "ko_fp") or first
                match = _take_match(here, size) if matched else None
                here.moves.append(Move(kind, size, match))


def _possible(
    here: KommunYear, before: dict[str, int], after: dict[str, int], kind: str, chosen: Iterable[str]
) -> bool:
    origin, target = kind.split("_")
    if here.kommun == TIMRÅ and here.year in TIMRÅ_FOSTER and "ko" in (origin, target):
        return False
    moved = sum(other.startswith(f"{origin}_") for other in chosen) + (here.stays if origin == "em" else 0)
    if origin == "em":
        return moved < here.emergencies - after["em"] - 1
    return moved < before[origin] * 0.3 - 1 if origin == "fp" else moved < before[origin] / 2 - 1


def _take_match(here: KommunYear, size: int) -> Slot | None:
    """One of the kommun's matches via GFO of as many children, if one is left that is free in time."""
    for slot in here.slots:
        whole_year = slot.first.month <= 2 and slot.last == last_day_of(here.year) and not slot.carried
        if slot.outcome == "matchad_gfo" and whole_year and slot.size == size:
            here.slots.remove(slot)
            return slot
    return None


def _settle_stock(years: Years, natural: Stock) -> dict[str, dict[str, int]]:
    """Set the year-end stocks so that the exact years come out, and no class loses more than it has."""
    for kommun, children in placed_2020().items():
        others = natural[kommun, 2019]
        first_in_2020 = children - years[kommun, 2020].new_children
        others["fp"] = first_in_2020 - others["ko"] - others["re"] - others["em"]
        if others["fp"] < max(3, 0.25 * children):
            raise CannotBeFilled(f"{kommun}: too many new children in 2020")
    pinned = {(kommun, 2019) for kommun in placed_2020()}
    for year, (foster, _) in TIMRÅ_FOSTER.items():
        here, before = years[TIMRÅ, year], natural[TIMRÅ, year - 1]
        # A move from one foster home to another brings no new child to foster care.
        inside = sum(move.size for move in here.moves if move.kind in ("fp_fp", "fp_ko", "ko_fp"))
        before["fp"] = foster - before["ko"] - (here.coming("fp") + here.coming("ko") - inside)
        pinned.add((TIMRÅ, year - 1))
    for kommun in sorted(placed_2020()):
        for year in YEARS:
            here, before, after = years[kommun, year], natural[kommun, year - 1], natural[kommun, year]
            if here.emergencies < here.going("em") + after["em"]:
                raise CannotBeFilled(f"{kommun} {year}: more emergency moves than placements")
            for care in ("fp", "ko", "re"):
                _settle_class(here, before, after, care, pinned)
            here.end = after
    return {kommun: natural[kommun, FIRST_YEAR - 1] for kommun in sorted(placed_2020())}


def _settle_class(
    here: KommunYear,
    before: dict[str, int],
    after: dict[str, int],
    care: str,
    pinned: set[tuple[str, int]],
) -> None:
    room = before[care] + here.coming(care) - here.going(care)
    if before[care] < here.going(care):
        raise CannotBeFilled(f"{here.kommun} {here.year}: more moves than children in {care}")
    if after[care] <= room:
        return
    if (here.kommun, here.year) not in pinned:
        after[care] = room
    elif here.year == FIRST_YEAR:
        before[care] += after[care] - room
    else:
        raise CannotBeFilled(f"{here.kommun} {here.year}: too few children in {care}")
