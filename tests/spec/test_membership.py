"""A kommun joins and leaves: what counts for it, what counts for GFO, and from when."""

from __future__ import annotations

from datetime import date

from pipelines.reference import Owner
from tests.fixtures.expected import published, remarked

ANGE, TIMRA, KRAMFORS = "2260", "2262", "2282"


def test_services_before_a_kommun_joined_are_not_its_own_but_gfos(spec):
    spec.given(
        "stod",
        """
        kommun | typ              | startdatum
        Timrå  | individuellt_stod | 2022-03-01
        Timrå  | individuellt_stod | 2022-10-01
        """,
    )
    spec.expect("support_assignments", "Timrå", {"2021": "ej_med", "2022T1": "ej_med", "2022T3": 1})
    spec.expect("support_assignments", "GFO", {"2022T1": 1, "2022T3": 1, "2022": 2})


def test_year_it_joined_in_is_counted_from_that_day_and_says_so(spec):
    spec.given(
        "avvikelser",
        """
        kommun | datum
        Timrå  | 2022-02-01
        Timrå  | 2022-11-01
        """,
    )
    spec.expect("deviations_reported", "Timrå", {"2022": remarked(1, "med_fran:2022-09-01"), "2023": 0})


def test_span_of_a_service_that_began_before_a_kommun_joined_is_not_its_own(spec):
    spec.given("avvikelser", "kommun | datum\nTimrå | 2022-02-01")
    spec.expect("deviations_open", "Timrå", {"2022T3": 0})
    spec.expect("deviations_open", "GFO", {"2022T3": 1})


def test_recruitment_and_training_before_it_joined_are_not_the_kommuns(spec):
    spec.given("rekrytering", "inkommen | kanal | hemkommun\n2022-02-01 | webb | Timrå")
    spec.given("utbildning", "datum | typ | deltagare | kommun\n2022-02-01 | connect | 4 | Timrå")
    for kpi in ("enquiries_received", "training_participants"):
        spec.expect(kpi, "Timrå", {"2022T1": "ej_med", "2022T3": 0})


def test_placements_and_costs_before_it_joined_count_for_the_kommun_and_for_gfo(spec):
    spec.given("placeringar", "kommun | placeringsform | startdatum\nTimrå | hvb | 2021-02-01")
    spec.given("kostnader", "kommun | manad | placeringsform | belopp\nTimrå | 2021-02 | hvb | 100")
    for kpi, value in (("placements_started", 1), ("placement_cost", 100)):
        spec.expect(kpi, "Timrå", {"2021T1": value})
        spec.expect(kpi, "GFO", {"2021T1": value})


def test_nothing_of_a_leaver_counts_for_gfo_from_the_day_it_left(spec):
    spec.members = (Owner(ANGE, date(2019, 1, 1), None), Owner(KRAMFORS, date(2019, 1, 1), date(2023, 7, 1)))
    spec.given(
        "placeringar",
        """
        kommun   | placeringsform | startdatum | slutdatum
        Ånge     | hvb            | 2023-01-01 |
        Kramfors | hvb            | 2023-06-21 |
        Kramfors | hvb            | 2023-07-01 |
        """,
    )
    spec.expect("children_in_care", "GFO", {"2023-06": 2, "2023-07": 1, "2023T3": 1})
    spec.expect("placements_started", "GFO", {"2023T2": 1})
    spec.expect("care_days", "GFO", {"2023-06": 30 + 10, "2023-07": 31})
    spec.expect("placed_children", "GFO", {"2023T2": 2, "2023T3": 1})


def test_span_under_way_of_a_leaver_is_cut_on_its_last_day_for_gfo_and_goes_on_for_itself(spec):
    spec.members = (Owner(ANGE, date(2019, 1, 1), None), Owner(KRAMFORS, date(2019, 1, 1), date(2023, 7, 1)))
    spec.given("placeringar", "kommun | placeringsform | startdatum\nKramfors | hvb | 2023-06-21")
    spec.expect("care_days", "Kramfors", {"2023-07": 31})
    spec.expect("care_days", "GFO", {"2023-07": 0})


def test_services_of_a_leaver_are_not_its_own_after_it_left(spec):
    spec.members = (Owner(ANGE, date(2019, 1, 1), None), Owner(KRAMFORS, date(2019, 1, 1), date(2023, 7, 1)))
    spec.given("remisser", "kommun | inkommen | utfall\nKramfors | 2023-06-01 | pagaende")
    spec.expect("referrals_open", "GFO", {"2023-06": 1, "2023T2": 0, "2023T3": 0})
    spec.expect("referrals_open", "Kramfors", {"2023T3": "ej_med"})


def test_gfo_has_no_figure_for_a_period_without_an_owner(spec):
    spec.members = (Owner(ANGE, date(2020, 5, 1), None),)
    spec.given("utbildning", "datum | typ | deltagare\n2019-03-01 | connect | 4\n2020-06-01 | connect | 5")
    spec.expect("training_participants", "GFO", {"2019T1": "fore_start", "2020T1": "fore_start", "2020T2": 5})


def test_figure_of_an_old_report_before_anything_is_covered_is_that_cell_and_no_other(spec):
    spec.given(
        "publicerat",
        "nyckeltal | omrade | period | varde | kalla\nplaced_children | GFO | 2018 | 283 | Bokslut 2018",
    )
    spec.expect("placed_children", "GFO", {"2018": published(283)})
    spec.expect_nothing("placed_children", "GFO", "2018T1", "2018-05")
    spec.expect_nothing("placed_children", "Ånge", "2018")
    spec.expect_nothing("placements_started", "GFO", "2018")
    spec.expect_nothing("cost_per_care_day", "GFO", "2018")
