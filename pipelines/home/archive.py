"""The archive: every accepted file byte for byte under its SHA-256, and the refused with their reports."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from pathlib import Path

from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.home.durable import sync, write_durably

_BLOCK = 1 << 20


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 hex characters."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def archived_path(home: DataHome, sha256: str, file_name: str) -> Path:
    """Where the file with this hash lies in the archive (whether or not it is there)."""
    return home.archive / sha256 / file_name


def archive_file(home: DataHome, path: Path, sha256: str, file_name: str) -> Path:
    """Copy a file into the archive under its name, durably; returns its path there.

    The bytes are hashed while they are copied: a file that changed since it was checked is refused (L001), so
    what is archived is what was checked. A copy that was cut short by a crash never has the final name.
    """
    return _copy_verified(path, home.archive, sha256, file_name)


def archive_text(home: DataHome, content: bytes, sha256: str) -> str:
    """Keep what may be kept of the file with this hash, durably; returns the hash of the content, its name there."""
    kept = hashlib.sha256(content).hexdigest()
    folder = home.archive / sha256
    target = folder / f"{kept}.parquet"
    if not (target.is_file() and file_hash(target) == kept):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        passing = folder / f".{uuid.uuid4().hex}.new"
        try:
            write_durably(passing, content)
            passing.replace(target)
            sync(folder)
            sync(home.archive)
        finally:
            passing.unlink(missing_ok=True)
    return kept


def verified_text(home: DataHome, sha256: str, kept: str, file_name: str) -> bytes:
    """What was kept of a file, after checking that it still is what was kept (else L002)."""
    path = home.archive / sha256 / f"{kept}.parquet"
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != kept:
        raise _damaged(path, file_name)
    return content


def verified_path(home: DataHome, sha256: str, file_name: str) -> Path:
    """The archived file, after checking that its bytes still are what was received (else L002)."""
    path = archived_path(home, sha256, file_name)
    if not path.is_file() or file_hash(path) != sha256:
        raise _damaged(path, file_name)
    return path


def _damaged(path: Path, file_name: str) -> ReaderError:
    return ReaderError(
        "L002",
        "Filen i arkivet saknas eller har skadats sedan den levererades.",
        remedy=(
            f"Återställ den från säkerhetskopian till {path}, eller leverera originalfilen igen. "
            "Det som senast publicerades visas fortfarande."
        ),
        place=Place(file=file_name),
    )


def keep_refused(home: DataHome, path: Path, sha256: str, file_name: str) -> Path:
    """Keep a refused file for whoever mends it; returns its folder, where the report goes too.

    Never called for a file that the identity gate stopped: such a file is copied nowhere.
    """
    return _copy_verified(path, home.refused, sha256, file_name).parent


def _copy_verified(path: Path, root: Path, sha256: str, file_name: str) -> Path:
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = root / sha256 / file_name
    if target.is_file() and file_hash(target) == sha256:
        return target
    passing = root / f".{uuid.uuid4().hex}.new"
    digest = hashlib.sha256()
    try:
        with path.open("rb") as source, _private(passing) as copy:
            while block := source.read(_BLOCK):
                digest.update(block)
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        if digest.hexdigest() != sha256:
            raise ReaderError(
                "L001",
                "Filen ändrades medan den lästes.",
                remedy="Vänta tills den är färdigsparad och leverera den igen. Inget har ändrats.",
                place=Place(file=path.name),
            )
        target.parent.mkdir(mode=0o700, exist_ok=True)
        passing.replace(target)
        sync(target.parent)
        sync(root)
    finally:
        passing.unlink(missing_ok=True)
    return target


def _private(path: Path):  # type: ignore[no-untyped-def]
    """Open a new file that only its owner may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def sweep_leftovers(home: DataHome) -> None:
    """Remove copies that a killed run left half written. Call under the writer lock only."""
    passing = [".*.new", "*/.*.new"]
    roots = (home.archive, home.refused, home.checked)
    leftovers = [path for root in roots for glob in passing for path in root.glob(glob)]
    for leftover in (*leftovers, *home.root.glob(f".{home.key_file.name}.*.new")):
        leftover.unlink(missing_ok=True)


def forget_refused(home: DataHome, sha256: str) -> None:
    """Remove a file kept as refused, once the same bytes have been accepted."""
    shutil.rmtree(home.refused / sha256, ignore_errors=True)
