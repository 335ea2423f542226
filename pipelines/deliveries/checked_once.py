"""The accepted rows of a delivery, kept so that its file is read and checked once and not at every build.

A copy counts only for what it was made of: the file's bytes, the sender's words, the waivers, the day it was received,
and the code, reference data and libraries that checked it. When any of them differs, or the copy is not byte for byte
what the ledger says, the file is read again. So it can be thrown away at any time, and belongs to no backup.
"""

from __future__ import annotations

import hashlib
import io
import json
import platform
import uuid
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipelines.deliveries.receipts import Receipt
from pipelines.home import DataHome
from pipelines.home.durable import sync, write_durably
from pipelines.home.ledger import swedish_day
from pipelines.reference import code_files, hash_of_files, reference_files

if TYPE_CHECKING:
    import duckdb

#: What decides which rows of a file are accepted, and how they are read.
_ROOMS = frozenset({"contracts", "reading", "checking", "deliveries"})
_LIBRARIES = ("polars", "pyarrow", "duckdb")
_OF_RECEIPT = (
    "sha256",
    "dataset",
    "sender",
    "kommun_code",
    "sheet",
    "asked_dataset",
    "mapping_sha256",
    "waivers_sha256",
)


def rows_key(receipt: Receipt) -> str:
    """A hash over all that decides which rows of a delivery are accepted, and their values."""
    parts = {name: getattr(receipt, name) for name in _OF_RECEIPT}
    parts |= {"received": swedish_day(receipt.received).isoformat(), "checked_by": _checked_by()}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def _checked_by() -> list[str]:
    code = hash_of_files([*code_files(_ROOMS), *reference_files()])
    return [code, platform.python_version(), *(version(library) for library in _LIBRARIES)]


def kept_rows(home: DataHome, ledger: duckdb.DuckDBPyConnection, receipt: Receipt) -> pl.DataFrame | None:
    """The rows as they were accepted (contract fields with the sender's own ids, `source_row`); None to read anew."""
    key = rows_key(receipt)
    known = ledger.execute(
        "select sha256 from checked_rows where delivery_id = $number and key = $key",
        {"number": receipt.delivery_id, "key": key},
    ).fetchone()
    if known is None:
        return None
    try:
        content = _copy_of(home, key).read_bytes()
    except OSError:
        return None
    # Hashed and read from the same bytes: nobody comes between.
    return pl.read_parquet(io.BytesIO(content)) if hashlib.sha256(content).hexdigest() == known[0] else None


def keep_rows(
    home: DataHome, ledger: duckdb.DuckDBPyConnection, receipt: Receipt, rows: pl.DataFrame
) -> None:
    """Keep the rows of a delivery, in place of what was kept of it before."""
    key = rows_key(receipt)
    number = {"number": receipt.delivery_id}
    former = ledger.execute("select key from checked_rows where delivery_id = $number", number).fetchone()
    buffer = io.BytesIO()
    rows.write_parquet(buffer)
    content = buffer.getvalue()
    home.checked.mkdir(mode=0o700, exist_ok=True)
    passing = home.checked / f".{uuid.uuid4().hex}.new"
    try:
        write_durably(passing, content)
        passing.replace(_copy_of(home, key))
        sync(home.checked)
    finally:
        passing.unlink(missing_ok=True)
    ledger.execute(
        "insert or replace into checked_rows values ($number, $key, $sha256)",
        number | {"key": key, "sha256": hashlib.sha256(content).hexdigest()},
    )
    if former is not None and not _is_named(ledger, former[0]):
        _copy_of(home, former[0]).unlink(missing_ok=True)


def forget_rows(home: DataHome, ledger: duckdb.DuckDBPyConnection, delivery_id: int) -> None:
    """Remove the kept rows of a delivery, and what the ledger says of them."""
    number = {"number": delivery_id}
    kept = ledger.execute("select key from checked_rows where delivery_id = $number", number).fetchone()
    if kept is None:
        return
    shared = "select 1 from checked_rows where key = $key and delivery_id <> $number"
    if ledger.execute(shared, {"key": kept[0], **number}).fetchone() is None:
        _copy_of(home, kept[0]).unlink(missing_ok=True)
    ledger.execute("delete from checked_rows where delivery_id = $number", number)


def _is_named(ledger: duckdb.DuckDBPyConnection, key: str) -> bool:
    """Whether a delivery's rows are kept under the key: the same file may have been received twice in a day."""
    return ledger.execute("select 1 from checked_rows where key = $key", {"key": key}).fetchone() is not None


def _copy_of(home: DataHome, key: str) -> Path:
    return home.checked / f"{key}.parquet"
