"""A published file holds the warehouse's marts as they are, and says of itself what was known and seen."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.periods import Period
from pipelines.publishing.audience_files import published_file
from pipelines.publishing.builds import warehouse_file
from pipelines.publishing.release import release
from pipelines.reference import PUBLIK
from tests.fixtures.workplace import NOW, REFERRALS, REPORTING_DATE, Workplace
from tests.twins.plain.comparison import Database, differences

#: Three whole builds take as long as a hundred of the small ones beside this file.
pytestmark = pytest.mark.slow
READ = ("kpi_value", "kpi_definition", "delivery_status", "declaration", "area")
#: What publishing adds to the marts, and the marts that stay in the warehouse.
ADDED = {"release", "meeting", "revision", "publication_difference", "protection"}
KEPT = {"audit_failure"}
MEETING = date(2023, 10, 14)


def rows_of(path: Path, schema: str, table: str) -> list[dict[str, Any]]:
    with duckdb.connect(str(path), read_only=True) as con:
        cursor = con.execute(f"select * from {schema}.{table}")
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def tables_of(path: Path, schema: str) -> set[str]:
    with duckdb.connect(str(path), read_only=True) as con:
        found = con.execute(
            "select table_name from duckdb_tables() where schema_name = $schema", {"schema": schema}
        )
        return {table for (table,) in found.fetchall()}


def compared(path: Path, schema: str) -> Database:
    return {table: rows_of(path, schema, table) for table in READ}


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """Three builds: the first was seen at a meeting, the second published after it, the third differs from both."""
    place = Workplace(tmp_path_factory.mktemp("published"))
    place.deliver("remisser", REFERRALS)
    place.build()
    place.publish()
    release(
        place.home,
        Period.parse("2023T1"),
        meeting_on=MEETING,
        reason="Ordinarie möte.",
        recorded=datetime(2023, 10, 14),
    )
    for number, more in (
        (2, "r4 | Timrå | b7 | 2023-02-02 | pagaende |"),
        (3, "r5 | Ånge | b8 | 2023-03-03 | atertagen | 2023-04-04"),
    ):
        place.deliver("remisser", f"{REFERRALS}{more}", received=datetime(2023, 9, 10 + number))
        place.build()
        place.publish(reason=f"Rättat för {number}:e gången.")
    return place


def test_every_mart_is_published_as_it_is(workplace):
    path, warehouse = published_file(workplace.home), warehouse_file(workplace.home, 3)
    assert path is not None
    marts = tables_of(warehouse, "mart")
    assert tables_of(path, "main") == (marts - KEPT) | ADDED
    for mart in marts - KEPT:
        told, want = (
            sorted(map(str, rows_of(*place, mart))) for place in ((path, "main"), (warehouse, "mart"))
        )
        assert told == want, mart


def test_revisions_are_from_the_meeting_and_differences_from_the_former_publication(workplace):
    path, warehouse = published_file(workplace.home), compared(warehouse_file(workplace.home, 3), "mart")
    assert path is not None
    for table, former in (("revision", 1), ("publication_difference", 2)):
        seen = workplace.home.published / str(former) / "styrgrupp.duckdb"
        by_hand = differences(compared(seen, "main"), warehouse)
        assert by_hand, table
        assert rows_of(path, "main", table) == by_hand, table


def test_release_says_what_was_known_and_from_which_files(workplace):
    path = published_file(workplace.home)
    assert path is not None
    (told,) = rows_of(path, "main", "release")
    files = [
        {
            "dataset": row["dataset"],
            "sender": row["kommun_code"] or row["sender"],
            "sha256": row["file_sha256"],
            "reason": row["reason"],
        }
        for row in rows_of(path, "main", "delivery_status")
    ]
    assert json.loads(told.pop("deliveries")) == files
    file = published_file(workplace.home, PUBLIK)
    assert file is not None
    public = rows_of(file, "main", "kpi_value")
    hidden = sum(row["status"] == "hidden" for row in public)
    assert 0 < hidden == told.pop("protected_hidden")
    assert told.pop("protected_cells") == sum(row["status"] != "missing" for row in public)
    assert 0 < told.pop("protected_targets") <= hidden
    assert told.pop("gate_seconds") > 0
    assert told == {
        "build": 3,
        "as_of": NOW,
        "reporting_date": REPORTING_DATE,
        "published_at": told["published_at"],
        "sample": False,
        "reason": "Rättat för 3:e gången.",
    }
    history = {row["build"]: row for row in rows_of(path, "main", "build_history")}
    assert {build: row["reason"] for build, row in history.items()} == {1: "", 2: "Rättat för 2:e gången."}
    meetings = [{"period": "2023T1", "meeting_on": MEETING, "build": 1, "reason": "Ordinarie möte."}]
    assert rows_of(path, "main", "meeting") == meetings
