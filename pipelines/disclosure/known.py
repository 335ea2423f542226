"""What everybody knows of figures who knows the work, beyond what the KPI files state: sums between two bounds.

They are not audited: a deviation reported before its kommun joined is closed as one of none. A sum that is not so in
the true figures binds nothing.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from pipelines.reference import codes

_FREE = math.inf


class Known(NamedTuple):
    """A figure in a sum: `opening` as it stood the day before the period."""

    kpi: str
    factor: float
    cut: str = ""
    opening: bool = False


def _stock(stock: str, came: str, went: str, cut: str = "") -> tuple[tuple[Known, ...], float, float]:
    """What stands is what stood, and came, and has not gone."""
    terms = (
        Known(stock, 1.0, cut),
        Known(stock, -1.0, cut, opening=True),
        Known(came, -1.0, cut),
        Known(went, 1.0, cut),
    )
    return terms, 0.0, 0.0


def _at_most(part: str, *wholes: Known) -> tuple[tuple[Known, ...], float, float]:
    """A child is counted once, however many of the things it is behind are counted."""
    return (Known(part, -1.0), *wholes), 0.0, _FREE


_MATCHED_BY_KOMMUN = (
    Known("referrals_decided", 1.0, "utfall=matchad_kommun"),
    Known("referrals_decided", 1.0, "utfall=matchad_natverk"),
)
_ACUTE = (
    Known("placements_started", 1.0, "form=jourhem"),
    Known("placements_started", 1.0, "form=akutfamilj"),
)
KNOWN: tuple[tuple[tuple[Known, ...], float, float], ...] = (
    # Whoever was placed in a period was so when it began or came in it, and was so when it ended or went in it.
    ((Known("placed_children", 1.0), Known("children_in_care", -1.0, opening=True)), 0.0, _FREE),
    (
        (
            Known("placed_children", 1.0),
            Known("children_in_care", -1.0, opening=True),
            Known("placements_started", -1.0),
        ),
        -_FREE,
        0.0,
    ),
    (
        (
            Known("placed_children", 1.0),
            Known("children_in_care", -1.0),
            Known("placements_ended", -1.0),
        ),
        -_FREE,
        0.0,
    ),
    _stock("deviations_open", "deviations_reported", "deviations_closed"),
    _stock("bank_homes", "homes_joined_bank", "homes_left_bank"),
    # A child in care is in one placement, of one form.
    *(
        _stock("children_in_care", "placements_started", "placements_ended", cut)
        for cut in ("", *(f"form={code}" for code in codes("placeringsform")))
    ),
    _at_most("emergency_placements_akutfamilj", _ACUTE[1]),
    _at_most("emergency_placements_started", *_ACUTE),
    _at_most("referrals_matched_gfo", Known("referrals_decided", 1.0, "utfall=matchad_gfo")),
    _at_most("referrals_matched_network", _MATCHED_BY_KOMMUN[1]),
    _at_most("referrals_matched_kommun", *_MATCHED_BY_KOMMUN),
    _at_most("referrals_matched", Known("matches", 1.0)),
    _at_most(
        "referrals_matched", Known("referrals_matched_gfo", 1.0), Known("referrals_matched_kommun", 1.0)
    ),
    _at_most("children_referred", Known("referrals_received", 1.0)),
    _at_most("children_returned_gfo", Known("referrals_returned_gfo", 1.0)),
    _at_most("children_withdrawn_kommun", Known("referrals_withdrawn_kommun", 1.0)),
)
