"""Re-keying: the senders' pseudonyms become keyed ones on the way into the warehouse."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from pipelines.contracts.keyed import KeyedField

if TYPE_CHECKING:
    import duckdb

FEW = 10_000
"""Below so many ids, Python has hashed them before a query is planned."""
SPARSE = 0.25
"""Where fewer than this share of a column's ids are distinct, finding them costs less than hashing the rest."""
_SEPARATOR = "\x1f"


def key_ids(frame: pl.DataFrame, fields: Sequence[KeyedField], key: bytes) -> pl.DataFrame:
    """Replace every id column by its keyed ids: null stays null, the rest 32 hex characters.

    They are half of HMAC-SHA-256 over kind, scope and the trimmed NFC id, with a separator between.

    A field whose scope is None needs the column `kommun_code` and is keyed per kommun. DuckDB does the
    hashing of many, on both cores: 2 s for five million ids where `hmac.digest` takes 8.
    """
    present = [field for field in fields if field.field in frame.columns]
    return frame.with_columns([_keyed_column(frame, field, key) for field in present])


@cache
def _hasher() -> duckdb.DuckDBPyConnection:
    """A database in memory that holds nothing: opened once for all registers of a build."""
    import duckdb

    connection = duckdb.connect(":memory:")
    # It draws a bar of its own on the terminal when a query takes over two seconds.
    connection.execute("set enable_progress_bar = false")
    return connection


def _keyed_column(frame: pl.DataFrame, field: KeyedField, key: bytes) -> pl.Series:
    scope = pl.lit(field.scope) if field.scope is not None else pl.col("kommun_code").cast(pl.String)
    plain = pl.col(field.field).cast(pl.String).str.strip_chars().str.normalize("NFC")
    message = pl.concat_str([pl.lit(field.kind), scope, plain], separator=_SEPARATOR)
    messages = frame.select(message.alias("message")).to_series()
    if len(messages) < FEW:
        keyed = [
            None if text is None else hmac.digest(key, text.encode(), "sha256").hex()[:32]
            for text in messages.to_list()
        ]
        return pl.Series(field.field, keyed, pl.String)
    kinds: int = messages.to_frame().select(pl.col("message").approx_n_unique()).item()
    if kinds > SPARSE * len(messages):
        return _hashed(messages, key).alias(field.field)
    distinct = messages.drop_nulls().unique()
    lookup = pl.DataFrame({"message": distinct, "keyed": _hashed(distinct, key)})
    joined = messages.to_frame().join(lookup, on="message", how="left", maintain_order="left")
    return joined.get_column("keyed").alias(field.field)


def _hashed(messages: pl.Series, key: bytes) -> pl.Series:
    """HMAC by its definition (RFC 2104): hash(outer pad, hash(inner pad, message)); 32 hex characters of it."""
    numbered = messages.alias("message").to_frame().with_row_index("position")  # noqa: F841  (read by the query)
    padded = key.ljust(64, b"\0")
    with _hasher().cursor() as connection:
        keyed = connection.sql(
            """
            select
                position,
                left(sha256($outer::blob || unhex(sha256($inner::blob || encode(message)))), 32) as keyed
            from numbered
            """,
            params={"inner": bytes(b ^ 0x36 for b in padded), "outer": bytes(b ^ 0x5C for b in padded)},
        ).pl()
    return keyed.sort("position").get_column("keyed")
