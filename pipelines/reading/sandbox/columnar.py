"""A Parquet file's columns as text, written out as Arrow so that the parent only maps the file."""

from __future__ import annotations

import errno
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.reading.sandbox.cells import number_text
from pipelines.reading.sandbox.package import Problem

BATCH = 100_000


def read_parquet(file: BinaryIO, out: BinaryIO, limits: dict[str, Any]) -> dict[str, Any]:
    """Writes columns c0, c1, … as text to `out`; answers with the headers and which columns are numbers."""
    try:
        return _read(file, out, limits)
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        raise Problem("F001", kind="Parquet-fil") from None


def _read(source: BinaryIO, out: BinaryIO, limits: dict[str, Any]) -> dict[str, Any]:
    pa.set_cpu_count(1)
    with pq.ParquetFile(source) as file:
        names = file.schema_arrow.names
        if len(names) > limits["columns"]:
            raise Problem("F013", detail=str(limits["columns"]), sheet="")
        groups = [file.metadata.row_group(index) for index in range(file.metadata.num_row_groups)]
        unpacked = sum(group.total_byte_size for group in groups)
        if unpacked > limits["unpacked_bytes"] or file.metadata.num_rows > limits["rows"]:
            raise Problem(
                "F010", detail=f"{file.metadata.num_rows} rader, {unpacked // 1_000_000} MB uppackad"
            )
        kinds = [_plain(column.type) for column in file.schema_arrow]
        nested = [name for name, kind in zip(names, kinds, strict=True) if not _is_scalar(kind)]
        if nested:
            raise Problem("F001", kind="Parquet-fil med en enkel tabell")
        schema = pa.schema([(f"c{index}", pa.large_string()) for index in range(len(names))])
        with pa.ipc.new_file(pa.PythonFile(out, "w"), schema) as writer:
            for batch in file.iter_batches(batch_size=BATCH, use_threads=False):
                columns = [_as_text(column) for column in batch.columns]
                writer.write_batch(pa.record_batch(columns, schema=schema))
        metadata = file.metadata.metadata or {}
        texts = [
            [key.decode("utf-8", "replace"), value.decode("utf-8", "replace")]
            for key, value in metadata.items()
        ]
    return {
        "problems": [],
        "sheets": [],
        "headers": names,
        "numbers": [index for index, kind in enumerate(kinds) if _is_number(kind)],
        "texts": [[f"metadata {key}", value] for key, value in texts if key != "ARROW:schema"],
    }


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _is_scalar(kind: pa.DataType) -> bool:
    return _is_number(kind) or any(
        asked(kind)
        for asked in (
            pa.types.is_string,
            pa.types.is_large_string,
            pa.types.is_string_view,
            pa.types.is_boolean,
            pa.types.is_date,
            pa.types.is_timestamp,
            pa.types.is_null,
        )
    )


def _as_text(column: Any) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_boolean(kind):
        return pc.if_else(
            column, pa.scalar("SANT", pa.large_string()), pa.scalar("FALSKT", pa.large_string())
        )
    if pa.types.is_timestamp(kind):
        text = pc.strftime(column.cast(pa.timestamp("s"), safe=False), format="%Y-%m-%d %H:%M:%S")
        return pc.replace_substring_regex(text, " 00:00:00$", "").cast(pa.large_string())
    if pa.types.is_floating(kind):
        return pa.array(
            [None if value is None else _float_text(value) for value in column.to_pylist()], pa.large_string()
        )
    return column.cast(pa.large_string())


def _float_text(value: float) -> str | None:
    return number_text(repr(value))
