"""A meeting that was marked after a file was published, and saw an older version: the file itself tells of the one
before it, so what has changed since is found by setting the two versions beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.published.changes import Change
from dashboard.published.records import Meeting
from dashboard.published.source import Source
from dashboard.published.version_difference import version_difference


@dataclass(frozen=True)
class LaterMeeting:
    """The meeting, and the file of the version that it saw."""

    meeting: Meeting
    seen: Source

    def over(self, source: Source) -> tuple[Change, ...]:
        """What a file says otherwise of the periods that were over in the version of the meeting."""
        return version_difference(source, self.seen).over

    def among(self, told: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
        """The meetings that a file tells of, with this one before them."""
        return self.meeting, *(one for one in told if one.meeting_on < self.meeting.meeting_on)
