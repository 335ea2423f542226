"""Downloaded files open right in a Swedish spreadsheet, and say what they are."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from dashboard.blocks.files import as_csv, as_xlsx, number_format, sheet_name
from dashboard.words.tables import Amount, Cell, Sheet, Table, for_file, shown, without_zeros
from tests.pages.fixtures.workbooks import read_workbook

SAID = (("Källa", "GFO Insikt"), ("Version", "7"))
ROWS: tuple[tuple[Cell, ...], ...] = (
    (
        "T1 2026",
        Amount(Decimal("1234.500000"), "kr"),
        Amount(Decimal("47.5"), "procent", 1),
        date(2026, 4, 30),
    ),
    ("T2 2026", Amount(None, "kr", status="missing"), Amount(Decimal(3), status="hidden"), None),
    ("=1+1", Amount(-3, "kr", signed=True), 12345, datetime(2026, 9, 15, 8)),
    ("Alla", Amount(Decimal("1231.5"), "kr"), 1, "-lägre"),
)
TABLE = Table(("Period", "Kostnad", "Andel", "Dag"), ROWS, total=3)


def test_csv_has_decimal_comma_no_formula_and_its_source() -> None:
    made = as_csv(Sheet("Kostnad", "Kostnad", TABLE), SAID)
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.decode("utf-8-sig").split("\r\n") == [
        "Period;Kostnad;Andel;Dag",
        "T1 2026;1234,5;47,5;2026-04-30",
        "T2 2026;;..;",
        "'=1+1;-3;12345;2026-09-15 08:00",
        "Alla;1231,5;1;'-lägre",
        "",
        "Källa;GFO Insikt",
        "Version;7",
        "",
    ]


def test_xlsx_holds_numbers_as_numbers_days_as_days_and_no_formula() -> None:
    sheet = read_workbook(as_xlsx([Sheet("Kostnad", "Kostnad", TABLE)], SAID))["Kostnad"]
    assert sheet.formulas == 0
    assert sheet.column("A") == ["T1 2026", "T2 2026", "=1+1", "Alla"]
    # What is hidden is a mark, what is missing nothing, and neither is a number.
    assert sheet.column("B") == [1234.5, None, -3.0, 1231.5]
    assert sheet.column("C") == [47.5, "..", 12345.0, 1.0]
    # Days since 1899-12-30, as Excel counts them.
    assert sheet.column("D")[:3] == [46142.0, None, pytest.approx(46280 + 8 / 24)]
    assert [sheet.formats[address] for address in ("B2", "B4", "C2", "C4", "D2", "D4")] == [
        '#,##0" kr"',
        '+#,##0" kr";-#,##0" kr";#,##0" kr"',
        '#,##0.0" %"',
        "#,##0",
        "yyyy-mm-dd",
        "yyyy-mm-dd hh:mm",
    ]


def test_the_header_stays_and_rows_can_be_filtered_without_their_sum() -> None:
    long = Table(("Anmärkning", "Antal"), (("Kort", 1), ("Ett helt långt ord till" * 9, 2)))
    books = read_workbook(as_xlsx([Sheet("Ett", "", TABLE), Sheet("Två", "", long)], SAID))
    assert list(books) == ["Ett", "Två", "Om siffrorna"]
    assert [books[name].frozen for name in ("Ett", "Två")] == ["B2", "B2"]
    assert [books[name].filtered for name in ("Ett", "Två")] == ["A1:D4", "A1:B3"]
    # As wide as what stands in it, and no wider than can be read.
    assert 9 <= books["Två"].widths[1] < 13
    assert 55 < books["Två"].widths[0] < 65
    assert list(books["Om siffrorna"].cells.values()) == ["Källa", "GFO Insikt", "Version", "7"]


def test_a_sheet_has_a_name_that_excel_allows_and_no_other_has() -> None:
    taken: set[str] = set()
    names = ["Barn [0/20]: 'alla'", "Placerade barn per 1 000 barn och unga 0–20 år", "barn  0 20 alla"]
    found = [sheet_name(name, taken) for name in (*names, names[1], "")]
    assert found[0] == "Barn  0 20    alla"
    assert (found[1], found[3]) == ("Placerade barn per 1 000 barn …", "Placerade barn per 1 000 … 2")
    assert len({name.lower() for name in found}) == len(found)
    assert all(name and len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in found)


def test_what_a_number_is_made_of_stands_in_a_column_of_its_own_in_a_file() -> None:
    few = Amount(Decimal("62.5"), "procent", 0, of="5 av 8")
    hidden = Amount(None, "procent", 0, "hidden", of="5 av 8")
    table = Table(("Nyckeltal", "2026", "2025"), (("Andel", few, 50), ("Annan", hidden, None)), in_view=2)
    told = for_file(table)
    assert told.columns == ("Nyckeltal", "2026", "2026, underlag", "2025")
    assert told.rows == (("Andel", few, "5 av 8", 50), ("Annan", hidden, "", None))
    lines = as_csv(Sheet("Andel", "Andel", table), SAID).decode("utf-8-sig").split("\r\n")
    assert lines[:3] == ["Nyckeltal;2026;2026, underlag;2025", "Andel;62,5;5 av 8;50", "Annan;..;;"]
    book = read_workbook(as_xlsx([Sheet("Andel", "Andel", table)], SAID))["Andel"]
    assert (book.column("B"), book.column("C")) == ([62.5, ".."], ["5 av 8", None])
    assert for_file(TABLE) is TABLE


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, "–"),
        (1234, "1\u00a0234"),
        (Decimal("2.5"), "3"),
        (date(2026, 8, 31), "2026-08-31"),
        (Amount(Decimal("47.5"), "procent", 1), "47,5\u00a0%"),
        (Amount(5, "kr", signed=True), "+5\u00a0kr"),
        (Amount(Decimal("0.2"), signed=True), "0"),
        (Amount(-34, "kr", of_budget=True), "34\u00a0kr över\u00a0budget"),
        (Amount(Decimal(34), "kr", signed=True, sides=("under", "över")), "34\u00a0kr under"),
        (Amount(Decimal(-34), "kr", signed=True, sides=("mer in", "mindre in")), "34\u00a0kr mindre in"),
        (Amount(Decimal(0), "kr", signed=True, sides=("under", "över")), "0\u00a0kr"),
        (Amount(-34, "kr", status="hidden", of_budget=True), ".."),
        (Amount(Decimal(3), status="hidden"), ".."),
        (Amount(Decimal(3), status="missing"), "–"),
        ("text", "text"),
    ],
)
def test_a_page_writes_a_cell_by_its_kind(cell: Cell, text: str) -> None:
    assert shown(cell) == text


def test_a_column_is_numeric_when_any_cell_of_it_is() -> None:
    hidden = Table(("a", "b", "c"), (("x", Amount(None, status="hidden"), "10–12"), ("y", None, None)))
    assert hidden.numeric == {1}


def test_only_columns_of_zero_or_nothing_are_left_out() -> None:
    hidden, nothing, zero = Amount(None, status="hidden"), Amount(None, "kr"), Amount(0, "kr")
    table = Table(
        ("A", "B", "C", "D", "E", "F"),
        (("x", zero, 1, nothing, hidden, Amount(2)), ("y", nothing, 0, "", zero, zero)),
        total=1,
        in_view=4,
    )
    kept = without_zeros(table)
    assert kept.columns == ("A", "C", "E", "F")
    assert kept.rows == (("x", 1, hidden, Amount(2)), ("y", 0, zero, zero))
    assert (kept.in_view, kept.total) == (2, 1)


@pytest.mark.parametrize(
    ("unit", "decimals", "found"),
    [
        ("remisser", 0, "#,##0"),
        ("kr per vårddygn", 0, '#,##0" kr"'),
        ("procent", 0, '#,##0" %"'),
        ("", 1, "#,##0.0"),
    ],
)
def test_a_number_is_written_by_its_unit(unit: str, decimals: int, found: str) -> None:
    assert number_format(unit, decimals) == found
