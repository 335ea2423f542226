"""Errors meant for people. Everything else that is raised is our bug and is shown as one."""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass

_REFUSED = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "disken är full",
    errno.EFBIG: "filen är för stor för disken",
    errno.EACCES: "kontot saknar rätt",
    errno.EPERM: "kontot saknar rätt",
    errno.EROFS: "disken går inte att skriva på",
    errno.ENOENT: "mappen finns inte",
}

# What is said of the slips that people make, by what Python's parser calls them.
_TOML = (
    ("after a key in a key", "det saknas ett likhetstecken"),
    ("overwrite a value", "samma namn står två gånger"),
    ("Cannot declare", "samma namn står två gånger"),
    ("Unterminated string", "ett citattecken saknas"),
    ("Illegal character", "där står ett tecken som inte får stå där, eller så saknas ett citattecken"),
    ("after a statement", "bara en uppgift får stå på varje rad"),
    ("Unclosed array", "en hakparentes saknas"),
    ("Invalid value", "en text ska stå mellan citattecken"),
)


@dataclass(frozen=True, order=True)
class Place:
    """Where in a delivery something stands; `row` is the row number a person sees in the file (from 1)."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        if self.sheet:
            parts.append(f'blad "{self.sheet}"')
        if self.row is not None:
            parts.append(f"rad {self.row}")
        if self.column:
            parts.append(f"kolumn {self.column}")
        return ", ".join(parts)


class ReaderError(Exception):
    """What happened, where, what was found, what is allowed and what to do about it, in Swedish.

    `code` is stable (tests and documentation name it); the rest is shown to the reader as it is.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        remedy: str,
        place: Place | None = None,
        found: str = "",
        allowed: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.place = place or Place()
        self.found = found
        self.allowed = allowed

    def __str__(self) -> str:
        where = str(self.place)
        allowed = f" Tillåtet: {self.allowed}." if self.allowed else ""
        return f"{where + ': ' if where else ''}{self.message}{allowed} {self.remedy}".strip()


def toml_error(error: Exception) -> str:
    """Why a file is no TOML and where, after the file's name: the parser's own words are English, and may quote it."""
    if isinstance(error, UnicodeDecodeError):
        return "är inte sparad i UTF-8"
    said = str(error)
    place = re.search(r"\(at line (\d+), column (\d+)\)", said)
    where = f" på rad {place[1]}, vid tecken {place[2]}" if place else ""
    if not where and "end of document" in said:
        where = " på sista raden"
    why = next((swedish for english, swedish in _TOML if english in said), "")
    return f"är inte rätt skriven{where}" + (f": {why}" if why else "")


def disk_error(error: OSError) -> str:
    """What the operating system refused, in Swedish: its own words are English."""
    return _REFUSED.get(error.errno or 0, f"fel {error.errno} i operativsystemet")
