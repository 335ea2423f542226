"""The meeting that was marked last, as `published/meeting.json` tells the pages, which read no ledger.

A published file knows the meetings that had been marked when it was written. One that was published before a meeting
and is newer than what that meeting saw knows nothing of it, and never will: it is not written again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pipelines.home.pages_told import tell_pages, told_to_pages
from pipelines.home.places import DataHome

_NAME = "meeting"


@dataclass(frozen=True)
class HeldMeeting:
    """The period that it was about, its day, and the version that the styrgrupp saw."""

    period: str
    meeting_on: date
    build: int


def note_meeting(home: DataHome, held: HeldMeeting) -> None:
    """Tell it to the pages."""
    tell_pages(
        home,
        _NAME,
        {"period": held.period, "meeting_on": held.meeting_on.isoformat(), "build": held.build},
    )


def noted_meeting(home: DataHome) -> HeldMeeting | None:
    """The meeting that was told last; None where there is none, or nobody can read it."""
    told = told_to_pages(home, _NAME)
    with suppress(ValueError, KeyError, TypeError):
        return HeldMeeting(told["period"], date.fromisoformat(told["meeting_on"]), int(told["build"]))
    return None
