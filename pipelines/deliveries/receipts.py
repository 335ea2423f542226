"""Receipts: what became of each part of a delivered file, as written in the ledger and read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from pipelines.contracts.findings import ACTIVE_STATUSES, DeliveryStatus, Finding
from pipelines.home.ledger import amended, shown, stored

if TYPE_CHECKING:
    import duckdb

#: The statuses of what was taken in, as a list of SQL.
ACTIVE = ", ".join(f"'{status.value}'" for status in ACTIVE_STATUSES)


@dataclass(frozen=True)
class Receipt:
    """What became of one part (dataset × sender) of a delivered file.

    `kept_sha256`: of what was archived when that is not the file itself (see `kept_text`); '' when it is.
    `delivery_id` is None before the receipt is written. `repeated`: the same bytes already stand, and this is
    their receipt; nothing was written.
    """

    dataset: str
    sender: str
    kommun_code: str | None
    received: datetime
    through: date
    file_name: str
    sha256: str
    size: int
    kind: str
    sheet: str
    rows_total: int
    rows_accepted: int
    rows_refused: int
    warnings: int
    accepted_digest: str
    status: DeliveryStatus
    reason: str = ""
    accept_partial: str = ""
    accept_shrink: str = ""
    identity: bool = False
    note: str = ""
    first_day: date | None = None
    last_day: date | None = None
    asked_dataset: str = ""
    mapping_sha256: str | None = None
    waivers_sha256: str | None = None
    again: str = ""
    kept_sha256: str = ""
    delivery_id: int | None = None
    repeated: bool = False


_COLUMNS = [field.name for field in fields(Receipt) if field.name not in ("delivery_id", "repeated")]


def write_receipts(
    ledger: duckdb.DuckDBPyConnection,
    receipts: Iterable[tuple[Receipt, Iterable[Finding]]],
    *,
    recorded: datetime,
) -> list[int]:
    """Write the receipts of one file and the counts of their findings, all or none; returns their numbers."""
    names = ", ".join(_COLUMNS)
    marks = ", ".join("?" * len(_COLUMNS))
    numbers: list[int] = []
    ledger.begin()
    try:
        for receipt, findings in receipts:
            values = [getattr(receipt, column) for column in _COLUMNS]
            values[_COLUMNS.index("received")] = stored(receipt.received)
            values[_COLUMNS.index("status")] = receipt.status.value
            row = ledger.execute(
                f"insert into delivery ({names}, recorded, software) values ({marks}, ?, ?) "
                "returning delivery_id",
                [*values, stored(recorded), version("gfo-insikt")],
            ).fetchone()
            assert row is not None  # noqa: S101  (an insert that returned nothing has raised)
            numbers.append(row[0])
            counts = Counter((f.code, f.place.column, f.severity.value) for f in findings)
            for (code, column, severity), n in counts.items():
                ledger.execute(
                    "insert into delivery_finding values (?, ?, ?, ?, ?)", [row[0], code, column, severity, n]
                )
        ledger.commit()
    except BaseException:
        ledger.rollback()
        raise
    return numbers


def receipts(
    ledger: duckdb.DuckDBPyConnection, where: str = "true", values: dict[str, object] | None = None
) -> list[Receipt]:
    """Receipts in the order they count (received, then number); `where` is our SQL, `values` its parameters."""
    found = ledger.execute(
        f"select delivery_id, {', '.join(_COLUMNS)} from delivery where {where} order by received, delivery_id",
        values or {},
    ).fetchall()
    words = amended(ledger, "delivery")
    return [_receipt(row, words) for row in found]


def _receipt(row: tuple[Any, ...], words: dict[int, str]) -> Receipt:
    values = dict(zip(_COLUMNS, row[1:], strict=True))
    values["received"] = shown(values["received"])
    values["status"] = DeliveryStatus(values["status"])
    values["reason"] = words.get(row[0], values["reason"])
    return Receipt(delivery_id=row[0], **values)
