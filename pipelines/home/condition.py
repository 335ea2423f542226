"""What must hold of a data home before a command works in it: every place is what it should be, and nobody else's."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipelines.errors import ReaderError
from pipelines.reference import REFERENCE_ROOT

FILES = (
    "kind",
    "lock",
    "ledger.duckdb",
    "pseudonym.key",
    "waivers.toml",
    "corrections.toml",
    "coverage.csv",
    "access.toml",
    "login.toml",
    "cookie.secret",
)
FOLDERS = (
    "inbox",
    "archive",
    "checked",
    "warehouse",
    "published",
    "withdrawn",
    "refused",
    "mappings",
    "logs",
    "audit",
    "logged-out",
)

_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


def refuse_misplaced(root: Path) -> None:
    """H011 when a place of the home is a folder and should be a file, or the other way round."""
    for name in FILES:
        if (root / name).is_dir():
            raise _misplaced(root / name, "en mapp men ska vara en fil")
    for name in FOLDERS:
        place = root / name
        if not place.is_dir() and (place.exists() or place.is_symlink()):
            raise _misplaced(place, "en fil men ska vara en mapp")
    for mapping in (root / "mappings").glob("*.toml"):
        if mapping.is_dir():
            raise _misplaced(mapping, "en mapp men ska vara en fil")


def _misplaced(place: Path, what: str) -> ReaderError:
    return ReaderError(
        "H011",
        f"{place} är {what}.",
        remedy="Flytta undan den och kör kommandot igen. Inget har ändrats.",
    )


def used(root: Path) -> bool:
    """Whether anything has been delivered to the home, built in it or published from it."""
    traces = [root / "archive", root / "published", root / "warehouse", root / "refused"]
    return any(next(folder.iterdir(), None) is not None for folder in traces if folder.is_dir())


def refuse_unmarked(root: Path) -> None:
    """H010 when a home that is in use has lost the file that says what it is for."""
    if used(root):
        raise ReaderError(
            "H010",
            f"Datahemmet {root} har innehåll, men filen kind saknas: ingen vet om det är till för riktiga leveranser.",
            remedy=(
                "Återställ kind från säkerhetskopian, eller skriv den själv: ett enda ord, real för riktiga leveranser "
                "eller sample för exempeldata. Inget har ändrats."
            ),
        )


def refuse_lost_ledger(root: Path) -> None:
    """H009 when a home that is in use has no ledger: a new, empty one would let everything start over in silence."""
    if (root / "ledger.duckdb").exists() or not used(root):
        return
    raise ReaderError(
        "H009",
        f"Liggaren {root / 'ledger.duckdb'} saknas i ett datahem som har innehåll. Utan den vet ingen vilka "
        "leveranser som gäller, vad som är byggt och publicerat, vilka fördelningsnycklar som är låsta och vad "
        "styrgruppen såg.",
        remedy=(
            "Återställ ledger.duckdb (och ledger.duckdb.wal, om den finns i kopian) från säkerhetskopian. "
            "Finns ingen: flytta undan hela datahemmet och leverera filerna i dess archive/ på nytt i ett tomt. "
            "Det som senast publicerades visas fortfarande."
        ),
    )


@contextmanager
def private_files() -> Iterator[None]:
    """Whatever is made within the block is its owner's only, whatever the account's umask says."""
    former = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(former)


def make_private(root: Path) -> None:
    """Take the home from every other account of the machine: folders 0700, files 0600, links left alone.

    The project's own `data/` holds the committed reference data too, which is nobody's secret. What belongs to another
    account cannot be changed, and stands behind the home's own mode all the same.
    """
    with suppress(PermissionError):
        _set_mode(root, _FOLDER_MODE)
    for entry in root.iterdir():
        if entry == REFERENCE_ROOT:
            continue
        inside = entry.rglob("*") if entry.is_dir() and not entry.is_symlink() else ()
        for path in (entry, *inside):
            # It may be gone by now: a reader's or writer's passing file.
            with suppress(PermissionError, FileNotFoundError):
                state = path.lstat().st_mode
                if stat.S_ISDIR(state):
                    _set_mode(path, _FOLDER_MODE)
                elif stat.S_ISREG(state):
                    _set_mode(path, _FILE_MODE)


def _set_mode(path: Path, mode: int) -> None:
    if stat.S_IMODE(path.lstat().st_mode) != mode:
        path.chmod(mode)
