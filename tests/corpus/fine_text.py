"""Odd text files, as the case systems and people's habits make them, that are right to the last row."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.corpus.case import Corpus
from tests.corpus.making import PLACEMENTS, REFERRALS, write_lines

corpus = Corpus()
accepted = corpus.accepted

COSTS = "kommun;manad;placeringsform;belopp"


@accepted(
    "placeringar",
    "kommun_code child_id form end_date",
    ("2284", "B1", "natverkshem", None),
    ("2284", "Bö", "hvb", date(2026, 3, 1)),
)
def cp1252_with_semicolons(path: Path) -> None:
    one, two = "P1;Örnsköldsvik;B1;Nätverkshem;2026-01-15;", "P2;ÖRNSKÖLDSVIK;Bö;HVB;2026-01-15;2026-03-01"
    write_lines(path, "Placering-ID;Kommun;Barn-ID;Placeringsform;Startdatum;Slutdatum", one, two)


@accepted(
    "remisser",
    "referral_id kommun_code outcome decided",
    ("R1", "2260", "aterlamnad", date(2026, 2, 1)),
    ("R2", "2280", "pagaende", None),
    ending=".txt",
)
def utf_16_with_tabs(path: Path) -> None:
    lines = [REFERRALS, "R1;Ånge;B1;2026-01-15;Återlämnad;2026-02-01", "R2;Härnösand;B2;2026-01-15;pågående;"]
    write_lines(path, *(line.replace(";", "\t") for line in lines), codec="utf-16")


@accepted("remisser", "referral_id received", ("R1", date(2026, 1, 15)), ("R2", date(2026, 1, 16)))
def lines_above_and_below(path: Path) -> None:
    write_lines(
        path,
        "Rapport;Remisser;;;;",
        "Uttag;2026-09-01;;;;",
        "",
        REFERRALS,
        "R1;Ånge;B1;2026-01-15;pagaende;",
        "",
        "R2;Ånge;B2;2026-01-16;pagaende;",
        "Antal rader: 2;;;;;",
        codec="utf-8-sig",
    )


@accepted(
    "kostnader",
    "form amount",
    ("hvb", Decimal("1200.00")),
    ("sis", Decimal("34.50")),
    ("hvb", Decimal("0.00")),
)
def subtotal_rows(path: Path) -> None:
    write_lines(
        path,
        COSTS,
        "Timrå;2026-05;hvb;1200",
        "Timrå;2026-05;sis;34,5",
        "Delsumma;;;1234,5",
        "Timrå;2026-06;hvb;0",
        "SUMMA;;;1234,5",
    )


@accepted("stod", "assignment_id kommun_code support_type", ("Å-1", "2284", "avslutssamtal"))
def letters_taken_apart(path: Path) -> None:
    line = unicodedata.normalize("NFD", "Å-1;Örnsköldsvik;avslutssamtal;2026-01-15")
    write_lines(path, "uppdrag_id;kommun;typ;startdatum", line, codec="utf-8", end="\n")


@accepted(
    "placerade_barn",
    "kommun_code children",
    ("2262", 41),
    ("2284", 120),
    ("2260", 9),
    ("2283", 30),
    ("2282", 7),
)
def kommuner_in_every_spelling(path: Path) -> None:
    kommuner = ("22 62;41", "2284 Örnsköldsvik;120", "ånge kommun;9", "Sollefteå\u00a0;30", "\u202f2282;7")
    write_lines(path, "kommun;ar;antal", *(line.replace(";", ";2025;") for line in kommuner), codec="utf-8")


@accepted("kommentarer", "day text", (date(2026, 1, 1), 'Snö;\nmycket "snö"'), (date(2026, 1, 2), "Tö"))
def quoted_line_breaks(path: Path) -> None:
    write_lines(
        path, '"datum";"text"', '2026-01-01;"Snö;\nmycket ""snö"""', "2026-01-02;Tö", codec="utf-8-sig"
    )


@accepted(
    "familjehem",
    "home_id to_date places",
    ("F1", None, 2),
    ("F2", None, None),
    ("F3", date(2026, 3, 31), 0),
)
def ends_that_have_no_end(path: Path) -> None:
    rows = (
        "F1;upptaget;2026-01-01;9999-12-31;2",
        "F2;vilande;2026-01-01;;",
        "F3;vilande;20260101;20260331;0",
    )
    write_lines(path, "hem_id;status;fran;till;platser", *rows)


@accepted(
    "kostnader",
    "month amount",
    (date(2026, 1, 1), Decimal("1234567.50")),
    (date(2026, 2, 1), Decimal("-1234.00")),
    (date(2026, 3, 1), Decimal("12345678.50")),
    (date(2026, 4, 1), Decimal("1234.00")),
    (date(2026, 5, 1), Decimal("418250.00")),
)
def numbers_with_every_blank(path: Path) -> None:
    amounts = ("1\u00a0234\u00a0567,50", "\u22121 234", "12.345.678,50", "1\u202f234 kr", "418250,00")
    rows = (f"Timrå;2026-{month:02};hvb;{amount}" for month, amount in enumerate(amounts, 1))
    write_lines(path, COSTS, *rows, codec="utf-8")


@accepted(
    "placeringar",
    "start_date end_date",
    (date(2026, 1, 15), date(2026, 2, 3)),
    (date(2026, 1, 15), None),
    (date(2026, 1, 15), date(2026, 1, 31)),
)
def days_in_every_spelling(path: Path) -> None:
    days = ("2026-01-15;3/2/2026", "20260115;31/12/9999", "2026-01-15 00:00:00;31/01/2026 00:00")
    write_lines(path, PLACEMENTS, *(f"P{n};Timrå;B{n};hvb;{two}" for n, two in enumerate(days)))


