"""What was declared by hand and shaped this build: corrections, and waivers of the deliveries that stand.

Published beside the figures, so that a reader sees that a row was corrected and why; never which row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb

from pipelines.corrections import CorrectionNote
from pipelines.deliveries.active import ActiveDelivery
from pipelines.deliveries.inputs import input_text
from pipelines.deliveries.ledger import receipts, swedish_day
from pipelines.waivers import parse_waivers

Declaration = tuple[object, ...]

_TABLE = """
create table mart.declaration (
    kind varchar not null,        -- rattelse, undantag
    dataset varchar not null,
    sender varchar not null,
    column_name varchar not null, -- the corrected column, or the rule that is waived
    reason varchar not null,
    decided_by varchar not null,
    until date not null,
    outcome varchar not null      -- applied, retired, expired, waiting (corrections); applied (waivers)
)
"""


def write_declarations(con: duckdb.DuckDBPyConnection, declarations: Sequence[Declaration]) -> None:
    """Write `mart.declaration`, one row a declaration."""
    con.execute(_TABLE)
    if declarations:
        con.executemany("insert into mart.declaration values (?, ?, ?, ?, ?, ?, ?, ?)", declarations)


def corrections_declared(notes: Iterable[CorrectionNote]) -> list[Declaration]:
    """One row a correction that this build met."""
    return [
        ("rattelse", c.dataset, c.sender, c.column, c.reason, c.decided_by, c.until, note.outcome)
        for note in notes
        for c in (note.correction,)
    ]


def waivers_declared(
    ledger: duckdb.DuckDBPyConnection, deliveries: Iterable[ActiveDelivery]
) -> list[Declaration]:
    """The waivers in force for the standing deliveries in which a finding was waived."""
    found: set[Declaration] = set()
    for delivery in deliveries:
        if not delivery.note:
            continue
        (receipt,) = receipts(ledger, "delivery_id = $number", {"number": delivery.delivery_id})
        if receipt.waivers_sha256 is None:
            continue
        day = swedish_day(receipt.received)
        for waiver in parse_waivers(input_text(ledger, receipt.waivers_sha256)):
            if (waiver.dataset, waiver.sender) == (delivery.dataset, delivery.sender) and day <= waiver.until:
                found.add(
                    (
                        "undantag",
                        waiver.dataset,
                        waiver.sender,
                        waiver.rule,
                        waiver.reason,
                        waiver.decided_by,
                        waiver.until,
                        "applied",
                    )
                )
    return sorted(found, key=str)
