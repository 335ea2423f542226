"""What readers call figures that have another name here: the search among the KPIs knows these words too."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_WAITS = ("days_to_match", "days_to_decision", "referrals_open")

#: The words, with spaces between, and the KPIs that they are about.
SEARCH_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "väntetid väntetider väntan vänta kö köer kötid": _WAITS,
        "avbrott avbruten avbrutna": ("breakdowns", "breakdown_rate"),
        "ekonomi": (
            "placement_cost", "cost_per_care_day", "foster_cost", "consultant_cost", "recruitment_cost",
            "gfo_budget", "gfo_outcome", "gfo_deviation", "gfo_prognosis",
        ),
        "dygnskostnad dygnspris pris priser": ("cost_per_care_day",),
        "ledig lediga": ("bank_homes_available",),
        "flytt flyttar byte byten": ("replacements",),
        "förfrågan förfrågningar": ("referrals_received",),
    }
)  # fmt: skip
