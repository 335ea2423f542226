"""The files that a reader's page offers, each made when it is asked for: by an address that nobody else knows.

Links of our own and not Streamlit's buttons, which cost a third of a page's time: three elements under every picture.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote
from weakref import WeakValueDictionary

from dashboard.published.source import Source

PATH = "filer"
#: How the key of a document begins: the log tells documents from tables; and that of a picture that the page shows.
BRIEFING, SHOWN = "rapport-", "bild-"
_SHELF = "shelf"


@dataclass(frozen=True)
class Offered:
    """A file by its name, and what makes it."""

    name: str
    made: Callable[[], bytes]


@dataclass(eq=False)
class Shelf:
    """What one reader's page offers, by key: to `owner`'s login only, blank where there is none.

    `page` is where, and `source` what it is made of.
    """

    owner: str = ""
    page: str = ""
    source: Source | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    files: dict[str, Offered] = field(default_factory=dict)

    def offer(self, key: str, name: str, made: Callable[[], bytes]) -> str:
        """Put a file up; its address, relative to the page."""
        self.files[key] = Offered(name, made)
        return f"{PATH}/{self.token}/{quote(key)}"


# Held by the readers' sessions alone: what a reader was offered goes when the reader does.
_shelves: WeakValueDictionary[str, Shelf] = WeakValueDictionary()


def begin(
    session: MutableMapping[Any, Any], page: str = "", source: Source | None = None, owner: str = ""
) -> Shelf:
    """The shelf of a reader's session, empty: a page begins."""
    if _SHELF not in session:
        session[_SHELF] = Shelf()
    shelf: Shelf = session[_SHELF]
    shelf.files = {}
    shelf.owner, shelf.page, shelf.source = owner, page, source
    _shelves[shelf.token] = shelf
    return shelf


def find(token: str, key: str, owner: str = "") -> tuple[Shelf, Offered] | None:
    """What stands at an address, and its shelf; None for what the page does not offer any more, or not to `owner`."""
    shelf = _shelves.get(token)
    if shelf is None or shelf.owner != owner or key not in shelf.files:
        return None
    return shelf, shelf.files[key]
