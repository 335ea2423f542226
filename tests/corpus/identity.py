"""Files that point out a person. The numbers have a right check digit and lie in the range kept for tests."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from tests.corpus.case import Corpus
from tests.corpus.making import A_PLACEMENT, A_REFERRAL, PLACEMENTS, REFERRALS, write_lines
from tests.fixtures.identities import COORDINATION, TEN, TWELVE

corpus = Corpus()
shows = corpus.shows

VALUES = (TEN, COORDINATION)
"""What none of these files may leave anywhere; a longer or hyphened spelling is looked for by its parts."""
NAME = "Kim Exempelsson"


@shows("I001", 3, "barn_id")
def personnummer_as_a_pseudonym(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT, f"P2;Timrå;{TWELVE[:8]}-{TWELVE[8:]};hvb;2026-01-15;")


@shows("I001", 2, "text")
def samordningsnummer_in_words(path: Path) -> None:
    text = f"Gäller {COORDINATION[:6]}+{COORDINATION[6:]}, se akten."
    write_lines(path, "datum;text", f"2026-01-01;{text}")


@shows("I001", 2, "remiss_id", ending=".xlsx")
def personnummer_as_a_number(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Remisser")
        sheet.write_row(0, 0, REFERRALS.split(";"))
        sheet.write_row(1, 0, A_REFERRAL.split(";"))
        sheet.write_number(1, 0, int(TWELVE))


@shows("I002", 0, "Barnets namn")
def column_of_names(path: Path) -> None:
    write_lines(path, f"{PLACEMENTS};Barnets namn", f"{A_PLACEMENT};{NAME}")


@shows("I003")
def personnummer_in_a_broken_file(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL, f'R2;Ånge;"B2;{TEN}')


@shows("I003")
def personnummer_above_the_header(path: Path) -> None:
    write_lines(path, f"Uttag för {TEN[:6]}-{TEN[6:]}", REFERRALS, A_REFERRAL)


@shows("I003", ending=".xlsx")
def personnummer_in_a_comment(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Remisser")
        sheet.write_row(0, 0, REFERRALS.split(";"))
        sheet.write_row(1, 0, A_REFERRAL.split(";"))
        sheet.write_comment(1, 2, f"egentligen {TWELVE}")


@shows("I004", name=f"remiss_{TWELVE}.csv")
def personnummer_in_the_name(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL)
