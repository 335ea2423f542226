"""Downloaded files open right in a Swedish spreadsheet, and say what they are."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import fastexcel

from dashboard.blocks.downloads import as_csv, as_xlsx

COLUMNS = ("Period", "Omplaceringar", "Anmärkning")
ROWS = (("T1 2026", Decimal("1234.500000"), ""), ("T2 2026", None, "uppgift saknas"), ("=1+1", -3, "-lägre"))
SAID = (("Källa", "GFO Insikt"), ("Version", "7"))


def test_csv_has_decimal_comma_no_formula_and_its_source() -> None:
    made = as_csv(COLUMNS, ROWS, SAID)
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.decode("utf-8-sig").split("\r\n") == [
        "Period;Omplaceringar;Anmärkning",
        "T1 2026;1234,5;",
        "T2 2026;;uppgift saknas",
        "'=1+1;-3;'-lägre",
        "",
        "Källa;GFO Insikt",
        "Version;7",
        "",
    ]


def test_xlsx_holds_numbers_as_numbers_and_no_formula() -> None:
    made = as_xlsx(COLUMNS, ROWS, SAID)
    book = fastexcel.read_excel(made)
    assert book.sheet_names == ["Siffror", "Om siffrorna"]
    frame = book.load_sheet("Siffror").to_polars()
    assert frame["Omplaceringar"].to_list() == [1234.5, None, -3.0]
    assert frame["Period"].to_list()[-1] == "=1+1"
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
