"""What the KPIs of placements count."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures.matrix import rest_slow
from tests.fixtures.tables import every_age

EVERY_FORM = """
    kommun | barn_id | placeringsform    | startdatum | slutdatum  | avslutsorsak
    Ånge   | b1      | familjehem_gfo    | 2023-01-01 | 2023-02-01 | planerad
    Ånge   | b2      | familjehem_kommun | 2023-01-01 | 2023-02-01 | sammanbrott
    Ånge   | b3      | natverkshem       | 2023-01-01 | 2023-02-01 | flytt_hem
    Ånge   | b4      | konsulentstott    | 2023-01-01 | 2023-02-01 |
    Ånge   | b5      | jourhem           | 2023-01-01 | 2023-02-01 |
    Ånge   | b6      | akutfamilj        | 2023-01-01 |            |
    Ånge   | b7      | hvb               | 2023-01-01 |            |
    Ånge   | b8      | stodboende        | 2023-01-01 |            |
    Ånge   | b9      | sis               | 2023-01-01 |            |
"""


@pytest.mark.parametrize(
    ("kpi", "tertial"),
    rest_slow(
        [
            ("placed_children", 9),
            ("children_in_care", 4),
            ("foster_children", 4),
            ("foster_children_consultant", 1),
            ("emergency_placements_started", 2),
            ("emergency_placements_akutfamilj", 1),
            ("placements_started", 9),
            ("placements_ended", 5),
            ("breakdowns", 1),
            ("breakdown_rate", 20),
            ("replacements", 0),
            ("care_days", 5 * 31 + 4 * 120),
        ],
        lambda case: case[0] in ("emergency_placements_started", "care_days"),
    ),
)
def test_every_form_counts_where_it_belongs(spec, kpi, tertial):
    spec.given("placeringar", EVERY_FORM)
    spec.expect(kpi, "Ånge", {"2023T1": tertial})
    spec.expect(kpi, "GFO", {"2023T1": tertial})


@pytest.mark.parametrize(
    "kpi",
    rest_slow(
        ["children_in_care", "placements_started", "placements_ended", "care_days"], "care_days".__eq__
    ),
)
def test_by_form_is_the_same_kpi_cut(spec, kpi):
    spec.given("placeringar", EVERY_FORM)
    expected = {"children_in_care": 0, "placements_started": 1, "placements_ended": 1, "care_days": 31}
    spec.expect(kpi, "Ånge", {"2023T1": expected[kpi]}, cut="form=jourhem")


@pytest.mark.parametrize(
    ("second", "counted"),
    rest_slow(
        [
            ("Ånge  | b1 | hvb     | 2023-03-10 | | h2", 1),  # the same day
            ("Ånge  | b1 | hvb     | 2023-03-17 | | h2", 1),  # seven days after
            ("Ånge  | b1 | hvb     | 2023-03-18 | | h2", 0),  # eight days after
            ("Ånge  | b1 | hvb     | 2023-03-09 | | h2", 1),  # a day before the first ended
            ("Ånge  | b1 | hvb     | 2023-03-08 | | h2", 0),  # two days before
            ("Ånge  | b1 | jourhem | 2023-03-10 | | h1", 0),  # a new decision in the same home
            ("Ånge  | b1 | jourhem | 2023-03-10 | |", 1),  # a home that is not given cannot be the same
            ("Ånge  | b2 | hvb     | 2023-03-10 | | h2", 0),  # another child
            ("Timrå | b1 | hvb     | 2023-03-10 | | h2", 0),  # another kommun's child of the same pseudonym
        ],
        lambda case: (
            "03-17" in case[0] or "03-18" in case[0] or "decision" in case[0] or "jourhem" in case[0]
        ),
    ),
)
def test_replacement_is_a_start_within_seven_days_of_an_end_in_another_home(spec, second, counted):
    spec.given(
        "placeringar",
        f"""
        kommun | barn_id | placeringsform | startdatum | slutdatum  | hem_id
        Ånge   | b1      | jourhem        | 2023-03-01 | 2023-03-10 | h1
        {second}
        """,
    )
    spec.expect("replacements", "GFO", {"2023T1": counted})


def test_replacement_counts_once_however_many_placements_ended_before_it(spec):
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | startdatum | slutdatum  | hem_id
        Ånge   | b1      | jourhem        | 2023-03-01 | 2023-03-10 | h1
        Ånge   | b1      | jourhem        | 2023-03-02 | 2023-03-12 | h2
        Ånge   | b1      | hvb            | 2023-03-13 |            |
        """,
    )
    spec.expect("replacements", "Ånge", {"2023T1": 1})


def test_placement_of_no_days_is_not_moved_from_by_one_that_starts_the_same_day(spec):
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | startdatum | slutdatum
        Ånge   | b1      | jourhem        | 2023-03-01 | 2023-03-01
        Ånge   | b1      | hvb            | 2023-03-01 |
        """,
    )
    spec.expect("replacements", "Ånge", {"2023T1": 0})
    spec.expect("placed_children", "Ånge", {"2023T1": 1})


def test_end_after_the_reporting_date_has_not_happened(spec):
    spec.reporting_date = date(2023, 6, 15)
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | startdatum | slutdatum  | avslutsorsak
        Ånge   | b1      | hvb            | 2023-06-01 | 2023-06-15 | sammanbrott
        Ånge   | b2      | hvb            | 2023-06-01 | 2023-06-16 | sammanbrott
        """,
    )
    spec.expect("placements_ended", "Ånge", {"2023T2": 1})
    spec.expect("breakdowns", "Ånge", {"2023T2": 1})
    spec.expect("children_in_care", "Ånge", {"2023T2": 1})
    spec.expect("care_days", "Ånge", {"2023T2": 14 + 15})


def test_placed_per_thousand_divides_by_the_children_of_the_year_before(spec):
    spec.given("placeringar", EVERY_FORM)
    spec.given("befolkning", every_age("Ånge", 2022, {0: 1500, 20: 500}))
    spec.expect(
        "placed_per_1000", "Ånge", {"2023T1": 4.5, "2023T2": 2, "2023": 4.5, "2022": "uppgift_saknas"}
    )
