"""`gfo backup`: the state of a home in one archive, with a hash of every part, read back before it gets its name.

A tar file packed with gzip, which any machine can open without this program. The last member, `manifest.json`, says
what the others are: an archive that was cut short has none.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from itertools import dropwhile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipelines.errors import ReaderError
from pipelines.home.durable import sync, write_durably
from pipelines.home.ledger import SCHEMA, open_ledger
from pipelines.home.places import DataHome
from pipelines.home.state import is_state, parts_of

FORMAT = 1
SUFFIX = ".tar.gz"
_MANIFEST = "manifest.json"
_BLOCK = 1 << 20
# Half the size at a fifth of the time: workbooks and databases are packed already.
_LEVEL = 1
_NAMED = 5


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `parts` (name → SHA-256) and `links` (name → target). `key`: SHA-256 of the home's key.

    `ledger`: how many statements the ledger's schema has, by which a program that is too old knows itself. `made`:
    Swedish time.
    """

    made: str
    kind: str
    software: str
    ledger: int
    key: str
    parts: dict[str, str]
    links: dict[str, str]
    format: int = FORMAT


def key_hash(key: bytes) -> str:
    """By which a key is known again: SHA-256 of the file's bytes less white space, blank for none."""
    return hashlib.sha256(key.strip()).hexdigest() if key.strip() else ""


def back_up(home: DataHome, target: Path, *, made: datetime, key: Path | None, patience: float) -> Manifest:
    """Write the home's state to `target`, and its key to `key`, each whole or not at all.

    A command at work is waited for `patience` seconds (then H002). ReaderError: the backup would lie in the home itself
    or in the place of its own key (G030).
    """
    for path in (target, *([key] if key else [])):
        inside = path.resolve().is_relative_to(home.root.resolve())
        if inside or not path.parent.is_dir() or path.is_dir() or (key and key.resolve() == target.resolve()):
            raise ReaderError(
                "G030",
                f"Kopian kan inte läggas i {path}.",
                remedy="Ange en fil i en mapp som finns och som inte ligger i datahemmet, och en annan för nyckeln. "
                "Inget har ändrats.",
            )
    with home.writing(patience=patience):
        with open_ledger(home) as ledger:
            # What a killed command left in the log belongs in the file.
            ledger.execute("checkpoint")
        secret = home.key_file.read_bytes() if home.key_file.is_file() else b""
        if key is not None and secret:
            _keep_key(key, secret)
        draft = target.with_name(f"{target.name}.new")
        draft.unlink(missing_ok=True)
        try:
            with _private(draft) as handle:
                manifest = _write(home, handle, made, key_hash(secret))
            # A copy that cannot be read is found out now, and not on the day it is needed.
            unpack(draft, None)
            draft.replace(target)
            sync(target.parent)
        finally:
            draft.unlink(missing_ok=True)
    return manifest


def _keep_key(path: Path, secret: bytes) -> None:
    if path.exists():
        if key_hash(path.read_bytes()) == key_hash(secret):
            return
        raise ReaderError(
            "G034",
            f"{path} är ett annat datahems nyckel.",
            remedy="Ange en annan fil med --key: en nyckel skrivs aldrig över. Inget har ändrats.",
        )
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    write_durably(draft, secret)
    draft.replace(path)
    sync(path.parent)


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        yield handle
        handle.flush()
        os.fsync(handle.fileno())


