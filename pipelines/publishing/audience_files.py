"""Where an audience's file of a version lies.

The styrgrupp's is `<build>/styrgrupp.duckdb`. A kommun's file may be made anew for a version that readers have open
already, with what a later release made public: it lies under a name of its own, `kommun-2260.m3.duckdb` by the number
of that release (m0: before the first), and the link `kommun-2260.duckdb` names the newest. The public file of release
3 is `publik.m3.duckdb` in the folder of the version that was released; `publik.duckdb` leads to it from later ones.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.home import DataHome
from pipelines.home.databases import point
from pipelines.publishing.audiences import AUDIENCES
from pipelines.reference import PUBLIK, STYRGRUPP

_NUMBERED = re.compile(r"(?P<audience>[a-z0-9-]+)\.m(?P<number>\d+)\.duckdb")


def version_folder(home: DataHome, build: int | str) -> Path:
    return home.published / str(build)


def kept_folder(home: DataHome, build: int | str) -> Path:
    """Where the files of a version lie that no reader may see any more, and that must be remembered all the same."""
    return home.withdrawn / str(build)


def lasting_file(home: DataHome, build: int | str, name: str) -> Path:
    """A file that was published, where it lies now: in its version's folder, or among what was withdrawn."""
    shown, kept = version_folder(home, build) / name, kept_folder(home, build) / name
    return kept if kept.exists() and not shown.exists() else shown


def file_of(folder: Path, audience: str) -> Path:
    """The name by which an audience's file of a version is asked for."""
    return folder / f"{audience}.duckdb"


def numbered_file(folder: Path, audience: str, number: int) -> Path:
    """The file itself, by the number of the release whose public figures it holds."""
    return folder / f"{audience}.m{number}.duckdb"


def published_file(home: DataHome, audience: str = STYRGRUPP) -> Path | None:
    """The newest published file of an audience, by its real path; None when nothing is published."""
    path = file_of(home.published / "current", audience)
    return path.resolve() if path.exists() else None


def lead_to(link: Path, file: Path) -> None:
    """Make an audience's name in a version's folder lead to a file, atomically; nothing where it does already."""
    if not (link.is_symlink() and link.resolve() == file.resolve()):
        point(link, os.path.relpath(file, link.parent))


def lead_kommuner(folder: Path, audiences: Iterable[str], number: int) -> None:
    """Make kommuner's names in a version's folder lead to their files with the public figures of a release."""
    for audience in audiences:
        lead_to(file_of(folder, audience), numbered_file(folder, audience, number))


def numbered_files(home: DataHome) -> Iterator[tuple[Path, int]]:
    """Every file that has the number of a release in its name, of every version, withdrawn or not."""
    for root in (home.published, home.withdrawn):
        for path in sorted(root.glob("*/*.m*.duckdb")):
            number = number_of(path)
            if number is not None and not path.parent.is_symlink():
                yield path, number


def number_of(path: Path) -> int | None:
    """The number of a release in a file's name; None where there is none."""
    named = _NUMBERED.fullmatch(path.name)
    return int(named["number"]) if named and named["audience"] in AUDIENCES else None


def shown_files(home: DataHome) -> frozenset[Path]:
    """The files that some audience's name leads to, in any version."""
    links = (path for path in home.published.glob("*/*.duckdb") if path.is_symlink())
    return frozenset(link.resolve() for link in links)


def public_file(home: DataHome, build: int, number: int) -> Path:
    return numbered_file(version_folder(home, build), PUBLIK, number)
