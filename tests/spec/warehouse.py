"""A whole warehouse of hand-made rows: the product's own build in a DuckDB file, told what was delivered when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.contracts import DATASETS
from pipelines.contracts.findings import DeliveryStatus
from pipelines.deliveries.active import ActiveDelivery
from pipelines.kpi.definitions import KpiDefinition, kpi_definitions
from pipelines.reference import Owner, owners
from pipelines.warehouse.assemble import build_models
from pipelines.warehouse.inputs import CoverageStart, WarehouseInputs, read_coverage
from tests.spec.tables import stage_frame

Rows = Mapping[str, Iterable[Mapping[str, Any]]]


def senders(dataset: str, members: Iterable[Owner] | None = None) -> list[str]:
    """Who delivers a dataset: every kommun that owns, GFO, or SCB."""
    if DATASETS[dataset].sender == "kommun":
        return [owner.kommun_code for owner in (owners() if members is None else members)]
    return [DATASETS[dataset].sender.upper()]


def delivered(through: Mapping[tuple[str, str], date]) -> tuple[ActiveDelivery, ...]:
    """The active deliveries, from the last day each (dataset, sender) covers."""
    return tuple(
        ActiveDelivery(
            delivery_id=number,
            dataset=dataset,
            sender=sender,
            kommun_code=sender if DATASETS[dataset].sender == "kommun" else None,
            received=datetime(last_day.year, last_day.month, last_day.day, 12),
            through=last_day,
            sha256="0" * 64,
            file_name=f"{dataset}.csv",
            sheet="",
            rows_accepted=1,
            rows_refused=0,
            status=DeliveryStatus.ACCEPTED,
            reason="",
        )
        for number, ((dataset, sender), last_day) in enumerate(through.items(), start=1)
    )


def with_parts(kpis: Iterable[str]) -> dict[str, KpiDefinition]:
    """The definitions of the KPIs named and of all they are made of, parts first."""
    every = kpi_definitions()
    wanted = set(kpis)
    for kpi in reversed(list(every)):
        if kpi in wanted:
            wanted.update(every[kpi].parts)
    return {kpi: definition for kpi, definition in every.items() if kpi in wanted}


def build_warehouse(
    path: Path,
    rows: Rows,
    *,
    through: Mapping[tuple[str, str], date],
    reporting_date: date,
    kpis: Iterable[str] | None = None,
    members: tuple[Owner, ...] | None = None,
    starts: tuple[CoverageStart, ...] | None = None,
) -> duckdb.DuckDBPyConnection:
    """Build at `path` (':memory:' too) and hand over the open connection; `kpis` limits what is computed."""
    inputs = WarehouseInputs(
        as_of=datetime(2030, 1, 1),
        reporting_date=reporting_date,
        stage={dataset: stage_frame(dataset, map(dict, found)) for dataset, found in rows.items()},
        deliveries=delivered(through),
        owners=owners() if members is None else members,
        coverage=read_coverage() if starts is None else starts,
    )
    con = duckdb.connect(str(path))
    build_models(con, inputs, definitions=None if kpis is None else with_parts(kpis))
    return con
