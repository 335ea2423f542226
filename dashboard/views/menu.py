"""The pages, in the order of the menu."""

from __future__ import annotations

from dashboard.reader.page import Page
from dashboard.views import accessibility
from dashboard.views import help as help_view
from dashboard.views.allocation import page as allocation
from dashboard.views.deliveries import page as deliveries
from dashboard.views.economy import page as economy
from dashboard.views.handing_in import page as handing_in
from dashboard.views.homes import page as homes
from dashboard.views.kommun import page as kommun
from dashboard.views.kpi import page as kpi
from dashboard.views.meeting import page as meeting
from dashboard.views.overview import page as overview
from dashboard.views.placements import page as placements
from dashboard.views.referrals import page as referrals
from dashboard.views.reports import page as reports
from dashboard.views.support import page as support

#: A public page says GFO's figures alone, but for the one where a kommun is chosen, by whole years, and for its papers.
PAGES = (
    Page("oversikt", "Översikt", "Översikt", overview.view, public="period"),
    Page("remisser", "Remisser", "Remisser", referrals.view, public="period"),
    Page("familjehem", "Familjehem", "Familjehemsbanken och rekrytering", homes.view, public="period"),
    Page("placeringar", "Placeringar", "Placeringar och kostnader", placements.view, public="period"),
    Page("fordelning", "Fördelning", "Kostnadsfördelning", allocation.view, choosing="area", public="none"),
    Page(
        "kommun",
        "Min kommun",
        "Min kommun",
        kommun.view,
        public="both",
        public_kinds=("year", "block"),
        own=True,
    ),
    Page("stod", "Stöd", "Stöd, jourhem och samverkan", support.view),
    Page(
        "ekonomi",
        "Ekonomi",
        "GFO:s ekonomi",
        economy.view,
        choosing="period",
        kinds=("tertial",),
        public="period",
    ),
    Page(
        "leveranser",
        "Leveranser",
        "Leveranser och datakvalitet",
        deliveries.view,
        choosing="none",
        own=True,
        of_today=True,
    ),
    Page(
        "lamna",
        "Lämna filer",
        "Lämna filer",
        handing_in.view,
        choosing="none",
        staff=True,
        checking="Kontrollera fil",
        of_today=True,
        own=True,
    ),
    Page("nyckeltal", "Nyckeltal", "Nyckeltal", kpi.view, public="period"),
    Page("mote", "Möte", "Möte", meeting.view),
    Page("rapporter", "Rapporter", "Rapporter", reports.view, kinds=("tertial", "year"), public="both"),
    Page("hjalp", "Hjälp", "Hjälp", help_view.view, choosing="none", public="none"),
    Page(
        "tillganglighet",
        "Tillgänglighet",
        "Tillgänglighetsredogörelse",
        accessibility.view,
        choosing="none",
        public="none",
    ),
)
