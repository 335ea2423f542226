"""`gfo withdraw`: a version with a wrong or a leaked figure is taken from every reader.

The ledger notes who, when, why and the hash of each file; then every name that leads to the version leads to a former
one, or to nothing; then its folder leaves `published/`. The files are put away and not deleted: what the public and
each kommun have been shown decides what they may be shown next, also when it should not have been shown.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb

from pipelines.deliveries.written import refuse_identity
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from pipelines.home.databases import is_sound, point
from pipelines.home.durable import sync
from pipelines.home.ledger import open_ledger, stored
from pipelines.publishing.audience_files import (
    file_of,
    kept_folder,
    lead_kommuner,
    lead_to,
    number_of,
    numbered_file,
    version_folder,
)
from pipelines.publishing.audiences import KOMMUN_AUDIENCES
from pipelines.publishing.builds import is_released, meetings, released_before, releases, withdrawn_builds
from pipelines.publishing.kommun_files import KommunFiles, write_kommuner
from pipelines.publishing.marks import read_marks
from pipelines.publishing.memory import ProtectedRelease, protected_releases, shown_release
from pipelines.publishing.protecting import usual_protecting
from pipelines.publishing.shaping import Sources
from pipelines.reference import PUBLIK, STYRGRUPP


@dataclass(frozen=True)
class Left:
    """What readers see when a version has been withdrawn: the version's number, None for nothing.

    `public`: the public figures that are shown; `later`: newer versions, which still are; `locked`: key years that were
    frozen by the version and stay so.
    """

    newest: int | None
    meeting: int | None
    public: ProtectedRelease | None
    was_public: bool
    later: tuple[int, ...]
    locked: tuple[int, ...]


def withdraw(home: DataHome, build: int, *, reason: str, who: str, recorded: datetime) -> Left:
    """Take a published version from every reader; again, it completes what a killed command left.

    ReaderError: no reason (S001), an identity number in it (L006), not published (P022).
    """
    if not reason.strip():
        raise ReaderError("S001", "Skäl saknas.", remedy="Ange med --reason varför versionen dras in.")
    refuse_identity(reason, "Skälet")
    with open_ledger(home) as ledger:
        if not is_released(ledger, build):
            raise ReaderError(
                "P022",
                f"Version {build} är inte publicerad.",
                remedy="Se alla versioner med gfo status --all. Inget har ändrats.",
                allowed=", ".join(map(str, releases(ledger))),
            )
        folder = version_folder(home, build)
        if build not in withdrawn_builds(ledger):
            _record(ledger, build, folder, reason=reason, who=who, recorded=recorded)
        put_away(home, ledger, build)
        known = protected_releases(ledger)
        years = "select distinct year from allocation_snapshot where build = $build order by year"
        return Left(
            _version(home, "current"),
            _version(home, "meeting"),
            shown_release(home, known),
            any(release.build == build for release in known),
            tuple(number for number in releases(ledger) if number > build),
            tuple(year for (year,) in ledger.execute(years, {"build": build}).fetchall()),
        )


def _record(
    ledger: duckdb.DuckDBPyConnection, build: int, folder: Path, *, reason: str, who: str, recorded: datetime
) -> None:
    files = {
        path.name: file_hash(path)
        for path in sorted(folder.glob("*"))
        if path.is_file() and not path.is_symlink()
    }
    ledger.execute(
        "insert into withdrawal values ($build, $recorded, $who, $reason, $files)",
        {
            "build": build,
            "recorded": stored(recorded),
            "who": who,
            "reason": reason,
            "files": json.dumps(files),
        },
    )


def put_away(home: DataHome, ledger: duckdb.DuckDBPyConnection, build: int) -> None:
    """Lead nobody to a version that the ledger knows as withdrawn, and take its folder out of `published/`."""
    _lead_back(home, ledger)
    numbers = {release.number for release in protected_releases(ledger) if release.build == build}
    for folder in _versions(home, without={build}):
        _lead_elsewhere(home, folder, version_folder(home, build), numbers)
    _mark(home, build)
    _move(version_folder(home, build), kept_folder(home, build))
    _renew_newest(home, ledger)


def _mark(home: DataHome, build: int) -> None:
    """Say where the pages can see it that the version has been withdrawn: they know no ledger."""
    mark = home.withdrawn_mark(build)
    mark.parent.mkdir(mode=0o700, exist_ok=True)
    mark.touch(mode=0o600)
    sync(mark.parent)


def _move(folder: Path, target: Path) -> None:
    if not folder.is_dir():
        return
    target.parent.mkdir(mode=0o700, exist_ok=True)
    if target.exists():
        # What a restored home keeps of the version already.
        for path in folder.iterdir():
            path.replace(target / path.name)
        folder.rmdir()
    else:
        folder.replace(target)
    sync(folder.parent)
    sync(target.parent)


def _versions(home: DataHome, *, without: Collection[int] = ()) -> Iterator[Path]:
    for folder in sorted(home.published.glob("*")):
        if folder.name.isdigit() and not folder.is_symlink() and int(folder.name) not in without:
            yield folder


def _version(home: DataHome, link: str) -> int | None:
    target = (home.published / link).resolve()
    return int(target.name) if target.is_dir() and target.name.isdigit() else None


def _lead_back(home: DataHome, ledger: duckdb.DuckDBPyConnection) -> None:
    """Let the newest and the meeting's name lead to the newest version and meeting that are left, or to nothing."""
    gone = withdrawn_builds(ledger)
    there = [build for build in releases(ledger) if file_of(version_folder(home, build), STYRGRUPP).exists()]
    seen = [meeting.build for meeting in meetings(ledger) if meeting.build in there]
    for name, left in (("current", there), ("meeting", seen)):
        link = home.published / name
        shown = _version(home, name)
        if not link.is_symlink() or (shown is not None and shown not in gone):
            continue
        if left:
            point(link, str(left[-1]))
        else:
            link.unlink()
            sync(home.published)


