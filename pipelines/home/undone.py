"""What has come to the home since its newest version, as `published/undone.json` tells the pages, which read no ledger.

A published file knows the deliveries that it is made of. Whoever receives them needs to see what has been refused or
taken since; that is in no version, so the commands that change it write it here.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime

from pipelines.home.pages_told import tell_pages, told_to_pages
from pipelines.home.places import DataHome

_NAME = "undone"


@dataclass(frozen=True)
class Came:
    """A register that came: dataset, sender (code), and when (ISO); `why` it does not stand, blank where it does."""

    dataset: str
    sender: str
    received: str
    why: str = ""


@dataclass(frozen=True)
class Undone:
    """`noted`: as it was then (ISO). `refused`: registers whose newest file does not stand. `unbuilt`: accepted, and in
    no build. `built`: the newest build, where it is not published; else 0."""

    noted: str
    refused: tuple[Came, ...] = ()
    unbuilt: tuple[Came, ...] = ()
    built: int = 0

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.noted)


def note_undone(home: DataHome, undone: Undone) -> None:
    """Tell it to the pages."""
    tell_pages(home, _NAME, asdict(undone))


def noted_undone(home: DataHome) -> Undone | None:
    """What was told last; None where nothing was, or nobody can read it."""
    told = told_to_pages(home, _NAME)
    with suppress(ValueError, KeyError, TypeError):
        refused, unbuilt = (tuple(Came(**one) for one in told[key]) for key in ("refused", "unbuilt"))
        found = Undone(told["noted"], refused, unbuilt, int(told["built"]))
        return found if found.moment else None
    return None
