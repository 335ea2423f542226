from __future__ import annotations

from datetime import date
from random import Random

from pipelines.publishing.audiences import MARTS_OF
from tests.fixtures.built_worlds import world_warehouse
from tests.fixtures.worlds import random_world

#: Written by a build of a home, not by one in memory.
OF_A_HOME = {"declaration"}
#: What the audits found, for whoever mends it; and what is known from outside, for protecting what is published.
KEPT_IN_THE_WAREHOUSE = {"audit_failure", "outside_bound"}


def test_every_mart_is_on_some_list_or_kept_in_the_warehouse_by_word():
    world = random_world(Random(1), rows=1, reporting_date=date(2024, 12, 30))
    with world_warehouse(world, ("referrals_received",)) as con:
        found = con.execute("select table_name from duckdb_tables() where schema_name = 'mart'").fetchall()
    listed = {mart for marts in MARTS_OF.values() for mart in marts}
    assert {mart for (mart,) in found} | OF_A_HOME == listed | KEPT_IN_THE_WAREHOUSE


def test_no_list_names_a_mart_twice():
    assert all(len(set(marts)) == len(marts) for marts in MARTS_OF.values())
