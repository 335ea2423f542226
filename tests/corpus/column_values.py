"""Columns that are right cell by cell and wrong as a whole, and what is no value at all: days, amounts, ids, blanks.

The files are of the kinds that kommuner send: what a spreadsheet, a database or another country's settings make of a
register before anybody looks at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from tests.corpus.case import At, Corpus
from tests.corpus.making import PLACEMENTS, write_lines
from tests.fixtures.registers import write_workbook

corpus = Corpus()
shows = corpus.shows
accepted = corpus.accepted

COSTS = "kommun;manad;placeringsform;belopp"
WHOLE = f"{PLACEMENTS};fodelsear;kon;lagrum;hem_id;avslutsorsak"


def spans(path: Path, *days: str, codec: str = "utf-8") -> None:
    """Placements with these starts and ends."""
    write_lines(
        path, PLACEMENTS, *(f"P-{n};Timrå;B{n};hvb;{two}" for n, two in enumerate(days, 1)), codec=codec
    )


def costs(path: Path, *amounts: str) -> None:
    """Costs of one form, month after month, with commas between and quotation marks where they are needed."""
    rows = (f'Timrå,2026-{month:02},hvb,"{amount}"' for month, amount in enumerate(amounts, 1))
    write_lines(path, COSTS.replace(";", ","), *rows, codec="utf-8")


def children(path: Path, *ids: str) -> None:
    """Placements of these children, one after another in time."""
    rows = (f"P-{n};Timrå;{child};hvb;2026-{n:02}-15;2026-{n:02}-20" for n, child in enumerate(ids, 1))
    write_lines(path, PLACEMENTS, *rows, codec="utf-8")


# Days

MONTH_FIRST = ("3/2/2026;5/4/2026", "1/15/2026;2/28/2026", "7/1/2026;8/2/2026")


@shows("V023", 3, "startdatum", also=[At("V023", 3, "slutdatum")])
def days_of_an_american_computer(path: Path) -> None:
    spans(path, *MONTH_FIRST)


@shows("V021", 2, "startdatum", also=[At("V021", 2, "slutdatum")])
def the_same_days_when_the_impossible_ones_are_mended(path: Path) -> None:
    spans(path, *(row.replace("1/15", "1/12").replace("2/28", "2/12") for row in MONTH_FIRST))


@shows("V023", 4, "slutdatum", also=[At("V020", 2, "startdatum")])
def month_first_in_one_column_of_two(path: Path) -> None:
    spans(path, "31.1.2026;3.2.2026", "1.2.2026;4.3.2026", "2.2.2026;12.31.2026")


@shows("V035", 2, "startdatum", ending=".xlsx")
def days_that_a_spreadsheet_turned_where_it_could(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Placeringar")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, PLACEMENTS.split(";"))
        for row in (1, 2, 3):
            sheet.write_row(row, 0, [f"P{row}", "Timrå", f"B{row}", "hvb"])
        sheet.write_datetime(1, 4, datetime(2026, 2, 3), day)
        sheet.write_datetime(2, 4, datetime(2026, 7, 1), day)
        sheet.write_string(3, 4, "15/1/2026")


@shows("V022", 4, "startdatum")
def one_day_written_by_hand(path: Path) -> None:
    spans(path, "2026-01-15;", "2026-01-16;", "17/1/2026;")


@shows("V024", 2, "startdatum", also=[At("V024", 2, "slutdatum")])
def six_figures_a_day(path: Path) -> None:
    spans(path, "040601;051231", "260115;260301")


@shows("V024", 2, "startdatum")
def years_of_two_figures(path: Path) -> None:
    spans(path, "26-01-15;", "26-02-01;")


@shows("V021", 2, "startdatum")
def six_figures_that_lost_their_zero(path: Path) -> None:
    spans(path, "40601;", "51224;")


@shows("V025", 2, "startdatum", also=[At("V025", 3, "slutdatum")])
def midnights_of_another_zone(path: Path) -> None:
    spans(path, "2026-01-14T23:00:00Z;", "2026-04-30T22:00:00Z;2026-05-31T22:00:00Z")


@shows("V025", 2, "startdatum")
def midnights_of_another_zone_that_is_not_said(path: Path) -> None:
    spans(path, "2026-01-14 23:00:00;", "2026-04-30 22:00:00;")


@accepted(
    "placeringar",
    "start_date end_date",
    (date(2026, 1, 15), date(2026, 2, 28)),
    (date(2026, 2, 1), date(2026, 5, 31)),
    (date(2026, 3, 1), None),
)
def last_moments_of_days(path: Path) -> None:
    spans(
        path,
        "2026-01-15 00:00:00;2026-02-28 23:59:59.999",
        "2026-02-01 00:00:00;2026-05-31 23:59:59",
        "2026-03-01 00:00:00;9999-12-31 23:59:59.999",
    )


@accepted("placeringar", "start_date", (date(2026, 3, 3),), (date(2026, 12, 12),))
def days_that_are_the_same_both_ways(path: Path) -> None:
    spans(path, "3/3/2026;", "12/12/2026;")


@accepted("mal", "period target", ("2026-05", Decimal(45)), ("2026", Decimal(120)), ending=".xlsx")
def period_that_became_a_day(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Mål")
        day = book.add_format({"num_format": "mmm-yy"})
        sheet.write_row(0, 0, ["nyckeltal", "omrade", "period", "mal", "kalla"])
        sheet.write_row(1, 0, ["referrals_received", "GFO", "", 45, "Plan"])
        sheet.write_datetime(1, 2, datetime(2026, 5, 1), day)
        sheet.write_row(2, 0, ["referrals_received", "GFO", 2026, 120, "Plan"])


@accepted("kostnader", "month amount", (date(2026, 5, 1), Decimal(1200)), ending=".xlsx")
def month_that_became_a_day(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Kostnader")
        sheet.write_row(0, 0, COSTS.split(";"))
        sheet.write_row(1, 0, ["Timrå", "", "hvb", 1200])
        sheet.write_datetime(1, 1, datetime(2026, 5, 1), book.add_format({"num_format": "yyyy-mm"}))


@shows("V020", 2, "startdatum", also=[At("V020", 2, "slutdatum")])
def days_of_eight_figures(path: Path) -> None:
    spans(path, "20260115;20260228", "20260201;99991231")


@shows("V020", 2, "startdatum")
def days_in_the_numbers_of_excel(path: Path) -> None:
    spans(path, "46037;", "46054;")


# Amounts


@shows("V026", 2, "belopp")
def thousands_of_an_english_spreadsheet(path: Path) -> None:
    costs(path, "418,250", "96,000", "1,500")


@shows("V026", 2, "belopp")
def english_thousands_of_every_length(path: Path) -> None:
    costs(path, "418,250", "96,123", "1,204,500", "950")


@shows("V026", 2, "belopp")
def points_that_part_thousands_or_decimals(path: Path) -> None:
    costs(path, "118.400", "96.000")


@shows("V007", 3, "deltagare")
def thousand_participants_or_one(path: Path) -> None:
    lines = ["tillfalle_id;datum;typ;deltagare", "T1;2026-01-15;connect;12", "T2;2026-02-15;connect;1,000"]
    write_lines(path, *lines)


@accepted("kostnader", "amount", (Decimal("123.50"),), (Decimal("1234.50"),), (Decimal("0.50"),))
def three_decimals_everywhere(path: Path) -> None:
    costs(path, "123.500", "1234.500", "0.500")


@accepted("kostnader", "amount", (Decimal(118400),), (Decimal(96000),), (Decimal("1204500.50"),))
def points_that_can_only_part_thousands(path: Path) -> None:
    costs(path, "118.400", "96.000", "1.204.500,50")


@shows("V033", 3, "belopp")
def a_point_that_parts_thousands(path: Path) -> None:
    costs(path, "950", "1.234")


@shows("V022", 4, "belopp")
def one_amount_with_a_point(path: Path) -> None:
    costs(path, "118400,50", "96000,25", "1204.5")


@shows("V032", 3, "belopp")
def amount_of_27_figures(path: Path) -> None:
    write_lines(path, COSTS, "Timrå;2026-05;hvb;100", f"Timrå;2026-06;hvb;{'7' * 27}")


@shows("V034", 2, "belopp")
def amounts_that_no_total_holds(path: Path) -> None:
    rows = (f"Timrå;{2010 + n // 12}-{n % 12 + 1:02};hvb;9900000000" for n in range(11))
    write_lines(path, COSTS, *rows)


# Ids


@shows("V029", 2, "barn_id", also=[At("V029", row, "barn_id") for row in (3, 4)])
def ids_that_a_spreadsheet_rounded(path: Path) -> None:
    children(path, "2,02301E+11", "2,02301E+11", "2,02302E+11")


@shows("V029", 3, "hem_id")
def one_rounded_home_of_two(path: Path) -> None:
    rows = ("P1;Timrå;B1;hvb;2026-01-15;;202301", "P2;Timrå;B2;hvb;2026-01-15;;1.2e+15")
    write_lines(path, f"{PLACEMENTS};hem_id", *rows)


@shows("V030", 3, "barn_id", ending=".xlsx")
def id_that_became_a_day(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Placeringar")
        sheet.write_row(0, 0, PLACEMENTS.split(";"))
        sheet.write_row(1, 0, ["P-1", "Timrå", "14-2", "hvb", "2026-01-15"])
        sheet.write_row(2, 0, ["P-2", "Timrå", "", "hvb", "2026-01-20"])
        sheet.write_datetime(2, 2, datetime(2026, 12, 1), book.add_format({"num_format": "yyyy-mm-dd"}))


@shows("V030", 4, "barn_id")
def id_that_became_a_month(path: Path) -> None:
    children(path, "14-2", "15-1", "14-mar")


@shows("V028", 3, "barn_id")
def id_that_a_formula_did_not_find(path: Path) -> None:
    children(path, "B1", "#SAKNAS!")


@shows("V028", 3, "slutdatum")
def end_that_a_formula_did_not_find(path: Path) -> None:
    spans(path, "2026-01-15;2026-02-01", "2026-01-15;#VÄRDEFEL!")


@accepted("placeringar", "child_id", ("B1042",), ("B1042",), ("B1042",))
def characters_that_nobody_sees(path: Path) -> None:
    children(path, "B1042", "B1042\u200b", "B1\u00ad042")


@shows("V027", 3, "barn_id")
def mark_of_byte_order_inside(path: Path) -> None:
    children(path, "B1", "\ufeffB1")


@shows("V031", 3, "barn_id")
def ids_that_became_decimals(path: Path) -> None:
    children(path, "1042", "1042.0")


@accepted("placeringar", "child_id", ("1042",), ("1042",), ("0012",))
def ids_with_and_without_decimals(path: Path) -> None:
    children(path, "1042", "1042,00", "0012")


# Words for blank


def _with_blanks(path: Path, *rows: tuple[str, str, str]) -> None:
    """Placements whose end, home and reason are these."""
    lines = (
        f"P-{n};Timrå;B{n};hvb;2026-01-15;{end};2014;flicka;sol;{home};{reason}"
        for n, (end, home, reason) in enumerate(rows, 1)
    )
    write_lines(path, WHOLE, *lines, codec="utf-8")


_BLANK: Sequence[tuple[str, str, str]] = (
    ("2026-03-01", "saknas", ""),
    ("pågår", "saknas", ""),
    ("-", "-", "NULL"),
    ("tillsvidare", "okänd", ""),
    ("00000000", "0", "-"),
    ("0001-01-01", ".", "NULL"),
)


@accepted(
    "placeringar",
    "end_date home_id end_reason",
    (date(2026, 3, 1), None, None),
    *[(None, None, None)] * 5,
)
def every_word_for_blank(path: Path) -> None:
    _with_blanks(path, *_BLANK)


@shows("V019", 3, "slutdatum", also=[At("V019", 2, "hem_id"), At("V019", 2, "avslutsorsak")])
def null_of_a_database(path: Path) -> None:
    _with_blanks(path, ("2026-03-01", "NULL", "NULL"), ("NULL", "NULL", "NULL"))


@shows("V018", 3, "barn_id")
def null_for_a_child(path: Path) -> None:
    children(path, "B1", "NULL")


@shows("V018", 3, "startdatum")
def no_start_in_words(path: Path) -> None:
    spans(path, "2026-01-15;", "okänt;")


@accepted("familjehem", "places home_kommun_code", (0, None), (None, "2260"), ending=".xlsx")
def blanks_of_a_bank_of_homes(path: Path) -> None:
    rows = [
        ["hem_id", "status", "fran", "till", "hemkommun", "platser"],
        ["F1", "vilande", "2026-01-15", "9999-12-31", "saknas", "0"],
        ["F2", "upptaget", "2026-01-15", "tills vidare", "Ånge", "-"],
    ]
    write_workbook(path, {"Familjehem": rows})
