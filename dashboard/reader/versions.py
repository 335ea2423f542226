"""The same view in another version of the figures: what leads there, and what it is of."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from dashboard.reader import access
from dashboard.reader.reader import Reader, newest_tertial
from pipelines.errors import ReaderError


def in_version(reader: Reader, build: str) -> Reader:
    """The same view in another version, also where the file of that cannot be read: its own page says so."""
    try:
        return reader.in_version(build, access.open_figures(reader.home, reader.audience, build))
    except ReaderError:
        return replace(reader, selection=replace(reader.selection, build=build))


def newer(reader: Reader) -> str:
    """The newest version, where the reader does not see it; else blank."""
    newest = access.newest_for(reader.home, reader.audience)
    return "" if newest in ("", reader.version) else newest


def newer_tertial(reader: Reader) -> str:
    """The newest tertial of the newest version, where the shown one has not got so far: `T2 2026`; else blank."""
    if not (build := newer(reader)):
        return ""
    try:
        found = newest_tertial(access.open_figures(reader.home, reader.audience, build))
    except ReaderError:
        return ""
    return found.label if found.last_day > newest_tertial(reader.figures).last_day else ""


def address_of(there: Reader) -> str:
    """The address of the same page as another reader sees it."""
    return "?" + urlencode(there.query(there.selection))
