"""Kolada's figures as files: the answers of its API, and the same rows as text."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from tests.corpus.case import Corpus
from tests.corpus.making import faulty, write_lines
from tests.fixtures.kolada_answers import KoladaFigure, answer

corpus = Corpus()
shows = corpus.shows
accepted = corpus.accepted

HEADER = "nyckeltal;omrade;ar;kon;varde;status"
FIELDS = "kolada_kpi area year gender value status"


@accepted(
    "jamforelse",
    FIELDS,
    ("N33817", "2262", 2024, "T", Decimal("6.329597"), None),
    ("N33817", "2262", 2024, "K", None, "Private"),
    ("N33817", "0000", 2024, "T", Decimal(6), None),
    ending=".json",
)
def two_pages_and_a_deleted_figure(path: Path) -> None:
    first = answer(
        [
            KoladaFigure("N33817", "2262", 2024, 6.329597),
            KoladaFigure("N33817", "2262", 2024, gender="K", status="Private"),
            KoladaFigure("N33817", "2262", 2024, 5.5, gender="M", deleted=True),
        ],
        "https://kolada.example/v3/data/kpi/N33817/municipality/2262,0000?page=2",
    )
    second = answer(
        [KoladaFigure("N33817", "0000", 2024, 6), KoladaFigure("N33817", "2260", 2024, 9, deleted=True)]
    )
    path.write_text(f"[{first},\n{second}]\n", encoding="utf-8")


@accepted(
    "jamforelse",
    FIELDS,
    ("N33022", "2282", 2025, "T", Decimal("4211.5"), None),
    ("N33022", "G36552", 2025, "T", None, "Missing"),
)
def the_same_as_text(path: Path) -> None:
    write_lines(
        path, HEADER, "N33022;Kramfors;2025;T;4211,5;", "N33022;G36552;2025;T;;Missing", codec="utf-8"
    )


@shows("F055", ending=".json")
def an_answer_without_its_areas(path: Path) -> None:
    whole = json.loads(answer([KoladaFigure("N33817", "2262", 2024, 6.3)]))
    del whole["values"][0]["municipality"]
    path.write_text(json.dumps(whole), encoding="utf-8")


@shows("R121", 3, "ar")
def the_year_under_way(path: Path) -> None:
    faulty(path, "jamforelse", ar="2026")


@shows("R122", 3, "status")
def a_figure_with_a_status(path: Path) -> None:
    faulty(path, "jamforelse", ar="2024", status="Private")


def two_years(path: Path) -> None:
    _years(path, 2023, 2024)


@shows("L044", 0, "nyckeltal + ar", former=two_years)
def a_year_that_went_away(path: Path) -> None:
    _years(path, 2024)


def _years(path: Path, *years: int) -> None:
    rows = [f"N33817;{area};{year};T;6,1;" for area in ("2260", "2262", "0000") for year in years]
    write_lines(path, HEADER, *rows)
