"""The tables that carry something over say just what was delivered, defined and decided."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.kpi.definitions import kpi_definitions
from pipelines.reference import PROJECT_ROOT, SQL_ROOT
from pipelines.warehouse.kpi_engine import register_definitions
from pipelines.warehouse.models import create_models
from tests.fixtures.built_worlds import PERIODS, world_tables
from tests.fixtures.quickly import QUICKLY, examples
from tests.fixtures.warehouse import senders
from tests.fixtures.worlds import ALWAYS, JOINS, LEAVES, OWNERS, random_world
from tests.twins.plain import catalogue
from tests.twins.plain import marts_copied as twin
from tests.twins.plain.figures import World, kommuner_that_own

REFERENCE = PROJECT_ROOT / "data" / "reference"
REGISTERS = ("referrals_received",)


def random_registers(random: Random) -> World:
    """A world with comments, some of days to come; they may be twins of each other."""
    world = random_world(random, rows=2)
    kpis, areas = list(catalogue.CATALOGUE), ("GFO", ALWAYS, JOINS, LEAVES)
    kinds: list[str | None] = random.choice([[None], ["handelse", "forklaring", "atgard", None]])
    world.register["kommentarer"] = [
        {
            "day": world.reporting_date + timedelta(days=random.choice([-400, -1, 0, 1, 30])),
            "period": random.choice(["2023", "2024T2"]),
            "kpi": random.choice(kpis),
            "area": random.choice(areas),
            "text": random.choice(["Å, ä och ö; ”citat” och\nen rad till.", "Samma."]),
            "kind": random.choice(kinds),
            "public": random.choice(["ja", "nej", None]),
        }
        for _ in range(random.randrange(8))
    ]
    return world


def rows_of(con: duckdb.DuckDBPyConnection, columns: str, mart: str) -> list[tuple[Any, ...]]:
    return con.execute(f"select {columns} from mart.{mart}").fetchall()


def differing(con: duckdb.DuckDBPyConnection, world: World) -> list[str]:
    """The marts that differ from their twins."""
    day = world.reporting_date
    owning = {owner.kommun: owner.left for owner in kommuner_that_own(world)}
    delivered = [
        (
            dataset,
            sender,
            sender if sender.isdigit() else None,
            datetime(last_day.year, last_day.month, last_day.day, 12),
            last_day,
        )
        for dataset in DATASETS
        for sender in senders(dataset, OWNERS)
        if (last_day := world.through.get((dataset, sender if sender.isdigit() else "GFO")))
    ]
    compared: dict[str, tuple[list[Any], list[Any]]] = {
        "area": (
            rows_of(con, "area, name, genitive, is_owner, left_on", "area"),
            list(twin.area(REFERENCE / "kommuner.csv", owning)),
        ),
        "published_allocation": (
            rows_of(con, "year, area, amount_sek, derived_children", "published_allocation"),
            list(
                twin.published_allocation(
                    REFERENCE / "cost_allocation_2023.csv", REFERENCE / "key_2023_inputs.csv"
                )
            ),
        ),
        "period": (
            rows_of(con, "period, kind, label, first_day, last_day, preliminary", "period"),
            list(twin.period(PERIODS, day)),
        ),
        "comment": (
            rows_of(con, "day, period, kpi, area, text, kind, is_public", "comment"),
            twin.comment(world.register["kommentarer"], day),
        ),
        "delivery_status": (
            rows_of(con, "dataset, sender, kommun_code, received, through", "delivery_status"),
            delivered,
        ),
    }
    return [
        f"{mart}: computed {sorted(told, key=str)[:9]}, by hand {sorted(want, key=str)[:9]}"
        for mart, (told, want) in compared.items()
        if sorted(told, key=str) != sorted(want, key=str)
    ]


DATASETS = (
    "remisser", "placeringar", "familjehem", "rekrytering", "utbildning", "stod", "kostnader", "ekonomi",
    "avvikelser", "befolkning",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_tables_of_these_registers_carry_over_what_they_should(seed):
    world = random_registers(Random(seed))
    with world_tables(world, REGISTERS) as con:
        assert not differing(con, world)


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False))
@settings(QUICKLY, max_examples=examples(4, 24))
def test_tables_of_any_registers_carry_over_what_they_should(random):
    world = random_registers(random)
    with world_tables(world, REGISTERS) as con:
        assert not differing(con, world)


def test_definitions_are_what_the_files_say():
    with duckdb.connect() as con:
        con.execute("create schema input")
        register_definitions(con, kpi_definitions())
        create_models(con, "mart", only=frozenset({"kpi_definition"}))
        cursor = con.execute("select * from mart.kpi_definition")
        names = [column[0] for column in cursor.description or ()]
        told = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
    by_hand = twin.kpi_definition(SQL_ROOT / "kpi")
    assert told.keys() == by_hand.keys() == catalogue.CATALOGUE.keys()
    for kpi, want in by_hand.items():
        assert told[kpi] == want, kpi


def test_a_comment_of_a_day_to_come_is_not_told_yet():
    world = random_registers(Random(1))
    comment = {"period": "2023", "kpi": "matches", "area": "GFO", "text": "Sagt."}
    days = [world.reporting_date, world.reporting_date + timedelta(days=1)]
    world.register["kommentarer"] = [{**comment, "day": day} for day in days]
    with world_tables(world, REGISTERS) as con:
        assert con.execute("select day from mart.comment").fetchall() == [(days[0],)]


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ([None, None], ["handelse", "handelse"]),
        (["atgard", None], ["atgard", "forklaring"]),
        (["handelse", None], ["handelse", "forklaring"]),
    ],
)
def test_comments_are_events_until_the_register_says_kinds(said, kinds):
    world = random_registers(Random(1))
    comment = {"day": world.reporting_date, "period": "2023", "kpi": "matches", "area": "GFO"}
    world.register["kommentarer"] = [
        {**comment, "text": f"Rad {number}", "kind": kind} for number, kind in enumerate(said)
    ]
    with world_tables(world, REGISTERS) as con:
        told = con.execute("select kind, is_public from mart.comment order by text").fetchall()
    assert told == [(kind, False) for kind in kinds]
