"""The audits find what a wrong build would show: each is broken once, and names the rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from random import Random

import duckdb
import pytest

from pipelines.warehouse.audits import run_audits
from tests.fixtures.matrix import one_of_each
from tests.fixtures.warehouse import built_warehouse, inputs_of
from tests.fixtures.worlds import OWNERS, STARTS, random_world

KPIS = (
    "referrals_received", "referrals_decided", "referrals_open", "matches", "referrals_returned_gfo",
    "referrals_withdrawn_kommun", "referrals_matched", "referrals_matched_gfo", "placed_children",
    "children_in_care", "care_days", "placements_started", "placement_cost", "foster_cost", "consultant_cost",
    "bank_homes", "days_to_match",
)  # fmt: skip


@pytest.fixture(scope="module")
def sound() -> Iterator[duckdb.DuckDBPyConnection]:
    world = random_world(Random(3), rows=80, reporting_date=date(2024, 12, 31))
    through = {
        (dataset, sender): world.reporting_date
        for dataset, sender in world.through
        if sender == "GFO" or dataset in ("placeringar", "kostnader")
    }
    inputs = inputs_of(
        world.register, through=through, reporting_date=world.reporting_date, members=OWNERS, starts=STARTS
    )
    con = built_warehouse(inputs, KPIS)
    assert con.execute("select * from mart.audit_failure").fetchall() == []
    yield con
    con.close()


@pytest.fixture
def con(sound: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sound warehouse, its tampering undone afterwards."""
    sound.execute("begin")
    yield sound
    sound.execute("rollback")


def _broken(con: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, str]]]:
    con.execute("drop table mart.audit_failure")
    run_audits(con)
    return {
        audit: json.loads(rows)
        for audit, rows in con.execute("select audit, rows from mart.audit_failure").fetchall()
    }


def _add(
    con: duckdb.DuckDBPyConnection, table: str, amount: float, kpi: str, cut: str, area: str, period: str
) -> None:
    con.execute(
        f"update kpi.{table} set value = value + $amount "
        "where kpi = $kpi and cut = $cut and area = $area and period = $period and value is not null",
        {"amount": amount, "kpi": kpi, "cut": cut, "area": area, "period": period},
    )


@pytest.mark.parametrize(
    ("audit", "table", "amount", "kpi", "cut", "area", "period"),
    one_of_each(
        [
            ("identities", "resolved", 1, "referrals_open", "", "GFO", "2024T1"),
            ("identities", "resolved", 1, "referrals_received", "", "2260", "2024T1"),
            ("identities", "resolved", 1, "matches", "", "2260", "2023"),
            ("identities", "resolved", 0.01, "foster_cost", "", "GFO", "2023"),
            ("identities", "resolved", 0.01, "placement_cost", "form=konsulentstott", "GFO", "2023"),
            ("parts_within_wholes", "resolved", 90, "referrals_matched_gfo", "", "GFO", "2023"),
            ("parts_within_wholes", "resolved", 90, "children_in_care", "", "2260", "2024T1"),
            ("gfo_is_its_kommuner", "measured", 1, "referrals_received", "", "GFO", "2023"),
            ("gfo_is_its_kommuner", "measured", 0.01, "placement_cost", "", "2260", "2023"),
            ("gfo_is_its_kommuner", "measured", 90, "bank_homes", "", "GFO", "2023"),
            ("gfo_is_its_kommuner", "measured", -90, "bank_homes", "", "GFO", "2023"),
            ("gfo_is_its_kommuner", "measured", -1, "placed_children", "", "GFO", "2023"),
            ("gfo_is_its_kommuner", "measured", 9000, "days_to_match", "", "GFO", "2023"),
            ("years_and_tertials", "measured", 1, "care_days", "", "GFO", "2024T1"),
            ("years_and_tertials", "measured", 1, "care_days", "", "GFO", "2024"),
            ("years_and_tertials", "measured", 1, "care_days", "", "GFO", "2024T1R3"),
            ("years_and_tertials", "measured", 1, "referrals_open", "", "GFO", "2024"),
            ("years_and_tertials", "measured", 900, "placed_children", "", "GFO", "2024"),
            ("years_and_tertials", "measured", -90, "placed_children", "", "GFO", "2024"),
            ("cuts_add_up", "measured", 1, "care_days", "form=hvb", "GFO", "2024"),
            ("cuts_add_up", "measured", 0.01, "placement_cost", "", "2260", "2024"),
            ("cuts_add_up", "measured", 90, "children_in_care", "form=hvb", "GFO", "2023"),
            ("cuts_add_up", "measured", 1, "bank_homes", "", "GFO", "2024"),
        ],
        lambda case: (case[0], case[2] > 0),
    ),
)
def test_figure_that_is_wrong_breaks_the_audit_that_knows_and_is_named(
    con, audit, table, amount, kpi, cut, area, period
):
    before = con.execute(
        f"select count(*) from kpi.{table} where kpi = $1 and cut = $2 and area = $3 and period = $4",
        [kpi, cut, area, period],
    ).fetchall()
    assert before == [(1,)]
    _add(con, table, amount, kpi, cut, area, period)
    broken = _broken(con)
    assert audit in broken
    assert any(row["period"] == period for row in broken[audit])


@pytest.mark.parametrize(
    "tampering",
    [
        "update kpi.resolved set status = 'ok' where kpi = 'days_to_match' and status = 'missing'",
        "update kpi.resolved set reason = null where status = 'missing'",
        "update kpi.resolved set status = 'hidden' where period = '2024'",
        "update kpi.resolved set preliminary = null where period = '2024'",
        "delete from kpi.resolved where kpi = 'matches' and period = '2024'",
        "delete from kpi.resolved where kpi = 'matches'",
        "insert into kpi.resolved select * from kpi.resolved where kpi = 'matches' and period = '2024'",
    ],
)
def test_figure_without_status_or_reason_or_that_is_not_there_is_found(con, tampering):
    con.execute(tampering)
    assert "every_figure_speaks" in _broken(con)


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("referral", "referral_id"),
        ("placement", "placement_id"),
        ("home_status", "home_id"),
        ("enquiry", "enquiry_id"),
        ("training", "event_id"),
        ("support", "assignment_id"),
        ("deviation", "deviation_id"),
        ("cost", "kommun_code"),
        ("economy", "year"),
        ("population", "kommun_code"),
    ],
)
def test_row_that_came_in_twice_is_found(con, table, key):
    con.execute(f"insert into core.{table} select * from core.{table} order by all limit 1")
    (row,) = _broken(con)["keys_are_unique"]
    first = con.execute(f"select {key}::varchar from core.{table} order by all limit 1").fetchall()[0][0]
    assert row["core_table"] == table
    assert row["copies"] == "2"
    assert row["row_key"].split(" ")[0] == first


@pytest.mark.parametrize(
    ("kpi", "table", "day"),
    [("referrals_received", "referral", "received"), ("placements_started", "placement", "start_date")],
)
def test_row_that_no_month_counted_is_found(con, kpi, table, day):
    con.execute(
        f"delete from core.{table} where {day} = (select min({day}) from core.{table} where {day} >= '2023-01-01')"
    )
    (row,) = _broken(con)["every_row_counts_once"]
    assert row["kpi"] == kpi


def test_audit_that_cannot_run_is_not_a_check_that_passed(con, tmp_path):
    (tmp_path / "broken.sql").write_text("-- audit: Går inte att köra.\nselect * from core.nothing\n")
    with pytest.raises(duckdb.CatalogException):
        run_audits(con, tmp_path)
