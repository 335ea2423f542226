"""A delivered file's name, as it can be kept, written into a report and shown."""

from __future__ import annotations

import os
from pathlib import Path

from pipelines.wording import file_name


def kept_name(path: Path) -> str:
    """The name as a file's name again (see `wording.file_name`).

    A name that is not UTF-8 comes from a Windows archive unpacked elsewhere: its bytes are read as cp1252.
    """
    raw = os.fsencode(path.name)
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("cp1252", "replace")
    return file_name(name)
