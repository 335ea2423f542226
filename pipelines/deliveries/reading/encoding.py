"""Which characters a text file's bytes are, told from all of them, not from its first lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from mmap import MADV_DONTNEED, mmap

SLICE = 1 << 23

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# å ä ö Å Ä Ö in UTF-8, read as cp1252: "Ã¥" and its like, which nobody writes on purpose.
_UTF8_INSIDE = re.compile(rb"\xc3[\xa5\xa4\xb6\x85\x84\x96]")


def find_encoding(view: mmap) -> str | None:
    """The codec of the whole file, or None when it is no text or a mixture of codings."""
    start = view[:4096]
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
    return None if contains(view, b"\xc3") and _UTF8_INSIDE.search(view) else "cp1252"


def contains(view: mmap, byte: bytes) -> bool:
    """Whether one byte stands anywhere in the file."""
    return any(byte in part for part in slices(view))


def slices(view: mmap, size: int = SLICE) -> Iterator[bytes]:
    """The file's bytes in order. What has been passed is given back, or half a gigabyte of it would stay."""
    for start in range(0, len(view), size):
        yield view[start : start + size]
        view.madvise(MADV_DONTNEED, start, min(size, len(view) - start))


def decoded(view: mmap, codec: str) -> Iterator[str]:
    """The file's text, a slice at a time."""
    decoder = codecs.getincrementaldecoder(codec)()
    for part in slices(view):
        yield decoder.decode(part)
    yield decoder.decode(b"", True)


def _decodes(view: mmap, codec: str) -> bool:
    try:
        for _ in decoded(view, codec):
            pass
    except UnicodeError:
        return False
    return True
