"""A file of the inbox is moved aside before anybody reads it, and removed from there when it has a receipt.

What is saved over the same name meanwhile is another file and stays. A file that somebody still writes to is not taken:
it would be read by halves, and half a register is a register that has lost its rows.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.home.durable import sync
from pipelines.reading.gate import shown_name

#: The code of "somebody still writes to the file".
STILL_WRITTEN = "L007"

Signature = tuple[int, int, int]


def signature(file: Path) -> Signature | None:
    """What tells one state of a file from another; None when it is not there."""
    try:
        state = file.stat()
    except FileNotFoundError:
        return None
    return state.st_ino, state.st_mtime_ns, state.st_size


def has_writer(file: Path) -> bool:
    """Whether a program on this machine has the file open for writing; False where the system cannot tell.

    A read lease is granted only where nobody writes. It is not had for another account's file, nor on every share.
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        # A lease that somebody breaks is told by a signal, which by default would end the program.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno in (errno.EAGAIN, errno.EACCES) and _is_own(handle)
    finally:
        os.close(handle)
    return False


def _is_own(handle: int) -> bool:
    """EACCES also says that the file is another's, of which a lease tells nothing."""
    return os.geteuid() in (0, os.fstat(handle).st_uid)


def aside_folder(home: DataHome) -> Path:
    """Where files of the inbox lie while they are delivered; hidden, so that it is no delivery itself."""
    return home.inbox / ".levereras"


def left_aside(home: DataHome) -> list[Path]:
    """Files that a killed command had moved aside; they lie there only while nobody holds the home's lock."""
    return sorted(path for path in aside_folder(home).glob("*/*") if path.is_file())


def sweep_aside(home: DataHome) -> None:
    """Remove the empty folders that a killed command left, unless another command is at work just now."""
    if not aside_folder(home).exists():
        return
    with suppress(ReaderError), home.writing():
        _remove_empty(*aside_folder(home).glob("*"), aside_folder(home))


@contextmanager
def moved_aside(home: DataHome, file: Path) -> Iterator[Path]:
    """The file where it can be read in peace: as it is, unless it lies in the inbox. Call under the writer lock.

    When the block ends well, what was read is removed; when it fails, the file goes back to the inbox. L007 when
    somebody still writes to it.
    """
    folder = aside_folder(home)
    if file.parent.parent.resolve() == folder.resolve():
        aside = file
    elif file.parent.resolve() == home.inbox.resolve():
        aside = folder / uuid.uuid4().hex / file.name
        aside.parent.mkdir(parents=True)
        file.rename(aside)
        sync(aside.parent)
    else:
        yield file
        return
    try:
        if has_writer(aside):
            raise _still_written(file)
        taken = signature(aside)
        yield aside
    except BaseException:
        _put_back(home, aside)
        raise
    if signature(aside) == taken and not has_writer(aside):
        aside.unlink(missing_ok=True)
        _remove_empty(aside.parent, folder)
    else:
        # Written to by somebody who had it open before it was moved: that is another file now.
        _put_back(home, aside)


def _put_back(home: DataHome, aside: Path) -> None:
    """Back to the inbox under its own name, or beside a newer file that has taken the name."""
    with suppress(FileNotFoundError):
        target = home.inbox / aside.name
        number = 2
        while True:
            try:
                # A link and not a rename: it never falls on top of what somebody has just saved.
                os.link(aside, target)
                aside.unlink()
                break
            except FileExistsError:
                target = home.inbox / f"{aside.stem} ({number}){aside.suffix}"
                number += 1
            except OSError as error:
                if error.errno not in (errno.EPERM, errno.ENOTSUP) or target.exists():
                    raise
                # A share that knows no links.
                aside.rename(target)
                break
        sync(home.inbox)
    _remove_empty(aside.parent, aside_folder(home))


def _remove_empty(*folders: Path) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _still_written(file: Path) -> ReaderError:
    return ReaderError(
        STILL_WRITTEN,
        "Ett annat program skriver fortfarande till filen.",
        remedy="Vänta tills den är färdigsparad och leverera den igen. Inget har ändrats.",
        place=Place(file=shown_name(file)),
    )
