"""`gfo release`: which published build the styrgrupp saw at a meeting; `published/meeting` names it until the next.

With the meeting the public figures are renewed, the only time that they are: published every week they would give away
each child who came in between. What stops them never stops the meeting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from pipelines.deliveries.written import refuse_identity
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.databases import is_sound, point
from pipelines.home.held_meeting import HeldMeeting, note_meeting
from pipelines.home.ledger import open_ledger, swedish_day
from pipelines.periods import Period
from pipelines.publishing.audience_files import file_of, version_folder
from pipelines.publishing.builds import (
    Build,
    Meeting,
    builds,
    meetings,
    record_meeting,
    refuse_not_held,
    releases,
)
from pipelines.publishing.memory import (
    ProtectedRelease,
    protected_releases,
    record_protected,
    shown_release,
)
from pipelines.publishing.renewal import Renewal, lead_readers, renew_public
from pipelines.reference import STYRGRUPP

#: Versions that an error lists, the newest of them.
_SHOWN = 25


@dataclass(frozen=True)
class Held:
    """A meeting, and the public figures from then on; `stopped`: why they are those of a former one, or none.
    `comments`: texts that nobody but the organisation could read before."""

    meeting: Meeting
    public: ProtectedRelease | None
    stopped: ReaderError | None = None
    comments: tuple[str, ...] = ()


def release(
    home: DataHome,
    period: Period,
    *,
    meeting_on: date,
    reason: str,
    recorded: datetime,
    build: int | None = None,
    published_later: bool = False,
) -> Held:
    """Mark a published build (default: the newest) as what the styrgrupp saw, and make its public figures.

    ReaderError: no reason (S001), a day that has not come (S006), nothing published or no such published build (S002),
    a period that does not exist in that build (S003), or a build that was published after the meeting unless that is
    said (`published_later`; S005).
    The ledger knows it before the link changes, so an interrupted command can be run again.
    """
    if not reason.strip():
        raise ReaderError(
            "S001", "Skäl saknas.", remedy="Ange med --reason varför just den här versionen visades."
        )
    refuse_identity(reason, "Skälet")
    refuse_not_held(meeting_on, swedish_day(recorded))
    with open_ledger(home) as ledger:
        shown = releases(ledger)
        published = [known for known in builds(ledger) if known.build in shown]
        chosen = [known for known in published if build in (None, known.build)]
        if not chosen:
            named = (
                "Ingenting är publicerat ännu." if build is None else f"Version {build} är inte publicerad."
            )
            raise ReaderError(
                "S002",
                named,
                remedy="Publicera med gfo publish först, eller ange en annan version.",
                allowed=", ".join(str(known.build) for known in published[-_SHOWN:]),
            )
        latest = chosen[-1]
        folder = version_folder(home, latest.build)
        if not is_sound(file_of(folder, STYRGRUPP)):
            raise ReaderError(
                "S002",
                f"Filerna för version {latest.build} är skadade eller finns inte kvar.",
                remedy="Kör gfo publish igen, eller ange en annan version.",
            )
        _refuse_unknown(period, latest, file_of(folder, STYRGRUPP))
        if not published_later:
            _refuse_later(latest, shown, meeting_on)
        meeting = Meeting(period.id, meeting_on, latest.build, reason)
        before = shown_release(home, protected_releases(ledger))
        renewal, stopped = _renewed(home, ledger, meeting)
        _record(ledger, meeting, renewal, recorded)
        public = shown_release(home, protected_releases(ledger))
        if public is not None:
            lead_readers(home, public, latest.build)
        note_meeting(home, HeldMeeting(period.id, meeting_on, latest.build))
        point(home.published / "meeting", folder.name)
        return Held(meeting, public, stopped, _new_comments(home, before, public))


def _renewed(
    home: DataHome, ledger: duckdb.DuckDBPyConnection, meeting: Meeting
) -> tuple[Renewal | None, ReaderError | None]:
    """The public figures of a meeting; nothing where they are made already, by a command that was killed after that."""
    made = next(reversed(protected_releases(ledger)), None)
    asked = (meeting.build, meeting.period, meeting.meeting_on)
    if made is not None and (made.build, made.period, made.meeting_on) == asked:
        return None, None
    try:
        return renew_public(home, ledger, meeting), None
    except ReaderError as stopped:
        return None, stopped


def _new_comments(
    home: DataHome, before: ProtectedRelease | None, now: ProtectedRelease | None
) -> tuple[str, ...]:
    """The comments of a public file that the one before it had not, by day."""
    if now is None or now == before:
        return ()
    known = set(_comments(before.file(home))) if before else set()
    return tuple(text for text in _comments(now.file(home)) if text not in known)


def _comments(public: Path) -> list[str]:
    if not is_sound(public):
        return []
    with duckdb.connect(str(public), read_only=True) as con:
        return [text for (text,) in con.execute("select text from comment order by day, text").fetchall()]


def _record(
    ledger: duckdb.DuckDBPyConnection, meeting: Meeting, renewal: Renewal | None, recorded: datetime
) -> None:
    """The ledger knows the meeting and its public figures together, before any reader is led to them."""
    ledger.begin()
    try:
        if meeting not in meetings(ledger)[-1:]:
            record_meeting(ledger, meeting, recorded)
        if renewal is not None:
            record_protected(ledger, renewal.release, renewal.targets, recorded)
        ledger.commit()
    except BaseException:
        ledger.rollback()
        raise


def _refuse_later(build: Build, shown: Mapping[int, tuple[datetime, str]], meeting_on: date) -> None:
    published = shown[build.build][0].date()
    if published <= meeting_on:
        return
    before = [number for number, (at, _) in shown.items() if at.date() <= meeting_on]
    raise ReaderError(
        "S005",
        f"Version {build.build} publicerades {published}, efter mötet {meeting_on}. Styrgruppen såg den inte då.",
        remedy="Ange den version som visades med --version. Ska den här ändå gälla för mötet, till exempel för att den "
        "som visades har dragits in: lägg till --published-later.",
        allowed=", ".join(map(str, before[-_SHOWN:])),
    )


def _refuse_unknown(period: Period, build: Build, published: Path) -> None:
    if period.first_day > build.reporting_date:
        raise ReaderError(
            "S003",
            f"{period.label} har inte börjat i version {build.build}, som talar om {build.reporting_date}.",
            remedy="Ange en tidigare period, eller bygg och publicera med en senare rapportdag.",
        )
    with duckdb.connect(str(published), read_only=True) as con:
        of_kind = con.execute(
            "select period from period where kind = $kind order by first_day", {"kind": period.kind}
        ).fetchall()
    there = [known for (known,) in of_kind]
    if period.id not in there:
        raise ReaderError(
            "S003",
            f"{period.label} finns inte i version {build.build}.",
            remedy="Ange en period som versionen har siffror för.",
            allowed=f"{there[0]} till {there[-1]}" if there else "",
        )
