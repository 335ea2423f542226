"""Which characters a text file's bytes are, told from all of them, not from its first lines."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from typing import BinaryIO

SLICE = 1 << 23

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# å ä ö Å Ä Ö in UTF-8, read as cp1252: "Ã¥" and its like, which nobody writes on purpose.
_UTF8_INSIDE = re.compile(rb"\xc3[\xa5\xa4\xb6\x85\x84\x96]")


class FileBytes:
    """A file's bytes by position. Not mapped: a mapping kills the process when the file shrinks beneath it."""

    def __init__(self, file: BinaryIO) -> None:
        self._number = file.fileno()
        self.size = os.fstat(self._number).st_size

    def read(self, start: int, size: int) -> bytes:
        return os.pread(self._number, size, start)


def find_encoding(view: FileBytes) -> str | None:
    """The codec of the whole file, or None when it is no text or a mixture of codings."""
    start = view.read(0, 4096)
    for mark, codec in _MARKS:
        if start.startswith(mark):
            return codec if _decodes(view, codec) else None
    if b"\x00" in start:
        codec = "utf-16-le" if start[1:2] == b"\x00" else "utf-16-be"
        # Every other byte of Swedish text in UTF-16 is zero; a binary file is not that regular.
        zeros = start[1 if codec == "utf-16-le" else 0 :: 2].count(b"\x00")
        return codec if zeros > len(start) // 4 and _decodes(view, codec) else None
    if contains(view, b"\x00"):
        return None
    if _decodes(view, "utf-8"):
        return "utf-8"
    # Bytes that cp1252 does not have are met, and refused, when it is decoded.
    mixed = any(b"\xc3" in part and _UTF8_INSIDE.search(part) for part in slices(view))
    return None if mixed else "cp1252"


def contains(view: FileBytes, byte: bytes) -> bool:
    """Whether one byte stands anywhere in the file."""
    return any(byte in part for part in slices(view))


def slices(view: FileBytes, size: int = SLICE) -> Iterator[bytes]:
    """The file's bytes in order."""
    for start in range(0, view.size, size):
        yield view.read(start, size)


def decoded(view: FileBytes, codec: str) -> Iterator[str]:
    """The file's text, a slice at a time."""
    decoder = codecs.getincrementaldecoder(codec)()
    for part in slices(view):
        yield decoder.decode(part)
    yield decoder.decode(b"", True)


def _decodes(view: FileBytes, codec: str) -> bool:
    try:
        for _ in decoded(view, codec):
            pass
    except UnicodeError:
        return False
    return True
