"""Odd workbooks and Parquet files that are right to the last row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import xlsxwriter

from tests.corpus.case import Corpus
from tests.corpus.making import PLACEMENTS, REFERRALS
from tests.deliveries.registers import write_workbook

corpus = Corpus()
accepted = corpus.accepted


@accepted(
    "remisser",
    "referral_id received outcome decided",
    ("R1", date(2026, 1, 15), "matchad_gfo", date(2026, 2, 1)),
    ending=".xlsx",
)
def header_over_merged_cells(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Remisser")
        sheet.merge_range("A1:F1", "Remisser till GFO 2026")
        sheet.write_row(2, 0, ["remiss", "kommun", "barn"])
        sheet.merge_range("D3:E3", "Datum")
        sheet.write(2, 5, "utfall")
        sheet.write_row(3, 0, ["id", "", "id", "inkommen", "avslutad"])
        sheet.write_row(4, 0, ["R1", "Ånge", "B1", "2026-01-15", "2026-02-01", "matchad_gfo"])


@accepted("remisser", "referral_id", ("R1",), ("R2",), ending=".xlsx")
def hidden_sheet_of_lists(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Remisser")
        sheet.write_row(0, 0, REFERRALS.split(";"))
        sheet.write_row(1, 0, ["R1", "Ånge", "B1", "2026-01-15", "pagaende"])
        sheet.write_row(2, 0, ["R2", "Ånge", "B2", "2026-01-15", "pagaende"])
        lists = book.add_worksheet("Listor")
        lists.write_column(0, 0, ["Listor", "familjehem", "jourhem"])
        lists.hide()


@accepted(
    "placeringar",
    "start_date end_date birth_year",
    (date(2026, 1, 15), date(2026, 3, 1), 2014),
    (date(2026, 1, 15), None, 2010),
    ending=".xlsx",
)
def days_as_serials_and_date_cells(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Placeringar")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [*PLACEMENTS.split(";"), "födelseår"])
        sheet.write_row(1, 0, ["P1", 2262, "B1", "hvb", 46037, "", 2014])
        sheet.write_datetime(1, 5, datetime(2026, 3, 1), day)
        sheet.write_row(2, 0, ["P2", "2262", "B2", "hvb", "46037", 2958465, "2010"])


@accepted(
    "ekonomi",
    "item budget outcome prognosis",
    ("personal", Decimal("1250000.00"), None, Decimal("3700000.50")),
    ("intakter", Decimal("1234.00"), Decimal("0.10"), None),
    ending=".xlsx",
)
def numbers_as_numbers_and_as_text(path: Path) -> None:
    rows = [
        ["År", "Tertial", "Post", "Budget", "Utfall", "Prognos"],
        [2026, 2, "personal", 1250000, "", 3700000.5],
        ["2026", "2", "Intäkter", "1 234,00", 0.1, ""],
    ]
    write_workbook(path, {"Ekonomi": rows})  # type: ignore[dict-item]


@accepted(
    "kostnader",
    "kommun_code amount",
    ("2262", Decimal("1.50")),
    ("2282", Decimal("2.00")),
    ending=".xlsx",
    split=True,
)
def a_sheet_a_kommun(path: Path) -> None:
    header = ["kommun", "manad", "placeringsform", "belopp"]
    sheets: dict[str, Sequence[Sequence[str]]] = {
        "Timrå": [header, ["Timrå", "2026-05", "hvb", "1,5"]],
        "Kramfors": [header, ["Kramfors", "2026-05", "hvb", "2"]],
    }
    write_workbook(path, sheets)


@accepted(
    "befolkning",
    "kommun_code year age children",
    ("2262", 2025, 0, 180),
    ("2262", 2025, 20, 174),
    ending=".parquet",
)
def typed_columns(path: Path) -> None:
    frame = {"Kommun": ["2262", "Timrå"], "År": [2025, 2025], "Ålder": [0, 20], "Antal": [180, 174]}
    pl.DataFrame(frame).write_parquet(path)
