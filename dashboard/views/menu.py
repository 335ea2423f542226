"""The pages, in the order of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.reader.frame import Choosing, View
from dashboard.views import accessibility
from dashboard.views import help as help_view
from dashboard.views.allocation import page as allocation
from dashboard.views.definitions import page as definitions
from dashboard.views.deliveries import page as deliveries
from dashboard.views.economy import page as economy
from dashboard.views.homes import page as homes
from dashboard.views.kommun import page as kommun
from dashboard.views.overview import page as overview
from dashboard.views.placements import page as placements
from dashboard.views.referrals import page as referrals
from dashboard.views.support import page as support


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
