"""What differs between two builds, with its causes, is what a loop over both finds."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.deliveries.corrections import Correction, CorrectionNote
from pipelines.publishing.comparison import compare_figures
from pipelines.publishing.declarations import corrections_declared
from pipelines.warehouse.correction_effects import write_correction_effects
from pipelines.warehouse.declarations import write_declarations
from tests.fixtures.built_worlds import world_warehouse
from tests.fixtures.quickly import QUICKLY, examples
from tests.fixtures.worlds import random_world
from tests.twins.plain.comparison import DECLARED, Database, Row, differences
from tests.twins.plain.figures import World

TABLES = {
    "kpi_value": "kpi varchar, cut varchar, area varchar, period varchar, value decimal(18, 6), "
    "numerator decimal(18, 6), denominator decimal(18, 6), status varchar, preliminary boolean",
    "kpi_definition": "kpi varchar, name varchar, source varchar, numerator varchar, denominator varchar",
    "delivery_status": "dataset varchar, sender varchar, received timestamp, through date, file_sha256 varchar",
    "declaration": "kind varchar, dataset varchar, sender varchar, column_name varchar, reason varchar, "
    "outcome varchar",
    "correction_effect": "dataset varchar, sender varchar, column_name varchar, reason varchar, kpi varchar, "
    "area varchar, period varchar, value_without decimal(18, 6), status_without varchar",
}
SOURCES = {"a": "remisser", "b": "placeringar, kostnader", "c": "kostnader", "d": "placeringar"}
#: b is d in parts of c.
PARTS = {"b": ("c", "d")}
SENDERS = ("GFO", "SCB", "SCB-CKM", "2260", "2262", "2281")
WRONG_ACCOUNT = Correction(
    "kostnader", "2260", "2024-01", "belopp", "1", "2", "Fel konto.", "Enhetschefen", date(2024, 12, 31)
)


def random_database(random: Random) -> Database:
    """Figures of a few cells, and what was delivered and corrected."""
    values = [
        {
            "kpi": kpi,
            "cut": cut,
            "area": area,
            "period": period,
            "value": None,
            "numerator": random.choice([None, Decimal(1), Decimal(1), Decimal(2)]) if kpi in PARTS else None,
            "denominator": random.choice([Decimal(4), Decimal(4), Decimal(5)]) if kpi in PARTS else None,
            "status": random.choice(["ok", "ok", "missing", "published"]),
            "preliminary": random.randrange(4) == 0,
        }
        for kpi in (*SOURCES, "gone")
        for cut in ("", "form=hvb")
        for area in ("GFO", "2260", "2262")
        for period in ("2023T1", "2023")
        if random.randrange(6)
    ]
    for row in values:
        if row["status"] != "missing":
            row["value"] = random.choice(
                [Decimal(0), Decimal(3), Decimal("0.333333"), Decimal(-2), Decimal(100)]
            )
    deliveries = [
        {
            "dataset": dataset,
            "sender": sender,
            "received": datetime(2023, 9, random.choice([1, 30]), 23, 59),
            "through": date(2023, 8, random.choice([30, 31, 31])),
            "file_sha256": random.choice(["a", "a", "b"]),
        }
        for dataset in ("remisser", "placeringar", "befolkning", "kostnader")
        for sender in SENDERS
        if random.randrange(3) == 0
    ]
    return {
        "kpi_value": values,
        "kpi_definition": [
            {
                "kpi": kpi,
                "name": f"Mått {kpi}",
                "source": source,
                **dict(zip(("numerator", "denominator"), PARTS.get(kpi, ("", "")), strict=True)),
            }
            for kpi, source in SOURCES.items()
            if random.randrange(6)
        ],
        "delivery_status": deliveries,
        "declaration": (declared := _declarations(random)),
        "correction_effect": _effects(random, declared, values),
    }


def _effects(random: Random, declared: list[Row], values: list[Row]) -> list[Row]:
    """Of some corrections what some figures would be without them: what they were before, or another value."""
    distinct = {tuple(row[name] for name in DECLARED): row for row in declared}
    return [
        {
            **{name: row[name] for name in DECLARED},
            "kpi": value["kpi"],
            "area": value["area"],
            "period": value["period"],
            "value_without": random.choice([Decimal(0), Decimal(3), Decimal(100)]),
            "status_without": "ok",
        }
        for row in distinct.values()
        if random.randrange(3)
        for value in values
        if not value["cut"] and random.randrange(2)
    ]


def _declarations(random: Random) -> list[Row]:
    return [
        {
            "kind": random.choice(["rattelse", "rattelse", "undantag"]),
            "dataset": random.choice(["remisser", "placeringar", "kostnader"]),
            "sender": random.choice(SENDERS),
            "column_name": random.choice(["utfall", "belopp"]),
            "reason": random.choice(["Fel år.", "Åter fel."]),
            "outcome": random.choice(["applied", "applied", "expired"]),
        }
        for _ in range(random.randrange(5))
    ]


def written(path: Path, database: Database, schema: str) -> None:
    with duckdb.connect(str(path)) as con:
        if schema != "main":
            con.execute(f"create schema {schema}")
        for table, columns in TABLES.items():
            con.execute(f"create table {schema}.{table} ({columns})")
            rows = database[table]
            if rows:
                names = [
                    column.split()[0] for column in columns.replace("decimal(18, 6)", "decimal").split(", ")
                ]
                marks = ", ".join("?" * len(names))
                con.executemany(
                    f"insert into {schema}.{table} values ({marks})",
                    [[row[n] for n in names] for row in rows],
                )


def same_differences(old: Database, new: Database) -> list[Row]:
    """What both find, once they agree: the same rows in the same order."""
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder, "o'ld.duckdb"), old, "main")
        written(Path(folder, "new.duckdb"), new, "mart")
        told = compare_figures(Path(folder, "o'ld.duckdb"), Path(folder, "new.duckdb"), new_schema="mart")
    by_hand = differences(old, new)
    computed = told.to_dicts()
    assert [row for row in computed if row not in by_hand] == []
    assert [row for row in by_hand if row not in computed] == []
    assert computed == by_hand
    return computed


@pytest.mark.slow
def test_random_databases_hold_every_kind_of_difference():
    found = [row for seed in range(12) for row in same_differences(*map(random_database, [Random(seed)] * 2))]
    assert {row["settled"] for row in found} == {True, False}
    assert {"gone", "a"} <= {row["name"] for row in found} | {row["kpi"] for row in found}
    assert any(row["new_status"] == "missing" for row in found)
    causes = [row["causes"] for row in found]
    assert [] in causes
    assert any({"leverans", "rattelse"} == {one["kind"] for one in told} for told in causes)
    assert any(
        one["sender"] == "2262" and one["last_day"] == date(2023, 9, 30) for told in causes for one in told
    )
    assert {row["certain"] for row in found if len(row["causes"]) > 1} == {True, False}


@pytest.mark.slow
@given(random=st.randoms(use_true_random=False))
@settings(QUICKLY, max_examples=examples(4, 24))
def test_differences_of_any_two_databases_are_those_found_by_hand(random):
    same_differences(random_database(random), random_database(random))


def test_a_missing_figure_that_is_no_longer_told_is_no_difference():
    was: Row = {"kpi": "a", "cut": "", "area": "GFO", "period": "2023", "value": None, "status": "missing"}
    was |= {"numerator": None, "denominator": None}
    empty: Database = {table: [] for table in TABLES}
    assert same_differences({**empty, "kpi_value": [{**was, "preliminary": False}]}, empty) == []


def test_a_database_does_not_differ_from_itself():
    database = random_database(Random(3))
    assert same_differences(database, database) == []


def _told(world: World, kpis: list[str], path: Path, declared: list[CorrectionNote]) -> Database:
    """A real build's tables, copied into a file as they are published, and read back as rows."""
    with world_warehouse(world, kpis) as con:
        write_declarations(con, corrections_declared(declared))
        write_correction_effects(con, [], {})
        con.execute(f"attach '{path}' as published")
        found: Database = {}
        for table in TABLES:
            con.execute(f"create table published.{table} as select * from mart.{table}")
            cursor = con.execute(f"select * from mart.{table}")
            names = [column[0] for column in cursor.description or ()]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        con.execute("detach published")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_revisions_of_two_real_builds_are_those_found_by_hand(seed, tmp_path):
    kpis = ["referrals_received", "match_rate", "placement_cost", "care_days", "gfo_deviation"]
    random = Random(seed)
    world = random_world(random, rows=40, reporting_date=date(2024, 5, 2))
    later = random_world(random, rows=40, reporting_date=date(2024, 10, 1))
    later.register["remisser"] = world.register["remisser"][3:]
    former = _told(world, kpis, tmp_path / "old.duckdb", [])
    latter = _told(later, kpis, tmp_path / "new.duckdb", [CorrectionNote(WRONG_ACCOUNT, "applied", "")])
    told = compare_figures(tmp_path / "old.duckdb", tmp_path / "new.duckdb").to_dicts()
    by_hand = differences(former, latter)
    assert len(told) > 100
    assert _as_text(told) == _as_text(by_hand)
    corrected = [one for row in told for one in row["causes"] if one["kind"] == "rattelse"]
    assert {(one["dataset"], one["sender"], one["reason"]) for one in corrected} == {
        ("kostnader", "2260", "Fel konto.")
    }


def _as_text(rows: list[Row]) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in rows]
