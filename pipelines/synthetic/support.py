"""Trainings, support and deviations: what GFO does beside the referrals."""

from __future__ import annotations

import random
from datetime import date, timedelta

from pipelines.reference import kommuner
from pipelines.synthetic.draw import (
    CARE_SEASON,
    GFO_FIRST_DAY,
    REPORTING_DATE,
    YEARS,
    duration,
    last_day_of,
    room_random,
    season_day,
    share_out,
    share_unevenly,
)
from pipelines.synthetic.homes import HomeBank
from pipelines.synthetic.plan import joined, placed_2020
from pipelines.synthetic.rows import Row

# Per year: foster parents in the basic training, support assignments, exit talks; 2022 as published.
# The last column holds January-August.
_TRAINED = {2019: 20, 2020: 22, 2021: 26, 2022: 30, 2023: 28, 2024: 31, 2025: 29, 2026: 21}
_SUPPORTED = {2019: 9, 2020: 14, 2021: 18, 2022: 22, 2023: 24, 2024: 23, 2025: 26, 2026: 17}
_EXIT_TALKS = {2019: 7, 2020: 15, 2021: 20, 2022: 24, 2023: 25, 2024: 24, 2025: 27, 2026: 16}
_MENTORS = {2019: 2, 2020: 3, 2021: 4, 2022: 6, 2023: 6, 2024: 5, 2025: 7, 2026: 4}
_DEVIATIONS = {2019: 6, 2020: 12, 2021: 16, 2022: 19, 2023: 23, 2024: 21, 2025: 24, 2026: 15}
_FIXED_YEAR = 2022
_STILL_OPEN = 3

# Occasions a year and participants at each (fewest, most).
_OTHER_TRAINING = {
    "fortbildning": (4, 12, 34),
    "connect": (2, 8, 14),
    "natverkstraff": (6, 5, 16),
    "forelasning": (2, 30, 85),
    "familjedag": (1, 60, 140),
}


def training_rows(seed: int) -> list[Row]:
    """`utbildning`, in order of day."""
    rng = room_random(seed, "training")
    found: list[tuple[date, str, int, str | None]] = []
    for year in YEARS:
        last = last_day_of(year)
        first = max(date(year, 1, 15), GFO_FIRST_DAY + timedelta(days=40))
        trained = _TRAINED[year] + (0 if year == _FIXED_YEAR else rng.randint(-3, 3))
        groups = 2 if year in (2019, 2026) else 3
        for people in share_unevenly(rng, trained, {str(group): 1.0 for group in range(groups)}).values():
            found.append((season_day(rng, first, last, CARE_SEASON), "grundutbildning", people, None))
        part = (last - first).days / 350
        for kind, (times, fewest, most) in _OTHER_TRAINING.items():
            distanced = year in (2020, 2021) and kind == "familjedag"
            for _ in range(0 if distanced else max(1, round(times * part))):
                day = season_day(rng, first, last, CARE_SEASON)
                local = kind == "natverkstraff" and rng.random() < 0.6
                here = sorted(kommun for kommun in joined() if joined()[kommun] <= day)
                kommun = kommuner()[rng.choice(here)] if local else None
                found.append((day, kind, rng.randint(fewest, most), kommun))
    found.sort(key=lambda item: (item[0], item[1], item[2]))
    return [
        {
            "tillfalle_id": f"U{day.year}-{n:03d}",
            "datum": day,
            "typ": kind,
            "deltagare": people,
            "kommun": kommun,
        }
        for n, (day, kind, people, kommun) in enumerate(found, 1)
    ]


def support_rows(seed: int, bank: HomeBank) -> list[Row]:
    """`stod`, in order of start; an exit talk is over the day it is held."""
    rng = room_random(seed, "support")
    found: list[tuple[date, str, str, date | None, str]] = []
    for year in YEARS:
        for kind, per_year in (
            ("individuellt_stod", _SUPPORTED),
            ("avslutssamtal", _EXIT_TALKS),
            ("mentorskap", _MENTORS),
        ):
            count = per_year[year] + (0 if year == _FIXED_YEAR else rng.randint(-1, 2))
            for kommun, start in _owners_and_days(rng, year, count):
                home = rng.choice(bank.in_bank(start)).id
                end: date | None = start
                if kind != "avslutssamtal":
                    end = start + timedelta(days=duration(rng, 150, 20, 600))
                found.append((start, kommun, kind, end if end and end <= REPORTING_DATE else None, home))
    found.sort(key=lambda item: (item[0], item[1], item[2], item[4]))
    return [
        {
            "uppdrag_id": f"S{start.year}-{number:03d}",
            "kommun": kommuner()[kommun],
            "typ": kind,
            "startdatum": start,
            "slutdatum": end,
            "hem_id": home,
        }
        for number, (start, kommun, kind, end, home) in enumerate(found, 1)
    ]


def deviation_rows(seed: int) -> list[Row]:
    """`avvikelser`, in order of day; the newest are still open."""
    rng = room_random(seed, "deviations")
    found: list[tuple[date, str, str, str, date | None]] = []
    for year in YEARS:
        for kommun, day in _owners_and_days(rng, year, _DEVIATIONS[year] + rng.randint(-2, 2)):
            category = rng.choices(
                ("samverkan", "matchning", "utredning", "stod", "dokumentation", "annan"),
                (0.3, 0.24, 0.14, 0.12, 0.14, 0.06),
            )[0]
            closed: date | None = day + timedelta(days=duration(rng, 38, 3, 190))
            if closed and closed <= REPORTING_DATE:
                status = rng.choices(("avslutad", "atgardad"), (0.85, 0.15))[0]
            else:
                status, closed = "oppen", None
            found.append((day, kommun, category, status, closed))
    found.sort(key=lambda item: item[:3])
    for place in range(len(found) - _STILL_OPEN, len(found)):
        found[place] = (*found[place][:3], "oppen", None)
    return [
        {
            "avvikelse_id": f"A{day.year}-{number:03d}",
            "kommun": kommuner()[kommun],
            "datum": day,
            "kategori": category,
            "status": status,
            "stangd": closed,
        }
        for number, (day, kommun, category, status, closed) in enumerate(found, 1)
    ]


def _owners_and_days(rng: random.Random, year: int, count: int) -> list[tuple[str, date]]:
    """One kommun and day each, by size and by the part of the year it was an owner."""
    last = last_day_of(year)
    opens = {
        kommun: max(date(year, 1, 4), day, GFO_FIRST_DAY + timedelta(days=45))
        for kommun, day in joined().items()
    }
    weights = {
        kommun: children * max(0, (last - opens[kommun]).days) / 365
        for kommun, children in sorted(placed_2020().items())
    }
    shares = share_out(count, {kommun: weight * rng.uniform(0.8, 1.2) for kommun, weight in weights.items()})
    return [
        (kommun, season_day(rng, opens[kommun], last, CARE_SEASON))
        for kommun, share in shares.items()
        for _ in range(share)
    ]
