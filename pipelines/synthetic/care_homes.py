"""Which homes a kommun's children live in: who lives where from when, and homes used again when they are empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipelines.synthetic.care import KommunCare
from pipelines.synthetic.children import EMERGENCY, Child, Home
from pipelines.synthetic.draw import room_random

VIA_GFO = "familjehem_gfo"

_LETTERS = {
    "familjehem_kommun": "fh",
    "natverkshem": "nh",
    "konsulentstott": "kh",
    "jourhem": "jh",
    "akutfamilj": "ah",
}
# How often an empty home is used again; a network home is somebody's own grandmother.
_AGAIN = {
    "familjehem_kommun": 0.65,
    "natverkshem": 0.05,
    "konsulentstott": 0.5,
    "jourhem": 1.0,
    "akutfamilj": 1.0,
}
_REST = timedelta(days=21)
_EMERGENCY_PLACES = 3


@dataclass
class HomeStay:
    """Children who came together to a home; `end` is the first day without any of them, None while one stays."""

    home: Home
    kommun: str
    start: date
    end: date | None

    @property
    def form(self) -> str:
        return self.home.form


@dataclass
class _Known:
    """A home the kommun has used; `stays` are (children, end) of those who have come to it."""

    id: str
    stays: list[tuple[int, date]] = field(default_factory=list)

    def room_for(self, stay: HomeStay) -> bool:
        if stay.form in EMERGENCY:
            there = sum(children for children, end in self.stays if end > stay.start)
            return there + stay.home.children <= _EMERGENCY_PLACES
        return all(end + _REST <= stay.start for _, end in self.stays)


def home_stays(kommun: str, children: Iterable[Child]) -> list[HomeStay]:
    """Every home with the days somebody who came there together lived in it, in order of start."""
    found: dict[Home, HomeStay] = {}
    for child in children:
        for placement in child.placements:
            home = placement.home
            if home is None:
                continue
            known = found.setdefault(home, HomeStay(home, kommun, placement.start, placement.end))
            known.start = min(known.start, placement.start)
            known.end = max(known.end, placement.end) if known.end and placement.end else None
    return sorted(found.values(), key=lambda stay: stay.start)


def name_homes(seed: int, care: KommunCare) -> list[HomeStay]:
    """Give the kommun's own homes their pseudonyms; returns the stays via GFO, whose homes the bank knows."""
    rng = room_random(seed, f"care homes {care.kommun}")
    known: dict[str, list[_Known]] = {form: [] for form in _LETTERS}
    via_gfo = []
    for stay in home_stays(care.kommun, care.children):
        if stay.form == VIA_GFO:
            via_gfo.append(stay)
            continue
        able = [home for home in known[stay.form] if home.room_for(stay)]
        if able and rng.random() < _AGAIN[stay.form]:
            chosen = rng.choice(able)
        else:
            chosen = _Known(f"{_LETTERS[stay.form]}{len(known[stay.form]) + 1:03d}")
            known[stay.form].append(chosen)
        chosen.stays.append((stay.home.children, stay.end or date.max - _REST))
        stay.home.id = chosen.id
    return via_gfo
