"""Headers that are not the dataset's, or sheets that are no dataset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.corpus.case import Corpus
from tests.corpus.making import A_PLACEMENT, A_REFERRAL, PLACEMENTS, REFERRALS, table, write, write_lines
from tests.fixtures.registers import write_workbook

corpus = Corpus()
shows = corpus.shows


@shows("C001")
def headers_of_something_else(path: Path) -> None:
    write_lines(path, "Datum;Väder;Temperatur", "2026-01-01;snö;-12")


@shows("C001")
def headers_in_another_language(path: Path) -> None:
    write_lines(path, "referral;municipality;child;received;outcome", A_REFERRAL.removesuffix(";2026-02-01"))


@shows("C002")
def figures_without_their_value(path: Path) -> None:
    write(path, table("mal", {}, without=["mal"]))


@shows("C003", 0, "placeringsform")
def column_left_out(path: Path) -> None:
    write(path, table("placeringar", {}, without=["placeringsform"]))


@shows("C003", 0, "inkommen")
def header_misspelt(path: Path) -> None:
    write_lines(path, REFERRALS.replace("inkommen", "inkomen"), A_REFERRAL)


@shows("C014", 0, "belopp")
def amounts_under_another_name(path: Path) -> None:
    write_lines(
        path, "kommun;manad;placeringsform;summa_kr", "Timrå;2026-01;hvb;118400", "Timrå;2026-02;hvb;97000"
    )


@shows("C015", 0, "Kostnad")
def amounts_under_a_name_that_is_known(path: Path) -> None:
    write_lines(path, "kommun;manad;placeringsform;Kostnad", "Timrå;2026-01;hvb;118400")


@shows("C004", 0, "startdatum")
def column_twice(path: Path) -> None:
    write_lines(path, f"{PLACEMENTS};Startdatum", f"{A_PLACEMENT};2026-01-15")


@shows("C005", 0, "handläggargrupp")
def column_of_their_own(path: Path) -> None:
    write_lines(path, f"{PLACEMENTS};handläggargrupp", f"{A_PLACEMENT};Norr")


@shows("C012", 0, "slutdatum")
def column_nearly_ours(path: Path) -> None:
    write_lines(path, PLACEMENTS.replace("slutdatum", "Slutdattum"), A_PLACEMENT)


@shows("C007")
def headers_and_no_rows(path: Path) -> None:
    write_lines(path, REFERRALS)


@shows("C008", dataset="remissser")
def dataset_that_is_not_there(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL)


@shows("C009", ending=".xlsx")
def a_sheet_of_their_own_words(path: Path) -> None:
    words = [("Begrepp", "Betydelse", "Källa"), ("remiss", "fråga om ett hem", "GFO")]
    write_workbook(path, {"Remisser": [REFERRALS.split(";"), A_REFERRAL.split(";")], "Ordlista": words})


@shows("C010", ending=".xlsx")
def one_register_on_two_sheets(path: Path) -> None:
    other = A_REFERRAL.replace("R1", "R2")
    sheets: dict[str, Sequence[Sequence[str]]] = {
        name: [REFERRALS.split(";"), row.split(";")] for name, row in (("T1", A_REFERRAL), ("T2", other))
    }
    write_workbook(path, sheets)


@shows("C011", 0, "belopp")
def amounts_in_thousands(path: Path) -> None:
    write_lines(path, "kommun;manad;placeringsform;Belopp tkr", "Timrå;2026-05;hvb;118,4")


@shows("C011", 0, "prognos")
def forecast_in_thousands(path: Path) -> None:
    write_lines(path, "År;Tertial;Post;Budget;Prognos (tkr)", "2026;2;lokaler;1200;3600")


@shows("C011", 0, "belopp")
def amounts_in_millions(path: Path) -> None:
    write_lines(path, "kommun;manad;placeringsform;Kostnad i mnkr", "Timrå;2026-05;hvb;1,2")


@shows("C003", 0, "belopp")
def amount_under_a_name_of_their_own(path: Path) -> None:
    write_lines(path, "kommun;manad;placeringsform;summa kostnad", "Timrå;2026-05;hvb;1200")
