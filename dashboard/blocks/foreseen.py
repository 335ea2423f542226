"""What was foreseen when the styrgrupp met last, beside what came."""

from __future__ import annotations

from dashboard.published.outlook import OPEN
from dashboard.reader import access
from dashboard.reader.reader import Reader
from dashboard.words import bank
from dashboard.words.periods import period_label
from pipelines.errors import ReaderError
from pipelines.reference import GFO


def foreseen_then(reader: Reader) -> str:
    """What the version of the last meeting said of open referrals in the newest tertial that has ended since; blank
    where none has, or where that version cannot be read."""
    meeting = next(iter(reader.figures.meetings), None)
    if meeting is None or not meeting.build or str(meeting.build) == reader.version:
        return ""
    try:
        then = access.open_figures(reader.home, reader.audience, str(meeting.build))
    except ReaderError:
        return ""
    told = ""
    for one in then.outlook.expected:
        came = reader.figures.value("referrals_open", GFO, one.period)
        if one.measure != OPEN or one.more_homes or came.preliminary or not came.shown or came.value is None:
            continue
        label = period_label(one.period)
        told = bank.foreseen_then(meeting.meeting_on, one.lower, one.upper, label, came.value)
    return told
