"""What the KPIs of referrals count."""

from __future__ import annotations

import pytest

from tests.fixtures.matrix import rest_slow


@pytest.mark.parametrize(
    ("kpi", "year"),
    rest_slow(
        [
            ("referrals_received", 7),
            ("referrals_decided", 6),
            ("matches", 4),
            ("referrals_matched", 3),
            ("referrals_matched_gfo", 2),
            ("referrals_matched_kommun", 2),
            ("referrals_matched_network", 1),
            ("referrals_returned_gfo", 1),
            ("referrals_withdrawn_kommun", 1),
            ("referrals_open", 1),
            ("days_to_match", 25),
            ("match_rate", 66.666667),
        ],
        lambda case: case[0] in ("referrals_matched_kommun", "match_rate"),
    ),
)
def test_every_outcome_counts_where_it_belongs(spec, kpi, year):
    spec.given(
        "remisser",
        """
        kommun | barn_id | inkommen   | utfall          | avslutad
        Ånge   | b1      | 2023-01-01 | matchad_gfo     | 2023-01-11
        Ånge   | b2      | 2023-01-01 | matchad_gfo     | 2023-01-21
        Ånge   | b1      | 2023-02-01 | matchad_kommun  | 2023-03-03
        Ånge   | b3      | 2023-01-01 | matchad_natverk | 2023-02-10
        Ånge   | b4      | 2023-01-01 | aterlamnad      | 2023-01-11
        Ånge   | b5      | 2023-01-01 | atertagen       | 2023-01-11
        Ånge   | b6      | 2023-01-01 | pagaende        |
        """,
    )
    spec.expect(kpi, "Ånge", {"2023": year})
    spec.expect(kpi, "GFO", {"2023": year})


def test_received_and_open_at_the_start_are_decided_and_open_at_the_end(spec):
    spec.given(
        "remisser",
        """
        kommun | inkommen   | utfall      | avslutad
        Ånge   | 2022-12-01 | matchad_gfo | 2023-01-11
        Ånge   | 2022-12-31 | pagaende    |
        Ånge   | 2023-04-30 | aterlamnad  | 2023-04-30
        Ånge   | 2023-04-30 | aterlamnad  | 2023-05-01
        """,
    )
    spec.expect("referrals_open", "Ånge", {"2022T3": 2, "2023T1": 2, "2023T2": 1})
    spec.expect("referrals_received", "Ånge", {"2023T1": 2, "2023T2": 0})
    spec.expect("referrals_decided", "Ånge", {"2023T1": 2, "2023T2": 1})
