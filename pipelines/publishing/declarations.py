"""The corrections that a build met, and the waivers of its deliveries, as rows of `mart.declaration`."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from pipelines.deliveries.active import ActiveDelivery
from pipelines.deliveries.corrections import Correction, CorrectionNote
from pipelines.deliveries.receipts import receipts
from pipelines.deliveries.waivers import parse_waivers
from pipelines.home.inputs import input_text
from pipelines.home.ledger import swedish_day
from pipelines.warehouse.declarations import Declaration


def corrections_declared(notes: Iterable[CorrectionNote]) -> list[Declaration]:
    """One row a correction that this build met."""
    return [
        ("rattelse", c.dataset, c.sender, c.column, c.reason, c.decided_by, c.until, note.outcome)
        for note in notes
        for c in (note.correction,)
    ]


def declared_as(correction: Correction) -> tuple[str, str, str, str]:
    """What tells a declared correction from another: its dataset, sender, column and reason."""
    return correction.dataset, correction.sender, correction.column, correction.reason


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
