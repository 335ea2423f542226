"""What a file is by its first bytes, held against what its name says it is."""

from __future__ import annotations

from pathlib import Path

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place
from pipelines.reading.formats import BY_ENDING, FORMATS, FileFormat
from pipelines.reading.model import Limits, Refusal
from pipelines.reading.too_large import too_many_bytes

_ARCHIVE = "ett packat arkiv"
_MARKED_UP = "en webbsida eller XML"
# What is refused by what it is; the formats that are read have their signs in their own table.
_OTHER_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x05\x06", "ett tomt arkiv"),
    (b"%PDF", "en PDF-fil"),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"\xfd7zXZ", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    *((b"BZh%d1AY&SY" % level, _ARCHIVE) for level in range(1, 10)),
    (b"\x89PNG", "en bild"),
    (b"\xff\xd8\xff", "en bild"),
    (b"{\\rtf", "ett textdokument"),
    (b"SQLite format 3", "en databas"),
    (b"PARE", "en krypterad Parquet-fil"),
    (b"MZ", "ett program"),
    (b"\x7fELF", "ett program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<head", b"<body")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PADDING = b"\x00\x1a"  # what old programs fill a file's last block with
START = 1 << 16  # the bytes that tell


def find_format(path: Path, size: int, place: Place, limits: Limits) -> FileFormat:
    """The format of a file; raises Refusal when its name and its content do not agree on one that is read."""
    ending = path.suffix.lower()
    if size == 0:
        raise Refusal(finding("F002", place))
    if size > limits.file_bytes:
        raise too_many_bytes(place, size, limits.file_bytes)
    with path.open("rb") as file:
        start = file.read(START)
    if start.startswith(_OLE):
        with path.open("rb") as file:
            locked = _ENCRYPTED in file.read(1 << 24)
        raise Refusal(finding("F006" if locked else "F015", place))
    expected = BY_ENDING.get(ending)
    if expected is None:
        code = "F015" if ending == ".xls" else "F004"
        raise Refusal(finding(code, place, ending=ending or "saknas"))
    found = _found(start)
    # Two packed formats begin alike: the parts of the other one say that it is the other.
    if start.startswith(expected.signs) and (found is expected or not isinstance(found, FileFormat)):
        return expected
    # Text carries no sign: it may be any of the formats that have none.
    if expected.signs or found is not None:
        words = "text" if found is None else found if isinstance(found, str) else found.words
        raise Refusal(finding("F003", place, ending=ending, kind=words))
    if not start.strip(PADDING) and size <= len(start):
        raise Refusal(finding("F002", place))
    return expected


def is_packed(start: bytes) -> bool:
    """Whether what begins so is no text, so that nobody can look through its words from outside."""
    return start.startswith(_OLE) or _found(start) not in (None, _MARKED_UP)


def _found(start: bytes) -> FileFormat | str | None:
    """The format whose sign the file carries, what else it is in words, or None for text."""
    signed = [one for one in FORMATS if start.startswith(one.signs)]
    for one in signed:
        if not one.parts or any(part in start for part in one.parts):
            return one
    if signed:
        return _ARCHIVE
    for sign, words in _OTHER_SIGNS:
        # Letters alone (MZ, PARE) may well begin a text.
        if start.startswith(sign) and (not sign.isalpha() or b"\x00" in start[:512]):
            return words
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return _MARKED_UP
    content = start.rstrip(PADDING)
    if b"\x00" in content and not start.startswith((b"\xff\xfe", b"\xfe\xff")) and not zeros_alternate(start):
        return "något annat än text"
    return None


def zeros_alternate(start: bytes) -> bool:
    """Whether the zero bytes stand as in UTF-16 without its mark."""
    even, odd = start[0::2].count(b"\x00"), start[1::2].count(b"\x00")
    return max(even, odd) > len(start) // 4 and min(even, odd) * 20 < max(even, odd)
