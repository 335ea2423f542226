"""What is handed in through the pages: a file with what was said of it, and later what became of it.

Each in a folder of its own, `inbox/.lamnat/<number>/`, that comes whole by one rename. The pages write the file and
`.villkor.json`, whoever watches the inbox takes the file and writes `.kvitto.json`: so they need no more of each other
than this folder, and may be two accounts of the machine. The pages may take the file back until it is begun with: each
begins with a rename of it, and of two renames only the first finds it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.home.durable import sync
from pipelines.home.places import DataHome
from pipelines.wording import file_name

#: No register of any sender is near it (`leveranser.md`); a larger one is delivered at the command line.
LARGEST_MB = 25
#: How long it can be read what became of a file; the receipts of the ledger stay.
KEPT_DAYS = 60
_TERMS, _OUTCOME, _LOCK = ".villkor.json", ".kvitto.json", "bevakas"
#: Where a file lies once somebody has begun to deliver it, and what it is called once its sender has taken it back.
_BEGUN, _TAKEN_BACK = ".hamtas", ".atertagen"
_DAY = 24 * 60 * 60
#: Seconds after which a file that is being checked has been left by a killed server.
_LEFT_BEHIND = 60 * 60


@dataclass(frozen=True)
class HandedIn:
    """A file that was handed in: as it was, by whom and when (Swedish time, ISO), and what became of it, once known.

    `sender`: whose register it was said to be, blank where the file tells; `registers`: which the check saw in it.
    `held`: what would hold it when it was handed in, in words, by the findings `held_by`; `reason`: why it is to stand
    nevertheless. `through`: the last day that the register reaches (ISO), blank where nobody said it. `outcome`: None
    until it has been taken.
    """

    file_name: str
    handed: str
    size: int
    sha256: str
    sender: str = ""
    who: str = ""
    held: str = ""
    held_by: Sequence[str] = ()
    reason: str = ""
    registers: Sequence[str] = ()
    through: str = ""
    number: str = ""
    outcome: Mapping[str, Any] | None = field(default=None, compare=False)


def handed_folder(home: DataHome) -> Path:
    """Hidden, so that it is no delivery itself."""
    return home.inbox / ".lamnat"


def plain_name(name: str) -> str:
    """What a browser calls a file as a name within one folder: no way out of it, and not hidden."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return file_name(last).lstrip(". ") or "fil"


def hand_in(
    home: DataHome,
    name: str,
    content: bytes,
    *,
    handed: datetime,
    sender: str = "",
    who: str = "",
    held: str = "",
    held_by: Sequence[str] = (),
    reason: str = "",
    registers: Sequence[str] = (),
    through: str = "",
) -> str:
    """Put a file into the inbox, whole and on the disk when this returns; its number there."""
    said = HandedIn(
        plain_name(name),
        handed.isoformat(timespec="seconds"),
        len(content),
        hashlib.sha256(content).hexdigest(),
        sender,
        who,
        held,
        held_by,
        reason,
        registers,
        through,
    )
    # In the order they came, also of those of one second.
    number = f"{handed:%Y%m%dT%H%M%S}-{time.time_ns():x}-{secrets.token_hex(4)}"
    target = _own_folder(home, handed_folder(home)) / number
    passing = _own_folder(home, target.with_name(f".{number}.new"))
    try:
        _write(home, passing / said.file_name, content)
        _write(home, passing / _TERMS, json.dumps(_terms(said), ensure_ascii=False).encode())
        sync(passing)
        passing.rename(target)
    except BaseException:
        shutil.rmtree(passing, ignore_errors=True)
        raise
    sync(target.parent)
    return number


def _terms(said: HandedIn) -> dict[str, Any]:
    terms = {name: value for name, value in asdict(said).items() if name not in ("number", "outcome")}
    # What is not said is not written: a watch of an earlier version reads the rest.
    return {name: value for name, value in terms.items() if value or name in ("sender", "who")}


def handed_in(home: DataHome) -> list[HandedIn]:
    """What has been handed in of late, the newest first; a folder that nobody can read is left out."""
    found = []
    for folder in _folders(home):
        with suppress(OSError, ValueError, TypeError):
            found.append(_read(folder))
    return found[::-1]


def _folders(home: DataHome) -> list[Path]:
    """The folders that are whole, the oldest first."""
    place = handed_folder(home)
    if not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))


def _read(folder: Path) -> HandedIn:
    said = json.loads((folder / _TERMS).read_text("utf-8"))
    outcome = None
    with suppress(FileNotFoundError):
        outcome = json.loads((folder / _OUTCOME).read_text("utf-8"))
    return HandedIn(**said, number=folder.name, outcome=outcome)


