"""Random registers that try to break the SQL: open spans, same-day moves, one pseudonym in two kommuner, leap days,
empty tertials, rows outside the owners, an owner that joins and one that leaves, deliveries that end early.

Everything is drawn from a `random.Random`, so that Hypothesis and a fixed seed can both make one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from pipelines.reference import Owner
from pipelines.warehouse.inputs import CoverageStart
from tests.reference import catalogue
from tests.reference.figures import SENT_BY_KOMMUNER, Membership, World

Row = dict[str, Any]

FIRST_DAY, LAST_DAY = date(2023, 1, 1), date(2024, 12, 31)
ALWAYS, JOINS, LEAVES, OUTSIDE = "2260", "2262", "2280", "2281"
OWNERS = (
    Owner(ALWAYS, date(2019, 1, 1), None),
    Owner(JOINS, date(2023, 9, 1), None),
    Owner(LEAVES, date(2019, 1, 1), date(2024, 5, 1)),
)
STARTS = (CoverageStart("*", "", FIRST_DAY), CoverageStart("placeringar", LEAVES, date(2023, 5, 1)))
DATASETS = (
    "remisser", "placeringar", "familjehem", "rekrytering", "utbildning", "stod", "kostnader", "ekonomi",
    "avvikelser", "befolkning",
)  # fmt: skip
#: Days on which things go wrong: period ends and beginnings, the leap day, the days kommuner join and leave.
TURNING_DAYS = tuple(
    day + timedelta(days=shift)
    for day in (
        date(2023, 1, 1), date(2023, 5, 1), date(2023, 9, 1), date(2024, 1, 1), date(2024, 2, 29),
        date(2024, 5, 1), date(2024, 9, 1),
    )
    for shift in (-1, 0, 1)
)  # fmt: skip
OUTCOMES = ("matchad_gfo", "matchad_kommun", "matchad_natverk", "aterlamnad", "atertagen")
END_REASONS = ("planerad", "sammanbrott", "flytt_hem", None)


def random_world(random: Random, *, rows: int, reporting_date: date | None = None) -> World:
    """A world with up to `rows` rows a dataset. With a reporting date given, everything is delivered."""
    whole = reporting_date is not None
    if reporting_date is None:
        reporting_date = random.choice(
            [*TURNING_DAYS[3:], LAST_DAY, min(LAST_DAY, _day(random, date(2023, 3, 1)))]
        )
    makers: dict[str, Callable[[Random, int, date], list[Row]]] = {
        "remisser": _referrals,
        "placeringar": _placements,
        "familjehem": _home_statuses,
        "rekrytering": _enquiries,
        "utbildning": _trainings,
        "stod": _support,
        "kostnader": _costs,
        "ekonomi": _economy,
        "avvikelser": _deviations,
        "befolkning": _population,
    }
    register = {}
    for dataset in DATASETS:
        count = rows if whole else random.choice([0, 1, rows // 2, rows])
        register[dataset] = makers[dataset](random, count, reporting_date)
    register["publicerat"] = _published(random, rows)
    through: dict[tuple[str, str], date] = {}
    starts: dict[tuple[str, str], date] = {}
    for dataset in DATASETS:
        common = reporting_date if whole else _through(random, reporting_date)
        for kommun in (ALWAYS, JOINS, LEAVES, "GFO"):
            starts[dataset, kommun] = FIRST_DAY
            last_day = common
            if dataset in SENT_BY_KOMMUNER and not whole:
                last_day = _through(random, reporting_date)
            if last_day is not None:
                through[dataset, kommun] = last_day
    starts["placeringar", LEAVES] = date(2023, 5, 1)
    members = tuple(Membership(owner.kommun_code, owner.joined, owner.left) for owner in OWNERS)
    return World(register, members, starts, through, reporting_date)


def _published(random: Random, count: int) -> list[Row]:
    """Figures of old reports, for any KPI, area and period, whether or not rows exist."""
    found = {}
    for _ in range(10 * count):
        period = random.choice(
            ["2023", "2024", "2023T1", "2023T2", "2023T3", "2024T1", "2023-05", "2024T1R3"]
        )
        row = {
            "kpi": random.choice(list(catalogue.CATALOGUE)),
            "area": random.choice(["GFO", "GFO", ALWAYS, JOINS, LEAVES]),
            "period": period,
        }
        key = tuple(row.values())
        found[key] = {**row, "value": Decimal(random.randrange(90)), "source": "Årsbokslut"}
    return list(found.values())


def _through(random: Random, reporting_date: date) -> date | None:
    """Mostly all of it; at times a register that ends early, or nothing."""
    fate = random.randrange(8)
    if fate == 0:
        return None
    if fate == 1:
        return random.choice([day for day in TURNING_DAYS if day <= reporting_date])
    return reporting_date


def _day(random: Random, after: date = date(2022, 11, 1)) -> date:
    """A day of the two years or a little before or after them, half of the time one where things turn."""
    turning = [day for day in TURNING_DAYS if day >= after]
    if turning and random.randrange(2):
        return random.choice(turning)
    return after + timedelta(days=random.randrange(max(1, (date(2025, 2, 1) - after).days)))


def _end(random: Random, start: date, *, short: int = 40) -> date | None:
    """Open, the same day, soon or late."""
    return random.choice([None, start, start + timedelta(days=random.randrange(short)), _day(random, start)])


def _kommun(random: Random, *others: str | None) -> str | None:
    return random.choice([ALWAYS, JOINS, LEAVES, *others])


def _referrals(random: Random, count: int, reporting_date: date) -> list[Row]:
    found = []
    for number in range(count):
        kommun = random.choice([ALWAYS, ALWAYS, JOINS, LEAVES])
        received = _day(random, date(2023, 9, 1) if kommun == JOINS else FIRST_DAY)
        if kommun == LEAVES and received >= date(2024, 5, 1):
            received = date(2024, 4, 30)
        decided = _end(random, received)
        found.append(
            {
                "referral_id": f"r{number}",
                "kommun_code": kommun,
                "child_id": f"b{random.randrange(4)}",
                "received": received,
                "outcome": "pagaende" if decided is None else random.choice(OUTCOMES),
                "decided": decided,
            }
        )
    return found


def _placements(random: Random, count: int, reporting_date: date) -> list[Row]:
    """Half of them follow on another of the same child, 0 to 9 days after it, in the same home or not."""
    found: list[Row] = []
    for number in range(count):
        row: Row = {
            "placement_id": f"p{number}",
            "kommun_code": _kommun(random, OUTSIDE),
            "child_id": f"b{random.randrange(4)}",
            "start_date": _day(random),
            "form": random.choice(catalogue.FORMS),
            "home_id": random.choice(["h1", "h2", None]),
        }
        ended = [earlier for earlier in found if earlier["end_date"] is not None]
        if ended and random.randrange(2):
            earlier = random.choice(ended)
            row["kommun_code"], row["child_id"] = earlier["kommun_code"], earlier["child_id"]
            row["start_date"] = earlier["end_date"] + timedelta(days=random.choice([0, 0, 1, 6, 7, 8, -1]))
            row["home_id"] = random.choice([earlier["home_id"], "h1", None])
        row["end_date"] = _end(random, row["start_date"])
        same_child = [
            p for p in found if (p["kommun_code"], p["child_id"]) == (row["kommun_code"], row["child_id"])
        ]
        if same_child and random.randrange(3) == 0:
            together = random.choice(same_child)["end_date"]
            if together is not None and together >= row["start_date"]:
                row["end_date"] = together
        row["end_reason"] = None if row["end_date"] is None else random.choice(END_REASONS)
        found.append(row)
    return found


def _home_statuses(random: Random, count: int, reporting_date: date) -> list[Row]:
    found = {}
    for _ in range(count):
        row = {
            "home_id": f"h{random.randrange(6)}",
            "status": random.choice(["tillgangligt", "tillgangligt", "upptaget", "vilande"]),
            "from_date": _day(random),
            "home_type": random.choice([None, *catalogue.HOME_TYPES]),
            "home_kommun_code": _kommun(random, OUTSIDE, None),
        }
        row["to_date"] = _end(random, row["from_date"], short=200)
        found[row["home_id"], row["from_date"]] = row
    return list(found.values())


def _enquiries(random: Random, count: int, reporting_date: date) -> list[Row]:
    found = []
    for number in range(count):
        received = _day(random)
        after = random.choice([0, 30, 364, 365, 366, (reporting_date - received).days])
        decision = random.choice([None, "godkand", "godkand", "avslag", "avbruten"])
        talk, started, done = (_end(random, received) for _ in range(3))
        found.append(
            {
                "enquiry_id": f"e{number}",
                "received": received,
                "first_talk": talk,
                "assessment_started": started,
                "assessment_done": done,
                "home_id": random.choice([None, f"h{random.randrange(8)}"]),
                "channel": random.choice(catalogue.CHANNELS),
                "decision": decision,
                "decision_date": None if decision is None else received + timedelta(days=max(0, after)),
                "home_kommun_code": _kommun(random, OUTSIDE, None),
            }
        )
    return found


def _trainings(random: Random, count: int, reporting_date: date) -> list[Row]:
    return [
        {
            "event_id": f"t{number}",
            "day": _day(random),
            "training_type": random.choice(["grundutbildning", *catalogue.TRAININGS]),
            "participants": random.randrange(5),
            "kommun_code": _kommun(random, None),
        }
        for number in range(count)
    ]


def _support(random: Random, count: int, reporting_date: date) -> list[Row]:
    return [
        {
            "assignment_id": f"s{number}",
            "kommun_code": _kommun(random),
            "support_type": random.choice(["individuellt_stod", "mentorskap", "avslutssamtal"]),
            "start_date": _day(random),
        }
        for number in range(count)
    ]


def _costs(random: Random, count: int, reporting_date: date) -> list[Row]:
    found = {}
    for _ in range(count):
        row = {
            "kommun_code": _kommun(random),
            "month": _day(random).replace(day=1),
            "form": random.choice(catalogue.FORMS),
            "amount": Decimal(random.randrange(-1000, 100_000)) / 100,
        }
        found[tuple(list(row.values())[:3])] = row
    return list(found.values())


def _economy(random: Random, count: int, reporting_date: date) -> list[Row]:
    found = {}
    for _ in range(count):
        row: Row = {
            "year": random.choice([2023, 2024]),
            "tertial": random.choice([1, 2, 3]),
            "item": random.choice(["intakter", *catalogue.ITEMS]),
        }
        key = tuple(row.values())
        for column in ("budget", "outcome", "prognosis"):
            row[column] = Decimal(random.randrange(100_000)) / 100
        if random.randrange(12) == 0:
            row["outcome"] = None
        if random.randrange(12) == 0:
            row["prognosis"] = None
        found[key] = row
    return list(found.values())


def _deviations(random: Random, count: int, reporting_date: date) -> list[Row]:
    found = []
    for number in range(count):
        day = _day(random)
        closed = _end(random, day)
        found.append(
            {
                "deviation_id": f"d{number}",
                "kommun_code": _kommun(random),
                "day": day,
                "category": random.choice(catalogue.CATEGORIES),
                "status": "oppen" if closed is None else "avslutad",
                "closed": closed,
            }
        )
    return found


def _population(random: Random, count: int, reporting_date: date) -> list[Row]:
    found = {}
    for _ in range(count):
        row = {
            "kommun_code": _kommun(random, OUTSIDE),
            "year": random.choice([2021, 2022, 2023, 2024]),
            "age": random.choice([-1, 0, 7, 20, 21]),
            "children": random.randrange(50),
        }
        found[tuple(list(row.values())[:3])] = row
    return list(found.values())
