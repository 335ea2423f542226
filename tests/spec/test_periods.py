"""Longer and shorter spans than a tertial: year to date, three years, and the same days of the year before."""

from __future__ import annotations

from datetime import date

from tests.fixtures.expected import preliminary, remarked

REFERRALS = """
    kommun | inkommen   | utfall
    Ånge   | 2022-01-10 | pagaende
    Ånge   | 2022-05-10 | pagaende
    Ånge   | 2022-07-15 | pagaende
    Ånge   | 2022-07-16 | pagaende
    Ånge   | 2022-12-31 | pagaende
    Ånge   | 2023-07-15 | pagaende
"""


def test_year_to_date_runs_from_january_through_its_tertial(spec):
    spec.given("remisser", REFERRALS)
    spec.expect("referrals_received", "Ånge", {"2022T1Y": 1, "2022T2Y": 4, "2022T3Y": 5, "2022": 5})


def test_three_years_are_a_period_of_their_own(spec):
    spec.given("remisser", REFERRALS)
    spec.expect("referrals_received", "Ånge", {"2020-2022": 5, "2023-2025": preliminary(1)})


def test_child_is_counted_once_in_three_years(spec):
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | startdatum | slutdatum
        Ånge   | b1      | hvb            | 2020-02-01 | 2020-03-01
        Ånge   | b1      | hvb            | 2022-02-01 | 2022-03-01
        """,
    )
    spec.expect("placed_children", "Ånge", {"2020": 1, "2021": 0, "2022": 1, "2020-2022": 1})


def test_period_under_way_is_set_beside_the_same_days_of_the_year_before(spec):
    spec.reporting_date = date(2023, 7, 15)
    spec.given("remisser", REFERRALS)
    spec.expect(
        "referrals_received",
        "Ånge",
        {"2023T2": preliminary(1), "2022T2D0715": 2, "2022T2": 3, "2022-07D0715": 1, "2022D0715": 3},
    )
    spec.expect("referrals_open", "Ånge", {"2022T2D0715": 3, "2022T2": 4})


def test_spans_are_cut_on_that_day_too(spec):
    spec.reporting_date = date(2023, 7, 15)
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | startdatum | slutdatum
        Ånge   | b1      | hvb            | 2022-07-01 | 2022-07-11
        Ånge   | b2      | hvb            | 2022-07-15 | 2022-07-20
        Ånge   | b3      | hvb            | 2022-07-16 | 2022-07-20
        """,
    )
    spec.expect("care_days", "Ånge", {"2022-07D0715": 11, "2022-07": 19})
    spec.expect("placed_children", "Ånge", {"2022-07D0715": 2, "2022-07": 3})
    spec.expect("children_in_care", "Ånge", {"2022-07D0715": 1, "2022-07": 0})


def test_a_child_changes_its_class_of_age_on_the_first_day_of_the_year(spec):
    spec.reporting_date = date(2023, 1, 1)
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | fodelsear | startdatum | slutdatum
        Ånge   | b1      | hvb            | 2015      | 2021-03-01 | 2022-01-02
        """,
    )
    new_year, before = "2022T1D0101", "2021T3"
    spec.expect("children_in_care", "Ånge", {before: 1, new_year: 0}, cut="alder=0_6")
    spec.expect("children_in_care", "Ånge", {before: 0, new_year: 1}, cut="alder=7_14")
    spec.given(
        "remisser",
        """
        kommun | remiss_id | barn_id | fodelsear | inkommen   | utfall        | avslutad
        Ånge   | r1        | b1      | 2015      | 2021-12-20 | matchad_gfo   | 2022-01-02
        """,
    )
    spec.expect("referrals_open", "Ånge", {before: 1, new_year: 0}, cut="alder=0_6")
    spec.expect("referrals_open", "Ånge", {before: 0, new_year: 1}, cut="alder=7_14")


def test_a_child_is_in_no_class_of_age_that_it_had_left_before(spec):
    spec.reporting_date = date(2024, 1, 5)
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | fodelsear | startdatum | slutdatum
        Ånge   | b1      | hvb            | 2008      | 2023-01-10 |
        """,
    )
    spec.given(
        "remisser",
        """
        kommun | remiss_id | barn_id | fodelsear | inkommen   | utfall   | avslutad
        Ånge   | r1        | b1      | 2008      | 2023-01-10 | pagaende |
        """,
    )
    for kpi in ("children_in_care", "referrals_open"):
        spec.expect(kpi, "Ånge", {"2023T1D0105": 0, "2023T1": 0}, cut="alder=7_14")
        spec.expect(kpi, "Ånge", {"2023T1D0105": 0, "2023T1": 1}, cut="alder=15_17")


def test_costs_of_a_period_under_way_are_its_whole_months_and_say_so(spec):
    spec.reporting_date = date(2023, 7, 15)
    spec.through("kostnader", "2023-06-30", sender="Ånge")
    spec.given(
        "kostnader",
        """
        kommun | manad   | placeringsform | belopp
        Ånge   | 2022-06 | hvb            | 40
        Ånge   | 2022-07 | hvb            | 50
        Ånge   | 2023-05 | hvb            | 100
        Ånge   | 2023-06 | hvb            | 205
        """,
    )
    spec.given("placeringar", "kommun | placeringsform | startdatum\nÅnge | hvb | 2022-05-01")
    spec.expect(
        "placement_cost",
        "Ånge",
        {
            "2023T2": preliminary(remarked(305, "hela_manader:2023-06-30")),
            "2022T2D0715": 40,
            "2023-07": "uppgift_saknas",
        },
    )
    spec.expect("cost_per_care_day", "Ånge", {"2023T2": preliminary(remarked(5, "hela_manader:2023-06-30"))})
    spec.expect("care_days_costed", "Ånge", {"2023T2": preliminary(61), "2022T2D0715": 61, "2022T2": 123})
