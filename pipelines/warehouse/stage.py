"""The `stage` schema: one table a dataset, holding the accepted rows with keyed ids as UUIDs."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from pipelines.contracts import DATASETS, Dataset
from pipelines.warehouse.tables import create_from

if TYPE_CHECKING:
    import pyarrow as pa


def stage_schema(dataset: Dataset) -> dict[str, pl.DataType]:
    """Names and types of a stage frame: contract fields (codes as text), source_row, delivery_id."""
    fields = {
        name: pl.String() if isinstance(dtype, pl.Enum) else dtype for name, dtype in dataset.schema.items()
    }
    return {**fields, "delivery_id": pl.Int64()}


def write_stage(con: duckdb.DuckDBPyConnection, stage: MutableMapping[str, pl.DataFrame]) -> None:
    """Create `stage.<dataset>` for every dataset; one without a frame is empty.

    Keyed ids come as 32 hex digits and are stored as UUID: half the size, and compared as numbers. The frames are
    handed over: each leaves `stage` as its table is written, so that no register is in memory twice.
    """
    unknown = sorted(stage.keys() - DATASETS.keys())
    if unknown:
        raise KeyError(f"no such datasets: {unknown}")
    con.execute("create schema if not exists stage")
    for name, dataset in DATASETS.items():
        schema = stage_schema(dataset)
        keyed = {key.field for key in dataset.keyed_ids}
        columns = ", ".join(f"{field}::uuid as {field}" if field in keyed else field for field in schema)
        frame = stage.pop(name, None)
        if frame is None:
            create_from(con, f"stage.{name}", _empty(name), columns)
        else:
            typed = frame.select(pl.col(field).cast(dtype) for field, dtype in schema.items())
            create_from(con, f"stage.{name}", typed, columns)
            del typed
        del frame


@cache
def _empty(name: str) -> pa.Table:
    """No row of a dataset, as DuckDB reads it: most small warehouses have no row of most datasets."""
    return pl.DataFrame(schema=stage_schema(DATASETS[name])).to_arrow()
