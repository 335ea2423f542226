"""What a reader may read, and which published file that opens.

Access control is the choice of a file, made in `right` and `published_file` alone: no page filters figures away.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard.login.judging import Person
from dashboard.published.figures import Figures
from dashboard.published.later_meeting import LaterMeeting
from dashboard.published.records import Meeting
from dashboard.published.source import Audience, Source
from dashboard.reader import turning
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.held_meeting import noted_meeting
from pipelines.reference import PUBLIK, STAFF, STYRGRUPP, kommun_audiences, kommun_of, readers

NEWEST = "senaste"
#: Whom the server was started for.
READER = "GFO_READER"
_BUILD = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,80}")


@dataclass(frozen=True)
class Right:
    """What a reader may read: an audience's file, and which of its versions where none is named (as `published_file`).

    `person`: who it is; None where no login is set up, and the reader says as whom to read.
    """

    audience: Audience
    usual: str | None = None
    person: Person | None = None

    @property
    def offered_to(self) -> str:
        """Whom files are offered to; blank where there is no login."""
        return self.person.offered_to if self.person else ""

    @property
    def read_as(self) -> str:
        """As whom it is read without a login, of `pipelines.reference.readers()`."""
        return STAFF if self.usual == NEWEST else self.audience

    @property
    def delivers(self) -> bool:
        """Whether it is GFO's own staff, who hand in files; without a login whoever reads as they do."""
        return self.person.role == "gfo" if self.person else self.read_as == STAFF

    @property
    def checks(self) -> bool:
        """Whether it is a kommun's own reader, who may have a file of its kommun checked and hands in none."""
        return bool(kommun_of(self.audience))

    @property
    def sends_files(self) -> bool:
        """Whether the server takes a file of theirs at all."""
        return self.delivers or self.checks


def right(person: Person | None, named: str | None = None) -> Right:
    """The one place where a reader becomes a right. Raises ReaderError G022 for a role that gives none.

    Without a login only this machine is served, and whoever sits at it may read as anybody: `named` is who the reader
    asks to read as, else whom the server was started for (`gfo serve --as`). G024 for one that does not exist:
    who mistypes an address is not shown the most.
    """
    if person is None:
        if named and named not in readers():
            raise ReaderError(
                "G024",
                "Adressen ber om en läsare som inte finns.",
                remedy="Ta bort ”som” ur adressen, eller skriv styrgrupp, gfo, publik eller kommun-2262.",
            )
        reader = named or started_for()
        return Right(STYRGRUPP, NEWEST) if reader == STAFF else Right(reader)
    match person.role, person.kommun:
        case "styrgrupp", "":
            return Right(STYRGRUPP, None, person)
        case "gfo", "":
            return Right(STYRGRUPP, NEWEST, person)
        case "enhetschef", kommun if f"kommun-{kommun}" in kommun_audiences():
            return Right(f"kommun-{kommun}", None, person)
        case "namnd", "":
            return Right(PUBLIK, None, person)
        case _:
            raise ReaderError(
                "G022",
                "Din roll ger ingen läsare några siffror.",
                remedy="Säg till den som sköter GFO Insikt: kommandot ”gfo access” visar vad som ska rättas.",
            )


def started_for() -> str:
    """Whom a server without a login was started for."""
    reader = os.environ.get(READER, STYRGRUPP)
    if reader not in readers():
        raise ReaderError(
            "G008",
            "Servern är startad för en läsare som inte finns.",
            remedy="Starta om den med ”gfo serve --as” och styrgrupp, gfo, publik eller en kommun.",
            allowed=", ".join(readers()),
        )
    return reader


