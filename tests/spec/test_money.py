"""What the KPIs of costs and of GFO's economy count."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures.matrix import rest_slow
from tests.fixtures.tables import every_age

COSTS = """
    kommun | manad   | placeringsform    | belopp
    Ånge   | 2023-01 | familjehem_gfo    | 100
    Ånge   | 2023-01 | familjehem_kommun | 200
    Ånge   | 2023-01 | natverkshem       | 300
    Ånge   | 2023-01 | konsulentstott    | 400
    Ånge   | 2023-01 | hvb               | 8000
    Ånge   | 2023-02 | konsulentstott    | 1000
"""


@pytest.mark.parametrize(
    ("kpi", "january", "tertial"),
    rest_slow(
        [
            ("placement_cost", 9000, 10000),
            ("foster_cost", 1000, 2000),
            ("consultant_cost", 400, 1400),
            ("consultant_cost_share", 40, 70),
        ],
        lambda case: case[0] in ("foster_cost", "consultant_cost_share"),
    ),
)
def test_costs_count_by_form_in_their_month(spec, kpi, january, tertial):
    spec.given("kostnader", COSTS)
    spec.expect(kpi, "Ånge", {"2023-01": january, "2023T1": tertial, "2023": tertial})


def test_cost_per_care_day_divides_form_by_form(spec):
    spec.given("kostnader", COSTS)
    spec.given(
        "placeringar",
        """
        kommun | placeringsform | startdatum | slutdatum
        Ånge   | konsulentstott | 2023-01-01 | 2023-01-21
        Ånge   | hvb            | 2023-01-01 | 2023-01-11
        """,
    )
    spec.expect("cost_per_care_day", "Ånge", {"2023-01": 300, "2023-02": "inga_fall"})
    spec.expect("cost_per_care_day", "Ånge", {"2023-01": 20, "2023T1": 70}, cut="form=konsulentstott")
    spec.expect("cost_per_care_day", "Ånge", {"2023-01": "inga_fall"}, cut="form=natverkshem")


def test_cost_per_child_divides_by_the_children_of_the_year_before(spec):
    spec.given("kostnader", COSTS)
    spec.given("befolkning", every_age("Ånge", 2022, {0: 2000}))
    spec.expect("cost_per_child_0_20", "Ånge", {"2023T1": 5, "2023T2": 0, "2022": "uppgift_saknas"})


def test_economy_speaks_of_gfo_alone(spec):
    spec.given("ekonomi", "ar | tertial | post | budget | utfall\n2023 | 1 | personal | 10 | 20")
    for kpi in ("gfo_budget", "gfo_outcome", "gfo_deviation", "gfo_prognosis"):
        assert {area for _, area, _ in spec.figures(kpi)} == {"GFO"}


def test_outcome_of_a_tertial_under_way_is_missing_and_not_zero(spec):
    spec.reporting_date = date(2023, 6, 15)
    spec.given(
        "ekonomi",
        """
        ar   | tertial | post     | budget | utfall
        2023 | 1       | personal | 1000   | 900
        2023 | 2       | personal | 1000   |
        """,
    )
    told = {"2023T1": 900, "2023T2": "uppgift_saknas", "2023": 900}
    spec.expect("gfo_outcome", "GFO", told)
    spec.expect("gfo_budget", "GFO", {**told, "2023T1": 1000, "2023": 1000})
    spec.expect("gfo_deviation", "GFO", {**told, "2023T1": 100, "2023": 100})