class _Hashed(io.RawIOBase):
    """Bytes as they are read, with their hash; no more than `size`, since the audit log grows meanwhile."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        self.source, self.left, self.digest = source, size, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.source.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(block)
        self.digest.update(block)
        return block


def _write(home: DataHome, handle: BinaryIO, made: datetime, key: str) -> Manifest:
    parts: dict[str, str] = {}
    links: dict[str, str] = {}
    with (
        gzip.GzipFile(fileobj=handle, mode="wb", compresslevel=_LEVEL, filename="") as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, path in parts_of(home):
            member = tarfile.TarInfo(name)
            member.mode = 0o600
            if path.is_symlink():
                member.type, member.linkname = tarfile.SYMTYPE, str(path.readlink())
                links[name] = member.linkname
                tar.addfile(member)
                continue
            with path.open("rb") as source:
                state = os.fstat(source.fileno())
                member.size, member.mtime = state.st_size, int(state.st_mtime)
                hashed = _Hashed(source, member.size)
                tar.addfile(member, hashed)
            parts[name] = hashed.digest.hexdigest()
        told = Manifest(
            made.isoformat(), home.kind or "", version("gfo-insikt"), len(SCHEMA), key, parts, links
        )
        text = json.dumps(asdict(told), ensure_ascii=False, indent=1).encode()
        member = tarfile.TarInfo(_MANIFEST)
        member.mode, member.size = 0o600, len(text)
        tar.addfile(member, io.BytesIO(text))
    return told


def unpack(archive: Path, folder: Path | None) -> Manifest:
    """Read a backup to its end, hold every part against its hash, and write them in an empty folder unless it is None.

    ReaderError: no backup, cut short or damaged (G031, naming the part), or made by a later version (G032). What has
    been written in the folder by then is to be thrown away.
    """
    found: dict[str, str] = {}
    links: dict[str, str] = {}
    reading = ""
    try:
        with tarfile.open(archive, mode="r:gz") as tar:
            for member in tar:
                reading = member.name
                if reading == _MANIFEST:
                    source = tar.extractfile(member)
                    manifest = _manifest(archive, source.read() if source else b"")
                    break
                if not is_state(reading) or reading in found or reading in links:
                    raise _damaged(archive, f"{reading[:80]} hör inte till ett datahem")
                if member.issym() and _leads_home(member):
                    links[reading] = member.linkname
                elif member.isreg():
                    found[reading] = _unpack_part(tar, member, folder)
                else:
                    raise _damaged(archive, f"{reading[:80]} är varken en fil eller en länk inom hemmet")
            else:
                raise _damaged(archive, f"den tar slut efter {reading or 'ingenting'}")
            below = [
                name for name in links if any(str(place) in links for place in PurePosixPath(name).parents)
            ]
            if below:
                raise _damaged(archive, f"{below[0][:80]} ligger bakom en länk")
            # What follows the manifest is the checksum of the packing.
            while tar.fileobj.read(_BLOCK):
                pass
    # The last two: a part below another that is a file.
    except (
        tarfile.TarError,
        zlib.error,
        EOFError,
        gzip.BadGzipFile,
        NotADirectoryError,
        FileExistsError,
    ) as error:
        raise _damaged(archive, f"den går inte att läsa vid {reading[:80] or 'början'}") from error
    wrong = sorted(
        {name for name in found.keys() | manifest.parts.keys() if found.get(name) != manifest.parts.get(name)}
        | {
            name
            for name in links.keys() | manifest.links.keys()
            if links.get(name) != manifest.links.get(name)
        }
    )
    if wrong:
        more = f" och {len(wrong) - _NAMED} till" if len(wrong) > _NAMED else ""
        raise _damaged(archive, f"{', '.join(wrong[:_NAMED])}{more} är inte vad som kopierades")
    if folder is not None:
        # Links last: nothing is ever written through one.
        for name, target in links.items():
            (folder / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / name).symlink_to(target)
        for place in (
            folder,
            *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink()),
        ):
            sync(place)
    return manifest


def _unpack_part(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path | None) -> str:
    source = tar.extractfile(member)
    assert source is not None  # noqa: S101  (a regular file)
    hashed = _Hashed(source, member.size)  # type: ignore[arg-type]
    if folder is None:
        while hashed.read(_BLOCK):
            pass
    else:
        path = folder / member.name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _private(path) as copy:
            shutil.copyfileobj(hashed, copy, _BLOCK)
        os.utime(path, (member.mtime, member.mtime))
    if hashed.left:
        raise EOFError
    return hashed.digest.hexdigest()


def _leads_home(member: tarfile.TarInfo) -> bool:
    """Whether a link leads to a place of the state in the same folder of the home as itself.

    Upwards first and then down: from a place that is another link, upwards would lead anywhere.
    """
    down = dropwhile("..".__eq__, PurePosixPath(member.linkname).parts)
    target = PurePosixPath(os.path.normpath(PurePosixPath(member.name).parent / member.linkname))
    return (
        ".." not in down
        and target.parts[:1] == PurePosixPath(member.name).parts[:1]
        and len(target.parts) > 1
    )


def _manifest(archive: Path, text: bytes) -> Manifest:
    try:
        told = json.loads(text)
        made_by = int(told["format"]), int(told["ledger"])
    except (ValueError, KeyError, TypeError):
        raise _damaged(archive, "dess förteckning går inte att läsa") from None
    if made_by > (FORMAT, len(SCHEMA)) or made_by[1] > len(SCHEMA):
        raise ReaderError(
            "G032",
            f"{archive.name} är gjord av en nyare version av programmet ({told.get('software', '?')}).",
            remedy="Uppgradera programmet och återställ igen. Inget har ändrats.",
        )
    kinds = {name: type(told.get(name)) for name in Manifest.__annotations__}
    named = {"parts": dict, "links": dict, "ledger": int, "format": int}
    if told.keys() != kinds.keys() or any(kind is not named.get(name, str) for name, kind in kinds.items()):
        raise _damaged(archive, "dess förteckning går inte att läsa")
    return Manifest(**told)


def _damaged(archive: Path, what: str) -> ReaderError:
    return ReaderError(
        "G031",
        f"{archive.name} är ingen hel säkerhetskopia: {what}.",
        remedy="Använd en annan kopia. Inget har ändrats.",
    )
