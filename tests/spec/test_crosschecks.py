"""Each cross-check with rows that break it, rows that do not, and nothing to compare with."""

from __future__ import annotations

import pytest

from tests.fixtures.matrix import rest_slow

PASSED, NOT_APPLICABLE = ("godkänd", 0), ("ej tillämplig", 0)
MATCH = """
remiss_id | kommun | barn_id | inkommen   | utfall      | avslutad
r1        | Timrå  | b1      | 2023-01-05 | matchad_gfo | 2023-02-01
"""


def found(number: int) -> tuple[str, int]:
    return ("fynd", number)


def placed(kommun: str, child: str, form: str, start: str) -> str:
    return f"""
    kommun   | barn_id | placeringsform | startdatum
    {kommun} | {child} | {form}         | {start}
    """


@pytest.mark.parametrize(
    "start",
    rest_slow(
        ["2023-02-01", "2023-05-02", "2023-01-20", "2022-11-03"],
        lambda start: start in ("2023-05-02", "2022-11-03"),
    ),
)
def test_match_with_a_placement_within_90_days_passes(registers, start):
    registers.given("remisser", MATCH)
    registers.given("placeringar", placed("Timrå", "b1", "familjehem_gfo", start))
    assert registers.outcome("match_without_placement", "Timrå") == PASSED


@pytest.mark.parametrize(
    ("kommun", "child", "form", "start"),
    rest_slow(
        [
            ("Timrå", "b1", "familjehem_gfo", "2023-05-03"),
            ("Timrå", "b1", "familjehem_gfo", "2022-11-02"),
            ("Timrå", "b1", "familjehem_kommun", "2023-02-01"),
            ("Timrå", "b2", "familjehem_gfo", "2023-02-01"),
            ("Ånge", "b1", "familjehem_gfo", "2023-02-01"),
        ],
        lambda case: case[3] == "2023-05-03" or case[0] == "Ånge",
    ),
    ids=["later", "earlier", "other form", "other child", "the same pseudonym in another kommun"],
)
def test_match_without_its_placement_is_found_with_its_row(registers, kommun, child, form, start):
    registers.given("remisser", MATCH)
    registers.given("placeringar", placed(kommun, child, form, start))
    assert registers.outcome("match_without_placement", "Timrå") == found(1)
    assert registers.places("match_without_placement") == ["remisser rad 1, avslutad 2023-02-01"]


def test_match_that_two_placements_follow_is_compared_once(registers):
    registers.given("remisser", MATCH + "r2 | Timrå | b2 | 2023-01-05 | matchad_gfo | 2023-02-01\n")
    for start in ("2023-02-01", "2023-03-01"):
        registers.given("placeringar", placed("Timrå", "b1", "familjehem_gfo", start))
    assert registers.outcome("match_without_placement", "Timrå") == found(1)


def test_only_matches_via_gfo_are_looked_for(registers):
    registers.given("remisser", MATCH.replace("matchad_gfo", "matchad_kommun"))
    assert registers.outcome("match_without_placement", "Timrå") == NOT_APPLICABLE


@pytest.mark.parametrize(("last_day", "outcome"), [("2023-05-02", found(1)), ("2023-05-01", NOT_APPLICABLE)])
def test_match_is_compared_only_where_placements_cover_its_90_days(registers, last_day, outcome):
    registers.given("remisser", MATCH)
    registers.through("placeringar", last_day, sender="Timrå")
    assert registers.outcome("match_without_placement", "Timrå") == outcome
    assert registers.outcome("match_without_placement", "Ånge") == NOT_APPLICABLE


@pytest.mark.parametrize(("decided", "outcome"), [("2023-10-02", found(1)), ("2023-10-03", NOT_APPLICABLE)])
def test_match_whose_90_days_have_not_passed_is_not_compared(registers, decided, outcome):
    registers.given("remisser", MATCH.replace("2023-02-01", decided))
    assert registers.outcome("match_without_placement", "Timrå") == outcome


CARE = """
kommun | barn_id | placeringsform | startdatum | slutdatum
Timrå  | b1      | hvb            | 2023-03-30 | 2023-05-01
"""


def costs(*months: str, form: str = "hvb", amount: str = "1000") -> str:
    return "kommun | manad | placeringsform | belopp\n" + "".join(
        f"Timrå | {month} | {form} | {amount}\n" for month in months
    )


def test_every_month_with_care_days_and_a_cost_passes(registers):
    registers.given("placeringar", CARE)
    registers.given("kostnader", costs("2023-03", "2023-04"))
    assert registers.outcome("care_without_cost", "Timrå") == PASSED


def test_month_with_care_days_and_no_cost_is_found_with_its_form(registers):
    registers.given("placeringar", CARE)
    registers.given("kostnader", costs("2023-03"))
    assert registers.outcome("care_without_cost", "Timrå") == found(1)
    assert registers.places("care_without_cost") == ["kostnader 2023-04, hvb"]


def test_cost_of_another_form_is_no_cost_of_this_one(registers):
    registers.given("placeringar", CARE)
    registers.given("kostnader", costs("2023-03", "2023-04", form="sis"))
    assert registers.outcome("care_without_cost", "Timrå") == found(2)


