"""A Parquet file's columns as text, written out as Arrow so that the parent only maps the file."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.reading.sandbox.answer import CELL_BYTES, Answer, Problem, refuse_grown, with_digits
from pipelines.reading.sandbox.column_text import as_text, plain, unreadable
from pipelines.reading.sandbox.zones import Zones

CELLS_AT_ONCE = 1_000_000
MOST_UNUSED = 1_000_000  # letters of dictionary values that no row has


def read_parquet(file: BinaryIO, out: BinaryIO, limits: dict[str, Any]) -> Answer:
    """Writes columns c0, c1, … as text to `out`; answers with the headers and which columns are numbers and days.

    A column of lists or other things that are no cell is handed over as text too, for the identity gate to see; it
    is named in `unread`, with its type in words.
    """
    try:
        return _read(file, out, limits)
    except MemoryError:
        raise
    except (pa.ArrowException, OSError, ValueError, KeyError, IndexError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        raise Problem("F001") from None


def _read(source: BinaryIO, out: BinaryIO, limits: dict[str, Any]) -> Answer:
    pa.set_cpu_count(1)
    with pq.ParquetFile(source) as file:
        fields = list(file.schema_arrow)
        names = [field.name for field in fields]
        if len(names) > limits["columns"]:
            raise Problem("F013", detail=str(limits["columns"]), sheet="")
        if not names:
            raise Problem("F019")
        _refuse_large(file, limits)
        unread = {index: words for index, field in enumerate(fields) if (words := unreadable(field.type))}
        zones = Zones(fields)
        unused: set[str] = set()
        schema = pa.schema([(f"c{index}", pa.large_string()) for index in range(len(names))])
        grown = 0
        with pa.ipc.new_file(pa.PythonFile(out, "w"), schema) as writer:
            for batch in _batches(file, len(names)):
                zones.look_at(batch)
                unused |= _unused_values(batch)
                columns = [as_text(column) for column in batch.columns]
                for index, (column, whole) in enumerate(columns):
                    column.validate(full=True)  # what calls itself text may be any bytes
                    if not whole:
                        unread[index] = "bytes"
                    grown += column.nbytes + CELL_BYTES * len(column)
                refuse_grown(grown, limits)
                writer.write_batch(pa.record_batch([column for column, _ in columns], schema=schema))
        texts = [(f"metadata {part}", line) for part, said in _metadata(file) for line in with_digits(said)]
        texts += [("metadata", line) for line in with_digits("\n".join(unused)[:MOST_UNUSED])]
        kinds = [plain(field.type) for field in fields]
        sheet = {
            "headers": names,
            "numbers": [index for index, kind in enumerate(kinds) if _is_number(kind)],
            "days": [
                index
                for index, kind in enumerate(kinds)
                if pa.types.is_temporal(kind) and not _is_clock(kind)
            ],
            "unread": sorted(unread.items()),
            "zones": zones.read(),
        }
    return Answer(sheets=[sheet], texts=texts)


def _refuse_large(file: pq.ParquetFile, limits: dict[str, Any]) -> None:
    groups = [file.metadata.row_group(index) for index in range(file.metadata.num_row_groups)]
    unpacked = sum(group.total_byte_size for group in groups)
    if unpacked > limits["unpacked_bytes"] or file.metadata.num_rows > limits["rows"]:
        raise Problem("F010", detail=f"{file.metadata.num_rows} rader, {unpacked // 1_000_000} MB uppackad")
    # Before a row is unpacked: each is a cell in every column, be it blank.
    refuse_grown(file.metadata.num_rows * len(file.schema_arrow) * CELL_BYTES, limits)


def _batches(file: pq.ParquetFile, width: int) -> Iterator[pa.RecordBatch]:
    yield from file.iter_batches(
        batch_size=max(1_000, min(100_000, CELLS_AT_ONCE // width)), use_threads=False
    )


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _is_clock(kind: pa.DataType) -> bool:
    return bool(pa.types.is_time(kind) or pa.types.is_duration(kind) or pa.types.is_interval(kind))


def _unused_values(batch: pa.RecordBatch) -> set[str]:
    """Values of a dictionary that no row points at: they are in the file all the same."""
    found: set[str] = set()
    for column in batch.columns:
        if pa.types.is_dictionary(column.type) and len(column.dictionary):
            used = pc.unique(column.indices).drop_null()
            if len(used) < len(column.dictionary):
                mask = pc.invert(pc.is_in(pa.array(range(len(column.dictionary)), used.type), used))
                said, _ = as_text(column.dictionary.filter(mask))
                found |= {value for value in said.to_pylist() if value}
    return found


def _metadata(file: pq.ParquetFile) -> Iterator[tuple[str, str]]:
    """What is written about the file, its columns and the parts of its nested ones."""
    metadata = file.metadata.metadata or {}
    for key, value in metadata.items():
        if key != b"ARROW:schema":  # the columns' own, which are given below in the clear
            yield (
                key.decode("utf-8", "replace"),
                f"{key.decode('utf-8', 'replace')}\n{value.decode('utf-8', 'replace')}",
            )
    yield "", file.metadata.created_by or ""
    fields = list(file.schema_arrow)
    while fields:
        field = fields.pop()
        said = [field.name]
        for key, value in (field.metadata or {}).items():
            said += [key.decode("utf-8", "replace"), value.decode("utf-8", "replace")]
        yield "", "\n".join(said)
        fields += [field.type.field(index) for index in range(field.type.num_fields)]
