"""Files that are right in themselves, and wrong from that sender or after what that sender delivered before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.corpus.case import At, Corpus
from tests.corpus.making import A_PLACEMENT, A_REFERRAL, PLACEMENTS, REFERRALS, write_lines
from tests.fixtures.registers import placements, write_workbook

corpus = Corpus()
shows = corpus.shows


def _twenty(path: Path) -> None:
    placements(path, range(20))


def _ten_comments(path: Path) -> None:
    write_lines(path, "datum;text", *(f"2026-01-{day:02};Snöfall" for day in range(1, 11)))


def _later(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT.replace("2026-01-15", "2026-06-15"))


@shows("L010", sender="Timrå")
def referrals_from_a_kommun(path: Path) -> None:
    write_lines(path, REFERRALS, A_REFERRAL)


@shows("L010", sender="SCB")
def comments_from_statistics(path: Path) -> None:
    write_lines(path, "datum;text", "2026-01-01;Snö")


@shows("L011", also=[At("C007")])
def empty_register_of_nobody(path: Path) -> None:
    write_lines(path, PLACEMENTS)


@shows("L012", sender="Kramfors")
def placements_of_another_kommun(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT)


@shows("L013", 5, "kommun", also=[At("L013", 8, "kommun")])
def rows_of_two_neighbours_among_ones_own(path: Path) -> None:
    kommuner = ("Timrå", "Timrå", "Timrå", "Ånge", "Timrå", "Timrå", "Kramfors")
    rows = (f"P{n};{kommun};B{n};hvb;2026-01-15;" for n, kommun in enumerate(kommuner, 1))
    write_lines(path, PLACEMENTS, *rows)


@shows("L013", 2, "kommun", sender="Ånge", also=[At("L013", 3, "kommun")])
def one_row_of_the_sender_and_two_of_another(path: Path) -> None:
    kommuner = ("Timrå", "Timrå", "Ånge")
    rows = (f"P{n};{kommun};B{n};hvb;2026-01-15;" for n, kommun in enumerate(kommuner, 1))
    write_lines(path, PLACEMENTS, *rows)


@shows("L013", 2, "kommun", ending=".xlsx")
def placements_and_costs_of_two_kommuner(path: Path) -> None:
    sheets: dict[str, Sequence[Sequence[str]]] = {
        "Placeringar": [
            row.split(";") for row in (PLACEMENTS, A_PLACEMENT, A_PLACEMENT.replace("1", "2", 2))
        ],
        "Kostnader": [["kommun", "manad", "placeringsform", "belopp"], ["Ånge", "2026-05", "hvb", "100"]],
    }
    write_workbook(path, sheets)


@shows("L014", sender="Timrå")
def placements_that_do_not_say_whose_they_are(path: Path) -> None:
    write_lines(path, "placering_id;barn_id;placeringsform;startdatum", "P1;B1;hvb;2026-01-15")


@shows("L014", sender="Timrå")
def placements_whose_kommun_is_blank_throughout(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT.replace("Timrå", ""), "P2;;B2;hvb;2026-01-15;")


@shows(
    "L015",
    0,
    "slutdatum",
    sender="Timrå",
    mapping='[datasets.placeringar]\nlast_day_included = ["slutdatum"]',
)
def placements_to_and_including_a_day(path: Path) -> None:
    write_lines(path, PLACEMENTS, "P1;Timrå;B1;hvb;2026-01-15;2026-02-14")


@shows("L016", sender="Timrå", mapping="[datasets.kostnader]\nsum = true")
def two_invoices_of_a_month(path: Path) -> None:
    write_lines(path, "kommun;manad;placeringsform;belopp", "Timrå;2026-05;hvb;100", "Timrå;2026-05;hvb;200")


_A_YEAR = tuple(f"Timrå;2025-{month:02};hvb;{month}00" for month in range(1, 13))


@shows(
    "B008",
    14,
    also=[At("L016"), *(At("B008", row) for row in (15, 16, 17))],
    sender="Timrå",
    mapping="[datasets.kostnader]\nsum = true",
)
def a_spring_that_was_pasted_twice(path: Path) -> None:
    write_lines(path, "kommun;manad;placeringsform;belopp", *_A_YEAR, *_A_YEAR[2:6])


@shows("B009", 14, also=[At("L016")], sender="Timrå", mapping="[datasets.kostnader]\nsum = true")
def two_equal_invoices_of_a_month(path: Path) -> None:
    write_lines(path, "kommun;manad;placeringsform;belopp", *_A_YEAR, _A_YEAR[2])


@shows(
    "L017",
    also=[At("L018")],
    ending=".xlsx",
    sender="Timrå",
    mapping='[datasets.placeringar]\nsheet = "Insatser"',
)
def a_sheet_that_has_got_another_name(path: Path) -> None:
    write_workbook(path, {"Blad1": [PLACEMENTS.split(";"), A_PLACEMENT.split(";")]})


@shows("L018", ending=".xlsx", sender="Timrå", mapping='[datasets.placeringar]\nsheet = "Insatser"')
def the_register_and_a_selection_of_it(path: Path) -> None:
    rows = [PLACEMENTS.split(";"), A_PLACEMENT.split(";")]
    write_workbook(path, {"Insatser": rows, "Urval": rows})


@shows("L020", 0, "placering_id", also=[At("L021")], former=_twenty)
def register_of_this_year_only(path: Path) -> None:
    placements(path, range(8, 20))


@shows("L021", also=[At("L043")], former=_ten_comments)
def four_comments_of_ten(path: Path) -> None:
    write_lines(path, "datum;text", *(f"2026-01-{day:02};Snöfall" for day in range(1, 5)))


@shows("L046", 4, former=_ten_comments)
def comments_that_broke_off_in_a_row(path: Path) -> None:
    write_lines(path, "datum;text", "2026-01-01;Snöfall", "2026-01-02;Snöfall", "2026-01-03")


def _comments_of_three_years(path: Path) -> None:
    write_lines(
        path,
        "datum;text",
        *(f"{year}-01-{day:02};Snöfall" for year in (2024, 2025, 2026) for day in (1, 2, 3)),
    )


@shows("L047", former=_comments_of_three_years)
def comments_that_end_two_years_too_early(path: Path) -> None:
    write_lines(path, "datum;text", *(f"2024-01-{day:02};Snöfall" for day in (1, 2, 3)))


@shows("L043", also=[At("L048")], former=_later)
def register_of_last_spring(path: Path) -> None:
    write_lines(path, PLACEMENTS, A_PLACEMENT)


@shows("L023", through="2026-06-30", also=[At("L048")], former=_twenty)
def register_that_reaches_shorter(path: Path) -> None:
    placements(path, range(21))
