"""One column of a Parquet file as text: exact numbers, ISO days, and something to look through for all else."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.reading.sandbox.cells import number_text

_TEXT = pa.large_string()


def plain(kind: pa.DataType) -> pa.DataType:
    """A type without what only says how it is stored."""
    while True:
        if pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind):
            kind = kind.value_type
        elif isinstance(kind, pa.BaseExtensionType):
            kind = kind.storage_type
        else:
            return kind


def unreadable(kind: pa.DataType) -> str:
    """What a type is in words, when its values are no cells; else nothing."""
    kind = plain(kind)
    if pa.types.is_map(kind) or pa.types.is_struct(kind) or pa.types.is_union(kind):
        return "delade värden"
    if pa.types.is_nested(kind):
        return "listor"
    return "tidslängder" if pa.types.is_duration(kind) or pa.types.is_interval(kind) else ""


def as_text(column: Any) -> tuple[Any, bool]:
    """The column as text, and whether each value of it is one (bytes may be none)."""
    if isinstance(column, pa.ExtensionArray):
        if isinstance(column.type, pa.UuidType):
            return pa.array(
                [None if value is None else str(value) for value in column.to_pylist()], _TEXT
            ), True
        column = column.storage
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_text(column.dictionary_decode())
    if pa.types.is_run_end_encoded(kind):
        return as_text(pc.run_end_decode(column))
    if pa.types.is_boolean(kind):
        return pc.if_else(column, pa.scalar("SANT", _TEXT), pa.scalar("FALSKT", _TEXT)), True
    if pa.types.is_timestamp(kind):
        return _days(column), True
    if pa.types.is_floating(kind):
        numbers = [None if value is None else number_text(repr(float(value))) for value in column.to_pylist()]
        return pa.array(numbers, _TEXT), True
    if _is_bytes(kind):
        return _bytes(column)
    if pa.types.is_nested(kind) or pa.types.is_duration(kind) or pa.types.is_interval(kind):
        return pa.array(
            [None if value is None else _said(value) for value in column.to_pylist()], _TEXT
        ), True
    return column.cast(_TEXT), True


def _days(column: Any) -> Any:
    """ISO days; the hour only where there is one. A zone's local time, not the world's."""
    if column.type.tz is not None:
        column = pc.local_timestamp(column)
    # Down, since a cast goes towards 1970 and would make an evening before it the next day.
    column = pc.floor_temporal(column, unit="second").cast(pa.timestamp("s"), safe=False)
    text = pc.strftime(column, format="%Y-%m-%d %H:%M:%S")
    return pc.replace_substring_regex(text, " 00:00:00$", "").cast(_TEXT)


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
        or pa.types.is_binary_view(kind)
    )


def _bytes(column: Any) -> tuple[Any, bool]:
    """Several programs store texts as bytes; what is no UTF-8 is only looked through."""
    values = column.to_pylist()
    try:
        return pa.array([None if value is None else value.decode("utf-8") for value in values], _TEXT), True
    except UnicodeDecodeError:
        return pa.array(
            [None if value is None else value.decode("utf-8", "replace") for value in values], _TEXT
        ), False


def _said(value: object) -> str:
    """A nested value's leaves, each on a line of its own."""
    if isinstance(value, dict):
        return "\n".join(_said(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return "\n".join(_said(part) for part in value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
