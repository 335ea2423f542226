"""Who is asking, and which published file that opens.

Access control is the choice of a file, and it is made in `published_file` alone: no page filters figures away.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from dashboard.published.figures import Figures
from dashboard.published.source import Audience, Source
from pipelines.errors import ReaderError
from pipelines.home import DataHome

NEWEST = "senaste"
_BUILD = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,80}")


def audience() -> Audience:
    """The reader's audience. One so far: whoever reaches the server on this machine is the styrgrupp."""
    return "styrgrupp"


def published_file(home: DataHome, reader: Audience, build: str | None = None) -> Path:
    """The file this audience reads, with every link resolved; `build` names a version.

    None: what the styrgrupp saw at its last meeting before the newest one, so that no figure changes silently
    between two meetings; NEWEST: the newest whatever they saw. Raises ReaderError G001 (nothing published) or
    G002 (no such version).
    """
    if build == NEWEST:
        candidates = [home.published / "current"]
    elif build is not None:
        folder = home.published / build
        # A build's name comes from the address bar: it may name a folder here and nothing else.
        if not _BUILD.fullmatch(build) or folder.is_symlink() or not folder.is_dir():
            raise ReaderError(
                "G002",
                f"Versionen ”{build[:40]}” finns inte.",
                remedy="Ta bort version ur adressen för att se den senaste.",
            )
        candidates = [folder]
    else:
        candidates = [home.published / "meeting", home.published / "current"]
    for folder in candidates:
        found = (folder / f"{reader}.duckdb").resolve()
        if found.is_file():
            return found
    raise ReaderError(
        "G001",
        "Det finns inga publicerade siffror ännu.",
        remedy="Kör ”gfo build” och ”gfo publish”, eller ”gfo demo” för exempeldata, och ladda om sidan.",
    )


def open_figures(home: DataHome, build: str | None = None) -> Figures:
    """The figures that this reader may see. Raises ReaderError as `published_file`, and G003 when it cannot be read."""
    reader = audience()
    return _figures(Source.of(published_file(home, reader, build), reader))


@lru_cache(maxsize=8)
def _figures(source: Source) -> Figures:
    """One object a file: what is remembered of it is then found without comparing paths."""
    return Figures(source)


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


def meeting_build(home: DataHome) -> str:
    """The name of the version that the styrgrupp saw at its last meeting; blank when none is marked."""
    return _linked(home, "meeting")


def _linked(home: DataHome, link: str) -> str:
    """The version that a link leads to; blank where there is none, and for what lies elsewhere."""
    found = (home.published / link).resolve()
    return found.name if found.is_dir() and found.parent == home.published.resolve() else ""
