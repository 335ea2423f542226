"""The counts of every year and kommun, chosen before any row is made.

Rows are built to fill these counts, so a published figure holds by construction. The levels of all owners
together stand in `levels`; here they are shared between the kommuner and tied to each other.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from pipelines.reference import owners, read_reference
from pipelines.synthetic.draw import (
    FIRST_YEAR,
    GFO_FIRST_DAY,
    TIMRÅ,
    YEARS,
    last_day_of,
    room_random,
    share_out,
    share_unevenly,
)
from pipelines.synthetic.levels import (
    FIXED_YEAR,
    GFO_YEARS,
    MATCHED_AGAIN,
    MOVES,
    OUTCOMES,
    TIMRÅ_CONSULTANT_STARTS,
    TIMRÅ_FOSTER,
    TIMRÅ_TERTIALS,
    GfoYear,
)


@dataclass(frozen=True)
class Slot:
    """One referral to be made: its outcome and the days it may be received and decided in."""

    kommun: str
    outcome: str
    first: date
    last: date
    carried: bool = False
    move: str = ""  # the move that the match makes, when the child is in care already


@dataclass
class KommunYear:
    """What one kommun's year holds; `end` is its open placements by class on the year's last day."""

    kommun: str
    year: int
    slots: list[Slot] = field(default_factory=list)
    jourhem: int = 0
    akutfamilj: int = 0
    own: int = 0
    network: int = 0
    consultant: int = 0
    residential: int = 0
    moves: list[str] = field(default_factory=list)
    stays: int = 0  # emergency homes that go on as the kommun's own foster home
    end: dict[str, int] = field(default_factory=dict)

    @property
    def emergencies(self) -> int:
        return self.jourhem + self.akutfamilj

    @property
    def matches(self) -> int:
        return sum(slot.outcome.startswith("matchad") for slot in self.slots)

    def coming(self, care: str) -> int:
        """Children who come into a class during the year, moves within it included."""
        moved = sum(move.endswith(f"_{care}") for move in self.moves)
        if care == "fp":
            by_move = sum(bool(slot.move) for slot in self.slots)
            return self.matches - by_move + self.own + self.network + self.stays + moved
        return {"ko": self.consultant, "re": self.residential, "em": self.emergencies}[care] + moved

    def going(self, care: str) -> int:
        """Children who move out of a class to another place of care."""
        return sum(move.startswith(f"{care}_") for move in self.moves) + (self.stays if care == "em" else 0)

    @property
    def new_children(self) -> int:
        """Children of the year who were not in care when it began."""
        by_move = sum(bool(slot.move) for slot in self.slots)
        starts = self.matches - by_move + self.own + self.network + self.consultant
        return starts + self.residential + self.emergencies


@dataclass(frozen=True)
class Plan:
    """Every kommun's years, and its open placements by class when 2019 began."""

    years: dict[tuple[str, int], KommunYear]
    start: dict[str, dict[str, int]]
    gfo: dict[int, GfoYear]


@cache
def placed_2020() -> dict[str, int]:
    """The children placed at any time in 2020 by kommun, as derived from the published allocation."""
    rows = read_reference("key_2023_inputs")
    return {row["kommun_code"]: int(row["placed_children_2020_derived"]) for row in rows}


@cache
def joined() -> dict[str, date]:
    return {owner.kommun_code: owner.joined for owner in owners()}


def make_plan(seed: int) -> Plan:
    """Counts that can be filled, for every seed."""
    rng = room_random(seed, "plan")
    gfo = {year: _vary(rng, year, counts) for year, counts in GFO_YEARS.items()}
    years = {(kommun, year): KommunYear(kommun, year) for year in YEARS for kommun in sorted(joined())}
    for year in YEARS:
        _share_starts(rng, gfo[year], year, years)
        _share_referrals(rng, gfo[year], year, years)
    natural = _natural_stock(rng, years)
    for year in YEARS:
        _deal_moves(rng, gfo[year], year, years, natural)
        _carry_over(rng, gfo[year], year, years)
    start = _settle_stock(years, natural)
    return Plan(years, start, gfo)


