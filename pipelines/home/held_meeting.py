"""The meeting that was marked last, as `published/meeting.json` tells the pages, which read no ledger.

A published file knows the meetings that had been marked when it was written. One that was published before a meeting
and is newer than what that meeting saw knows nothing of it, and never will: it is not written again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pipelines.home.durable import sync
from pipelines.home.places import DataHome

_FILE = "meeting.json"


@dataclass(frozen=True)
class HeldMeeting:
    """The period that it was about, its day, and the version that the styrgrupp saw."""

    period: str
    meeting_on: date
    build: int


def note_meeting(home: DataHome, held: HeldMeeting) -> None:
    """Tell it to the pages, in one step."""
    passing = home.published / f"{_FILE}.new"
    told = {"period": held.period, "meeting_on": held.meeting_on.isoformat(), "build": held.build}
    passing.write_text(json.dumps(told), "utf-8")
    sync(passing)
    passing.replace(home.published / _FILE)


def noted_meeting(home: DataHome) -> HeldMeeting | None:
    """The meeting that was told last; None where there is none, or nobody can read it."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads((home.published / _FILE).read_text("utf-8"))
        return HeldMeeting(told["period"], date.fromisoformat(told["meeting_on"]), int(told["build"]))
    return None
