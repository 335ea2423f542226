"""What the KPIs of the home bank, of recruitment, training, support and deviations count."""

from __future__ import annotations

from datetime import date

import pytest

from tests.fixtures import expected
from tests.fixtures.matrix import rest_slow


def test_bank_counts_ordinary_homes_and_shows_other_types_as_a_cut(spec):
    spec.given(
        "familjehem",
        """
        hem_id | status       | fran       | till       | hemtyp     | hemkommun
        h1     | tillgangligt | 2023-01-01 | 2023-04-30 | familjehem | Ånge
        h1     | upptaget     | 2023-04-30 |            | familjehem | Ånge
        h2     | tillgangligt | 2023-01-01 |            |            | Ånge
        h3     | vilande      | 2023-01-01 | 2023-08-31 | familjehem | Ånge
        h4     | tillgangligt | 2023-01-01 |            | jourhem    | Ånge
        h5     | tillgangligt | 2023-01-01 |            | familjehem | Sundsvall
        """,
    )
    spec.expect("bank_homes", "Ånge", {"2022T3": 0, "2023T1": 3, "2023T2": 2, "2023": 2})
    spec.expect("bank_homes", "GFO", {"2023T1": 4, "2023": 3})
    spec.expect("bank_homes_available", "Ånge", {"2023-03": 2, "2023T1": 1, "2023": 1})
    spec.expect("bank_homes_available", "GFO", {"2023T1": 2})
    spec.expect("bank_homes_available", "Ånge", {"2023T1": 1}, cut="hemtyp=jourhem")
    spec.expect("bank_homes_available", "Ånge", {"2023T1": 1}, cut="hemtyp=familjehem")


ENQUIRIES = """
    inkommen   | kanal   | beslut   | beslutsdatum | hemkommun
    2022-01-10 | webb    | godkand  | 2023-01-10   | Ånge
    2022-01-10 | webb    | godkand  | 2023-01-11   | Ånge
    2022-02-01 | annons  | godkand  | 2022-02-11   | Ånge
    2022-02-01 | annons  | avslag   | 2022-03-01   | Ånge
    2022-02-01 | webb    | avbruten | 2022-03-01   |
    2022-02-01 | webb    |          |              | Sundsvall
"""


@pytest.mark.parametrize(
    ("kpi", "ange", "gfo", "webb"),
    rest_slow(
        [
            ("enquiries_received", 4, 6, 4),
            ("enquiries_approved_later", 2, 2, 1),
            ("enquiry_conversion", 50, 33.333333, 25),
        ],
        lambda case: case[0] == "enquiry_conversion",
    ),
)
def test_cohort_follows_the_enquiry_for_365_days(spec, kpi, ange, gfo, webb):
    spec.given("rekrytering", ENQUIRIES)
    spec.expect(kpi, "Ånge", {"2022T1": ange, "2022": ange})
    spec.expect(kpi, "GFO", {"2022T1": gfo})
    spec.expect(kpi, "GFO", {"2022T1": webb}, cut="kanal=webb")


def test_homes_approved_count_on_the_day_of_the_decision(spec):
    spec.given("rekrytering", ENQUIRIES)
    spec.expect("homes_approved", "Ånge", {"2022T1": 1, "2023T1": 2, "2022": 1})
    spec.expect("days_to_approval", "Ånge", {"2022T1": 10, "2023-01": 365.5, "2022T2": "inga_fall"})


@pytest.mark.parametrize(
    "kpi", rest_slow(["enquiries_approved_later", "enquiry_conversion"], "enquiries_approved_later".__eq__)
)
@pytest.mark.parametrize(("reporting_date", "may_change"), [("2024-04-28", True), ("2024-04-29", False)])
def test_cohort_is_preliminary_until_365_days_after_its_period(spec, kpi, reporting_date, may_change):
    # 2024 is a leap year: 365 days after 30 April 2023 is 29 April 2024.
    spec.reporting_date = date.fromisoformat(reporting_date)
    spec.given(
        "rekrytering", "inkommen | kanal | beslut | beslutsdatum\n2023-04-30 | webb | godkand | 2023-05-01"
    )
    *_, preliminary = spec.figures(kpi)["", "GFO", "2023T1"]
    assert preliminary is may_change


def test_approval_after_the_reporting_date_is_not_known(spec):
    spec.reporting_date = date(2023, 6, 15)
    spec.given(
        "rekrytering",
        """
        inkommen   | kanal | beslut  | beslutsdatum
        2023-05-01 | webb  | godkand | 2023-06-15
        2023-05-01 | webb  | godkand | 2023-06-16
        """,
    )
    spec.expect("enquiries_approved_later", "GFO", {"2023-05": expected.preliminary(1)})


def test_training_counts_participants_and_grundutbildning_trains(spec):
    spec.given(
        "utbildning",
        """
        datum      | typ             | deltagare | kommun
        2023-01-31 | grundutbildning | 12        |
        2023-02-01 | grundutbildning | 3         | Ånge
        2023-02-01 | connect         | 5         | Ånge
        2023-05-01 | familjedag      | 40        |
        """,
    )
    spec.expect("foster_parents_trained", "GFO", {"2023-01": 12, "2023T1": 15, "2023": 15})
    spec.expect("foster_parents_trained", "Ånge", {"2023T1": 3, "2023T2": 0})
    spec.expect("training_participants", "GFO", {"2023T1": 20, "2023": 60})
    spec.expect("training_participants", "Ånge", {"2023": 8})
    spec.expect("training_participants", "GFO", {"2023": 40}, cut="utbildningstyp=familjedag")


def test_support_counts_by_type_on_its_first_day(spec):
    spec.given(
        "stod",
        """
        kommun | typ               | startdatum | slutdatum
        Ånge   | individuellt_stod | 2023-01-01 | 2023-06-01
        Ånge   | individuellt_stod | 2023-04-30 |
        Ånge   | mentorskap        | 2023-05-01 |
        Timrå  | avslutssamtal     | 2023-05-01 | 2023-05-01
        """,
    )
    spec.expect("support_assignments", "Ånge", {"2023T1": 2, "2023T2": 0})
    spec.expect("mentorships", "Ånge", {"2023T1": 0, "2023T2": 1})
    spec.expect("exit_interviews", "GFO", {"2023": 1})
    spec.expect("exit_interviews", "Ånge", {"2023": 0})


def test_deviation_is_open_until_it_is_closed_whatever_its_status(spec):
    spec.given(
        "avvikelser",
        """
        kommun | datum      | kategori  | status   | stangd
        Ånge   | 2023-01-01 | matchning | atgardad |
        Ånge   | 2023-01-01 | utredning | avslutad | 2023-04-30
        Ånge   | 2023-04-30 | utredning | avslutad | 2023-05-01
        """,
    )
    spec.expect("deviations_reported", "Ånge", {"2023T1": 3, "2023T2": 0})
    spec.expect("deviations_reported", "Ånge", {"2023T1": 2}, cut="kategori=utredning")
    spec.expect("deviations_open", "Ånge", {"2023-03": 2, "2023T1": 2, "2023T2": 1})
    spec.expect("deviations_open", "Ånge", {"2023T1": 1}, cut="kategori=utredning")
