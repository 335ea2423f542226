"""Text to types: every spelling that is read, every one that is not, and what each refused one is called."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.deliveries.casting import cast_column, days_after
from pipelines.deliveries.contracts import DATASETS, FieldSpec
from pipelines.deliveries.parsing import FIRST_DAY, LAST_DAY
from pipelines.reference import kommuner


def spec_of(dataset: str, column: str) -> FieldSpec:
    return next(spec for spec in DATASETS[dataset].fields.values() if spec.column == column)


OPEN_DAY = spec_of("placeringar", "slutdatum")
DAY = spec_of("placeringar", "startdatum")
KRONOR = spec_of("kostnader", "belopp")
FIGURE = spec_of("publicerat", "varde")
WEIGHT = spec_of("fordelning", "vikt_befolkning")
PERSONS = spec_of("utbildning", "deltagare")
YEAR = spec_of("befolkning", "ar")
MONTH = spec_of("kostnader", "manad")
KOMMUN = spec_of("remisser", "kommun")
AREA = spec_of("publicerat", "omrade")
OUTCOME = spec_of("remisser", "utfall")
PERIOD = spec_of("publicerat", "period")
KPI = spec_of("publicerat", "nyckeltal")
ID = spec_of("remisser", "barn_id")
WORDS = spec_of("kommentarer", "text")


def cast(spec: FieldSpec, text: str | None, *, native: bool = False) -> object:
    """The value, or the code of the finding when there is one."""
    cells = pl.Series([text], dtype=pl.String)
    column = cast_column(cells, spec, native=pl.Series([True]) if native else None)
    (value,) = column.values.to_list()
    codes = column.problems["code"].to_list()
    assert column.values.dtype == spec.dtype
    if codes:
        assert value is None
        return codes[0]
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-08-31", date(2026, 8, 31)),
        (" 2026-08-31 ", date(2026, 8, 31)),
        ("2026-8-1", date(2026, 8, 1)),
        ("20260831", date(2026, 8, 31)),
        ("31/8/2026", date(2026, 8, 31)),
        ("1/12/2026", date(2026, 12, 1)),
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
        ("31.8.2026", "V003"),
        ("8/31/26", "V003"),
        ("i våras", "V003"),
        ("2026", "V003"),
        ("-", "V003"),
    ],
)
def test_a_date_is_read_in_every_spelling_that_is_sent(text: str | None, value: object) -> None:
    assert cast(OPEN_DAY, text) == value


@pytest.mark.parametrize("text", [None, "9999-12-31"])
def test_a_date_that_must_be_there_may_not_be_open(text: str | None) -> None:
    assert cast(DAY, text) == "V001"


@settings(deadline=None)
@given(st.dates(FIRST_DAY, LAST_DAY), st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "serial"]))
def test_any_day_in_any_spelling_is_the_same_day(day: date, spelling: str) -> None:
    serial = str((day - date(1899, 12, 30)).days)
    assert cast(DAY, serial if spelling == "serial" else day.strftime(spelling)) == day


def test_a_serial_of_excel_counts_days_as_excel_does() -> None:
    assert cast(DAY, "29221") == date(1980, 1, 1)
    assert cast(DAY, "29220") == "V004"


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
        ("1,234.50", "V007"),
        ("12.34.567", "V007"),
        ("1,234", "V008"),
        ("0.125", "V008"),
        ("1234567890123,00", "V008"),
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


@pytest.mark.parametrize("text", ["inf", "nan", "1e20"])
def test_a_number_cell_that_is_no_amount_is_refused(text: str) -> None:
    assert cast(KRONOR, text, native=True) in ("V006", "V008")


def test_cells_that_came_as_numbers_and_as_text_are_each_read_their_own_way() -> None:
    cells = pl.Series(["1.234", "1.234", None, "x"])
    column = cast_column(cells, KRONOR, native=pl.Series([True, False, False, False]))
    assert column.values.to_list() == [Decimal("1.23"), Decimal("1234"), None, None]
    assert column.problems.rows() == [(2, "V001"), (3, "V006")]


@settings(deadline=None)
@given(
    st.decimals(Decimal("-999999999999.99"), Decimal("999999999999.99"), places=2),
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
        ("1000", "V008"),
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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-05", date(2026, 5, 1)),
        ("202605", date(2026, 5, 1)),
        ("2026-05-01", date(2026, 5, 1)),
        ("46143", date(2026, 5, 1)),
        ("2026-05-02", "V010"),
        ("2026-13", "V010"),
        ("maj", "V010"),
    ],
)
def test_a_month_is_stored_as_its_first_day(text: str, value: object) -> None:
    assert cast(MONTH, text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Timrå", "2262"),
        ("TIMRÅ", "2262"),
        ("timra", "2262"),
        ("Timra\u030a", "2262"),
        ("Timrå kommun", "2262"),
        ("Härnösands kommun", "2280"),
        ("2262", "2262"),
        (" 22 62 ", "2262"),
        ("22\u00a062", "2262"),
        ("2262 Timrå", "2262"),
        ("Boden", "V009"),
        ("2262,0", "V009"),
        ("=2262", "V011"),
    ],
)
def test_a_kommun_is_read_by_name_or_code(text: str, code: str) -> None:
    assert cast(KOMMUN, text) == code


def test_every_kommun_is_read_by_its_own_name_and_code() -> None:
    for code, name in kommuner().items():
        assert cast(KOMMUN, code) == code
        assert cast(KOMMUN, name) == code


@pytest.mark.parametrize(
    ("text", "area"), [("GFO", "GFO"), ("gfo", "GFO"), ("Ånge", "2260"), ("alla", "V009")]
)
def test_an_area_is_a_kommun_or_gfo(text: str, area: str) -> None:
    assert cast(AREA, text) == area


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("aterlamnad", "aterlamnad"),
        ("Återlämnad", "aterlamnad"),
        ("A\u030aterla\u0308mnad", "aterlamnad"),
        ("Återlämnad av GFO", "aterlamnad"),
        ("Matchad-GFO", "matchad_gfo"),
        ("matchad gfo", "matchad_gfo"),
        ("matchd", "V002"),
        ("matchad", "V002"),
        ("=matchad_gfo", "V011"),
        ("@matchad_gfo", "V011"),
    ],
)
def test_a_code_is_read_in_any_case_with_its_letters_or_by_its_label(text: str, code: str) -> None:
    assert cast(OUTCOME, text) == code


def test_a_senders_own_codes_are_read_beside_ours() -> None:
    column = cast_column(pl.Series(["Klar", "pagaende"]), OUTCOME, own_codes={"klar": "matchad_gfo"})
    assert column.values.to_list() == ["matchad_gfo", "pagaende"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026T2", "2026T2"),
        ("T2 2026", "2026T2"),
        ("2026-T2", "2026T2"),
        ("2026t2r3", "2026T2R3"),
        ("2026", "2026"),
        ("2026-05", "2026-05"),
        ("2026T4", "V013"),
        ("våren", "V013"),
        ("+2026", "V011"),
    ],
)
def test_a_period_is_read_as_its_id(text: str, value: str) -> None:
    assert cast(PERIOD, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("referrals_received", "referrals_received"),
        ("Referrals-Received", "referrals_received"),
        ("2+2", "V016"),
        ("=a", "V011"),
    ],
)
def test_a_kpi_is_named_by_its_id(text: str, value: str) -> None:
    assert cast(KPI, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" B1 ", "B1"),
        ("\u00a0B1", "B1"),
        ("A\u030a1", "Å1"),
        ("0012", "0012"),
        ("1E5", "1E5"),
        ("A=1", "A=1"),
        ("=HYPERLINK(1)", "V011"),
        ("+46", "V011"),
        ("-1", "V011"),
        (" @x", "V011"),
        ("  ", "V001"),
    ],
)
def test_an_id_is_its_trimmed_text_and_never_a_formula(text: str, value: str) -> None:
    assert cast(ID, text) == value


def test_words_may_begin_as_they_like() -> None:
    assert cast(WORDS, "- Timrå är med") == "- Timrå är med"


def test_words_that_contain_nan_stay_as_they_are() -> None:
    reason = spec_of("placeringar", "avslutsorsak")
    assert cast(reason, "annan") == "annan"
    assert cast(ID, "nan") == "nan"
    assert cast(ID, "NULL") == "NULL"


def test_days_after_the_delivery_are_found_where_the_field_minds() -> None:
    received = date(2026, 9, 1)
    values = pl.Series([received, received + timedelta(1), None])
    assert days_after(values, spec_of("remisser", "inkommen"), received).rows() == [(1, "V014")]
    assert days_after(values, spec_of("placeringar", "startdatum"), received).rows() == [(1, "V015")]
    assert days_after(values, OPEN_DAY, received).rows() == []


def test_a_column_of_no_rows_is_a_column_of_no_rows() -> None:
    for dataset in DATASETS.values():
        for spec in dataset.fields.values():
            column = cast_column(pl.Series([], dtype=pl.String), spec)
            assert column.values.dtype == spec.dtype
            assert len(column.values) == len(column.problems) == 0


def test_a_column_of_only_blanks_is_missing_everywhere_or_nowhere() -> None:
    for dataset in DATASETS.values():
        for spec in dataset.fields.values():
            column = cast_column(pl.Series([None, None], dtype=pl.String), spec)
            assert column.problems["code"].to_list() == ([] if spec.nullable else ["V001", "V001"])


ODD = st.text(st.characters(codec="utf-8"), max_size=12) | st.from_regex(
    r"[-+=@]?[ \u00a0]?[0-9٣]{1,9}([.,/ -][0-9]{1,8}){0,3}([eE][+-]?[0-9]{1,6})?( kr|T[1-4])?", fullmatch=True
)


@settings(max_examples=60, deadline=None)
@given(ODD, st.booleans())
def test_no_text_at_all_is_more_than_a_value_or_a_finding(text: str, native: bool) -> None:
    for dataset in DATASETS.values():
        for spec in dataset.fields.values():
            found = cast(spec, text or None, native=native and spec.kind in ("whole", "kronor", "number"))
            if isinstance(found, Decimal):
                assert found.is_finite()
            if isinstance(found, date):
                assert FIRST_DAY <= found <= LAST_DAY
            if isinstance(found, int):
                assert spec.low <= found <= spec.high
