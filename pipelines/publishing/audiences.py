"""Who gets a published file, and which marts are in it. What no list names is in nobody's file.

A new audience is a list here; its small counts must be protected before it may have one.
"""

from __future__ import annotations

MARTS_OF: dict[str, tuple[str, ...]] = {
    "styrgrupp": (
        "allocation_change",
        "allocation_input",
        "allocation_problem",
        "area",
        "build_history",
        "capacity_forecast",
        "capacity_summary",
        "capacity_trial",
        "capacity_trust",
        "code",
        "comment",
        "comparison",
        "comparison_area",
        "comparison_kpi",
        "cost_allocation",
        "crosscheck",
        "declaration",
        "delivery_expected",
        "delivery_finding",
        "delivery_history",
        "delivery_status",
        "deviation_closing",
        "economy",
        "home_bank",
        "kpi_definition",
        "kpi_value",
        "partial_gfo",
        "period",
        "published_allocation",
        "published_difference",
        "recruitment_funnel",
        "referral_flow",
        "signal",
        "signal_point",
        "target",
        "time_to_match",
        "waiting",
    ),
}
AUDIENCES = tuple(MARTS_OF)
