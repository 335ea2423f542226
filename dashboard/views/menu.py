"""The pages, in the order of the menu."""

from __future__ import annotations

from dashboard.reader.frame import Page
from dashboard.views import accessibility
from dashboard.views import help as help_view
from dashboard.views.allocation import page as allocation
from dashboard.views.deliveries import page as deliveries
from dashboard.views.economy import page as economy
from dashboard.views.homes import page as homes
from dashboard.views.kommun import page as kommun
from dashboard.views.kpi import page as kpi
from dashboard.views.meeting import page as meeting
from dashboard.views.overview import page as overview
from dashboard.views.placements import page as placements
from dashboard.views.referrals import page as referrals
from dashboard.views.reports import page as reports
from dashboard.views.support import page as support

PAGES = (
    Page("oversikt", "Översikt", "Översikt", overview.view),
    Page("remisser", "Remisser", "Remisser", referrals.view),
    Page("familjehem", "Familjehem", "Familjehemsbanken och rekrytering", homes.view),
    Page("placeringar", "Placeringar", "Placeringar och kostnader", placements.view),
    Page("fordelning", "Fördelning", "Kostnadsfördelning", allocation.view, choosing="area"),
    Page("kommun", "Min kommun", "Min kommun", kommun.view),
    Page("stod", "Stöd", "Stöd, jourhem och samverkan", support.view),
    Page("ekonomi", "Ekonomi", "GFO:s ekonomi", economy.view, choosing="period", kinds=("tertial",)),
    Page("leveranser", "Leveranser", "Leveranser och datakvalitet", deliveries.view, choosing="none"),
    Page("nyckeltal", "Nyckeltal", "Nyckeltal", kpi.view),
    Page("mote", "Möte", "Möte", meeting.view),
    Page("rapporter", "Rapporter", "Rapporter", reports.view, kinds=("tertial", "year")),
    Page("hjalp", "Hjälp", "Hjälp", help_view.view, choosing="none"),
    Page(
        "tillganglighet", "Tillgänglighet", "Tillgänglighetsredogörelse", accessibility.view, choosing="none"
    ),
)
