"""Rows that break a rule in the registers that kommuner send; the row above is right."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.case import Corpus
from tests.corpus.making import faulty

corpus = Corpus()
shows = corpus.shows


@shows("R011", 3, "slutdatum")
def placement_ends_before_it_starts(path: Path) -> None:
    faulty(path, "placeringar", startdatum="2026-02-01", slutdatum="2026-01-31")


@shows("R012", 3, "slutdatum")
def reason_without_an_end(path: Path) -> None:
    faulty(path, "placeringar", slutdatum="", avslutsorsak="planerad")


@shows("R013", 3, "fodelsear")
def placed_before_birth(path: Path) -> None:
    faulty(path, "placeringar", fodelsear="2027")


@shows("R014", 3, "fodelsear")
def placed_at_22(path: Path) -> None:
    faulty(path, "placeringar", fodelsear="2004")


@shows("R015", 3, "slutdatum")
def reason_for_an_end_to_come(path: Path) -> None:
    faulty(path, "placeringar", slutdatum="2026-12-01", avslutsorsak="planerad")


@shows("R016", 3, "slutdatum")
def end_in_the_next_generation(path: Path) -> None:
    faulty(path, "placeringar", slutdatum="2062-08-15", avslutsorsak="")


@shows("R017", 3, "placeringsform")
def supported_housing_at_12(path: Path) -> None:
    faulty(path, "placeringar", placeringsform="stodboende", fodelsear="2014")


@shows("R018", 3, "lagrum")
def sis_by_consent(path: Path) -> None:
    faulty(path, "placeringar", placeringsform="sis", lagrum="sol")


@shows("R051", 3, "belopp")
def negative_cost(path: Path) -> None:
    faulty(path, "kostnader", manad="2026-04", belopp="-1200,50")


@shows("R052", 3, "belopp")
def cost_of_a_whole_kommun(path: Path) -> None:
    faulty(path, "kostnader", manad="2026-04", belopp="50000000,01")
