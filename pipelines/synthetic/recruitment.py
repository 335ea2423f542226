"""Recruitment: from enquiry over talk and assessment to a decision; about one enquiry in ten becomes a home."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.reference import kommuner
from pipelines.synthetic.approvals import Approval
from pipelines.synthetic.bank_home import BankHome
from pipelines.synthetic.draw import (
    GFO_FIRST_DAY,
    REPORTING_DATE,
    SUNDSVALL,
    YEARS,
    duration,
    last_day_of,
    poisson,
    room_random,
    season_day,
    varying,
    working_day,
)
from pipelines.synthetic.plan import placed_2020
from pipelines.synthetic.rows import Row

# A shorter way than this from enquiry to decision would not be believed.
_SHORTEST = 95
# Enquiries of a year, approved or not; the last holds January-August.
_ENQUIRIES = {2019: 130, 2020: 155, 2021: 165, 2022: 166, 2023: 162, 2024: 168, 2025: 166, 2026: 113}
_ON_THEIR_WAY = 7
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
    home: BankHome | None = None

    def forget_what_has_not_been(self) -> None:
        """Days after the reporting date have not come; a decision then is not made."""
        for name in ("talk", "started", "done", "decided"):
            day = getattr(self, name)
            if day and day > REPORTING_DATE:
                setattr(self, name, None)
        if self.decided is None:
            self.decision = ""


def recruitment_rows(seed: int, approvals: list[Approval]) -> list[Row]:
    """`rekrytering`, in the order received."""
    rng = room_random(seed, "recruitment")
    found = [_approved(rng, approval.decided, approval.home) for approval in approvals]
    for _ in range(_ON_THEIR_WAY):
        found.append(_approved(rng, REPORTING_DATE + timedelta(days=rng.randint(1, 160))))
    found = [enquiry for enquiry in found if enquiry.received <= REPORTING_DATE]
    for year in YEARS:
        already = sum(enquiry.received.year == year for enquiry in found)
        for tertial in (1, 2, 3):
            first = max(date(year, 4 * tertial - 3, 1), GFO_FIRST_DAY)
            last = min(date(year, 4 * tertial, 30), last_day_of(year))
            if first < last:
                share = (last - first).days / (last_day_of(year) - max(date(year, 1, 1), GFO_FIRST_DAY)).days
                expected = max(1.0, (_ENQUIRIES[year] - already) * share)
                for _ in range(poisson(rng, varying(rng, expected))):
                    found.append(_not_approved(rng, season_day(rng, first, last)))
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


def _approved(rng: random.Random, decided: date, home: BankHome | None = None) -> _Enquiry:
    """Backwards from the decision, so that a home joins the bank soon after it."""
    longest = (decided - GFO_FIRST_DAY).days
    days = min(duration(rng, 185, _SHORTEST, 480, spread=0.35), longest)
    decided = working_day(decided)
    received = working_day(decided - timedelta(days=days))
    talk = working_day(received + timedelta(days=rng.randint(3, max(4, days // 8))))
    started = working_day(talk + timedelta(days=rng.randint(7, max(8, days // 4))))
    done = working_day(max(started, decided - timedelta(days=rng.randint(4, max(5, days // 8)))), decided)
    return _Enquiry(received, talk, started, done, "godkand", decided, home=home)


def _not_approved(rng: random.Random, received: date) -> _Enquiry:
    """How far the family came before it or GFO said no; the newest are still on their way."""
    enquiry = _Enquiry(received)
    reached = rng.random()
    if reached > 0.28:
        enquiry.talk = working_day(received + timedelta(days=duration(rng, 11, 2, 60)))
    if reached > 0.72 and enquiry.talk:
        enquiry.started = working_day(enquiry.talk + timedelta(days=duration(rng, 24, 5, 90)))
    if reached > 0.86 and enquiry.started:
        enquiry.done = working_day(enquiry.started + timedelta(days=duration(rng, 78, 30, 200)))
    latest = enquiry.done or enquiry.started or enquiry.talk or received
    enquiry.decision = "avslag" if enquiry.done and rng.random() < 0.6 else "avbruten"
    enquiry.decided = working_day(latest + timedelta(days=duration(rng, 24, 3, 120)))
    return enquiry


def _kommun(rng: random.Random) -> str:
    weights = placed_2020() | {SUNDSVALL: 30}
    return rng.choices(sorted(weights), [weights[code] for code in sorted(weights)])[0]
