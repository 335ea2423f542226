"""Every KPI by topic, in the order that readers ask: the headline figures first, then what is behind them."""

from __future__ import annotations

from collections.abc import Iterable

_EVERY: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "Remisser",
        ("referrals_received", "referrals_matched", "referrals_open", "days_to_match"),
        (
            "match_rate",
            "matches",
            "referrals_matched_gfo",
            "referrals_matched_kommun",
            "referrals_matched_network",
            "referrals_decided",
            "days_to_decision",
            "referrals_returned_gfo",
            "referrals_withdrawn_kommun",
            "children_referred",
            "children_returned_gfo",
            "children_withdrawn_kommun",
        ),
    ),
    (
        "Familjehem",
        ("bank_homes_available", "bank_homes", "enquiries_received", "homes_approved"),
        (
            "enquiry_conversion",
            "enquiries_approved_later",
            "days_to_approval",
            "foster_parents_trained",
            "homes_joined_bank",
            "homes_left_bank",
            "days_in_bank",
            "bank_utilisation",
            "bank_days_occupied",
            "bank_days",
        ),
    ),
    (
        "Placeringar",
        ("children_in_care", "foster_children", "foster_children_consultant", "placements_started"),
        (
            "placements_ended",
            "placed_children",
            "placed_children_0_20",
            "placed_per_1000",
            "children_0_20",
            "emergency_placements_started",
            "emergency_placements_akutfamilj",
            "custody_transfers",
            "care_days",
            "foster_care_days",
            "consultant_care_days",
            "consultant_day_share",
        ),
    ),
    (
        "Kvalitet",
        ("replacements", "breakdowns", "deviations_reported", "deviations_open"),
        ("breakdown_rate", "re_entries", "deviations_closed", "days_to_close_deviation"),
    ),
    (
        "Stöd och utbildning",
        (),
        (
            "support_ongoing",
            "support_assignments",
            "mentorships_ongoing",
            "mentorships",
            "exit_interviews",
            "training_occasions",
            "training_participants",
        ),
    ),
    (
        "Pengar",
        ("placement_cost", "cost_per_care_day", "consultant_cost_share", "gfo_deviation"),
        (
            "cost_per_child_0_20",
            "foster_cost",
            "consultant_cost",
            "care_days_costed",
            "recruitment_cost",
            "recruitment_cost_per_home",
            "gfo_budget",
            "gfo_outcome",
            "gfo_prognosis",
        ),
    ),
)
TOPICS = tuple((title, headlines + others) for title, headlines, others in _EVERY)
#: The figures that a topic is known by: each with its topic, and all of them.
HEADLINE_TOPICS = tuple((title, headlines) for title, headlines, _others in _EVERY if headlines)
#: How a kommun's referrals ended, which is a headline of it; GFO's is told by its target, or where it is unusual.
HOW_THEY_ENDED = ("match_rate", "referrals_returned_gfo")
#: What a reader begins with, on a page and on a wall.
LARGE = ("referrals_received", "bank_homes_available", "children_in_care")
HEADLINES = tuple(kpi for _title, headlines in HEADLINE_TOPICS for kpi in headlines)


def by_topic(kpis: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """These KPIs by topic, none left out: one that no topic names is told last."""
    found = list(dict.fromkeys(kpis))
    placed = [(title, tuple(kpi for kpi in named if kpi in found)) for title, named in TOPICS]
    known = {kpi for _title, named in TOPICS for kpi in named}
    placed.append(("Övrigt", tuple(kpi for kpi in found if kpi not in known)))
    return tuple((title, named) for title, named in placed if named)
