"""The marts of what was received: deliveries, their findings as counts, who is late, and the builds so far.

Counts and dates only: a row's id, a file's name and a found value stay with the sender's own report.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb
import polars as pl

from pipelines.warehouse.tables import Schema, create_table

_RECEIPT: Schema = {
    "delivery_id": pl.Int64, "received": pl.Datetime("us"), "dataset": pl.String, "sender": pl.String,
    "through": pl.Date, "rows_total": pl.Int64, "rows_accepted": pl.Int64, "rows_refused": pl.Int64,
    "warnings": pl.Int64, "status": pl.String, "reason": pl.String,
    "file_sha256": pl.String, "last_day": pl.Date,
}  # fmt: skip
_FINDING: Schema = {
    "delivery_id": pl.Int64, "code": pl.String, "column_name": pl.String, "severity": pl.String, "findings": pl.Int64,
    "what": pl.String, "remedy": pl.String, "about": pl.String,
}  # fmt: skip
_EXPECTED: Schema = {
    "dataset": pl.String, "sender": pl.String, "timeliness": pl.String, "standing": pl.Datetime("us"),
    "through": pl.Date, "waiting": pl.Datetime("us"), "waiting_status": pl.String,
    "lacking": pl.String, "due": pl.Date,
}  # fmt: skip
_BUILD: Schema = {
    "build": pl.Int32, "built_at": pl.Datetime("us"), "as_of": pl.Datetime("us"), "reporting_date": pl.Date,
    "published_at": pl.Datetime("us"), "reason": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class History:
    """What the ledger of a home tells at a time; empty where there is no home."""

    receipts: list[tuple[object, ...]] = field(default_factory=list)
    findings: list[tuple[object, ...]] = field(default_factory=list)
    expected: list[tuple[object, ...]] = field(default_factory=list)
    builds: list[tuple[object, ...]] = field(default_factory=list)


def write_history(con: duckdb.DuckDBPyConnection, history: History) -> None:
    """Create the marts `delivery_history`, `delivery_finding`, `delivery_expected` and `build_history`."""
    create_table(con, "mart.delivery_history", _RECEIPT, history.receipts)
    create_table(con, "mart.delivery_finding", _FINDING, history.findings)
    create_table(con, "mart.delivery_expected", _EXPECTED, history.expected)
    create_table(con, "mart.build_history", _BUILD, history.builds)