def _vary(rng: random.Random, year: int, counts: GfoYear) -> GfoYear:
    if year == FIXED_YEAR:
        return counts
    # What is carried out of 2022 is the next year's carried_in: both ends of that year's balance stand.
    loose = year > FIRST_YEAR and year != FIXED_YEAR + 1
    return replace(
        counts,
        carried_in=counts.carried_in + (rng.randint(-3, 3) if loose else 0),
        matchad_gfo=counts.matchad_gfo + rng.randint(-2, 2),
        aterlamnad=counts.aterlamnad + rng.randint(-3, 3),
        atertagen=counts.atertagen + rng.randint(-2, 2),
        jourhem=counts.jourhem + rng.randint(-2, 2),
        akutfamilj=counts.akutfamilj + rng.randint(-1, 2),
        moves=counts.moves + rng.randint(-2, 2),
    )


def _share_starts(
    rng: random.Random, gfo: GfoYear, year: int, years: dict[tuple[str, int], KommunYear]
) -> None:
    sizes = {kommun: float(children) for kommun, children in placed_2020().items()}
    for name in ("jourhem", "akutfamilj", "own", "network", "consultant", "residential"):
        for kommun, count in share_unevenly(rng, getattr(gfo, name), sizes).items():
            setattr(years[kommun, year], name, count)
    timrå = years[TIMRÅ, year]
    if year in TIMRÅ_CONSULTANT_STARTS:
        timrå.consultant = TIMRÅ_CONSULTANT_STARTS[year]
    if year < 2023:
        # Without GFO, Timrå found more of its homes itself.
        timrå.own += 2
        timrå.network += 2
    largest = max(sizes, key=lambda kommun: sizes[kommun])
    years[largest, year].stays = 1


def _share_referrals(
    rng: random.Random, gfo: GfoYear, year: int, years: dict[tuple[str, int], KommunYear]
) -> None:
    last = last_day_of(year)
    first = max(date(year, 1, 3), GFO_FIRST_DAY)
    fixed = {key: counts for key, counts in TIMRÅ_TERTIALS.items() if key[0] == year}
    for (_, tertial), counts in fixed.items():
        opens = max(date(year, 4 * tertial - 3, 3), joined()[TIMRÅ])
        closes = date(year, 4 * tertial, 28)
        for outcome, count in zip(OUTCOMES, counts, strict=True):
            years[TIMRÅ, year].slots += [Slot(TIMRÅ, outcome, opens, closes)] * count
    sizes = {
        kommun: float(children)
        for kommun, children in placed_2020().items()
        if joined()[kommun] <= date(year, 1, 1) and not (kommun == TIMRÅ and fixed)
    }
    for place, outcome in enumerate(OUTCOMES):
        left = getattr(gfo, outcome) - sum(counts[place] for counts in fixed.values())
        for kommun, count in share_unevenly(rng, left, sizes).items():
            years[kommun, year].slots += [Slot(kommun, outcome, first, last)] * count


def _natural_stock(
    rng: random.Random, years: dict[tuple[str, int], KommunYear]
) -> dict[tuple[str, int], dict[str, int]]:
    """Open placements by class at the end of each year, before the exact years are pinned."""
    stock: dict[tuple[str, int], dict[str, int]] = {}
    for year in range(FIRST_YEAR - 1, max(YEARS) + 1):
        for kommun, children in sorted(placed_2020().items()):
            growth = 1 + 0.011 * (year - 2019) + rng.uniform(-0.01, 0.01)
            if kommun == TIMRÅ and year >= 2022:
                growth *= 1.2
            total = children * 0.685 * growth
            emergencies = years[kommun, max(year, FIRST_YEAR)].emergencies
            stock[kommun, year] = {
                "ko": max(2, round(total * 0.12)),
                "re": max(2, round(total * 0.16)),
                "em": round(emergencies * 0.22),
            }
            stock[kommun, year]["fp"] = round(total) - sum(stock[kommun, year].values())
    # Timrå's konsulentstött children of 2021 and 2022 are published: six and ten, starts included.
    for year, (_, consultant) in TIMRÅ_FOSTER.items():
        stock[TIMRÅ, year - 1]["ko"] = consultant - TIMRÅ_CONSULTANT_STARTS[year]
    return stock


