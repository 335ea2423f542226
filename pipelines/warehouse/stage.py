"""The `stage` schema: one table a dataset, holding the accepted rows with keyed ids as UUIDs."""

from __future__ import annotations

from collections.abc import MutableMapping

import duckdb
import polars as pl

from pipelines.contracts import DATASETS, Dataset


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
        frame = stage.pop(name, None)
        if frame is None:
            frame = pl.DataFrame(schema=schema)
        keyed = {key.field for key in dataset.keyed_ids}
        columns = ", ".join(f"{field}::uuid as {field}" if field in keyed else field for field in schema)
        con.register("incoming", frame.select(pl.col(field).cast(dtype) for field, dtype in schema.items()))
        con.execute(f"create table stage.{name} as select {columns} from incoming")
        con.unregister("incoming")
        del frame
