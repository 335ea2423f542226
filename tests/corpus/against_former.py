"""Registers that have every row and have lost a column, or its level, since the former delivery."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.corpus.case import At, Corpus
from tests.corpus.making import PLACEMENTS, write_lines

corpus = Corpus()
shows = corpus.shows

HEADER = f"{PLACEMENTS};hem_id;avslutsorsak"
COSTS = "kommun;manad;placeringsform;belopp"


def _placements(path: Path, header: str, *, homes: int = 13) -> None:
    """Twelve placements that have ended and one that goes on; so many of them in a known home."""
    rows = (
        f"P-{n};Timrå;B{n};hvb;2025-{n % 12 + 1:02}-05;{'2026-02-20' if n < 13 else ''};"
        f"{'H1' if n <= homes else ''};{'planerad' if n < 13 else ''}"
        for n in range(1, 14)
    )
    write_lines(path, header, *rows)


def whole_register(path: Path) -> None:
    _placements(path, HEADER)


def costs_in_kronor(path: Path) -> None:
    write_lines(path, COSTS, *(f"Timrå;2026-0{month};hvb;{118_400 + month}" for month in range(1, 7)))


@shows(
    "L040",
    0,
    "slutdatum",
    also=[At("L040", 0, "avslutsorsak"), At("C005", 0, "T.o.m."), At("C005", 0, "Avslut"), At("L043")],
    former=whole_register,
)
def ends_under_another_header(path: Path) -> None:
    _placements(path, HEADER.replace("slutdatum", "T.o.m.").replace("avslutsorsak", "Avslut"))


@shows("L040", 0, "hem_id", also=[At("L051")], former=whole_register)
def homes_that_are_seldom_filled_in_now(path: Path) -> None:
    _placements(path, HEADER, homes=3)


@shows("L041", 0, "belopp", also=[At("L051")], former=costs_in_kronor)
def kronor_that_became_thousands(path: Path) -> None:
    write_lines(path, COSTS, *(f"Timrå;2026-0{month};hvb;118,{month}" for month in range(1, 7)))


@shows("L041", 0, "belopp", also=[At("L051")], former=costs_in_kronor)
def kronor_that_became_ore(path: Path) -> None:
    write_lines(path, COSTS, *(f"Timrå;2026-0{month};hvb;{11_840_000 + month}" for month in range(1, 7)))


def _costs(changed: Mapping[str, int]) -> Iterator[str]:
    for month in (f"{year}-{number:02}" for year in (2024, 2025) for number in range(1, 13)):
        yield f"Timrå;{month};hvb;{changed.get(month, 2_400_000)}"


def costs_of_two_years(path: Path) -> None:
    write_lines(path, COSTS, *_costs({}))


@shows("L050", former=costs_of_two_years, through="2026-08-31")
def costs_that_ended_eight_months_ago(path: Path) -> None:
    write_lines(path, COSTS, *reversed([*_costs({})]))


@shows("L051", former=costs_of_two_years)
def costs_to_the_end_of_may(path: Path) -> None:
    write_lines(path, COSTS, *_costs({}), *(f"Timrå;2026-0{month};hvb;2400000" for month in range(1, 6)))


@shows("L048", also=[At("L051")], former=costs_of_two_years)
def a_cost_that_was_moved_to_the_month_after(path: Path) -> None:
    write_lines(path, COSTS, *_costs({"2025-03": 2_300_000, "2025-04": 2_500_000}))


@shows("L049", also=[At("L051")], former=costs_of_two_years)
def a_month_that_cost_a_third_more(path: Path) -> None:
    write_lines(path, COSTS, *_costs({"2024-11": 3_200_000}))


@shows("L052", 0, "belopp", also=[At("L051")], former=costs_of_two_years)
def a_new_month_in_thousands(path: Path) -> None:
    write_lines(path, COSTS, *_costs({}), "Timrå;2026-01;hvb;2671")
