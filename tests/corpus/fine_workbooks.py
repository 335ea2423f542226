"""Odd workbooks and Parquet files that are right to the last row."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.corpus.case import Corpus
from tests.corpus.making import PLACEMENTS, REFERRALS
from tests.corpus.typed_files import SWEDEN, moments, placements
from tests.fixtures.registers import write_workbook
from tests.fixtures.workbooks import sheet_xml, text_row, write_package

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


def _spelled_otherwise(path: Path, spell: Callable[[str], str]) -> None:
    """A right workbook, its parts' names spelled as some programs do and Excel reads."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Remisser")
        sheet.write_row(0, 0, REFERRALS.split(";"))
        sheet.write_row(1, 0, ["R1", "Ånge", "B1", "2026-01-15", "pagaende"])
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name if name.startswith("[") else spell(name), content)


@accepted("remisser", "referral_id kommun_code", ("R1", "2260"), ending=".xlsx")
def parts_with_backslashes(path: Path) -> None:
    _spelled_otherwise(path, lambda name: name.replace("/", "\\"))


@accepted("remisser", "referral_id kommun_code", ("R1", "2260"), ending=".xlsx")
def parts_in_capitals(path: Path) -> None:
    _spelled_otherwise(
        path, lambda name: name.replace("sharedStrings", "SharedStrings").replace("sheet1", "SHEET1")
    )


@accepted(
    "placeringar",
    "placement_id start_date end_date",
    ("P1", date(2026, 1, 15), date(2026, 5, 31)),
    ("P2", date(2026, 1, 16), date(2026, 6, 1)),
    ending=".xlsx",
)
def ends_of_days_in_date_cells(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Placeringar")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, PLACEMENTS.split(";"))
        sheet.write_row(1, 0, ["P1", "Timrå", "B1", "hvb", "2026-01-15"])
        sheet.write_number(1, 5, 46173 + 86399.999 / 86400, day)
        sheet.write_row(2, 0, ["P2", "Timrå", "B2", "hvb", "2026-01-16"])
        sheet.write_number(2, 5, 46174 - 1e-10, day)  # midnight, but for the computing


@accepted("placeringar", "start_date end_date", (date(2026, 1, 15), date(2026, 5, 31)), ending=".xlsx")
def days_of_a_strict_workbook(path: Path) -> None:
    days = "".join(
        f'<c r="{place}2" t="d"><v>{day}</v></c>'
        for place, day in (("E", "2026-01-15T00:00:00Z"), ("F", "2026-05-31T00:00:00.000"))
    )
    row = text_row(2, "P1", "Timrå", "B1", "hvb").replace("</row>", f"{days}</row>")
    write_package(path, {"P": sheet_xml(text_row(1, *PLACEMENTS.split(";")), row)})


@accepted("placeringar", "placement_id form", ("P-1", "hvb"), ending=".xlsx")
def export_of_numbers(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        summary = book.add_worksheet("Exportsammanfattning")
        summary.write(0, 0, "Detta dokument exporterades från Numbers.")
        summary.write_row(3, 1, ["Bladnamn i Numbers", "Tabellnamn i Numbers", "Namn på Excel-kalkylblad"])
        summary.write_row(4, 1, ["Blad 1", "Tabell 1", "Blad 1 - Tabell 1"])
        sheet = book.add_worksheet("Blad 1 - Tabell 1")
        sheet.write(0, 0, "Tabell 1")
        sheet.write_row(
            1, 0, ["Placering ID", "Kommun", "Barn ID", "Placeringsform", "Start datum", "Slut datum"]
        )
        sheet.write_row(2, 0, ["P-1", "Timrå", "B1", "HVB", "2026-01-15"])


@accepted(
    "kostnader", "kommun_code amount", ("2262", Decimal("0.00")), ("2262", Decimal("5.00")), ending=".xlsx"
)
def formulas_that_excel_computed_to_nothing(path: Path) -> None:
    rows = [
        text_row(number, "Timrå", f"2026-0{number}", "hvb").replace("</row>", f"{cell}</row>")
        for number, cell in ((2, '<c r="D2"><f>B9*2</f><v>0</v></c>'), (3, '<c r="D3"><v>5</v></c>'))
    ]
    said = (
        "<Properties><Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>"
    )
    header = text_row(1, "kommun", "manad", "placeringsform", "belopp")
    write_package(path, {"K": sheet_xml(header, *rows)}, extra={"docProps/app.xml": said})


@accepted(
    "placeringar",
    "placement_id start_date",
    ("P1", date(2026, 1, 1)),
    ("P2", date(2026, 7, 1)),
    ending=".parquet",
)
def midnights_of_winter_and_summer(path: Path) -> None:
    days = datetime(2026, 1, 1, tzinfo=SWEDEN), datetime(2026, 7, 1, tzinfo=SWEDEN)
    placements(path, startdatum=moments(*days, zone="Europe/Stockholm"))


@accepted("kostnader", "kommun_code form amount", ("2262", "hvb", Decimal("1234.50")), ending=".parquet")
def texts_stored_as_bytes(path: Path) -> None:
    texts = {"kommun": "Timrå", "manad": "2026-05", "placeringsform": "hvb"}
    columns = {name: pa.array([text.encode()]) for name, text in texts.items()}
    pq.write_table(pa.table(columns | {"belopp": pa.array([Decimal("1234.5000")])}), path)


@accepted("placeringar", "placement_id end_date", ("P1", date(2026, 5, 31)), ("P2", None), ending=".parquet")
def ends_of_days_without_a_zone(path: Path) -> None:
    ends = pa.array([datetime(2026, 5, 31, 23, 59, 59, 999_000), None])
    placements(path, slutdatum=ends, etiketter=pa.array([["a"], None]))
