"""Recruitment: from enquiry over talk and assessment to a decision; about half of the approved join the bank."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.reference import kommuner
from pipelines.synthetic.draw import (
    GFO_FIRST_DAY,
    REPORTING_DATE,
    SUNDSVALL,
    YEARS,
    day_between,
    duration,
    last_day_of,
    room_random,
    season_day,
)
from pipelines.synthetic.homes import Home, HomeBank
from pipelines.synthetic.plan import placed_2020
from pipelines.synthetic.rows import Row

# A shorter way than this from enquiry to decision would not be believed.
_SHORTEST = 95
_ENQUIRIES_A_YEAR = {2019: 112, 2020: 134, 2021: 152, 2022: 166, 2023: 158, 2024: 171, 2025: 168, 2026: 117}
_ON_THEIR_WAY = 24
_CHANNELS = {
    "webb": 0.3,
    "sociala_medier": 0.24,
    "annons": 0.09,
    "evenemang": 0.08,
    "rekommendation": 0.17,
    "kommun": 0.09,
    "annan": 0.03,
}


@dataclass(eq=False)
class _Enquiry:
    received: date
    talk: date | None = None
    started: date | None = None
    done: date | None = None
    decision: str = ""
    decided: date | None = None
    kommun: str = ""
    home: Home | None = None

    def forget_what_has_not_been(self) -> None:
        """Days after the reporting date have not come; a decision then is not made."""
        for name in ("talk", "started", "done", "decided"):
            day = getattr(self, name)
            if day and day > REPORTING_DATE:
                setattr(self, name, None)
        if self.decided is None:
            self.decision = ""


def recruitment_rows(seed: int, bank: HomeBank) -> list[Row]:
    """`rekrytering`, in the order received."""
    rng = room_random(seed, "recruitment")
    found = [
        _approved(rng, home.joined - timedelta(days=rng.randint(0, 25)), home)
        for home in bank.homes
        if _could_be_recruited(home)
    ]
    earliest = GFO_FIRST_DAY + timedelta(days=160)
    for _ in range(len(found) + rng.randint(-6, 6)):
        found.append(_approved(rng, day_between(rng, earliest, REPORTING_DATE)))
    for _ in range(_ON_THEIR_WAY):
        soon = REPORTING_DATE + timedelta(days=rng.randint(1, 160))
        found.append(_approved(rng, soon))
    found = [enquiry for enquiry in found if enquiry.received <= REPORTING_DATE]
    for year in YEARS:
        already = sum(enquiry.received.year == year for enquiry in found)
        for _ in range(max(0, _ENQUIRIES_A_YEAR[year] + rng.randint(-5, 5) - already)):
            received = season_day(rng, max(date(year, 1, 2), GFO_FIRST_DAY), last_day_of(year))
            found.append(_not_approved(rng, received))
    for enquiry in found:
        enquiry.forget_what_has_not_been()
        enquiry.kommun = enquiry.home.kommun if enquiry.home else _kommun(rng)
    found.sort(key=lambda enquiry: (enquiry.received, enquiry.kommun, enquiry.decided or date.max))
    return [
        {
            "arende_id": f"I{enquiry.received.year}-{number:04d}",
            "inkommen": enquiry.received,
            "kanal": rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0],
            "inledande_samtal": enquiry.talk,
            "kartlaggning_start": enquiry.started,
            "kartlaggning_klar": enquiry.done,
            "beslut": enquiry.decision or None,
            "beslutsdatum": enquiry.decided,
            "hemkommun": kommuner()[enquiry.kommun],
            "hem_id": enquiry.home.id if enquiry.home else None,
        }
        for number, enquiry in enumerate(found, 1)
    ]


def _could_be_recruited(home: Home) -> bool:
    """The first homes came from the kommuner, not by an enquiry to GFO."""
    return home.joined >= GFO_FIRST_DAY + timedelta(days=240)


def _approved(rng: random.Random, decided: date, home: Home | None = None) -> _Enquiry:
    """Backwards from the decision, so that a home joins the bank soon after it."""
    longest = (decided - GFO_FIRST_DAY).days
    days = min(duration(rng, 185, _SHORTEST, 480, spread=0.35), longest)
    received = decided - timedelta(days=days)
    talk = received + timedelta(days=rng.randint(3, max(4, days // 8)))
    started = talk + timedelta(days=rng.randint(7, max(8, days // 4)))
    done = decided - timedelta(days=rng.randint(4, max(5, days // 8)))
    return _Enquiry(received, talk, started, done, "godkand", decided, home=home)


def _not_approved(rng: random.Random, received: date) -> _Enquiry:
    """How far the family came before it or GFO said no; the newest are still on their way."""
    enquiry = _Enquiry(received)
    reached = rng.random()
    if reached > 0.28:
        enquiry.talk = received + timedelta(days=duration(rng, 11, 2, 60))
    if reached > 0.72 and enquiry.talk:
        enquiry.started = enquiry.talk + timedelta(days=duration(rng, 24, 5, 90))
    if reached > 0.86 and enquiry.started:
        enquiry.done = enquiry.started + timedelta(days=duration(rng, 78, 30, 200))
    latest = enquiry.done or enquiry.started or enquiry.talk or received
    enquiry.decision = "avslag" if enquiry.done and rng.random() < 0.6 else "avbruten"
    enquiry.decided = latest + timedelta(days=duration(rng, 24, 3, 120))
    return enquiry


def _kommun(rng: random.Random) -> str:
    weights = placed_2020() | {SUNDSVALL: 30}
    return rng.choices(sorted(weights), [weights[code] for code in sorted(weights)])[0]
