"""A delivered file's name, as it can be kept, written into a report and shown."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

LONGEST = 200  # bytes; file systems take 255, and copies have longer names than the file


def kept_name(path: Path) -> str:
    """The name in NFC, without control characters, and short enough to be a file's name again.

    A name that is not UTF-8 comes from a Windows archive unpacked elsewhere: its bytes are read as cp1252.
    """
    raw = os.fsencode(path.name)
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("cp1252", "replace")
    name = unicodedata.normalize("NFC", name)
    name = "".join("_" if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in name)
    ending = Path(name).suffix
    while len(name.encode()) > LONGEST and len(name) > len(ending):
        name = name[: -len(ending) - 1] + ending if ending else name[:-1]
    return name