def published_file(home: DataHome, reader: Audience, build: str | None = None) -> Path:
    """The file this audience reads, with every link resolved; `build` names a version.

    None: for the styrgrupp what it saw at its last meeting before the newest one, so that no figure changes silently
    between two meetings; for a kommun the newest, and for the public what was made at the last meeting. NEWEST: the
    newest whatever they saw. Raises ReaderError G001 (nothing published), G002 (no such version), G023 (it has been
    withdrawn) or G021 (nothing is public yet).
    """
    newest, seen = (turning.led(home.published / link) for link in ("current", "meeting"))
    if build == NEWEST and reader != PUBLIK:
        candidates = [newest]
    elif build is not None and build != NEWEST:
        folder = home.published / build
        # A build's name comes from the address bar: it may name a folder here and nothing else.
        known = _BUILD.fullmatch(build)
        if not known or folder.is_symlink() or not folder.is_dir():
            if known and home.withdrawn_mark(build).is_file():
                raise ReaderError(
                    "G023",
                    f"Version {build} har dragits in.",
                    remedy="Ta bort version ur adressen för att se den som gäller.",
                )
            raise ReaderError(
                "G002",
                f"Versionen ”{build[:40]}” finns inte.",
                remedy="Ta bort version ur adressen för att se den senaste.",
            )
        candidates = [folder]
    elif kommun_of(reader):
        candidates = [newest]
    else:
        candidates = [seen, newest]
    for folder in candidates:
        found = (folder / f"{reader}.duckdb").resolve()
        if found.is_file():
            return found
    if reader == PUBLIK:
        raise ReaderError(
            "G021",
            "De offentliga siffrorna kommer när styrgruppen har haft sitt första möte.",
            remedy="Titta in igen efter det.",
        )
    raise ReaderError(
        "G001",
        "Det finns inga publicerade siffror ännu.",
        remedy="Kör ”gfo build” och ”gfo publish”, eller ”gfo demo” för exempeldata, och ladda om sidan.",
    )


def is_shown(home: DataHome, source: Source) -> bool:
    """Whether an audience is still led to this file, by the version's name: not once it has been withdrawn."""
    try:
        return published_file(home, source.audience, source.build) == source.path
    except ReaderError:
        return False


def open_figures(home: DataHome, reader: Audience, build: str | None = None) -> Figures:
    """The figures that a reader may see. Raises ReaderError as `published_file`, and G003 when it cannot be read."""
    source = Source.of(published_file(home, reader, build), reader)
    return _figures(source, _later_meeting(home, source))


def _later_meeting(home: DataHome, source: Source) -> LaterMeeting | None:
    """The last meeting, where a whole file is of a newer version that was published before it was marked."""
    held, met = noted_meeting(home), meeting_build(home)
    if source.audience != STYRGRUPP or held is None or str(held.build) != met:
        return None
    if not source.build.isdigit() or int(source.build) <= held.build:
        return None
    meeting = Meeting(held.meeting_on, held.period, held.build)
    if meeting in Figures(source).meetings_told:
        return None
    return LaterMeeting(meeting, Source.of(published_file(home, STYRGRUPP, met), STYRGRUPP))


@lru_cache(maxsize=8)
def _figures(source: Source, later: LaterMeeting | None) -> Figures:
    """One object a file: what is remembered of it is then found without comparing paths."""
    return Figures(source, later)


def published_builds(home: DataHome, reader: Audience) -> tuple[str, ...]:
    """Every version this audience can open, the newest first."""
    found = [
        folder
        for folder in (home.published.iterdir() if home.published.is_dir() else ())
        if not folder.is_symlink() and (folder / f"{reader}.duckdb").is_file()
    ]
    # By their numbers: a copied or restored home has new dates on its files.
    found.sort(key=lambda folder: (int(folder.name) if folder.name.isdigit() else 0, folder.name))
    return tuple(folder.name for folder in reversed(found))


def newest_build(home: DataHome) -> str:
    """The name of the newest published version; blank when there is none."""
    return _linked(home, "current")


def newest_for(home: DataHome, reader: Audience) -> str:
    """The name of the newest version that an audience has a file of: the public's is made at a meeting only."""
    return published_file(home, reader).parent.name if reader == PUBLIK else newest_build(home)


def meeting_build(home: DataHome) -> str:
    """The name of the version that the styrgrupp saw at its last meeting; blank when none is marked."""
    return _linked(home, "meeting")


def _linked(home: DataHome, link: str) -> str:
    """The version that a link leads to; blank where there is none, and for what lies elsewhere."""
    found = turning.led(home.published / link)
    return found.name if found.is_dir() and found.parent == home.published.resolve() else ""