def _deal_moves(
    rng: random.Random,
    gfo: GfoYear,
    year: int,
    years: dict[tuple[str, int], KommunYear],
    natural: dict[tuple[str, int], dict[str, int]],
) -> None:
    deck = [kind for kind, count in sorted(share_out(gfo.moves, MOVES).items()) for _ in range(count)]
    rng.shuffle(deck)
    sizes = {kommun: float(children) for kommun, children in placed_2020().items()}
    shares = share_unevenly(rng, gfo.moves, sizes)
    for kommun in sorted(shares, key=lambda code: (sizes[code], code)):
        here, before = years[kommun, year], natural[kommun, year - 1]
        for _ in range(shares[kommun]):
            # A move between foster homes is always possible, so it stands in where no other is.
            kind = next((kind for kind in deck if _possible(here, before, natural[kommun, year], kind)), "")
            deck.remove(kind or deck[0])
            here.moves.append(kind or "fp_fp")
            again = kind == "fp_fp" and year in MATCHED_AGAIN and kommun == max(sizes, key=sizes.__getitem__)
            if kind in ("em_fp", "ko_fp") or (again and not any(slot.move == kind for slot in here.slots)):
                _let_a_match_move(here, kind)


def _possible(here: KommunYear, before: dict[str, int], after: dict[str, int], kind: str) -> bool:
    origin, target = kind.split("_")
    if here.kommun == TIMRÅ and here.year in TIMRÅ_FOSTER and "ko" in (origin, target):
        return False
    moved = here.going(origin)
    if origin == "em":
        return moved < here.emergencies - after["em"] - 1
    return moved < before[origin] * 0.3 - 1 if origin == "fp" else moved < before[origin] / 2 - 1


def _let_a_match_move(here: KommunYear, kind: str) -> None:
    """Tie the move to one of the kommun's matches via GFO, if one is left that is free in time."""
    for place, slot in enumerate(here.slots):
        whole_year = slot.first.month <= 2 and slot.last == last_day_of(here.year)
        if slot.outcome == "matchad_gfo" and whole_year and not slot.move:
            here.slots[place] = replace(slot, move=kind)
            return


def _carry_over(
    rng: random.Random, gfo: GfoYear, year: int, years: dict[tuple[str, int], KommunYear]
) -> None:
    """Choose the referrals that were received the year before; Timrå's first ones never are."""
    free = [
        (kommun, place)
        for (kommun, of_year), here in sorted(years.items())
        if of_year == year and not (kommun == TIMRÅ and year <= 2023)
        for place, slot in enumerate(here.slots)
        if not slot.move
    ]
    for kommun, place in rng.sample(free, gfo.carried_in):
        slots = years[kommun, year].slots
        slots[place] = replace(slots[place], carried=True)


def _settle_stock(
    years: dict[tuple[str, int], KommunYear], natural: dict[tuple[str, int], dict[str, int]]
) -> dict[str, dict[str, int]]:
    """Set the year-end stocks so that the exact years come out, and no class loses more than it has."""
    for kommun, children in placed_2020().items():
        others = natural[kommun, 2019]
        first_in_2020 = children - years[kommun, 2020].new_children
        others["fp"] = first_in_2020 - others["ko"] - others["re"] - others["em"]
    pinned = {(kommun, 2019) for kommun in placed_2020()}
    for year, (foster, _) in TIMRÅ_FOSTER.items():
        here, before = years[TIMRÅ, year], natural[TIMRÅ, year - 1]
        # A move from one foster home to another brings no new child to foster care.
        inside = sum(move in ("fp_fp", "fp_ko", "ko_fp") for move in here.moves)
        before["fp"] = foster - before["ko"] - (here.coming("fp") + here.coming("ko") - inside)
        pinned.add((TIMRÅ, year - 1))
    for kommun in sorted(placed_2020()):
        for year in YEARS:
            here, before, after = years[kommun, year], natural[kommun, year - 1], natural[kommun, year]
            for care in ("fp", "ko", "re"):
                room = before[care] + here.coming(care) - here.going(care)
                if after[care] > room:
                    if (kommun, year) in pinned and year == FIRST_YEAR:
                        before[care] += after[care] - room
                    elif (kommun, year) in pinned:
                        raise ValueError(f"the plan cannot be filled: {kommun} {year} {care}")
                    else:
                        after[care] = room
            here.end = after
    return {kommun: natural[kommun, FIRST_YEAR - 1] for kommun in sorted(placed_2020())}
