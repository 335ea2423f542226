"""A spec for every measure: how observations become a month, a tertial, a year and rolling three tertials."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures.expected import preliminary, remarked
from tests.fixtures.matrix import rest_slow
from tests.fixtures.tables import every_age


def test_flow_counts_rows_on_the_day_and_adds_up(spec):
    spec.given(
        "remisser",
        """
        kommun | inkommen   | utfall
        Ånge   | 2023-01-01 | pagaende
        Ånge   | 2023-04-30 | pagaende
        Ånge   | 2023-05-01 | pagaende
        Ånge   | 2022-12-31 | pagaende
        Timrå  | 2023-12-31 | pagaende
        """,
    )
    spec.expect(
        "referrals_received",
        "Ånge",
        {
            "2022": 1,
            "2023-01": 1,
            "2023-04": 1,
            "2023T1": 2,
            "2023T2": 1,
            "2023T3": 0,
            "2023": 3,
            "2023T1R3": 3,
        },
    )
    spec.expect("referrals_received", "Timrå", {"2023T3": 1, "2023": 1, "2023-12": 1})
    spec.expect(
        "referrals_received", "GFO", {"2023T1": 2, "2023T2": 1, "2023T3": 1, "2023": 4, "2023T3R3": 4}
    )


def test_referral_decided_in_another_tertial_counts_where_it_was_decided(spec):
    spec.given(
        "remisser",
        """
        kommun | inkommen   | utfall      | avslutad
        Timrå  | 2022-12-20 | matchad_gfo | 2023-01-10
        """,
    )
    spec.expect("referrals_received", "Timrå", {"2022T3": 1, "2023T1": 0})
    spec.expect("referrals_matched_gfo", "Timrå", {"2022T3": 0, "2023T1": 1})


def test_unique_flow_counts_a_child_once_so_a_year_is_not_the_sum_of_its_tertials(spec):
    spec.given(
        "remisser",
        """
        kommun  | barn_id | inkommen   | utfall         | avslutad
        Ånge    | b1      | 2023-01-01 | matchad_gfo    | 2023-02-01
        Ånge    | b1      | 2023-03-01 | matchad_kommun | 2023-03-15
        Ånge    | b1      | 2023-05-01 | matchad_gfo    | 2023-06-01
        Ånge    | b2      | 2023-05-01 | matchad_gfo    | 2023-06-01
        Kramfors| b1      | 2023-05-01 | matchad_gfo    | 2023-06-01
        """,
    )
    spec.expect(
        "referrals_matched", "Ånge", {"2023T1": 1, "2023T2": 2, "2023T3": 0, "2023": 2, "2023T3R3": 2}
    )
    # The pseudonym b1 of another kommun is another child.
    spec.expect("referrals_matched", "GFO", {"2023T1": 1, "2023T2": 3, "2023": 3})
    spec.expect("matches", "Ånge", {"2023T1": 2, "2023T2": 2, "2023": 4})


def test_during_counts_a_child_whose_span_touches_the_period_with_either_end_day(spec):
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | startdatum | slutdatum
        Ånge   | b1      | hvb            | 2022-11-01 | 2023-01-01
        Ånge   | b2      | hvb            | 2023-04-30 |
        Ånge   | b3      | hvb            | 2023-02-03 | 2023-02-03
        Ånge   | b3      | sis            | 2023-02-10 | 2023-06-01
        """,
    )
    spec.expect(
        "placed_children",
        "Ånge",
        {
            "2022T3": 1,
            "2023-01": 1,
            "2023-02": 1,
            "2023T1": 3,
            "2023T2": 2,
            "2023T3": 1,
            "2022": 1,
            "2023": 3,
        },
    )


def test_stock_is_read_on_the_last_day_and_a_span_no_longer_counts_on_its_own_last_day(spec):
    spec.given(
        "remisser",
        """
        kommun | inkommen   | utfall     | avslutad
        Ånge   | 2023-04-30 | pagaende   |
        Ånge   | 2023-01-01 | aterlamnad | 2023-04-30
        Ånge   | 2023-01-01 | aterlamnad | 2023-05-01
        Ånge   | 2023-05-02 | aterlamnad | 2023-05-02
        """,
    )
    spec.expect(
        "referrals_open",
        "Ånge",
        {"2022T3": 0, "2023-03": 2, "2023T1": 2, "2023-05": 1, "2023T2": 1, "2023": 1, "2023T3R3": 1},
    )