def _lead_elsewhere(home: DataHome, folder: Path, withdrawn: Path, numbers: Collection[int]) -> None:
    """Let no name in a version's folder lead to public figures that were withdrawn, in whosever file they lie."""
    for link in [path for path in folder.glob("*.duckdb") if path.is_symlink()]:
        target = link.resolve()
        number = number_of(target)
        if number not in numbers and target.parent != withdrawn.resolve():
            continue
        audience = link.name.removesuffix(".duckdb")
        folders = _versions(home, without={int(withdrawn.name)}) if audience == PUBLIK else (folder,)
        former = [
            (earlier, path)
            for place in folders
            for path in place.glob(f"{audience}.m*.duckdb")
            if (earlier := number_of(path)) is not None and earlier not in numbers and earlier < (number or 0)
        ]
        if former:
            lead_to(link, max(former)[1])
        else:
            link.unlink()
            sync(folder)


def _renew_newest(home: DataHome, ledger: duckdb.DuckDBPyConnection) -> None:
    """Give the kommuner their files of the newest version anew where those that they had held what was withdrawn.

    They hold what the kommun has already: its own rows of that version, and the public figures that are left.
    """
    newest = _version(home, "current")
    if newest is None:
        return
    folder = version_folder(home, newest)
    whole = file_of(folder, STYRGRUPP)
    missing = [audience for audience in KOMMUN_AUDIENCES if not file_of(folder, audience).exists()]
    if not missing or not is_sound(whole):
        return
    public = shown_release(home, protected_releases(ledger))
    number = public.number if public else 0
    usual = usual_protecting()
    files = KommunFiles(
        home,
        folder,
        Sources(whole, public.file(home) if public else None, sorted(usual.catalogue.open), usual.rule.least),
        replace(read_marks(whole), meetings=meetings(ledger), protected=public.count if public else None),
        number=number,
        seen=partial(file_of, home.published / "meeting"),
        before=released_before(ledger, newest),
    )
    write_kommuner(
        files, [audience for audience in missing if not numbered_file(folder, audience, number).exists()]
    )
    lead_kommuner(folder, missing, number)
