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
    varying_count,
    varying_counts,
    working_day,
)
from pipelines.synthetic.homes import HomeBank
from pipelines.synthetic.levels import FIXED_YEAR
from pipelines.synthetic.plan import joined, placed_2020
from pipelines.synthetic.rows import Row

# Per year: foster parents in the basic training, support assignments, exit talks; 2022 as published.
# The last column holds January-August.
_TRAINED = {2019: 20, 2020: 22, 2021: 26, 2022: 30, 2023: 28, 2024: 31, 2025: 29, 2026: 21}
_SUPPORTED = {2019: 9, 2020: 14, 2021: 18, 2022: 22, 2023: 24, 2024: 23, 2025: 26, 2026: 17}
_EXIT_TALKS = {2019: 7, 2020: 15, 2021: 20, 2022: 24, 2023: 25, 2024: 24, 2025: 27, 2026: 16}
_MENTORS = {2019: 2, 2020: 3, 2021: 4, 2022: 6, 2023: 6, 2024: 5, 2025: 7, 2026: 4}
_DEVIATIONS = {2019: 6, 2020: 12, 2021: 16, 2022: 19, 2023: 23, 2024: 21, 2025: 24, 2026: 15}
_STILL_OPEN = 3

# Occasions a year and participants at each (fewest, most).
_OTHER_TRAINING = {
    "fortbildning": (4, 12, 34),
    "connect": (2, 8, 14),
    "natverkstraff": (6, 5, 16),
    "forelasning": (2, 30, 85),
}
_AT_THE_FAMILY_DAY = (60, 140)
_NO_FAMILY_DAY = (2020, 2021)
"""Nobody met in the years of the pandemic."""


def training_rows(seed: int) -> list[Row]:
    """`utbildning`, in order of day."""
    rng = room_random(seed, "training")
    found: list[tuple[date, str, int, str | None]] = []
    for year in YEARS:
        last = last_day_of(year)
        first = max(date(year, 1, 15), GFO_FIRST_DAY + timedelta(days=40))
        trained = _TRAINED[year] if year == FIXED_YEAR else max(8, varying_count(rng, _TRAINED[year]))
        for people in _couples_and_singles(rng, trained, groups=2 if year in (2019, 2026) else 3):
            found.append((season_day(rng, first, last, CARE_SEASON), "grundutbildning", people, None))
        part = (last - first).days / 350
        for kind, (times, fewest, most) in _OTHER_TRAINING.items():
            for _ in range(max(1, round(times * part))):
                day = season_day(rng, first, last, CARE_SEASON)
                local = kind == "natverkstraff" and rng.random() < 0.6
                here = sorted(kommun for kommun in joined() if joined()[kommun] <= day)
                kommun = kommuner()[rng.choice(here)] if local else None
                found.append((day, kind, rng.randint(fewest, most), kommun))
        if year not in _NO_FAMILY_DAY:
            found.append((_family_day(year), "familjedag", rng.randint(*_AT_THE_FAMILY_DAY), None))
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


def _family_day(year: int) -> date:
    """The third Saturday of August: 19 August in 2023."""
    return next(day for n in range(15, 22) if (day := date(year, 8, n)).weekday() == 5)


def _couples_and_singles(rng: random.Random, people: int, groups: int) -> list[int]:
    """How many come to each group of the basic training, where most come two by two."""
    found = [0] * groups
    while people:
        together = min(people, rng.choices((1, 2), (0.3, 0.7))[0])
        found[rng.randrange(groups)] += together
        people -= together
    return [size for size in found if size]


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
            for kommun, start in _owners_and_days(rng, year, per_year[year], exactly=year == FIXED_YEAR):
                home = rng.choice(bank.in_bank(start)).id
                end: date | None = start
                if kind != "avslutssamtal":
                    end = working_day(start + timedelta(days=duration(rng, 150, 20, 600)))
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
        for kommun, day in _owners_and_days(rng, year, _DEVIATIONS[year]):
            category = rng.choices(
                ("samverkan", "matchning", "utredning", "stod", "dokumentation", "annan"),
                (0.3, 0.24, 0.14, 0.12, 0.14, 0.06),
            )[0]
            closed: date | None = working_day(day + timedelta(days=duration(rng, 38, 3, 190)))
            if closed and closed <= REPORTING_DATE:
                status = rng.choices(("avslutad", "atgardad"), (0.85, 0.15))[0]
            else:
                status, closed = "oppen", None
            found.append((day, kommun, category, status, closed))
    found.sort(key=lambda item: item[:3])
    # However soon deviations are closed, the newest wait for an answer.
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


def _owners_and_days(
    rng: random.Random, year: int, expected: float, *, exactly: bool = False
) -> list[tuple[str, date]]:
    """One kommun and day each, by size and by the part of the year it was an owner.

    The numbers vary from tertial to tertial as such counts do; `exactly`: they add up to what is expected.
    """
    spans = {
        (kommun, tertial): span
        for kommun, day in sorted(joined().items())
        for tertial in (1, 2, 3)
        if (span := _part_of_tertial(year, tertial, max(day, GFO_FIRST_DAY + timedelta(days=45))))
    }
    weights = {
        (kommun, tertial): placed_2020()[kommun] * (last - first).days
        for (kommun, tertial), (first, last) in spans.items()
    }
    whole = sum(weights.values())
    counts = varying_counts(
        rng,
        {cell: expected * weight / whole for cell, weight in weights.items()},
        total=round(expected) if exactly else None,
    )
    return [
        (cell[0], season_day(rng, *spans[cell], CARE_SEASON)) for cell in counts for _ in range(counts[cell])
    ]


def _part_of_tertial(year: int, tertial: int, joined_on: date) -> tuple[date, date] | None:
    """The days of a tertial that a kommun was an owner in; None for none worth the name."""
    first = max(date(year, 4 * tertial - 3, 4 if tertial == 1 else 1), joined_on)
    last = min(date(year, 4 * tertial, 31 if tertial == 2 else 30), last_day_of(year))
    return (first, last) if (last - first).days > 7 else None
