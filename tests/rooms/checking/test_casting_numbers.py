"""Text to numbers: every spelling that is read, and what each refused one is called."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.checking.casting import cast_column
from tests.fixtures.casts import cast, spec_of

KRONOR = spec_of("kostnader", "belopp")
WEIGHT = spec_of("fordelning", "vikt_befolkning")
PERSONS = spec_of("utbildning", "deltagare")
YEAR = spec_of("befolkning", "ar")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8351119", "8351119.00"),
        ("8 351 119", "8351119.00"),
        ("8\u00a0351\u00a0119", "8351119.00"),
        ("8\u202f351\u2009119,5", "8351119.50"),
        ("8.351.119", "8351119.00"),
        ("1.234", "1234.00"),
        ("12.345.678,50", "12345678.50"),
        ("-1.234", "-1234.00"),
        ("\u22121 234,5", "-1234.50"),
        ("- 12", "-12.00"),
        ("1234,5", "1234.50"),
        ("1234,500", "1234.50"),
        ("1234.5", "1234.50"),
        ("0.25", "0.25"),
        ("1 234 kr", "1234.00"),
        ("1 234 SEK", "1234.00"),
        ("1.234.5", "V007"),
        ("1,234.50", "V026"),
        ("12.34.567", "V007"),
        ("1,234", "V026"),
        ("1,200", "V026"),
        ("118.400", "V026"),
        ("0.125", "V008"),
        ("1234567890123,00", "V032"),
        ("7" * 27, "V032"),
        ("9" * 400, "V032"),
        ("9999999999,99", "9999999999.99"),
        ("10000000000", "V032"),
        ("12 34", "V006"),
        ("ca 500", "V006"),
        ("500-600", "V006"),
        ("1e6", "V006"),
        ("", "V001"),
    ],
)
def test_an_amount_is_read_with_any_thousands_and_a_decimal_comma(text: str, value: str) -> None:
    found = cast(KRONOR, text or None)
    assert found == (value if value.startswith("V") else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234", "1.23"),
        ("1234.5", "1234.50"),
        ("-0.005", "-0.01"),
        ("1e+06", "1000000.00"),
        ("1234567.125", "1234567.13"),
    ],
)
def test_a_number_cell_never_has_thousands_points(text: str, value: str) -> None:
    assert cast(KRONOR, text, native=True) == Decimal(value)


@pytest.mark.parametrize("text", ["inf", "-inf", "1e20"])
def test_a_number_cell_that_is_no_amount_is_refused(text: str) -> None:
    assert cast(KRONOR, text, native=True) == ("V032" if text == "1e20" else "V006")


def test_cells_that_came_as_numbers_and_as_text_are_each_read_their_own_way() -> None:
    cells = pl.Series(["1.234", "1.234", None, "x"])
    column = cast_column(cells, KRONOR, native=pl.Series([True, False, False, False]))
    assert column.values.to_list() == [Decimal("1.23"), Decimal("1234"), None, None]
    assert column.problems.rows() == [(2, "V001"), (3, "V006")]


@settings(deadline=None)
@given(
    st.decimals(Decimal("-9999999999.99"), Decimal("9999999999.99"), places=2),
    st.sampled_from(["", " ", "\u00a0", "\u202f", "."]),
    st.sampled_from(["-", "\u2212"]),
)
def test_any_amount_however_it_is_written_is_the_same_amount(amount: Decimal, space: str, minus: str) -> None:
    whole, decimals = f"{abs(amount):,.2f}".split(".")
    text = (minus if amount < 0 else "") + whole.replace(",", space) + "," + decimals
    assert cast(KRONOR, text) == amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,5", "0.5"),
        ("0.500", "0.5"),
        ("1", "1"),
        ("0,1234567", "V008"),
        ("1.234", "1.234"),
        ("1.234.567", "V007"),
        ("1000", "V032"),
        ("1,234", "V026"),
    ],
)
def test_outside_kronor_a_point_is_a_decimal_point(text: str, value: str) -> None:
    assert cast(WEIGHT, text) == (value if value.startswith("V") else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", 14),
        ("1 234", 1234),
        ("14,0", 14),
        ("14.0", 14),
        ("1.234", "V007"),
        ("1.234.567", "V007"),
        ("1,000", "V007"),
        ("14,000", "V007"),
        ("0,000", 0),
        ("14,5", "V005"),
        ("fjorton", "V005"),
        ("14 personer", "V005"),
        ("-1", "V012"),
        ("2001", "V012"),
        ("99999999999999999999999", "V012"),
    ],
)
def test_a_whole_number_is_within_its_limits_and_has_no_decimals(text: str, value: object) -> None:
    assert cast(PERSONS, text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("14", 14), ("14.0", 14), ("14.5", "V005"), ("1.234", "V005"), ("1e30", "V012")]
)
def test_a_whole_number_cell_is_what_it_is(text: str, value: object) -> None:
    assert cast(PERSONS, text, native=True) == value


@pytest.mark.parametrize(
    ("text", "value"), [("2023", 2023), ("23", "V012"), ("2023-01", "V005"), ("tjugo", "V005")]
)
def test_a_year_has_four_digits(text: str, value: object) -> None:
    assert cast(YEAR, text) == value
