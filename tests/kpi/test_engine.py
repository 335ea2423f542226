"""The engine knows measures, never KPIs: what holds whichever KPIs there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest

from pipelines.kpi.definitions import DefinitionError, KpiDefinition
from pipelines.warehouse.assemble import build_models
from pipelines.warehouse.inputs import WarehouseInputs
from tests.spec.tables import read_table, stage_frame
from tests.spec.warehouse import delivered, with_parts

ECONOMY = """
    ar   | tertial | post     | budget | utfall
    2023 | 1       | personal | 1000   | 900
"""


def _build(definitions: dict[str, KpiDefinition], dataset: str, table: str) -> duckdb.DuckDBPyConnection:
    inputs = WarehouseInputs(
        as_of=datetime(2024, 1, 1),
        reporting_date=date(2023, 12, 31),
        stage={dataset: stage_frame(dataset, read_table(dataset, table))},
        deliveries=delivered({(dataset, "GFO"): date(2023, 12, 31)}),
    )
    con = duckdb.connect()
    build_models(con, inputs, definitions=definitions)
    return con


def test_two_differences_are_each_their_own():
    definitions = with_parts(["gfo_deviation"])
    known = definitions["gfo_deviation"]
    definitions["overdraft"] = replace(
        known, kpi="overdraft", minuend="gfo_outcome", subtrahend="gfo_budget", sums_to=""
    )
    with _build(definitions, "ekonomi", ECONOMY) as con:
        found = con.execute(
            "select kpi, value from kpi.resolved where cut = '' and period = '2023T1' order by kpi"
        ).fetchall()
    assert found == [
        ("gfo_budget", Decimal(1000)),
        ("gfo_deviation", Decimal(100)),
        ("gfo_outcome", Decimal(900)),
        ("overdraft", Decimal(-100)),
    ]


def test_query_that_fails_names_its_file():
    definitions = with_parts(["gfo_budget"])
    definitions["gfo_budget"] = replace(definitions["gfo_budget"], query="select nothing from core.economy")
    with pytest.raises(DefinitionError, match="gfo_budget: the query failed"):
        _build(definitions, "ekonomi", ECONOMY)


@pytest.mark.parametrize("late", ["gfo_budget", "gfo_outcome"])
@pytest.mark.parametrize("measure", ["difference", "ratio"])
def test_what_is_made_of_a_preliminary_part_is_preliminary(measure, late):
    definitions = with_parts(["gfo_deviation"])
    definitions[late] = replace(definitions[late], follow_up_days=365)
    made = definitions["gfo_deviation"]
    if measure == "ratio":
        made = replace(
            made,
            measure="ratio",
            numerator=made.minuend,
            denominator=made.subtrahend,
            minuend="",
            subtrahend="",
        )
    definitions["gfo_deviation"] = made
    with _build(definitions, "ekonomi", ECONOMY) as con:
        found = con.execute(
            "select kpi, preliminary from kpi.resolved where cut = '' and period = '2023T1' order by kpi"
        ).fetchall()
    assert dict(found) == {
        "gfo_budget": late == "gfo_budget",
        "gfo_deviation": True,
        "gfo_outcome": late == "gfo_outcome",
    }
