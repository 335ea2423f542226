"""The pages, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.frame import Choosing, View
from dashboard.views import (
    accessibility,
    allocation,
    definitions,
    deliveries,
    economy,
    homes,
    kommun,
    overview,
    placements,
    referrals,
    support,
)
from dashboard.views import help as help_view


@dataclass(frozen=True)
class PageInfo:
    """A page's path in the address, its word in the menu, its full title, its view, and what it lets choose."""

    path: str
    menu: str
    title: str
    view: View
    choosing: Choosing = "both"


PAGES = (
    PageInfo("oversikt", "Översikt", "Översikt", overview.view),
    PageInfo("remisser", "Remisser", "Remisser", referrals.view),
    PageInfo("familjehem", "Familjehem", "Familjehemsbanken och rekrytering", homes.view),
    PageInfo("placeringar", "Placeringar", "Placeringar och kostnader", placements.view),
    PageInfo("fordelning", "Fördelning", "Kostnadsfördelning", allocation.view, choosing="none"),
    PageInfo("kommun", "Min kommun", "Min kommun", kommun.view),
    PageInfo("stod", "Stöd", "Stöd, jourhem och samverkan", support.view),
    PageInfo("ekonomi", "Ekonomi", "GFO:s ekonomi", economy.view, choosing="period"),
    PageInfo("leveranser", "Leveranser", "Leveranser och datakvalitet", deliveries.view, choosing="none"),
    PageInfo("nyckeltal", "Nyckeltal", "Nyckeltal och definitioner", definitions.view, choosing="none"),
    PageInfo("hjalp", "Hjälp", "Hjälp", help_view.view, choosing="none"),
    PageInfo(
        "tillganglighet", "Tillgänglighet", "Tillgänglighetsredogörelse", accessibility.view, choosing="none"
    ),
)
