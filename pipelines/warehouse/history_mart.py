"""The marts of what was received: deliveries, their findings as counts, who is late, and the builds so far.

Counts and dates only: a row's id, a file's name and a found value stay with the sender's own report.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import duckdb
import polars as pl

from pipelines.deliveries.history import sender_statuses
from pipelines.deliveries.ledger import receipts, shown, stored
from pipelines.home import DataHome
from pipelines.warehouse.builds import builds
from pipelines.warehouse.tables import Schema, create_table

_RECEIPT: Schema = {
    "delivery_id": pl.Int64, "received": pl.Datetime("us"), "dataset": pl.String, "sender": pl.String,
    "through": pl.Date, "rows_total": pl.Int64, "rows_accepted": pl.Int64, "rows_refused": pl.Int64,
    "warnings": pl.Int64, "status": pl.String, "reason": pl.String,
}  # fmt: skip
_FINDING: Schema = {
    "delivery_id": pl.Int64, "code": pl.String, "column_name": pl.String, "severity": pl.String, "findings": pl.Int64,
}  # fmt: skip
_EXPECTED: Schema = {
    "dataset": pl.String, "sender": pl.String, "timeliness": pl.String, "standing": pl.Datetime("us"),
    "through": pl.Date, "waiting": pl.Datetime("us"), "waiting_status": pl.String,
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


def read_history(home: DataHome, ledger: duckdb.DuckDBPyConnection, as_of: datetime) -> History:
    """Everything received by `as_of`, and every build before this one."""
    known = receipts(ledger, "received <= $as_of", {"as_of": stored(as_of)})
    numbers = {"numbers": [receipt.delivery_id for receipt in known]}
    findings = ledger.execute(
        "select delivery_id, code, column_name, severity, n from delivery_finding "
        "where delivery_id in (select unnest($numbers)) order by all",
        numbers,
    ).fetchall()
    return History(
        receipts=[
            (r.delivery_id, _naive(r.received), r.dataset, r.sender, r.through, r.rows_total, r.rows_accepted,
             r.rows_refused, r.warnings, r.status.value, r.reason)
            for r in known
        ],
        findings=findings,
        expected=[
            (s.dataset, s.sender, s.timeliness.value, _naive(s.standing.received) if s.standing else None,
             s.standing.through if s.standing else None, _naive(s.waiting.received) if s.waiting else None,
             s.waiting.status.value if s.waiting else None)
            for s in sender_statuses(home, as_of)
        ],
        builds=_build_rows(ledger),
    )  # fmt: skip


def _build_rows(ledger: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    released = {
        build: (_naive(shown(at)), reason)
        for build, at, reason in ledger.execute("select build, published_at, reason from release").fetchall()
    }
    return [
        (b.build, _naive(b.built_at), _naive(b.as_of), b.reporting_date, *released.get(b.build, (None, "")))
        for b in builds(ledger)
    ]


def _naive(moment: datetime) -> datetime:
    """Swedish wall-clock time; the warehouse keeps no time zones."""
    return moment.replace(tzinfo=None)


def write_history(con: duckdb.DuckDBPyConnection, history: History) -> None:
    """Create the marts `delivery_history`, `delivery_finding`, `delivery_expected` and `build_history`."""
    create_table(con, "mart.delivery_history", _RECEIPT, history.receipts)
    create_table(con, "mart.delivery_finding", _FINDING, history.findings)
    create_table(con, "mart.delivery_expected", _EXPECTED, history.expected)
    create_table(con, "mart.build_history", _BUILD, history.builds)
