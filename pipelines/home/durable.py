"""What has been written stays written, also when the power is cut."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_RENAME_EXCHANGE, _FROM_HERE = 2, -100


def write_durably(path: Path, content: bytes) -> None:
    """Write a new file that only its owner may read, and force it to the disk."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def sync(path: Path) -> None:
    """Force a file's content, or the names in a folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def exchange(one: Path, other: Path) -> None:
    """Let two folders change names in one step, so that neither is ever without its own; OSError where they cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    names = (os.fsencode(one), _FROM_HERE, os.fsencode(other))
    if libc.renameat2(_FROM_HERE, *names, _RENAME_EXCHANGE):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one))
    for folder in {one.parent, other.parent}:
        sync(folder)
