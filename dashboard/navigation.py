"""The pages, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.frame import View
from dashboard.views import allocation, overview
from dashboard.views import help as help_view


@dataclass(frozen=True)
class PageInfo:
    """A page's path in the address, its word in the menu, its full title and its view."""

    path: str
    menu: str
    title: str
    view: View
    choosing: bool = True


PAGES = (
    PageInfo("oversikt", "Översikt", "Översikt", overview.view),
    PageInfo("fordelning", "Fördelning", "Kostnadsfördelning", allocation.view, choosing=False),
    PageInfo("hjalp", "Hjälp", "Hjälp", help_view.view, choosing=False),
)
