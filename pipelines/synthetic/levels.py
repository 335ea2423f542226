"""How much there is of everything a year: what has been published as it stands, the rest around the same level.

Sources of the fixed figures: `data/reference/published_figures.csv` (2022 of all owners, 2021-2023 of Timrå).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GfoYear:
    """All owners together in one year, in children: referrals by outcome, placements by origin, moves."""

    matchad_gfo: int
    matchad_kommun: int
    matchad_natverk: int
    aterlamnad: int
    atertagen: int
    carried_in: int  # decided this year, received the year before
    jourhem: int
    akutfamilj: int
    moves: int
    own: int  # familjehem_kommun without a referral
    network: int
    consultant: int
    residential: int


# 2022 is published: 41 + 11 (5 of them network) + 35 + 23 decided, 37 (13) emergencies, 24 moves, and
# 110 decided - 16 + 12 = 106 received. Other years are what is expected: a seed's own counts vary around them.
# The last row holds January-August.
GFO_YEARS = {
    2019: GfoYear(22, 5, 4, 15, 12, 0, 21, 8, 19, 8, 8, 14, 33),
    2020: GfoYear(36, 6, 4, 27, 21, 13, 23, 10, 22, 7, 7, 14, 34),
    2021: GfoYear(39, 6, 5, 30, 22, 14, 24, 12, 23, 7, 7, 13, 35),
    2022: GfoYear(41, 6, 5, 35, 23, 16, 24, 13, 24, 6, 7, 14, 35),
    2023: GfoYear(41, 6, 5, 31, 24, 12, 24, 12, 23, 6, 7, 14, 34),
    2024: GfoYear(41, 6, 5, 31, 23, 13, 25, 12, 24, 6, 8, 13, 35),
    2025: GfoYear(42, 6, 5, 31, 23, 14, 24, 14, 25, 6, 8, 12, 35),
    2026: GfoYear(26, 4, 3, 19, 13, 14, 16, 9, 16, 4, 5, 8, 23),
}
OPEN_AT_THE_END = 21
FIXED_YEAR = 2022

# Timrå joined in September 2022; its tertials of 2023 are published and close with nothing left open.
# (year, tertial): matchad_gfo, matchad_kommun, matchad_natverk, aterlamnad, atertagen
TIMRÅ_TERTIALS = {
    (2022, 3): (4, 1, 1, 2, 2),
    (2023, 1): (4, 1, 1, 2, 3),
    (2023, 2): (0, 0, 0, 0, 4),
    (2023, 3): (3, 0, 0, 2, 1),
}
OUTCOMES = ("matchad_gfo", "matchad_kommun", "matchad_natverk", "aterlamnad", "atertagen")

# Timrå's children in foster care at any time of the year, and those in konsulentstött of them. What came to its
# own and network homes in the two years lies within what those figures leave room for.
TIMRÅ_FOSTER = {2021: (37, 6), 2022: (49, 10)}
TIMRÅ_STARTS = {
    2021: {"own": 4, "network": 3, "consultant": 2},
    2022: {"own": 4, "network": 3, "consultant": 5},
}

# Years in which a child is matched a second time, after a move: its year is then not the sum of its tertials.
MATCHED_AGAIN = (2021, 2023, 2024, 2025)

# Moves are dealt in these proportions: from class to class, of em (emergency), fp (foster home), ko
# (konsulentstött) and re (residential care).
MOVES = {"em_fp": 9, "em_ko": 2, "em_re": 1, "fp_fp": 4, "fp_re": 3, "fp_ko": 1, "ko_fp": 2, "re_re": 2}

# Placed at the same time, of the children placed at any time of a year; and how they are divided.
PLACED_AT_ONCE = 0.7
CONSULTANT_SHARE, RESIDENTIAL_SHARE = 0.12, 0.11
# Of a year's emergency placements, those that run over the turn of the year: they last some months.
EMERGENCIES_OVER_NEW_YEAR = 0.3