def test_stock_of_a_child_in_two_forms_is_one_child(spec):
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | startdatum
        Ånge   | b1      | hvb            | 2023-02-01
        Ånge   | b1      | sis            | 2023-02-02
        """,
    )
    spec.expect("children_in_care", "Ånge", {"2023T1": 1, "2022T3": 0})
    spec.expect("children_in_care", "Ånge", {"2023T1": 1}, cut="form=hvb")
    spec.expect("children_in_care", "Ånge", {"2023T1": 0}, cut="form=jourhem")


@pytest.mark.parametrize(
    ("first", "second"),
    rest_slow(
        [
            ("2023-01-01 | 2023-03-01", "2023-02-01 | 2023-03-01"),  # ends with the other
            ("2023-01-01 | 2023-03-01", "2023-02-01 | 2023-02-05"),  # lies within it
            ("2023-01-01 | 2023-02-05", "2023-01-31 | 2023-03-01"),  # continues it
            ("2023-01-01 | 2023-02-05", "2023-02-05 | 2023-03-01"),  # follows on the day it ended
            ("2023-01-01 | 2023-01-01", "2023-01-01 | 2023-03-01"),  # begins with one of no days
            ("2023-01-01 | 2023-03-01", "2023-03-01 | 2023-03-01"),  # ends with one of no days
        ],
        lambda case: case[0].endswith("2023-02-05"),
    ),
)
def test_child_of_two_placements_is_one_child_while_any_of_them_lasts(spec, first, second):
    spec.given(
        "placeringar",
        f"""
        kommun | barn_id | placeringsform | startdatum | slutdatum
        Ånge   | b1      | hvb            | {first}
        Ånge   | b1      | sis            | {second}
        """,
    )
    spec.expect(
        "children_in_care", "Ånge", {"2022-12": 0, "2023-01": 1, "2023-02": 1, "2023-03": 0, "2023": 0}
    )
    spec.expect(
        "placed_children",
        "Ånge",
        {
            "2022": 0,
            "2023-01": 1,
            "2023-02": 1,
            "2023-03": 1,
            "2023-04": 0,
            "2023T1": 1,
            "2023": 1,
            "2023T2": 0,
        },
    )


def test_days_count_the_first_day_and_not_the_last_and_add_up(spec):
    spec.given(
        "placeringar",
        """
        kommun | barn_id | placeringsform | startdatum | slutdatum
        Ånge   | b1      | hvb            | 2022-12-30 | 2023-01-03
        Ånge   | b2      | sis            | 2023-04-30 | 2023-05-01
        Ånge   | b3      | hvb            | 2023-07-07 | 2023-07-07
        """,
    )
    spec.expect("care_days", "Ånge", {"2022": 2, "2023-01": 2, "2023T1": 3, "2023T2": 0, "2023": 3})
    spec.expect("care_days", "Ånge", {"2022": 2, "2023": 2}, cut="form=hvb")
    spec.expect("care_days", "Ånge", {"2023": 1}, cut="form=sis")


def test_days_of_an_open_span_run_through_the_reporting_date(spec):
    spec.reporting_date = date(2024, 3, 2)
    spec.given(
        "placeringar",
        """
        kommun | placeringsform | startdatum | slutdatum
        Ånge   | hvb            | 2024-02-28 |
        Timrå  | hvb            | 2024-02-28 | 2024-03-20
        """,
    )
    # 28 and 29 February, 1 and 2 March: 2024 is a leap year, and an end after the reporting date is open.
    spec.expect("care_days", "Ånge", {"2024-02": 2, "2024-03": preliminary(2), "2024": preliminary(4)})
    spec.expect("care_days", "Timrå", {"2024-02": 2, "2024-03": 2, "2024T1": 4})


def test_sum_adds_the_values_of_the_days_in_the_period(spec):
    spec.given(
        "kostnader",
        """
        kommun | manad   | placeringsform | belopp
        Ånge   | 2023-01 | hvb            | 100.50
        Ånge   | 2023-05 | hvb            | 10
        Ånge   | 2023-05 | konsulentstott | 1
        Timrå  | 2023-05 | hvb            | -5
        """,
    )
    spec.expect("placement_cost", "Ånge", {"2023T1": 100.5, "2023T2": 11, "2023": 111.5, "2023T3": 0})
    spec.expect("placement_cost", "GFO", {"2023": 106.5, "2023-05": 6})
    spec.expect("placement_cost", "Ånge", {"2023": 1}, cut="form=konsulentstott")


def test_median_is_the_middle_or_the_mean_of_the_middle_two_and_of_nothing_is_missing(spec):
    spec.given(
        "remisser",
        """
        kommun | inkommen   | utfall      | avslutad
        Ånge   | 2023-01-01 | matchad_gfo | 2023-01-11
        Ånge   | 2023-02-01 | matchad_gfo | 2023-02-02
        Ånge   | 2023-03-01 | matchad_gfo | 2023-03-21
        Ånge   | 2023-05-01 | matchad_gfo | 2023-05-04
        Ånge   | 2023-09-01 | aterlamnad  | 2023-09-05
        """,
    )
    spec.expect(
        "days_to_match",
        "Ånge",
        {"2023T1": 10, "2023T2": 3, "2023T3": "inga_fall", "2023": 6.5, "2023-03": 20},
    )


def test_level_is_the_latest_year_end_before_the_year_of_the_period(spec):
    spec.given("befolkning", every_age("Ånge", 2020, {0: 100, 20: 30}))
    spec.given("befolkning", every_age("Ånge", 2022, {5: 90, 6: 1}))
    spec.expect(
        "children_0_20",
        "Ånge",
        {
            "2020T3": "uppgift_saknas",
            "2021": remarked(130, "per:2020-12-31"),
            "2021-01": remarked(130, "per:2020-12-31"),
            "2022T3": remarked(130, "aldre:2020-12-31"),
            "2023": remarked(91, "per:2022-12-31"),
            "2023T1R3": remarked(91, "per:2022-12-31"),
        },
    )


def test_a_year_in_which_an_age_is_missing_is_no_year(spec):
    spec.given("befolkning", every_age("Ånge", 2021, {0: 130}))
    spec.given("befolkning", every_age("Ånge", 2022, {0: 91}, oldest=17))
    spec.expect(
        "children_0_20",
        "Ånge",
        {"2022": remarked(130, "per:2021-12-31"), "2023": remarked(130, "aldre:2021-12-31")},
    )


def test_what_is_divided_by_an_older_population_says_so(spec):
    spec.given("placeringar", "kommun | barn_id | placeringsform | startdatum\nÅnge | b1 | hvb | 2023-01-01")
    spec.given("befolkning", every_age("Ånge", 2021, {0: 1000}))
    spec.expect("placed_per_1000", "Ånge", {"2023T1": remarked(1, "aldre:2021-12-31")})


def test_level_of_gfo_is_the_sum_of_its_kommuner_and_missing_while_one_of_them_is(spec):
    owners = {"Ånge": 1, "Härnösand": 10, "Kramfors": 100, "Sollefteå": 1000, "Örnsköldsvik": 10000}
    tables = [every_age(name, 2020, {0: children}) for name, children in owners.items()]
    tables += [every_age("Sundsvall", 2020, {0: 700000}), every_age("Timrå", 2022, {0: 100000})]
    for table in tables:
        spec.given("befolkning", table)
    # Timrå owns from September 2022: 2022 waits for it, 2021 does not. Sundsvall never counts.
    spec.expect(
        "children_0_20",
        "GFO",
        {
            "2021": remarked(11111, "per:2020-12-31"),
            "2022": "uppgift_saknas",
            "2023": remarked(111111, "aldre:2020-12-31"),
        },
    )


def test_ratio_of_a_year_is_made_of_the_year_and_of_nothing_is_missing(spec):
    spec.given(
        "remisser",
        """
        kommun | inkommen   | utfall      | avslutad
        Ånge   | 2023-01-01 | matchad_gfo | 2023-01-11
        Ånge   | 2023-05-01 | matchad_gfo | 2023-05-02
        Ånge   | 2023-05-01 | atertagen   | 2023-05-21
        """,
    )
    spec.expect("match_rate", "Ånge", {"2023T1": 100, "2023T2": 50, "2023T3": "inga_fall", "2023": 66.666667})


def test_difference_of_budget_and_outcome_is_missing_until_every_outcome_is_there(spec):
    spec.given(
        "ekonomi",
        """
        ar   | tertial | post     | budget | utfall
        2023 | 1       | personal | 1000   | 900
        2023 | 1       | intakter | 100    | 150
        2023 | 2       | personal | 1000   |
        2023 | 2       | intakter | 100    | 80
        """,
    )
    spec.expect("gfo_budget", "GFO", {"2023T1": 900, "2023T2": 900, "2023": 1800, "2023-04": "ej_per_manad"})
    spec.expect("gfo_outcome", "GFO", {"2023T1": 750, "2023T2": "uppgift_saknas", "2023": "uppgift_saknas"})
    spec.expect("gfo_outcome", "GFO", {"2023T2": -80}, cut="post=intakter")
    # More income than budgeted is favourable, and so is less spent.
    spec.expect("gfo_deviation", "GFO", {"2023T1": 150, "2023T2": "uppgift_saknas"})
    spec.expect("gfo_deviation", "GFO", {"2023T1": 50, "2023T2": -20}, cut="post=intakter")


def test_prognosis_is_the_latest_made_in_the_period_and_never_summed(spec):
    spec.given(
        "ekonomi",
        """
        ar   | tertial | post     | budget | utfall | prognos
        2023 | 1       | personal | 1000   | 900    | 3100
        2023 | 1       | intakter | 100    | 150    | 400
        2023 | 2       | personal | 1000   | 900    | 3000
        2023 | 2       | intakter | 100    | 150    | 500
        2023 | 3       | personal | 1000   | 900    |
        2023 | 3       | intakter | 100    | 150    | 500
        """,
    )
    spec.expect(
        "gfo_prognosis",
        "GFO",
        {"2023T1": 2700, "2023T2": 2500, "2023T3": "uppgift_saknas", "2023": 2500, "2023T3R3": 2500},
    )
