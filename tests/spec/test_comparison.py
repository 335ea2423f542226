"""Kolada's figures beside ours, worked by hand: which are its own, which means are ours, and what it tells of ours."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from pipelines.publishing.protecting import outside_bounds
from tests.fixtures.matrix import rest_slow
from tests.fixtures.tables import read_table
from tests.fixtures.warehouse import built_warehouse, inputs_of, senders

REPORTING_DATE = date(2024, 12, 31)

# Västernorrland: seven kommuner. Of 2023 Sundsvall's and Ånge's are not there, and Timrå's is withheld.
COUNTY = """
nyckeltal | omrade | ar   | kon | varde | status
N33817    | 2260   | 2022 | T   | 4     |
N33817    | 2262   | 2022 | T   | 6     |
N33817    | 2280   | 2022 | T   | 8     |
N33817    | 2281   | 2022 | T   | 3     |
N33817    | 2282   | 2022 | T   | 9     |
N33817    | 2283   | 2022 | T   | 7     |
N33817    | 2284   | 2022 | T   | 5     |
N33817    | 2262   | 2023 | T   |       | Private
N33817    | 2280   | 2023 | T   | 8     |
N33817    | 2282   | 2023 | T   | 10    |
N33817    | 2283   | 2023 | T   | 7     |
N33817    | 2284   | 2023 | T   | 6     |
N33817    | 2262   | 2024 | T   |       | Missing
N33817    | 2280   | 2024 | T   | 8     |
N33817    | 2284   | 2024 | T   | 6     |
"""
# Three children of Timrå's in foster homes at any time of 2023, one of them in two homes, and one in residential care.
PLACED = """
kommun | barn_id | placeringsform    | startdatum | slutdatum
Timrå  | b1      | familjehem_gfo    | 2022-11-01 | 2023-02-01
Timrå  | b1      | familjehem_kommun | 2023-02-01 |
Timrå  | b2      | konsulentstott    | 2023-12-31 |
Timrå  | b3      | natverkshem       | 2020-01-01 | 2023-01-01
Timrå  | b4      | hvb               | 2023-03-01 |
"""


def warehouse(**tables: str) -> duckdb.DuckDBPyConnection:
    rows = {dataset: read_table(dataset, text) for dataset, text in tables.items()}
    through = {
        (dataset, sender): REPORTING_DATE for dataset in ("placeringar", *rows) for sender in senders(dataset)
    }
    return built_warehouse(
        inputs_of(rows, through=through, reporting_date=REPORTING_DATE), kpis=["foster_children"]
    )


def compared(con: duckdb.DuckDBPyConnection, area: str) -> dict[int, tuple[Any, ...]]:
    """(value, status, kommuner) by year."""
    found = con.execute(
        "select year, value::double, status, kommuner from mart.comparison where area = ?", [area]
    ).fetchall()
    return {year: (value, status, kommuner) for year, value, status, kommuner in found}


def test_a_kommuns_figure_is_koladas_own_and_a_withheld_one_is_not_missing():
    with warehouse(jamforelse=COUNTY) as con:
        assert compared(con, "2262") == {
            2022: (6, "ok", None),
            2023: (None, "withheld", None),
            2024: (None, "missing", None),
        }


def test_the_county_is_the_unweighted_mean_of_the_kommuner_that_have_a_figure():
    with warehouse(jamforelse=COUNTY) as con:
        # (4 + 6 + 8 + 3 + 9 + 7 + 5) / 7; (8 + 10 + 7 + 6) / 4; of 2024 two of seven are too few.
        assert compared(con, "0022") == {
            2022: (6, "ok", 7),
            2023: (7.75, "ok", 4),
            2024: (None, "missing", 2),
        }


def test_a_figure_that_kolada_has_of_the_county_stands_instead_of_a_mean():
    with warehouse(jamforelse=COUNTY + "N33817 | 0022 | 2022 | T | 5.5 |\n") as con:
        assert compared(con, "0022")[2022] == (5.5, "ok", None)


def test_that_kolada_has_no_figure_of_the_county_takes_no_mean_away():
    none = "N33817 | 0022 | 2022 | T |  | Missing\n"
    with warehouse(jamforelse=COUNTY + none) as con:
        assert compared(con, "0022")[2022] == (6, "ok", 7)
    with warehouse(jamforelse=COUNTY + none.replace("Missing", "Private")) as con:
        assert compared(con, "0022")[2022] == (None, "withheld", None)


def test_a_group_is_the_mean_of_its_own_kommuner():
    # Liknande kommuner IFO, Timrå: Gnesta, Älmhult, Simrishamn, Tibro, Strömstad, Hallsberg and Mora.
    values = {"0461": 1, "0765": 2, "1291": 3, "1472": 4, "2284": 90}
    rows = "".join(f"N33022 | {area} | 2023 | T | {value} |\n" for area, value in values.items())
    with warehouse(jamforelse="nyckeltal | omrade | ar | kon | varde | status\n" + rows) as con:
        assert compared(con, "G36671") == {2023: (2.5, "ok", 4)}


def test_counts_have_no_mean_and_each_gender_stays_in_its_own_row():
    rows = "".join(
        f"N33812 | {area} | 2023 | {gender} | {value} |\n"
        for area in ("2260", "2262", "2280", "2282")
        for gender, value in (("T", 9), ("K", 4), ("M", 5))
    )
    with warehouse(jamforelse="nyckeltal | omrade | ar | kon | varde | status\n" + rows) as con:
        assert compared(con, "0022") == {}
        assert compared(con, "2262") == {2023: (9, "ok", None)}


def bounds(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    con.execute("set schema = 'mart'")
    return outside_bounds(con).rows()


@pytest.mark.parametrize(
    ("theirs", "bound"),
    rest_slow([(1, (0, 3)), (2, (0, 4)), (3, (1, 5)), (5, (3, 7))], lambda case: case[0] in (1, 3)),
)
def test_koladas_count_binds_ours_within_two(theirs, bound):
    table = f"nyckeltal | omrade | ar | kon | varde | status\nN33812 | 2262 | 2023 | T | {theirs} |\n"
    with warehouse(placeringar=PLACED, jamforelse=table) as con:
        assert bounds(con) == [("foster_children", "", "2262", "2023", *bound)]


@pytest.mark.parametrize(
    "row",
    rest_slow(
        [
            "N33812 | 2262 | 2023 | T | 0 |",
            "N33812 | 2262 | 2023 | T | 6 |",
            "N33812 | 2262 | 2023 | T |   | Private",
            "N33812 | 2262 | 2023 | K | 3 |",
            "N33817 | 2262 | 2023 | T | 3 |",
            "N33812 | 2281 | 2023 | T | 3 |",
            "N33812 | 2262 | 2018 | T | 3 |",
        ],
        lambda row: row.endswith(("6 |", "K | 3 |")),
    ),
    ids=["too low", "too high", "withheld", "of one gender", "a rate", "no owner", "before our rows"],
)
def test_a_bound_that_is_false_or_speaks_of_something_else_is_left_out(row):
    table = f"nyckeltal | omrade | ar | kon | varde | status\n{row}\n"
    with warehouse(placeringar=PLACED, jamforelse=table) as con:
        assert bounds(con) == []
