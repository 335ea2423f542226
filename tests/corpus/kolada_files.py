"""Kolada's figures as files: the answers of its API, and the same rows as text."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from tests.corpus.case import At, Corpus
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


@shows("F055", ending=".json")
def a_figure_that_may_be_deleted(path: Path) -> None:
    whole = json.loads(answer([KoladaFigure("N33817", "2262", 2024, 6.3)]))
    whole["values"][0]["values"][0]["isdeleted"] = "true"
    path.write_text(json.dumps(whole), encoding="utf-8")


@shows("F056", ending=".json")
def one_page_that_leads_to_another(path: Path) -> None:
    path.write_text(
        answer([KoladaFigure("N33817", "2262", 2024, 6.3)], "https://kolada.example/v3/data/x?page=2"),
        encoding="utf-8",
    )


@shows("F056", ending=".json")
def an_answer_that_counts_more_than_it_holds(path: Path) -> None:
    first = answer([KoladaFigure("N33817", "2262", 2024, 6.3)])
    second = first.replace('"count": 1, "next', '"count": 9, "next')
    path.write_text(f"[{first}, {second}]", encoding="utf-8")


@shows("F056", ending=".json")
def the_last_page_alone(path: Path) -> None:
    page = json.loads(answer([KoladaFigure("N33817", "2262", 2024, 6.3)]))
    page["previous_url"] = "https://kolada.example/v3/data/x?page=1"
    path.write_text(json.dumps(page), encoding="utf-8")


@shows("C013")
def headers_and_no_figure(path: Path) -> None:
    write_lines(path, HEADER)


@shows("C013", ending=".json")
def an_answer_without_a_figure(path: Path) -> None:
    path.write_text(answer([]), encoding="utf-8")


@shows("C013", sender="SCB")
def a_population_of_nobody(path: Path) -> None:
    write_lines(path, "kommun;ar;alder;antal")


@accepted(
    "jamforelse",
    "kolada_kpi value",
    ("N30001", Decimal("-12.5")),
    ("N30026", Decimal(-40)),
    ("N33817", Decimal(0)),
)
def a_deviation_below_zero(path: Path) -> None:
    rows = ("N30001;Timrå;2024;T;-12,5;", "N30026;Timrå;2024;T;-40;", "N33817;Timrå;2024;T;0;")
    write_lines(path, HEADER, *rows)


@shows("R123", 2, "varde")
def a_cost_below_zero(path: Path) -> None:
    write_lines(path, HEADER, "N33022;Timrå;2024;T;-1;", "N33022;Ånge;2024;T;1;")


@shows("R123", 2, "varde")
def a_share_of_more_than_all(path: Path) -> None:
    write_lines(path, HEADER, "N33878;Timrå;2024;T;100,1;", "N33878;Ånge;2024;T;100;")


@shows("R123", 2, "varde")
def more_children_than_there_are(path: Path) -> None:
    write_lines(path, HEADER, "N33817;Timrå;2024;T;1000,1;", "N33817;Ånge;2024;T;1000;")


@shows("R124", 2, "varde")
def half_a_child(path: Path) -> None:
    rows = ("N33812;Timrå;2024;T;3,5;", "N33812;G36671;2024;T;31,5;", "N33817;Timrå;2024;T;3,5;")
    write_lines(path, HEADER, *rows)


@shows("R121", 3, "ar")
def the_year_under_way(path: Path) -> None:
    faulty(path, "jamforelse", ar="2026")


@shows("R122", 3, "status")
def a_figure_with_a_status(path: Path) -> None:
    faulty(path, "jamforelse", ar="2024", status="Private")


def two_years(path: Path) -> None:
    _years(path, 2023, 2024)


@shows("L044", 0, "omrade + ar", former=two_years)
def a_year_that_one_kommun_lost(path: Path) -> None:
    _years(path, 2023, 2024)
    lines = path.read_text(encoding="utf-8").splitlines()
    write_lines(path, *(line for line in lines if "2262;2023" not in line))


@shows("L044", 0, "nyckeltal + ar", also=[At("L044", 0, "omrade + ar")], former=two_years)
def a_year_that_went_away(path: Path) -> None:
    _years(path, 2024)


def _years(path: Path, *years: int) -> None:
    rows = [f"N33817;{area};{year};T;6,1;" for area in ("2260", "2262", "0000") for year in years]
    write_lines(path, HEADER, *rows)
