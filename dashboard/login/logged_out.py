"""Logins that their readers have ended: a file each in the home, so that every process of the server knows.

`<home>/logged-out/<sha256 of the session>`; removed when the login would be too old anyway.
"""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path

from dashboard.login.ticket import CLOCKS, LONGEST
from pipelines.home import DataHome


def end(home: DataHome, session: str) -> None:
    """This login is over, in every tab. OSError when it cannot be noted."""
    prepare(home)
    os.close(os.open(_path(home, session), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
    _sweep(home)


def is_over(home: DataHome, session: str) -> bool:
    """Whether the login has been ended; True also when nobody can tell."""
    try:
        _path(home, session).stat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def prepare(home: DataHome) -> None:
    """The folder is there and can be written in. OSError when not."""
    folder = _folder(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(f"{folder} cannot be written in")


def _folder(home: DataHome) -> Path:
    return home.root / "logged-out"


def _path(home: DataHome, session: str) -> Path:
    return _folder(home) / hashlib.sha256(session.encode()).hexdigest()


def _sweep(home: DataHome) -> None:
    oldest = time.time() - LONGEST - CLOCKS
    for path in _folder(home).iterdir():
        # Another process may sweep too.
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
