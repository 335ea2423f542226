"""`gfo amend`: a reason that should not have been written as it was is shown in other words from then on, and a meeting
that was recorded with a mistyped day gets its own.

The ledger's rows are never changed: the new words are a later row, and whoever reads a reason gets the latest. What has
been published keeps what it said; the next build and publication say the new.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Literal

import duckdb

from pipelines.deliveries.receipts import receipts
from pipelines.deliveries.written import refuse_identity
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.held_meeting import note_meeting, noted_meeting
from pipelines.home.ledger import open_ledger, stored, swedish_day
from pipelines.publishing.builds import Meeting, meetings, record_meeting_day, refuse_not_held, releases

About = Literal["delivery", "release", "meeting"]
_WORDS: dict[About, str] = {
    "delivery": "Leverans {number} finns inte.",
    "release": "Version {number} är inte publicerad.",
    "meeting": "Version {number} har inte visats på något möte.",
}


def amend(home: DataHome, about: About, number: int, *, reason: str, recorded: datetime) -> None:
    """Give a delivery, or a published version or a meeting by the version's number, another reason.

    ReaderError: no reason (S001), one with an identity number (L006), or nothing with that number (S004).
    """
    if not reason.strip():
        raise ReaderError("S001", "Skäl saknas.", remedy="Ange med --reason vad som ska stå i stället.")
    refuse_identity(reason, "Skälet")
    with open_ledger(home) as ledger:
        if number not in _there(ledger, about):
            raise ReaderError(
                "S004",
                _WORDS[about].format(number=number),
                remedy="Se alla leveranser och versioner med gfo status --all.",
            )
        ledger.execute(
            "insert into amendment values ($recorded, $about, $number, $reason)",
            {"recorded": stored(recorded), "about": about, "number": number, "reason": reason},
        )


def amend_day(
    home: DataHome, build: int, *, day: date, reason: str, recorded: datetime, was: date | None = None
) -> Meeting:
    """Give a meeting, by the version that it saw, another day; `was`: its day so far, where the version was seen at
    several. Returns the meeting as it was told before.

    ReaderError: no reason (S001), one with an identity number (L006), a day that has not come (S006) or on which the
    version was not published yet (S005), no such meeting (S004) or several (S007).
    """
    if not reason.strip():
        raise ReaderError("S001", "Skäl saknas.", remedy="Ange med --reason varför mötets dag ändras.")
    refuse_identity(reason, "Skälet")
    refuse_not_held(day, swedish_day(recorded))
    with open_ledger(home) as ledger:
        seen = [one for one in meetings(ledger) if one.build == build]
        found = [one for one in seen if was in (None, one.meeting_on)]
        days = ", ".join(str(one.meeting_on) for one in seen)
        if not found:
            raise ReaderError(
                "S004",
                _WORDS["meeting"].format(number=build)
                if not seen
                else f"Inget möte {was} såg version {build}.",
                remedy="Ange numret på versionen som mötet såg, och med --was den dag som mötet har nu.",
                allowed=days,
            )
        if len(found) > 1:
            raise ReaderError(
                "S007",
                f"Version {build} visades på flera möten.",
                remedy="Ange med --was vilken dag mötet har nu. Inget har ändrats.",
                allowed=days,
            )
        (meeting,) = found
        published = releases(ledger)[build][0].date()
        if day < published <= meeting.meeting_on:
            raise ReaderError(
                "S005",
                f"Version {build} publicerades {published}, efter mötet {day}. Styrgruppen såg den inte då.",
                remedy="Ange rätt dag. Såg mötet en annan version: märk den med gfo release och --version.",
            )
        record_meeting_day(ledger, meeting, day, reason=reason, recorded=recorded)
        told = noted_meeting(home)
        if told is not None and (told.period, told.meeting_on) == (meeting.period, meeting.meeting_on):
            note_meeting(home, replace(told, meeting_on=day))
        return meeting


def _there(ledger: duckdb.DuckDBPyConnection, about: About) -> set[int | None]:
    if about == "delivery":
        return {receipt.delivery_id for receipt in receipts(ledger)}
    if about == "release":
        return {*releases(ledger)}
    return {meeting.build for meeting in meetings(ledger)}