@accepted(
    "mal",
    "area target source",
    ("GFO", Decimal("45.500000"), "Plan, 2026"),
    ("2262", Decimal("4.000000"), "x"),
)
def commas_and_quotation_marks(path: Path) -> None:
    write_lines(
        path,
        '"nyckeltal","omrade","period","mal","kalla"',
        '"referrals_received","GFO","T2 2026","45,5","Plan, 2026"',
        '"referrals_received","Timrå","2026","4","x"',
        codec="utf-8",
        end="\n",
    )


@accepted("remisser", "referral_id child_id", ("R1", "B1"), ("R2", "0042"), ("R3", "B3"))
def old_line_ends_and_no_last_one(path: Path) -> None:
    rows = (
        "R1;Ånge;B1;2026-01-15;pagaende;",
        "R2;Ånge;0042;2026-01-15;pagaende;",
        "R3;Ånge;B3;2026-01-15;pagaende;",
    )
    path.write_bytes("\r".join([REFERRALS, *rows]).encode("cp1252"))


@accepted(
    "placeringar",
    "placement_id kommun_code",
    ("P1", "2262"),
    ("P2", "2282"),
    ("P3", "2262"),
    split=True,
)
def two_kommuner_in_one_file(path: Path) -> None:
    kommuner = ("Timrå", "Kramfors", "Timrå")
    rows = (f"P{n};{kommun};B{n};hvb;2026-01-15;" for n, kommun in enumerate(kommuner, 1))
    write_lines(path, PLACEMENTS, *rows)


@accepted(
    "remisser",
    "referral_id kommun_code child_id outcome",
    ("R1", "2260", "Bå", "aterlamnad"),
    ("R2", "2280", "Bö", "pagaende"),
)
def letters_of_a_macintosh(path: Path) -> None:
    rows = ("R1;Ånge;Bå;2026-01-15;Återlämnad;2026-02-01", "R2;Härnösand;Bö;2026-01-15;pagaende;")
    write_lines(path, REFERRALS, *rows, codec="mac_roman", end="\r")


@accepted("remisser", "kommun_code child_id", ("2284", "Åsa-1"), ("2283", "Ö2"))
def letters_of_dos(path: Path) -> None:
    rows = ("R1;Örnsköldsvik;Åsa-1;2026-01-15;pagaende;", "R2;Sollefteå;Ö2;2026-01-15;pagaende;")
    write_lines(path, REFERRALS, *rows, codec="cp850")


@accepted("remisser", "kommun_code child_id", ("2284", "Åsa-1"), ("2262", "Ö2"))
def letters_coded_twice(path: Path) -> None:
    rows = ("R1;Örnsköldsvik;Åsa-1;2026-01-15;pagaende;", "R2;Timrå;Ö2;2026-01-15;pagaende;")
    twice = "\r\n".join((REFERRALS, *rows)).encode().decode("cp1252")
    write_lines(path, twice, codec="utf-8-sig")


@accepted("remisser", "kommun_code", ("2284",))
def letters_of_a_macintosh_coded_twice(path: Path) -> None:
    row = "R1;Örnsköldsvik;B1;2026-01-15;pagaende;"
    write_lines(path, REFERRALS, row.encode().decode("mac_roman"), codec="utf-8")


@accepted("kommentarer", "day text", (date(2026, 1, 1), "Mål: “trygghet” – 5 €…"))
def signs_of_windows_and_no_swedish_word(path: Path) -> None:
    write_lines(path, "datum;text", "2026-01-01;Mål: “trygghet” – 5 €…", codec="cp1252")


@accepted("placeringar", "placement_id end_date", ("P1", date(2026, 5, 31)), ("P2", None))
def end_of_the_day_as_a_clock_time(path: Path) -> None:
    rows = ("P1;Timrå;B1;hvb;2026-01-15;2026-05-31 23:59:59.999", "P2;Timrå;B2;hvb;2026-01-15;")
    write_lines(path, PLACEMENTS, *rows)


@accepted("placeringar", "placement_id form", ("P1", "hvb"), ("P2", "sis"), ("P3", "hvb"))
def printed_report(path: Path) -> None:
    write_lines(
        path,
        "Timrå kommun;;;;;",
        PLACEMENTS,
        "P1;Timrå;B1;hvb;2026-01-15;",
        "Sida 1 av 2;;;;;",
        "Timrå kommun;;;;;",
        PLACEMENTS,
        "P2;Timrå;B2;sis;2026-01-15;",
        "P3;Timrå;B3;hvb;2026-01-15;",
        ";;;Sida 2 av 2;;",
        "Utskriven 2026-09-03 av socialkontoret",
    )


@accepted("placeringar", "placement_id start_date", ("P1", date(2026, 1, 15)))
def required_columns_with_stars(path: Path) -> None:
    header = (
        "Placering-ID *;Kommun*;Barn-ID (obligatorisk);*Placeringsform;Startdatum (ÅÅÅÅ-MM-DD) *;Slutdatum"
    )
    write_lines(path, header, "(löpnr);(välj);(pseudonym);(välj);ÅÅÅÅ-MM-DD;", "P1;Timrå;B1;hvb;2026-01-15;")


@accepted("kommentarer", "text", ("Snö, is,\noch halka, mest, i norr",), ("Tö",))
def prose_with_line_breaks_and_commas(path: Path) -> None:
    write_lines(
        path, "datum,text", '2026-01-01,"Snö, is,\noch halka, mest, i norr"', "2026-01-02,Tö", codec="utf-8"
    )
