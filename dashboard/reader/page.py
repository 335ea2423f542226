"""What a page is: its place in the address and the menu, what it lets choose, and for whom it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from dashboard.reader.access import Right
from dashboard.reader.reader import Reader
from dashboard.words.periods import KINDS
from pipelines.reference import PUBLIK, kommun_of

View = Callable[[Reader], None]
Choosing = Literal["both", "area", "period", "none"]


@dataclass(frozen=True)
class Page:
    """A page's path in the address, its word in the menu, its full title, its view, and what it lets choose.

    `kinds`: the kinds of period that its figures exist for; of another it shows the nearest of the first kind.
    `own`: to a kommun's people it is of their kommun.
    `of_today`: whoever delivers sees it in the newest version, whatever a meeting saw.
    `public`, `public_kinds`: the same of the public figures; None: the page says nothing to the public. `staff`: for
    GFO's own staff; `checking`: what it is called to a kommun's people, who have a file checked there and no more.
    """

    path: str
    menu: str
    title: str
    view: View
    choosing: Choosing = "both"
    kinds: tuple[str, ...] = tuple(KINDS)
    public: Choosing | None = None
    public_kinds: tuple[str, ...] = ()
    staff: bool = False
    checking: str = ""
    of_today: bool = False
    own: bool = False

    @property
    def by_area(self) -> bool:
        return self.choosing in ("both", "area")

    @property
    def by_period(self) -> bool:
        return self.choosing in ("both", "period")

    def is_for(self, right: Right) -> bool:
        if self.staff:
            return right.delivers or (bool(self.checking) and right.checks)
        return right.audience != PUBLIK or self.public is not None

    def seen_by(self, audience: str) -> Page:
        """The page with its name to an audience, and what that may choose on it."""
        if self.checking and kommun_of(audience):
            return replace(self, menu=self.checking, title=self.checking)
        if audience != PUBLIK or self.public is None:
            return self
        return replace(self, choosing=self.public, kinds=self.public_kinds or self.kinds)