def waiting_files(home: DataHome) -> list[tuple[Path, HandedIn]]:
    """The files that nobody has taken yet, in the order they came; also those that a killed watch had begun with."""
    found = []
    for folder in _folders(home):
        with suppress(OSError, ValueError, TypeError):
            said = _read(folder)
            # Whoever writes here chooses the name: it may name a file of this folder and nothing else.
            if said.file_name != plain_name(said.file_name):
                continue
            places = (folder / said.file_name, folder / _BEGUN / said.file_name)
            found += [(file, said) for file in places if file.is_file() and not file.is_symlink()][:1]
    return found


def begin(home: DataHome, file: Path) -> Path | None:
    """Begin to deliver one of the waiting files: where it lies now, None when its sender has taken it back.

    Call under the writer lock: while another command works, a file waits and may be taken back.
    """
    if file.parent.name == _BEGUN:
        return file
    target = _own_folder(home, file.parent / _BEGUN) / file.name
    try:
        file.rename(target)
    except FileNotFoundError:
        return None
    return target


def finish(file: Path) -> None:
    """Remove a file that was begun with, now that it is told what became of it."""
    file.unlink(missing_ok=True)
    with suppress(OSError):
        file.parent.rmdir()


def take_back(home: DataHome, number: str, *, when: datetime, who: str = "") -> bool:
    """Remove a file that waits, and write beside it by whom; False when somebody has begun to deliver it.

    Killed halfway it is delivered by nobody, and taking it back again completes it.
    """
    for folder in _folders(home):
        if folder.name != number:
            continue
        gone, said = folder / _TAKEN_BACK, _read(folder)
        with suppress(FileNotFoundError):
            if said.outcome is None and said.file_name == plain_name(said.file_name):
                (folder / said.file_name).rename(gone)
        if said.outcome is None and gone.exists():
            told = {
                "when": when.isoformat(timespec="minutes"),
                "accepted": False,
                "parts": [],
                "taken_back": who,
            }
            tell_outcome(home, number, told)
            gone.unlink()
            return True
    return False


def tell_outcome(home: DataHome, number: str, outcome: Mapping[str, Any]) -> None:
    """Write what became of a file beside it."""
    folder = handed_folder(home) / number
    passing = folder / f"{_OUTCOME}.new"
    passing.unlink(missing_ok=True)
    _write(home, passing, json.dumps(outcome, ensure_ascii=False).encode())
    passing.replace(folder / _OUTCOME)
    sync(folder)


def sweep(home: DataHome) -> None:
    """Remove what was handed in long ago and has been taken, and what a killed server left."""
    now = time.time()
    with suppress(FileNotFoundError):
        for folder in list(handed_folder(home).iterdir()):
            if not folder.is_dir():
                continue
            left = folder.name.startswith(".") and now - folder.stat().st_mtime > _LEFT_BEHIND
            told = (folder / _OUTCOME).exists()
            if left or (told and now - folder.stat().st_mtime > KEPT_DAYS * _DAY):
                shutil.rmtree(folder, ignore_errors=True)
            elif told:
                (folder / _TAKEN_BACK).unlink(missing_ok=True)


@contextmanager
def being_checked(home: DataHome, name: str, content: bytes) -> Iterator[Path]:
    """A file on the disk for as long as it is checked, in a folder that only its owner may enter.

    In the home and not in /tmp: that disk may be another, and less guarded.
    """
    sweep(home)
    place = _own_folder(home, handed_folder(home)) / f".kontroll-{secrets.token_hex(8)}"
    place.mkdir(mode=0o700)
    try:
        file = place / plain_name(name)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            handle.write(content)
        yield file
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def watched(home: DataHome) -> Iterator[None]:
    """Say for as long as the block lasts that somebody takes what is handed in; the kernel ends it with the process."""
    handle = os.open(_own_folder(home, handed_folder(home)) / _LOCK, os.O_RDWR | os.O_CREAT, 0o640)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def is_watched(home: DataHome) -> bool:
    """Whether somebody takes what is handed in just now."""
    try:
        handle = os.open(handed_folder(home) / _LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _own_folder(home: DataHome, folder: Path) -> Path:
    """A folder that whoever may write in the inbox may write in, and nobody else."""
    if not folder.is_dir():
        home.inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        with suppress(PermissionError):
            special = stat.S_IMODE(folder.stat().st_mode) & 0o7000
            folder.chmod(special | _shared(home))
    return folder


def _write(home: DataHome, path: Path, content: bytes) -> None:
    """A new file, forced to the disk, for whoever may write in the inbox."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        os.fchmod(handle.fileno(), _shared(home) & 0o660)
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _shared(home: DataHome) -> int:
    """The inbox's own rights, without anybody else's."""
    return home.inbox.stat().st_mode & 0o770
