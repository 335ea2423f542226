from __future__ import annotations

from datetime import date
from random import Random

import pytest

from pipelines.publishing.audiences import AUDIENCES, EVERYTHING, TABLES, pieces_of
from pipelines.reference import SQL_ROOT, kommun_of, owners
from tests.fixtures.built_worlds import world_warehouse
from tests.fixtures.worlds import random_world

#: Written by a build of a home, not by one in memory.
OF_A_HOME = {"correction_effect", "declaration"}
#: What the audits found, for whoever mends it; and what is known from outside, for protecting what is published.
KEPT_IN_THE_WAREHOUSE = {"audit_failure"}
#: Shaping that is of no one table.
OF_NO_TABLE = {"foreseen", "known_outside", "outside_bounds", "protection"}


def test_every_mart_is_on_the_list_or_kept_in_the_warehouse_by_word():
    world = random_world(Random(1), rows=1, reporting_date=date(2024, 12, 30))
    with world_warehouse(world, ("referrals_received",)) as con:
        found = con.execute("select table_name from duckdb_tables() where schema_name = 'mart'").fetchall()
    assert {mart for (mart,) in found} | OF_A_HOME == TABLES.keys() | KEPT_IN_THE_WAREHOUSE


def test_the_styrgrupp_gets_all_of_every_mart_and_each_owner_has_a_file():
    assert all(pieces_of("styrgrupp", table) == EVERYTHING for table in TABLES)
    assert {kommun_of(audience) for audience in AUDIENCES} - {""} == {owner.kommun_code for owner in owners()}


def test_every_shaped_table_has_its_sql_and_every_sql_its_table():
    shaped = {table for table, pieces in TABLES.items() if "shaped" in (*pieces.kommun, *pieces.publik)}
    assert {path.stem for path in (SQL_ROOT / "audience").glob("*.sql")} == shaped | OF_NO_TABLE


@pytest.mark.parametrize("table", TABLES)
def test_a_piece_is_asked_for_only_where_it_can_be_made(table):
    pieces = TABLES[table]
    assert bool(pieces.owner) == ("own" in pieces.kommun)
    assert "own" not in pieces.publik
    assert "public" not in pieces.publik
    if "figures" in (*pieces.kommun, *pieces.publik):
        assert (SQL_ROOT / "mart" / f"{table}.sql").exists()
