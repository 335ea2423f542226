"""`gfo rows`: a figure explained by the rows it is counted of, each with its delivery and its place in the file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.cli.verbs import run
from pipelines.kpi.definitions import read_definitions
from pipelines.reference import SQL_ROOT
from pipelines.warehouse.rows_behind import UNCOUNTED, rows_behind
from tests.conftest import Demo
from tests.fixtures.workplace import Workplace

REFERRALS = """
remiss_id | kommun | barn_id | inkommen | utfall | avslutad
r1 | Timrå | b1 | 2023-05-02 | aterlamnad | 2023-06-01
r2 | Timrå | b2 | 2023-05-03 | matchad_gfo | 2023-06-02
r3 | Ånge | b3 | 2023-05-04 | aterlamnad | 2023-06-03
r4 | Timrå | b4 | 2023-05-05 | pagaende |
"""
PLACEMENTS = """
placering_id | kommun | barn_id | form | startdatum | slutdatum | fodelsear
p1 | Timrå | b1 | hvb | 2021-03-01 | | 2010
p2 | Timrå | b2 | natverkshem | 2022-05-01 | 2023-12-01 | 2012
p3 | Timrå | b3 | hvb | 2020-05-01 | 2021-12-01 | 2012
"""


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    found = Workplace(tmp_path_factory.mktemp("rader"))
    found.deliver("remisser", REFERRALS)
    found.build(kpis=["referrals_returned_gfo", "referrals_decided", "matches", "match_rate"])
    return found


@pytest.fixture
def built(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setenv("GFO_HOME", str(workplace.home.root))
    monkeypatch.setenv("COLUMNS", "200")
    return workplace


def test_a_count_is_told_with_the_delivery_and_the_row_of_each(built: Workplace, capsys) -> None:
    assert run(["rows", "referrals_returned_gfo", "2023T2", "--kommun", "timrå"]) == 0
    said = capsys.readouterr().out
    assert "Återlämnade remisser, Timrå, T2 2023 (version 1): 1, räknat av 1 rad." in said
    # The header is the first row of the file.
    (row,) = [line.split("│")[1:-1] for line in said.splitlines() if line.startswith("│")]
    assert [cell.strip() for cell in row][4:6] == ["2", "2023-06-01"]
    # Nothing of whom it is about.
    assert "b1" not in said


def test_a_share_is_told_by_the_figures_that_it_is_made_of(built: Workplace, capsys) -> None:
    assert run(["rows", "match_rate", "2023T2"]) == 0
    assert "räknas av Matchningar (matches) och" in capsys.readouterr().out


def test_every_row_is_written_to_a_workbook(built: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "rader.xlsx"
    assert run(["rows", "referrals_returned_gfo", "2023T2", "--xlsx", str(path)]) == 0
    rows = pl.read_excel(path)
    assert rows["Rad i filen"].cast(int).to_list() == [2, 4]
    assert rows["Dag"].to_list() == ["2023-06-01", "2023-06-03"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["referrals_returned", "2023T2"], "Menar du referrals_returned_gfo?"),
        (["referrals_returned_gfo", "sommaren"], "sommaren är ingen period"),
        (["referrals_returned_gfo", "2023T2", "--kommun", "Mora"], "Ingen kommun heter Mora."),
        (["referrals_returned_gfo", "2023T2", "--version", "7"], "Version 7 finns inte."),
    ],
)
def test_what_cannot_be_asked_is_told(built: Workplace, capsys, arguments: list[str], said: str) -> None:
    assert run(["rows", *arguments]) > 0
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_row_is_told_with_the_days_that_stand_in_it(tmp_path: Path) -> None:
    workplace = Workplace(tmp_path)
    # Of an age that it leaves in the period: the row is one all the same.
    workplace.deliver("placeringar", PLACEMENTS)
    built = workplace.build(kpis=["children_in_care"])
    with duckdb.connect(str(built.path), read_only=True) as con:
        definition = read_definitions(SQL_ROOT / "kpi")["children_in_care"]
        found = rows_behind(con, definition, "2262", "2023T2")
    assert [(one.row, str(one.day), str(one.until)) for one in found] == [
        (2, "2021-03-01", "None"),
        (3, "2022-05-01", "2023-12-01"),
    ]


#: Where one row is one that is counted; of children and homes there may be several rows of each.
_ROW_BY_ROW = ("flow", "sum", "median")


def test_the_rows_behind_every_figure_of_the_sample_are_as_many_as_it_is_counted_of(demo: Demo) -> None:
    path = (demo.home.warehouse / "current").resolve()
    tried = 0
    with duckdb.connect(str(path), read_only=True) as con:
        for definition in read_definitions(SQL_ROOT / "kpi").values():
            if definition.measure in UNCOUNTED:
                continue
            for area in ("GFO", "2280"):
                figure = con.execute(
                    "select value, n from kpi.resolved where kpi = $kpi and area = $area and period = '2026T2'"
                    " and cut = '' and status = 'ok'",
                    {"kpi": definition.kpi, "area": area},
                ).fetchone()
                if figure is None:
                    continue
                found, told = rows_behind(con, definition, area, "2026T2"), (definition.kpi, area)
                if definition.measure in _ROW_BY_ROW:
                    assert len(found) == figure[1], told
                if definition.measure == "sum":
                    assert sum(one.value or 0 for one in found) == figure[0], told
                if definition.measure in ("stock", "during", "unique_flow"):
                    assert len(found) >= figure[0], told
                assert bool(found) == bool(figure[1]), told
                tried += 1
    assert tried > 80
