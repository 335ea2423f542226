"""Rows that are right each by itself, and not together."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.case import At, Corpus
from tests.corpus.making import PLACEMENTS, table, write, write_lines

corpus = Corpus()
shows = corpus.shows


@shows("B001", 2, "placering_id", also=[At("B001", row, "placering_id") for row in (3, 4)])
def placement_decided_again_and_again(path: Path) -> None:
    rows = (
        "P-1;Timrå;B1;familjehem_gfo;2024-01-15;2024-07-14",
        "P-1;Timrå;B1;familjehem_gfo;2024-07-15;2025-01-14",
        "P-1;Timrå;B1;familjehem_gfo;2025-01-15;",
        "P-2;Timrå;B2;hvb;2025-01-15;2025-01-15",
    )
    write_lines(path, PLACEMENTS, *rows)


@shows(
    "B001",
    2,
    "kommun + manad + placeringsform",
    also=[At("B001", 3, "kommun + manad + placeringsform")],
)
def several_invoices_a_month(path: Path) -> None:
    rows = (
        "Timrå;2026-05;konsulentstott;45120",
        "2262;202605;Konsulentstött familjehem;39000",
        "Timrå;2026-05;hvb;118400,50",
    )
    write_lines(path, "kommun;manad;placeringsform;belopp", *rows)


@shows("B001", 2, "ar", also=[At("B001", 4, "ar")])
def budget_year_twice(path: Path) -> None:
    write(path, table("fordelning", {}, {"ar": "2025"}, {}))


@shows("B002", 3, "startdatum")
def child_in_two_places(path: Path) -> None:
    write_lines(path, PLACEMENTS, "P1;Timrå;B1;hvb;2026-01-15;2026-03-01", "P2;Timrå;B1;sis;2026-02-28;")


@shows("B002", 2, "startdatum")
def child_in_two_places_in_another_order(path: Path) -> None:
    write_lines(path, PLACEMENTS, "P1;Timrå;B1;hvb;2026-02-15;", "P2;Timrå;B1;sis;2026-01-01;9999-12-31")


@shows("B003", 4, "fran")
def home_of_two_statuses(path: Path) -> None:
    rows = table(
        "familjehem",
        {"fran": "2026-01-01", "till": "2026-02-01"},
        {"fran": "2026-02-01", "till": "2026-04-01", "status": "upptaget"},
        {"fran": "2026-03-31", "till": "", "status": "vilande"},
    )
    for row in rows[1:]:
        row[0] = "F1"
    write(path, rows)


@shows("B004", 3, "fodelsear")
def child_born_twice(path: Path) -> None:
    one = {"barn_id": "B1", "slutdatum": "2026-03-01", "startdatum": "2026-02-01"}
    two = {"barn_id": "B1", "startdatum": "2026-03-01", "fodelsear": "2012"}
    write(path, table("placeringar", one, two))


@shows("B005", 3, "kon")
def child_of_two_sexes(path: Path) -> None:
    one = {"barn_id": "B1", "slutdatum": "2026-03-01", "startdatum": "2026-02-01"}
    two = {"barn_id": "B1", "startdatum": "2026-03-01", "kon": "pojke"}
    write(path, table("placeringar", one, two))


@shows("B006", 3, "inkommen", also=[At("B006", 2, "inkommen")])
def two_referrals_in_a_day(path: Path) -> None:
    write(path, table("remisser", {"barn_id": "B1"}, {"barn_id": "B1"}))


@shows("B007", 3, "text", also=[At("B007", 2, "text")])
def comment_twice(path: Path) -> None:
    write(path, table("kommentarer", {}, {}))


@shows("X001", 0, "placeringsform", also=[At("V002", row, "placeringsform") for row in range(2, 20_002)])
def the_same_fault_in_every_row(path: Path) -> None:
    lines = (f"P{number};Timrå;B{number};slott;2026-01-15;" for number in range(20_050))
    write_lines(path, PLACEMENTS, *lines)
