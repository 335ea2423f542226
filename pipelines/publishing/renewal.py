"""The public figures of a release: protected, written for the public and for each kommun, and attacked before use.

A file that readers may have open is never touched: the new ones have the number of the release in their names, and are
nobody's until the ledger knows of them and the names of the audiences lead to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb
import polars as pl

from pipelines.disclosure.protect import Protected, protect
from pipelines.home import DataHome
from pipelines.home.databases import is_sound
from pipelines.kpi.definitions import KpiDefinition, kpi_definitions
from pipelines.publishing.audience_files import (
    file_of,
    lasting_file,
    lead_kommuner,
    lead_to,
    numbered_file,
    numbered_files,
    public_file,
    version_folder,
)
from pipelines.publishing.audiences import KOMMUN_AUDIENCES
from pipelines.publishing.builds import Meeting, meetings, released_before
from pipelines.publishing.gate import guard
from pipelines.publishing.kommun_files import KommunFiles, written_meanwhile
from pipelines.publishing.marks import ProtectedCount, read_marks
from pipelines.publishing.memory import (
    ProtectedRelease,
    coarse_figures_of,
    demand_memory,
    former_releases,
    pattern_hash,
    protected_releases,
    shown_release,
    targets_of,
)
from pipelines.publishing.protecting import Protecting, known_outside, protecting, secret_seed
from pipelines.publishing.shaping import Sources, write_shaped
from pipelines.reference import PUBLIK, STYRGRUPP, kommun_of


@dataclass(frozen=True)
class Renewal:
    """Public files that are written and tried; `targets`: the small counts that they hide (TARGET_SCHEMA)."""

    release: ProtectedRelease
    targets: pl.DataFrame


def renew_public(home: DataHome, ledger: duckdb.DuckDBPyConnection, meeting: Meeting) -> Renewal:
    """Make the public file of the version that a meeting sees, and the kommuner's files with it.

    Those of that version, and of the newest one. ReaderError: a figure that was shown is small now (P010), somebody
    could learn a small count (P011), the memory is not whole (P012), settings that cannot be followed (P013). Then
    nothing is left behind.
    """
    known = protected_releases(ledger)
    demand_memory(home, known)
    settings = protecting(home)
    folder = version_folder(home, meeting.build)
    whole = file_of(folder, STYRGRUPP)
    outside = known_outside(whole, settings)
    protected = protect(
        coarse_figures_of(whole),
        _definitions(whole),
        settings.catalogue,
        settings.rule,
        formers=former_releases(home, known),
        known=outside,
        seed=secret_seed(home),
    )
    number = known[-1].number + 1 if known else 1
    try:
        release, versions = _write(home, ledger, meeting, number, protected, settings)
        targets = protected.targets.rename({"of": "part_of"}).cast({"value": pl.Decimal(18, 6)})
        releases = (*known, release)
        with written_meanwhile(versions, KOMMUN_AUDIENCES) as written:
            seconds = guard(
                [made.file(home) for made in releases],
                _as_written(home, written, releases),
                [*(targets_of(ledger, made.number) for made in known), targets],
                settings.rule,
                outside,
                protected.renewed,
            )
    except BaseException:
        for path, of_release in numbered_files(home):
            if of_release == number:
                path.unlink()
        raise
    return Renewal(replace(release, count=replace(release.count, gate_seconds=seconds)), targets)


def lead_readers(home: DataHome, release: ProtectedRelease, build: int) -> None:
    """Lead the public to the file of a release, from a version's folder and the newest's; the kommuner to theirs."""
    for folder in _folders(home, build):
        lead_to(file_of(folder, PUBLIK), release.file(home))
        if all(numbered_file(folder, audience, release.number).exists() for audience in KOMMUN_AUDIENCES):
            lead_kommuner(folder, KOMMUN_AUDIENCES, release.number)


def _folders(home: DataHome, build: int) -> tuple[Path, ...]:
    """The folder of a version, and that of the newest one where it is another."""
    newest = (home.published / "current").resolve()
    return tuple(dict.fromkeys((version_folder(home, build).resolve(), newest)))


def _definitions(whole: Path) -> dict[str, KpiDefinition]:
    """The definitions of the KPIs that a version has."""
    with duckdb.connect(str(whole), read_only=True) as con:
        there = {kpi for (kpi,) in con.execute("select kpi from kpi_definition").fetchall()}
    return {kpi: definition for kpi, definition in kpi_definitions().items() if kpi in there}


def _same_meeting(one: Meeting | ProtectedRelease, other: Meeting) -> bool:
    """Whether two are of one meeting: marked again with another version it is none of its own."""
    return (one.period, one.meeting_on) == (other.period, other.meeting_on)


def _write(
    home: DataHome,
    ledger: duckdb.DuckDBPyConnection,
    meeting: Meeting,
    number: int,
    protected: Protected,
    settings: Protecting,
) -> tuple[ProtectedRelease, list[KommunFiles]]:
    """The public file, written, and the kommuner's files that are to be, version by version."""
    count = ProtectedCount(protected.cells, protected.targets.height, protected.hidden, None)
    former = tuple(held for held in meetings(ledger) if not _same_meeting(held, meeting))
    public = public_file(home, meeting.build, number)
    versions = []
    for folder in _folders(home, meeting.build):
        whole = file_of(folder, STYRGRUPP)
        if not is_sound(whole):
            # The newest version is damaged: publishing it anew gives its kommuner their files.
            continue
        marks = replace(read_marks(whole), meetings=former, protected=count)
        sources = Sources(whole, protected.values, sorted(settings.catalogue.open), settings.rule.least)
        if marks.build == meeting.build:
            # What was withdrawn is remembered, and told of nowhere.
            earlier = [one for one in protected_releases(ledger) if not _same_meeting(one, meeting)]
            made = shown_release(home, earlier)
            last = made.file(home) if made else None
            write_shaped(public, PUBLIK, sources, marks, seen=last, before=last)
            seen = partial(file_of, version_folder(home, former[-1].build) if former else home.published)
        else:
            # A newer version tells what differs from the one that this meeting sees.
            marks = replace(marks, meetings=(*former, meeting))
            seen = partial(numbered_file, version_folder(home, meeting.build), number=number)
        versions.append(
            KommunFiles(
                home,
                folder,
                replace(sources, released=public),
                marks,
                number=number,
                seen=seen,
                before=released_before(ledger, marks.build),
            )
        )
    release = ProtectedRelease(
        number, meeting.build, meeting.period, meeting.meeting_on, pattern_hash(public), count
    )
    return release, versions


def _given(home: DataHome, audience: str, releases: Sequence[ProtectedRelease]) -> list[Path]:
    """A kommun's files of the versions that were released, and of the newest.

    Those of the weeks between hold the same public figures, and its own as they were on another day.
    """
    newest = releases[-1]
    given = [(str(release.build), release.number) for release in releases]
    given += [(folder.name, newest.number) for folder in _folders(home, newest.build)]
    # Also what was withdrawn since: the kommun has had it.
    files = dict.fromkeys(
        lasting_file(home, build, numbered_file(Path(), audience, number).name) for build, number in given
    )
    return [file for file in files if file.exists()]


def _as_written(
    home: DataHome, written: Mapping[str, Future[None]], releases: Sequence[ProtectedRelease]
) -> Iterator[tuple[str, list[Path]]]:
    """Each kommun with its files, once those of this release are written."""
    for audience, done in written.items():
        done.result()
        yield kommun_of(audience), _given(home, audience, releases)
