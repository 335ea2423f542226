"""Text to days, months and periods: every spelling that is read, and what each refused one is called."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import get_args

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.checking.casting import days_after
from pipelines.contracts.fields import FIRST_DAY, LAST_DAY, allowed_values
from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.periods import Period, PeriodKind
from tests.fixtures.casts import cast, spec_of

OPEN_DAY = spec_of("placeringar", "slutdatum")
DAY = spec_of("placeringar", "startdatum")
MONTH = spec_of("kostnader", "manad")
PERIOD = spec_of("publicerat", "period")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-08-31", date(2026, 8, 31)),
        (" 2026-08-31 ", date(2026, 8, 31)),
        ("2026-8-1", date(2026, 8, 1)),
        ("20260831", date(2026, 8, 31)),
        ("31/8/2026", date(2026, 8, 31)),
        ("31.8.2026", date(2026, 8, 31)),
        ("31-08-2026 00:00:00", date(2026, 8, 31)),
        ("2026/08/31", date(2026, 8, 31)),
        ("46265", date(2026, 8, 31)),
        ("46265.75", date(2026, 8, 31)),
        ("2026-08-31 00:00:00", date(2026, 8, 31)),
        ("2026-08-31T14:05", date(2026, 8, 31)),
        ("9999-12-31", None),
        ("99991231", None),
        ("31/12/9999", None),
        ("2958465", None),
        (None, None),
        ("2026-02-29", "V004"),
        ("20261301", "V004"),
        ("32/1/2026", "V004"),
        ("1926-08-31", "V004"),
        ("2126-08-31", "V004"),
        ("12345", "V004"),
        ("8/31/26", "V024"),
        ("1/12/2026", "V021"),
        ("12/31/2026", "V023"),
        ("i våras", "V003"),
        ("2026", "V003"),
        ("-", None),
    ],
)
def test_a_date_is_read_in_every_spelling_that_is_sent(text: str | None, value: object) -> None:
    assert cast(OPEN_DAY, text) == value


@pytest.mark.parametrize("text", [None, "9999-12-31", "9999-12-31T00:00:00Z", "2958465"])
def test_a_date_that_must_be_there_may_not_be_open(text: str | None) -> None:
    assert cast(DAY, text) == "V001"


@settings(deadline=None)
@given(st.dates(FIRST_DAY, LAST_DAY), st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "serial"]))
def test_any_day_in_any_spelling_is_the_same_day_or_refused(day: date, spelling: str) -> None:
    serial = str((day - date(1899, 12, 30)).days)
    found = cast(DAY, serial if spelling == "serial" else day.strftime(spelling))
    assert found == day or (found == "V021" and spelling in ("%d/%m/%Y", "serial"))


def test_a_serial_of_excel_counts_days_as_excel_does() -> None:
    assert cast(DAY, "29221") == date(1980, 1, 1)
    assert cast(DAY, "29220") == "V004"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-05", date(2026, 5, 1)),
        ("202605", date(2026, 5, 1)),
        ("2026-05-01", date(2026, 5, 1)),
        ("46143", date(2026, 5, 1)),
        ("2026-05-01 00:00:00", date(2026, 5, 1)),
        ("2026-05-02", "V010"),
        ("200101", "V010"),
        ("1/5/2026", "V010"),
        ("2026-13", "V010"),
        ("maj", "V010"),
    ],
)
def test_a_month_is_stored_as_its_first_day(text: str, value: object) -> None:
    assert cast(MONTH, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026T2", "2026T2"),
        ("T2 2026", "2026T2"),
        ("2026-T2", "2026T2"),
        ("2026t2r3", "2026T2R3"),
        ("2026", "2026"),
        ("2026-05", "2026-05"),
        ("2026-05-01", "2026-05"),
        ("2026t2y", "2026T2Y"),
        ("2023-2025", "2023-2025"),
        ("2024-2026", "V013"),
        ("2026-05-15", "V013"),
        ("2025T2D0715", "V013"),
        ("2025D0715", "V013"),
        ("2026T4", "V013"),
        ("våren", "V013"),
        ("+2026", "V011"),
    ],
)
def test_a_period_is_read_as_its_id(text: str, value: str) -> None:
    assert cast(PERIOD, text) == value


@pytest.mark.parametrize(
    "words",
    [PERIOD.about, allowed_values(PERIOD), finding_kinds()["V013"].remedy],
    ids=["about", "allowed", "V013"],
)
def test_every_kind_of_period_that_is_read_is_told(words: str) -> None:
    told = {Period.parse(form).kind for form in re.findall(r"\d{4}[0-9A-Z-]*", words)}
    assert told == set(get_args(PeriodKind)) - {"same_days"}


def test_days_after_the_delivery_are_found_where_the_field_minds() -> None:
    received = date(2026, 9, 1)
    values = pl.Series([received, received + timedelta(1), None])
    assert days_after(values, spec_of("remisser", "inkommen"), received).rows() == [(1, "V014")]
    assert days_after(values, spec_of("placeringar", "startdatum"), received).rows() == [(1, "V015")]
    assert days_after(values, OPEN_DAY, received).rows() == []
