"""The sample's registers agree with each other: every cross-check compares something, and finds nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.checking.sheets import check_sheets
from pipelines.contracts import DATASETS
from pipelines.deliveries.keying import key_ids
from pipelines.reading.files import read_file
from pipelines.synthetic import REPORTING_DATE, write_sample
from pipelines.warehouse.assemble import build_models
from pipelines.warehouse.inputs import WarehouseInputs
from tests.fixtures.tables import KEY
from tests.fixtures.warehouse import delivered, with_parts

OUTCOMES = "select distinct crosscheck, outcome from crosscheck order by all"
CHECKS = {
    "approved_home_not_in_bank",
    "care_without_cost",
    "child_of_two_ages",
    "deviation_outside_membership",
    "match_without_placement",
    "population_ages",
}


def test_every_crosscheck_passes_for_every_kommun_of_the_demo(demo_published):
    found = demo_published.execute(OUTCOMES).fetchall()
    assert found == [(check, "godkänd") for check in sorted(CHECKS)]


def test_where_to_look_is_not_published(demo_published):
    schemas = demo_published.execute("select distinct table_schema from information_schema.tables").fetchall()
    assert schemas == [("main",)]
    columns = demo_published.execute("describe crosscheck").fetchall()
    assert "place" not in {name for name, *_ in columns}


def sample_warehouse(folder: Path, seed: int) -> duckdb.DuckDBPyConnection:
    """The sample's files, read and checked as deliveries, as a warehouse with the KPI that cross-checks read."""
    frames: dict[str, list[pl.DataFrame]] = {}
    through = {}
    for file in write_sample(folder, seed=seed):
        read = read_file(file.path)
        for check in check_sheets(read.sheets, file_name=read.file_name, received=file.received.date()):
            for part in check.parts:
                numbered = part.accepted.with_columns(delivery_id=pl.lit(1, pl.Int64))
                frames.setdefault(part.dataset, []).append(
                    key_ids(numbered, DATASETS[part.dataset].keyed_ids, KEY)
                )
                through[part.dataset, part.kommun_code or DATASETS[part.dataset].sender.upper()] = (
                    file.through
                )
    stage = {dataset: pl.concat(parts) for dataset, parts in frames.items()}
    inputs = WarehouseInputs(
        as_of=datetime(2026, 9, 30),
        reporting_date=REPORTING_DATE,
        stage=stage,
        deliveries=delivered(through),
    )
    con = duckdb.connect(str(folder / "warehouse.duckdb"))
    build_models(con, inputs, definitions=with_parts(["care_days"]))
    return con


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 5))
def test_every_crosscheck_passes_whatever_the_seed(tmp_path, seed):
    with sample_warehouse(tmp_path, seed) as con:
        found = con.execute(OUTCOMES.replace("from crosscheck", "from mart.crosscheck")).fetchall()
    assert found == [(check, "godkänd") for check in sorted(CHECKS)]
