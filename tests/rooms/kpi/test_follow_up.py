"""How long a cohort is followed is stated once a KPI, and everything that says so says the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.kpi.definitions import DefinitionError, parse_definition, read_definitions
from pipelines.reference import SQL_ROOT
from pipelines.wording import length_of_time

LATER = (SQL_ROOT / "kpi" / "enquiries_approved_later.sql").read_text("utf-8")


def test_the_question_says_the_days_of_the_definition() -> None:
    assert "inom ett år?" in parse_definition("k", LATER).question
    assert "inom 400 dagar?" in parse_definition("k", LATER.replace("365", "400")).question


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("follow_up_days = 365", "follow_up_days = 400"),
        ("received + 365", "received + 366"),
        ("365 dagar", "ett år"),
    ],
    ids=["key", "query", "caveat"],
)
def test_another_number_of_days_in_one_place_alone_is_refused(said: str, instead: str) -> None:
    assert said in LATER
    with pytest.raises(DefinitionError, match="days"):
        parse_definition("k", LATER.replace(said, instead))


def test_a_ratio_is_followed_as_long_as_its_parts(tmp_path: Path) -> None:
    for kpi in ("enquiries_approved_later", "enquiries_received", "enquiry_conversion"):
        text = (SQL_ROOT / "kpi" / f"{kpi}.sql").read_text("utf-8")
        (tmp_path / f"{kpi}.sql").write_text(
            text.replace("365", "90") if kpi == "enquiry_conversion" else text, encoding="utf-8"
        )
    with pytest.raises(DefinitionError, match="enquiry_conversion: its parts"):
        read_definitions(tmp_path)


@pytest.mark.parametrize(
    ("days", "words"), [(365, "ett år"), (730, "två år"), (90, "90 dagar"), (1, "1 dag")]
)
def test_a_length_of_time_is_said_as_people_do(days: int, words: str) -> None:
    assert length_of_time(days) == words


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("2022-01-01", (("", date(2022, 1, 1)),)),
        (
            "{ GFO = 2022-09-01, 2262 = 2024-01-01 }",
            (("GFO", date(2022, 9, 1)), ("2262", date(2024, 1, 1))),
        ),
    ],
)
def test_baseline_starts_anew_on_a_day_for_all_or_for_each_area(header, days):
    told = LATER.replace("follow_up_days", f"baseline_from = {header}\nfollow_up_days")
    assert parse_definition("k", told).baseline_from == days


@pytest.mark.parametrize("header", ['"2022T1"', "2022", "{ GFO = 2022 }"])
def test_baseline_that_starts_on_no_day_is_refused(header):
    told = LATER.replace("follow_up_days", f"baseline_from = {header}\nfollow_up_days")
    with pytest.raises(DefinitionError, match="baseline_from is no day"):
        parse_definition("k", told)
