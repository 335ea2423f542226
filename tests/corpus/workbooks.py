"""Workbooks that Excel opens and a register cannot be: cells and sheets that hide or lack what they show."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from tests.corpus.case import Corpus
from tests.corpus.making import A_REFERRAL
from tests.fixtures.workbooks import HEADERS, good_sheet, sheet_xml, text_row, write_package

corpus = Corpus()
shows = corpus.shows

ROW = ("r1", "Ånge", "b1", "2026-01-02")


def _with_cell(path: Path, cell: str, *, after: str = "") -> None:
    """A right row 2, and a row 3 that ends in a cell given as XML, under the header `utfall`."""
    third = text_row(3, "r2", "Ånge", "b2", "2026-01-02").replace("</row>", f"{cell}</row>")
    rows = (text_row(1, *HEADERS), text_row(2, *ROW, "pagaende"), third)
    write_package(path, {"Remisser": sheet_xml(*rows, after=after)})


@shows("F019", ending=".xlsx")
def empty_workbook(path: Path) -> None:
    write_package(path, {"Blad1": sheet_xml()})


@shows("F023", ending=".xlsx")
def register_on_a_hidden_sheet(path: Path) -> None:
    write_package(path, {"Remisser": good_sheet()}, states={"Remisser": "veryHidden"})


@shows("F026", 3, "utfall", ending=".xlsx")
def formula_with_its_value(path: Path) -> None:
    _with_cell(path, '<c r="E3" t="str"><f>Z9</f><v>pagaende</v></c>')


@shows("F027", 3, "utfall", ending=".xlsx")
def formula_never_computed(path: Path) -> None:
    _with_cell(path, '<c r="E3"><f>Z9</f></c>')


@shows("F027", 3, "utfall", ending=".xlsx")
def formula_with_an_empty_value(path: Path) -> None:
    _with_cell(path, '<c r="E3"><f>1000+234</f><v/></c>')


@shows("F046", 2, "belopp", ending=".xlsx")
def formulas_of_a_library_that_cannot_compute(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Kostnader")
        sheet.write_row(0, 0, ["kommun", "manad", "placeringsform", "belopp"])
        sheet.write_row(1, 0, ["Timrå", "2026-05", "hvb", "=31*4500"])
        sheet.write_row(2, 0, ["Timrå", "2026-06", "hvb", 135000])


@shows("F046", 2, "belopp", ending=".xlsx")
def formulas_of_nobody(path: Path) -> None:
    cells = '<c r="D2"><f>B9*2</f><v>0</v></c>'
    row = text_row(2, "Timrå", "2026-05", "hvb").replace("</row>", f"{cells}</row>")
    write_package(path, {"K": sheet_xml(text_row(1, "kommun", "manad", "placeringsform", "belopp"), row)})


@shows("F047", 3, ending=".xlsx")
def rows_behind_a_filter(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Remisser")
        sheet.write_row(0, 0, HEADERS)
        sheet.write_row(1, 0, [*ROW, "pagaende"])
        sheet.write_row(2, 0, ["r2", "Ånge", "b2", "2026-01-02", "pagaende"])
        sheet.autofilter("A1:E3")
        sheet.filter_column("A", "x == r1")
        sheet.set_row(2, options={"hidden": True})


@shows("F028", 3, "utfall", ending=".xlsx")
def cell_of_an_error(path: Path) -> None:
    _with_cell(path, '<c r="E3" t="e"><v>#N/A</v></c>')


@shows("F029", 3, "utfall", ending=".xlsx")
def cell_merged_with_the_one_above(path: Path) -> None:
    _with_cell(path, "", after='<mergeCells count="1"><mergeCell ref="E2:E3"/></mergeCells>')


@shows("F034", ending=".xlsx")
def sheet_of_numbers_beside_the_register(path: Path) -> None:
    numbers = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    write_package(path, {"Remisser": good_sheet(), "Siffror": sheet_xml(numbers)})


@shows("F033", 1, ending=".xlsx")
def header_merged_over_two_columns(path: Path) -> None:
    upper = text_row(1, "remiss", "kommun", "barn", "Datum", "", "utfall")
    lower = text_row(2, "id", "", "id", "inkommen", "avslutad")
    cells = A_REFERRAL.split(";")
    row = text_row(3, *cells[:4], cells[5], cells[4])
    merged = '<mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>'
    write_package(path, {"Remisser": sheet_xml(upper, lower, row, after=merged)})
