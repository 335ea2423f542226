"""Whether a file says of itself that its rows are made up, so that it never mixes with real deliveries."""

from __future__ import annotations

import zipfile
from pathlib import Path

SAMPLE_WORDS = "Exempeldata – påhittade rader"

_ENDS = 1 << 16
_ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")


def says_sample(path: Path) -> bool:
    """Look for the words above where our own sample files have them.

    A CSV has them above its header, a workbook in its properties, a Parquet file in its metadata.
    Only a bounded part of the file is looked at, and nothing in it is interpreted.
    """
    size = path.stat().st_size
    with path.open("rb") as handle:
        ends = handle.read(_ENDS)
        if size > 2 * _ENDS:
            handle.seek(-_ENDS, 2)
        ends += handle.read(_ENDS)
    if any(SAMPLE_WORDS.encode(encoding) in ends for encoding in _ENCODINGS):
        return True
    if not ends.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(path) as book, book.open("docProps/core.xml") as properties:
            return SAMPLE_WORDS.encode() in properties.read(_ENDS)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError):
        return False
