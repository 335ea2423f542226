"""No table is published that plain Python has not told as well: a new one needs a twin before it may be built."""

from __future__ import annotations

import ast
import importlib
from datetime import date
from pathlib import Path
from random import Random

import pytest
import sqlglot
from sqlglot import exp

from pipelines.reference import SQL_ROOT
from tests.fixtures.built_worlds import world_warehouse
from tests.fixtures.worlds import random_world

PLAIN = Path(__file__).resolve().parent / "plain"
#: mart → the room of `tests/twins/plain` and the function in it that tells the same.
TWINS = {
    "allocation_change": ("allocation", "effects"),
    "allocation_input": ("allocation", "delivered_inputs"),
    "allocation_problem": ("allocation", "share"),
    "area": ("marts_copied", "area"),
    "build_history": ("history", "build_history"),
    "capacity_forecast": ("capacity_paths", "foreseen"),
    "capacity_summary": ("capacity", "first_sentence"),
    "capacity_trial": ("capacity", "trials"),
    "capacity_trust": ("capacity", "trust"),
    "comment": ("marts_copied", "comment"),
    "correction_effect": ("comparison", "effects"),
    "cost_allocation": ("allocation", "share"),
    "cost_change": ("marts", "cost_change"),
    "crosscheck": ("crosschecks", "outcomes"),
    "declaration": ("history", "waivers_declared"),
    "delivery_expected": ("history", "delivery_expected"),
    "delivery_finding": ("history", "delivery_finding"),
    "delivery_history": ("history", "delivery_history"),
    "delivery_status": ("history", "standing"),
    "deviation_closing": ("marts", "deviation_closing"),
    "economy": ("marts", "economy"),
    "home_bank": ("marts", "home_bank"),
    "key_count": ("allocation", "key_counts"),
    "kpi_definition": ("marts_copied", "kpi_definition"),
    "kpi_value": ("figures", "twin_figures"),
    "oldest_deviation": ("marts", "oldest_deviation"),
    "partial_gfo": ("marts", "partial_gfo"),
    "period": ("marts_copied", "period"),
    "publication_difference": ("comparison", "differences"),
    "published_allocation": ("marts_copied", "published_allocation"),
    "published_difference": ("marts_published", "published_differences"),
    "recruitment_funnel": ("marts", "recruitment_stage"),
    "referral_flow": ("marts", "referral_flow"),
    "revision": ("comparison", "differences"),
    "signal": ("signals", "judge_meetings"),
    "signal_point": ("signals", "judge_meetings"),
    "time_to_match": ("marts", "time_to_match"),
    "waiting": ("marts", "waiting"),
    "waiting_since": ("marts", "waiting_since"),
}
#: Carried over from one table, column by column: nothing is left to tell in another way.
COPIED = {"code", "target"}
#: Of Kolada's few figures, worked out by hand in `tests/spec/test_comparison.py` from rows that anybody can add up.
BY_HAND = {"comparison", "comparison_area", "comparison_kpi"}
#: What `gfo build` and `gfo publish` add to the marts of a database built in memory.
ADDED = {"correction_effect", "declaration", "revision", "publication_difference"}
#: Kept in the warehouse: what the audits found (their own tests break a register for each), and what is known outside.
INTERNAL = {"audit_failure"}


def test_every_mart_has_a_twin():
    world = random_world(Random(1), rows=1, reporting_date=date(2024, 12, 30))
    with world_warehouse(world, ("referrals_received",)) as con:
        found = con.execute("select table_name from duckdb_tables() where schema_name = 'mart'").fetchall()
    assert {mart for (mart,) in found} - INTERNAL | ADDED == TWINS.keys() | COPIED | BY_HAND


@pytest.mark.parametrize("mart", sorted(COPIED))
def test_a_table_without_a_twin_only_carries_columns_over(mart):
    query = sqlglot.parse_one((SQL_ROOT / "mart" / f"{mart}.sql").read_text("utf-8"), dialect="duckdb")
    assert all(isinstance(column, exp.Column) for column in query.selects)
    assert {type(part) for part in query.iter_expressions()} == {exp.Column, exp.From}


@pytest.mark.parametrize("mart", TWINS)
def test_twin_stands_where_it_is_said_to(mart):
    room, function = TWINS[mart]
    assert callable(getattr(importlib.import_module(f"tests.twins.plain.{room}"), function))


@pytest.mark.parametrize("path", sorted(PLAIN.glob("*.py")), ids=lambda path: path.stem)
def test_twin_shares_no_code_with_what_it_is_the_twin_of(path):
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            rooms |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            rooms.add((node.module or "").split(".")[0])
    assert not rooms & {"pipelines", "dashboard", "polars", "duckdb", "numpy", "sqlglot"}
