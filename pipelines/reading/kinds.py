"""What a file is by its first bytes, held against what its name says it is."""

from __future__ import annotations

from pathlib import Path

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place
from pipelines.reading.model import Limits, Refusal

ENDINGS = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".parquet": "parquet",
}
WORDS = {"csv": "text", "xlsx": "en Excel-arbetsbok", "parquet": "en Parquet-fil"}

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "xlsx"),
    (b"PK\x05\x06", "ett tomt arkiv"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", "en PDF-fil"),
    (b"\x1f\x8b", "ett packat arkiv"),
    (b"7z\xbc\xaf", "ett packat arkiv"),
    (b"Rar!", "ett packat arkiv"),
    (b"\x89PNG", "en bild"),
    (b"\xff\xd8\xff", "en bild"),
    (b"{\\rtf", "ett textdokument"),
    (b"SQLite format 3", "en databas"),
    (b"MZ", "ett program"),
    (b"\x7fELF", "ett program"),
)
# What tells a workbook from any other zip archive.
_PARTS_OF_A_WORKBOOK = (b"[Content_Types].xml", b"xl/")
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<head", b"<body")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def find_kind(path: Path, size: int, place: Place, limits: Limits) -> str:
    """csv, xlsx or parquet; raises Refusal when the name and the content do not agree on one of them."""
    ending = path.suffix.lower()
    if size == 0:
        raise Refusal(finding("F002", place))
    if size > limits.file_bytes:
        raise Refusal(finding("F005", place, size=size // 1_000_000, most=limits.file_bytes // 1_000_000))
    with path.open("rb") as file:
        start = file.read(1 << 16)
    found = _sign(start)
    if found == "ole":
        with path.open("rb") as file:
            locked = _ENCRYPTED in file.read(1 << 24)
        raise Refusal(finding("F006" if locked else "F015", place))
    expected = ENDINGS.get(ending)
    if expected is None:
        code = "F015" if ending == ".xls" else "F004"
        raise Refusal(finding(code, place, ending=ending or "saknas"))
    if found != expected:
        if found == "xlsx" and not any(sign in start for sign in _PARTS_OF_A_WORKBOOK):
            found = "ett packat arkiv"
        raise Refusal(finding("F003", place, ending=ending, kind=WORDS.get(found, found)))
    return expected


def _sign(start: bytes) -> str:
    for sign, kind in _SIGNS:
        # "MZ" may well begin a text.
        if start.startswith(sign) and (len(sign) > 2 or b"\x00" in start[:512] or sign == b"\x1f\x8b"):
            return kind
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "en webbsida eller XML"
    if b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")) and not _zeros_alternate(start):
        return "något annat än text"
    return "csv"


def _zeros_alternate(start: bytes) -> bool:
    """Whether the zero bytes stand as in UTF-16 without its mark."""
    even, odd = start[0::2].count(b"\x00"), start[1::2].count(b"\x00")
    return max(even, odd) > len(start) // 4 and min(even, odd) * 20 < max(even, odd)
