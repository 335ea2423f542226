"""Översikt: the tertial in three sentences, the cards in the order styrgruppen thinks, one figure over time."""

from __future__ import annotations

from dashboard.blocks import components, sections
from dashboard.published.figures import Figures
from dashboard.reader import frame
from dashboard.reader.selection import Selection
from dashboard.views.overview import revisions
from dashboard.words import sentences

TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Remisser", ("referrals_received", "referrals_matched", "referrals_open", "days_to_match")),
    ("Familjehem", ("bank_homes_available", "bank_homes", "enquiries_received", "homes_approved")),
    (
        "Placeringar",
        ("children_in_care", "foster_children", "foster_children_consultant", "placements_started"),
    ),
    ("Kvalitet", ("replacements", "breakdowns", "deviations_reported", "deviations_open")),
    ("Pengar", ("placement_cost", "cost_per_care_day", "consultant_cost_share", "gfo_deviation")),
)
_IN_SENTENCES = ("referrals_received", "referrals_matched", "referrals_matched_gfo", "bank_homes_available")


def view(figures: Figures, selection: Selection) -> None:
    """Summary, cards, one chosen figure over the tertials."""
    area, period = figures.area(selection.area), figures.period(selection.period)
    before = sentences.year_before(period.period)
    told = {
        kpi: (figures.value(kpi, area.area, period.period), figures.value(kpi, area.area, before))
        for kpi in _IN_SENTENCES
    }
    components.lead(
        sentences.overview(told, figures.series("bank_homes_available", area.area), area, period, before)
    )
    revisions.notice(figures, selection)
    for topic, kpis in TOPICS:
        components.cards(figures, kpis, selection, topic)
    _over_time(figures, selection)
    revisions.section(figures, selection)
    components.definitions(figures, [kpi for _topic, kpis in TOPICS for kpi in kpis])


def _over_time(figures: Figures, selection: Selection) -> None:
    """One of the cards' figures over the tertials, chosen by the reader."""
    kpis = [
        kpi for _t, kpis in TOPICS for kpi in kpis if figures.has(kpi) and figures.series(kpi, selection.area)
    ]
    if not kpis:
        return
    kpi = selection.choice("matt", kpis, kpis[0])
    components.heading("Över tid")
    frame.choose(
        figures, selection, "matt", "Nyckeltal", kpis, kpi, lambda found: figures.definition(found).name
    )
    sections.over_time(figures, selection, kpi, "overtid")
