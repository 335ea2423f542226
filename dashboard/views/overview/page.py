"""Översikt: what stands out, in sentences and as a list, then every headline figure in one table."""

from __future__ import annotations

from dashboard.blocks import attention, text
from dashboard.blocks.headlines import headlines
from dashboard.reader.reader import Reader
from dashboard.views.overview import revisions, sentences

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
_KPIS = tuple(kpi for _topic, kpis in TOPICS for kpi in kpis)
_IN_SENTENCES = ("referrals_received", "referrals_matched", "referrals_matched_gfo", "bank_homes_available")


def view(reader: Reader) -> None:
    """Three sentences, what to look at, one table, and what changed since the last meeting."""
    figures, area, period, before = reader.figures, reader.area, reader.period, reader.compared
    told = {
        kpi: (figures.value(kpi, area.area, period.period), figures.value(kpi, area.area, before.period))
        for kpi in _IN_SENTENCES
    }
    unusual = [(figures.definition(said.kpi), said.side or 0) for said in attention.judged_here(reader)]
    bank = figures.series("bank_homes_available", area.area, period.kind)
    reached = figures.release.reporting_date
    text.lead(sentences.overview(unusual, told, bank, area, period, before, reached))
    attention.show(attention.lines(reader, _KPIS))
    headlines(reader, TOPICS)
    revisions.section(reader, _KPIS)
