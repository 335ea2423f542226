"""A number, missing or published: what a period without rows says, and whom GFO waits for."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures.expected import preliminary, published


def test_covered_period_without_rows_is_zero_and_ok(spec):
    spec.expect("placements_started", "Ånge", {"2019-01": 0, "2023T3": 0, "2023": 0})


def test_register_that_ends_early_is_missing_and_not_a_collapse(spec):
    spec.through("remisser", "2023-08-31")
    spec.given("remisser", "kommun | inkommen | utfall\nÅnge | 2023-05-01 | pagaende")
    expected = {
        "2023T2": 1,
        "2023-08": 0,
        "2023T3": "ej_levererat",
        "2023": "ej_levererat",
        "2023-09": "ej_levererat",
    }
    spec.expect("referrals_received", "GFO", expected)
    # GFO keeps the register: a kommun's figure waits for GFO, not for the kommun.
    spec.expect(
        "referrals_received",
        "Ånge",
        {period: "ej_levererat:GFO" if said == "ej_levererat" else said for period, said in expected.items()},
    )


def test_delivery_that_ends_a_day_short_does_not_cover_the_period(spec):
    spec.through("remisser", "2023-08-30")
    spec.expect(
        "referrals_received",
        "Ånge",
        {"2023T1": 0, "2023T2": "ej_levererat:GFO", "2023-08": "ej_levererat:GFO"},
    )


def test_gfo_waits_for_the_kommuner_that_have_not_delivered_and_says_which(spec):
    spec.not_delivered("placeringar", sender="Timrå")
    spec.through("placeringar", "2023-04-30", sender="Kramfors")
    spec.expect("placements_started", "Timrå", {"2023T1": "ej_levererat"})
    spec.expect("placements_started", "Ånge", {"2023T2": 0})
    spec.expect(
        "placements_started",
        "GFO",
        {"2021T1": 0, "2023T1": "ej_levererat:2262", "2023T2": "ej_levererat:2262,2282"},
    )


def test_period_under_way_is_covered_to_the_reporting_date_and_preliminary(spec):
    spec.reporting_date = date(2023, 6, 15)
    spec.given(
        "remisser",
        """
        kommun | inkommen   | utfall      | avslutad
        Ånge   | 2023-06-15 | matchad_gfo | 2023-06-16
        Ånge   | 2023-06-16 | pagaende    |
        """,
    )
    spec.expect(
        "referrals_received", "Ånge", {"2023T1": 0, "2023T2": preliminary(1), "2023-05": 0, "2023": 1}
    )
    spec.expect("referrals_matched", "Ånge", {"2023T2": preliminary(0)})
    spec.expect("referrals_open", "Ånge", {"2023T2": preliminary(1), "2023": preliminary(1)})


def test_period_that_starts_after_the_reporting_date_does_not_exist(spec):
    spec.reporting_date = date(2023, 4, 30)
    periods = {period for _, _, period in spec.figures("referrals_received")}
    assert {"2023T1", "2023-04", "2023", "2023T1R3"} <= periods
    assert not {"2023T2", "2023-05", "2024", "2023T2R3"} & periods


def test_referrals_of_a_kommun_before_it_joined_do_not_exist_and_gfo_does_not_wait(spec):
    spec.given(
        "remisser",
        """
        kommun | inkommen   | utfall
        Timrå  | 2022-09-01 | pagaende
        Ånge   | 2022-03-01 | pagaende
        """,
    )
    spec.expect("referrals_received", "Timrå", {"2022T2": "ej_med", "2022T3": 1, "2021": "ej_med"})
    spec.expect("referrals_received", "GFO", {"2022T1": 1, "2022T3": 1, "2022": 2})


def test_placements_of_an_owner_count_also_before_it_joined(spec):
    spec.given("placeringar", "kommun | placeringsform | startdatum\nTimrå | hvb | 2021-02-01")
    spec.expect("placements_started", "Timrå", {"2021T1": 1})
    spec.expect("placements_started", "GFO", {"2021T1": 1})


def test_old_report_speaks_where_no_rows_exist_and_only_there(spec):
    spec.through("familjehem", "2022-12-31")
    spec.given("familjehem", "hemkommun | fran\nÅnge | 2022-01-01")
    spec.given(
        "publicerat",
        """
        nyckeltal            | omrade | period | varde | kalla
        bank_homes_available | GFO    | 2022T3 | 26    | Årsbokslut 2022
        bank_homes_available | GFO    | 2023T1 | 29    | Delårsbokslut 2023
        """,
    )
    spec.expect(
        "bank_homes_available", "GFO", {"2022T3": 1, "2023T1": published(29), "2023T2": "ej_levererat"}
    )


def test_rows_outside_the_owners_count_for_gfo_alone(spec):
    spec.given(
        "familjehem",
        """
        hemkommun | fran
        Sundsvall | 2022-01-01
        Ånge      | 2022-01-01
                  | 2022-01-01
        """,
    )
    figures = spec.figures("bank_homes")
    assert {area for _, area, _ in figures} == {"GFO", "2260", "2262", "2280", "2282", "2283", "2284"}
    spec.expect("bank_homes", "Ånge", {"2023T1": 1})
    spec.expect("bank_homes", "GFO", {"2023T1": 3})


OLD_REPORT = """
    nyckeltal         | omrade | period | varde | kalla
    matches           | GFO    | 2018   | 30    | Årsbokslut 2018
    referrals_decided | GFO    | 2018   | 40    | Årsbokslut 2018
    matches           | GFO    | 2017   | 0     | Årsbokslut 2017
    referrals_decided | GFO    | 2017   | 0     | Årsbokslut 2017
    match_rate        | GFO    | 2016   | 80    | Årsbokslut 2016
    gfo_budget        | GFO    | 2018   | 500   | Årsbokslut 2018
    gfo_outcome       | GFO    | 2018   | 450   | Årsbokslut 2018
    gfo_outcome       | GFO    | 2017   | 450   | Årsbokslut 2017
"""


def test_what_is_made_of_published_parts_is_published(spec):
    spec.given("publicerat", OLD_REPORT)
    spec.expect("match_rate", "GFO", {"2018": published(75), "2017": "inga_fall", "2016": published(80)})
    spec.expect("gfo_deviation", "GFO", {"2018": published(50)})


@pytest.mark.parametrize("part", ["matches", "referrals_decided"])
def test_what_is_made_of_one_published_part_is_published(spec, part):
    # The rows speak of 2023; a part of 2018 stands in an old report, the other is missing.
    spec.given(
        "publicerat", f"nyckeltal | omrade | period | varde | kalla\n{part} | GFO | 2018 | 30 | Bokslut"
    )
    spec.expect_nothing("match_rate", "GFO", "2018")


@pytest.mark.parametrize("missing", ["kostnader", "placeringar"])
def test_ratio_waits_for_both_its_parts_and_says_for_whom(spec, missing):
    spec.not_delivered(missing, sender="Timrå")
    spec.given("kostnader", "kommun | manad | placeringsform | belopp\nÅnge | 2023-01 | hvb | 100")
    spec.given(
        "placeringar",
        "kommun | placeringsform | startdatum | slutdatum\nÅnge | hvb | 2023-01-01 | 2023-01-11",
    )
    spec.expect("cost_per_care_day", "Ånge", {"2023-01": 10})
    spec.expect("cost_per_care_day", "Timrå", {"2023-01": "ej_levererat"})
    spec.expect("cost_per_care_day", "GFO", {"2023-01": "ej_levererat:2262"})