@pytest.mark.parametrize(("amount", "outcome"), [("0", found(2)), ("-500", PASSED)])
def test_nothing_paid_is_no_cost_and_a_credit_is_one(registers, amount, outcome):
    registers.given("placeringar", CARE)
    registers.given("kostnader", costs("2023-03", "2023-04", amount=amount))
    assert registers.outcome("care_without_cost", "Timrå") == outcome


@pytest.mark.parametrize("dataset", ["kostnader", "placeringar"])
def test_month_that_one_of_the_registers_does_not_cover_is_not_compared(registers, dataset):
    registers.given("placeringar", CARE)
    registers.through(dataset, "2023-04-29", sender="Timrå")
    assert registers.outcome("care_without_cost", "Timrå") == found(1)
    assert registers.places("care_without_cost") == ["kostnader 2023-03, hvb"]


def test_costs_that_are_not_delivered_are_not_missing_months(registers):
    registers.given("placeringar", CARE)
    registers.not_delivered("kostnader", sender="Timrå")
    assert registers.outcome("care_without_cost", "Timrå") == NOT_APPLICABLE


def ages(kommun: str, year: int, *present: int) -> str:
    return "kommun | ar | alder | antal\n" + "".join(f"{kommun} | {year} | {age} | 10\n" for age in present)


def test_year_with_every_age_passes(registers):
    registers.given("befolkning", ages("Timrå", 2022, *range(21)))
    assert registers.outcome("population_ages", "Timrå") == PASSED


def test_year_with_an_age_missing_is_found(registers):
    registers.given("befolkning", ages("Timrå", 2021, *range(21)))
    registers.given("befolkning", ages("Timrå", 2022, *range(20)))
    assert registers.outcome("population_ages", "Timrå") == found(1)
    assert registers.places("population_ages") == ["befolkning 2022, 20 av 21 åldrar"]


def test_kommun_without_any_population_is_not_compared(registers):
    registers.given("befolkning", ages("Timrå", 2022, *range(21)))
    assert registers.outcome("population_ages", "Ånge") == NOT_APPLICABLE


def test_kommun_outside_the_owners_is_compared_where_it_is_delivered(registers):
    registers.given("befolkning", ages("Sundsvall", 2022, 0))
    assert registers.outcome("population_ages", "Sundsvall") == found(1)


APPROVED = """
arende_id | inkommen   | kanal | beslut   | beslutsdatum | hem_id
a1        | 2023-01-10 | webb  | godkand  | 2023-06-01   | h1
"""


def test_approved_home_that_is_in_the_bank_passes(registers):
    registers.given("rekrytering", APPROVED)
    registers.given("familjehem", "hem_id | status | fran\nh1 | tillgangligt | 2023-12-01")
    assert registers.outcome("approved_home_not_in_bank", "GFO") == PASSED


@pytest.mark.parametrize(("home", "first_day"), [("h2", "2023-06-02"), ("h1", "2024-01-01")])
def test_approved_home_that_is_not_in_the_bank_after_90_days_is_found(registers, home, first_day):
    registers.given("rekrytering", APPROVED)
    registers.given("familjehem", f"hem_id | status | fran\n{home} | tillgangligt | {first_day}")
    assert registers.outcome("approved_home_not_in_bank", "GFO") == found(1)


@pytest.mark.parametrize(
    ("old", "new"),
    [("godkand", "avslag"), ("h1", ""), ("2023-06-01", "2023-10-03")],
    ids=["not approved", "no home named", "90 days have not passed"],
)
def test_enquiry_that_promises_no_home_yet_is_not_compared(registers, old, new):
    registers.given("rekrytering", APPROVED.replace(old, new))
    assert registers.outcome("approved_home_not_in_bank", "GFO") == NOT_APPLICABLE


@pytest.mark.parametrize(("last_day", "outcome"), [("2023-08-30", found(1)), ("2023-08-29", NOT_APPLICABLE)])
def test_bank_that_is_delivered_too_short_finds_no_home_missing(registers, last_day, outcome):
    registers.given("rekrytering", APPROVED)
    registers.through("familjehem", last_day)
    assert registers.outcome("approved_home_not_in_bank", "GFO") == outcome


@pytest.mark.parametrize(("born", "outcome"), [("2010", PASSED), ("2011", found(1)), ("", NOT_APPLICABLE)])
def test_child_has_one_birth_year_in_both_registers(registers, born, outcome):
    registers.given(
        "remisser",
        "kommun | barn_id | inkommen | utfall | fodelsear\n"
        "Timrå | b1 | 2023-01-05 | pagaende | 2010\n"
        "Ånge | b1 | 2023-01-05 | pagaende | 2015",
    )
    registers.given(
        "placeringar",
        f"kommun | barn_id | placeringsform | startdatum | fodelsear\nTimrå | b1 | hvb | 2023-02-01 | {born}",
    )
    assert registers.outcome("child_of_two_ages", "Timrå") == outcome
    assert registers.outcome("child_of_two_ages", "Ånge") == NOT_APPLICABLE


@pytest.mark.parametrize(("day", "outcome"), [("2022-08-31", found(1)), ("2022-09-01", PASSED)])
def test_deviation_of_a_kommun_that_had_not_joined_is_found(registers, day, outcome):
    registers.given("avvikelser", f"kommun | datum\nTimrå | {day}")
    assert registers.outcome("deviation_outside_membership", "Timrå") == outcome
    assert registers.outcome("deviation_outside_membership", "Ånge") == NOT_APPLICABLE
