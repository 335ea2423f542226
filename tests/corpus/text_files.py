"""Text files whose characters, lines or fields are not a table's."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.case import At, Corpus
from tests.corpus.making import A_PLACEMENT, A_REFERRAL, PLACEMENTS, REFERRALS, write_lines

corpus = Corpus()
shows = corpus.shows


@shows("F002")
def nothing_at_all(path: Path) -> None:
    path.write_bytes(b"")


@shows("F038", 3)
def two_codings_in_one_file(path: Path) -> None:
    line = A_REFERRAL.replace("Ånge", "Örnsköldsvik")
    path.write_bytes(f"{REFERRALS}\r\n{line}\r\n".encode() + b"R2;\xc5nge;B\x8f;2026-01-15;pagaende;\r\n")


@shows("F038", 4)
def one_line_pasted_in_unicode(path: Path) -> None:
    lines = [REFERRALS, *(A_REFERRAL.replace("1;", f"{number};", 2) for number in range(5))]
    coded = [line.encode("utf-8" if number == 3 else "cp1252") for number, line in enumerate(lines)]
    path.write_bytes(b"\r\n".join(coded))


@shows("F038", 3)
def one_line_coded_twice(path: Path) -> None:
    twice = A_REFERRAL.replace("1;", "2;", 2).encode().decode("cp1252")
    write_lines(path, REFERRALS, A_REFERRAL, twice, A_REFERRAL.replace("1;", "3;", 2), codec="utf-8")


@shows("F017", 2)
def letters_of_nobody_knows_what_computer(path: Path) -> None:
    rows = (f"P{number};Kramfors;b{letter}k;hvb;2026-01-15;" for number, letter in enumerate("äöä"))
    write_lines(path, PLACEMENTS, *rows, codec="mac_roman")


@shows("F037")
def saved_on_a_macintosh(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL, codec="mac_roman", end="\r")


@shows("F037")
def saved_under_dos(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL.replace("Ånge", "Härnösand"), codec="cp850")


@shows("F037")
def coded_twice(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL.encode().decode("cp1252"), codec="utf-8")


@shows("F039")
def end_of_file_sign(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL)
    path.write_bytes(path.read_bytes() + b"\x1a")


@shows("F039")
def filled_to_whole_blocks(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL)
    path.write_bytes(path.read_bytes().ljust(4096, b"\x00"))


@shows("F041", 3)
def second_export_pasted_under_the_first(path: Path) -> None:
    write_lines(
        path,
        REFERRALS,
        A_REFERRAL,
        f"\ufeff{REFERRALS}",
        A_REFERRAL.replace("1;", "2;", 2),
        codec="utf-8-sig",
    )


@shows("F041", 3)
def second_file_without_a_header_of_its_own(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL, "\ufeff" + A_REFERRAL.replace("1;", "2;", 2), codec="utf-8-sig")


@shows("F042", 3)
def second_export_of_other_columns(path: Path) -> None:
    other = "placering_id;kommun;barn_id;startdatum;placeringsform;slutdatum"
    write_lines(path, PLACEMENTS, A_PLACEMENT, other, "P2;Timrå;B2;2026-01-15;hvb;")


@shows("F042", 3)
def second_export_of_fewer_columns(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT, "kommun;manad;placeringsform;belopp", "Timrå;2026-05;hvb;1200")


@shows("F043", 3, also=[At("F024", 2), At("F032", 4), At("F043", 6)])
def printed_report_with_pages(path: Path) -> None:
    lines = (PLACEMENTS, "Sida 1 av 2;;;;;", PLACEMENTS, A_PLACEMENT, "Utskriven 2026-09-03 av kontoret;;;;;")
    write_lines(path, "Timrå kommun;;;;;", *lines)


@shows("F043", 4, also=[At("F024", 2)])
def heads_of_pages_that_repeat_the_first(path: Path) -> None:
    two = A_PLACEMENT.replace("1;", "2;", 2)
    write_lines(path, "Placeringar 2019–2026", PLACEMENTS, A_PLACEMENT, "Placeringar 2019–2026", two)


@shows("F044", 2)
def comments_under_the_header(path: Path) -> None:
    write_lines(path, PLACEMENTS, "(löpnr);(välj);(pseudonym);(välj);(ÅÅÅÅ-MM-DD);", A_PLACEMENT)


@shows("F045", 2, "kommun")
def letters_lost_on_the_way(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL.replace("Å", "\ufffd"), codec="utf-8")


@shows("F048", 3)
def quotation_that_swallows_rows(path: Path) -> None:
    rows = [f"P{n};Timrå;B{n};hvb;2026-01-15;;ok" for n in range(1, 7)]
    rows[1], rows[4] = rows[1].replace("ok", '"se beslut'), rows[4].replace("ok", '12"')
    write_lines(path, f"{PLACEMENTS};handläggning", *rows)


@shows("F048", 2)
def quotation_that_swallows_one_row_in_the_middle(path: Path) -> None:
    write_lines(path, PLACEMENTS, 'P1;Timrå;"B1;hvb;2026-01-15;', 'P2;Timrå;B2";hvb;2026-01-16;', A_PLACEMENT)


@shows("F017", ending=".txt")
def utf_16_cut_in_the_middle(path: Path) -> None:
    path.write_bytes(f"{REFERRALS}\r\n{A_REFERRAL}".encode("utf-16")[:-1])


@shows("F018", 3)
def quotation_that_never_ends(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL, 'R2;Ånge;"B2;2026-01-15;pagaende;')


@shows("F018", 2)
def quotation_mark_in_a_quotation(path: Path) -> None:
    write_lines(path, REFERRALS, 'R1;Ånge;"B"1;x";2026-01-15;pagaende;')


@shows("F019")
def numbers_and_no_words(path: Path) -> None:
    write_lines(path, "1;2;3", "4;5;6")


@shows("F020", 3)
def row_cut_short(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL, "R2;Ånge;B2")


@shows("F020", 4)
def line_break_in_a_field(path: Path) -> None:
    write_lines(path, "datum;period;nyckeltal;omrade;text", "2026-01-01;;;;Snö", "2026-01-02;;;;Mer", "snö")


@shows("F021", 3)
def delimiter_in_a_field(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT, "P2;Timrå;B2;hvb;2026-01-15;;flyttar; kanske")


@shows("F021", 2)
def a_register_whose_only_row_is_too_long(path: Path) -> None:
    write_lines(path, PLACEMENTS, f"{A_PLACEMENT};flyttar; kanske")


@shows("F022", 2)
def delimiters_after_the_last_column(path: Path) -> None:
    write_lines(path, PLACEMENTS, f"{A_PLACEMENT};;", f"{A_PLACEMENT.replace('1;', '2;')};;")


@shows("F024", 4)
def words_above_the_header(path: Path) -> None:
    write_lines(path, "Rapport: remisser", "Uttag 2026-09-01", "", REFERRALS, A_REFERRAL)


@shows("F025", 3)
def sum_at_the_end(path: Path) -> None:
    write_lines(path, "kommun;manad;placeringsform;belopp", "Timrå;2026-05;hvb;1200", "Summa;;;1200")


@shows("F030", 3)
def words_beside_the_table(path: Path) -> None:
    write_lines(path, f"{PLACEMENTS};", f"{A_PLACEMENT};", "P2;Timrå;B2;hvb;2026-01-15;;kolla med Kim")


@shows("F030", 2)
def column_without_a_header(path: Path) -> None:
    write_lines(path, PLACEMENTS.replace("barn_id", "barn_id;"), "P1;Timrå;B1;x;hvb;2026-01-15;")


@shows("F032", 3)
def header_once_more(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL, REFERRALS, A_REFERRAL.replace("1;", "2;", 2))


@shows("F033", 1)
def header_in_two_rows(path: Path) -> None:
    write_lines(
        path,
        "placering;kommun;barn;placerings;start;slut",
        "id;;id;form;datum;datum",
        A_PLACEMENT,
    )


@shows("F035", 2)
def another_delimiter_below_the_header(path: Path) -> None:
    lines = (f"P{number},Timrå,B{number},hvb,2026-01-15," for number in range(100_001))
    write_lines(path, PLACEMENTS, *lines)


@shows("F013")
def six_hundred_columns(path: Path) -> None:
    write_lines(path, ";".join([PLACEMENTS, *(f"x{number}" for number in range(600))]), A_PLACEMENT)


@shows("F020", 3, also=[At("V001", 2, "kommun")])
def two_faults_of_two_kinds(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL.replace("Ånge", " "), "R2")
