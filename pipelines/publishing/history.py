"""What the ledger tells of deliveries and builds, as the rows that the marts of the history are made of."""

from __future__ import annotations

from datetime import datetime

import duckdb

from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.contracts.findings import Severity
from pipelines.contracts.headers import column_meaning
from pipelines.deliveries.history import sender_statuses, status_told
from pipelines.deliveries.purged import purged
from pipelines.deliveries.receipts import Receipt, receipts
from pipelines.deliveries.waivers import in_force, parse_waivers
from pipelines.home import DataHome
from pipelines.home.inputs import input_text
from pipelines.home.ledger import stored, swedish_day
from pipelines.publishing.builds import builds, releases
from pipelines.warehouse.history_mart import History
from pipelines.warehouse.tables import without_zone

#: The severity, in `mart.delivery_finding`, of what a waiver has made a note.
WAIVED = "undantag"


def read_history(home: DataHome, ledger: duckdb.DuckDBPyConnection, as_of: datetime) -> History:
    """Everything received by `as_of`, and every build before this one. Of what has been purged there are receipts that
    say so, and no findings: nobody can mend a file that is gone."""
    known = receipts(ledger, "received <= $as_of", {"as_of": stored(as_of)})
    gone = purged(ledger)
    numbers = {"numbers": [receipt.delivery_id for receipt in known if receipt.delivery_id not in gone]}
    findings = ledger.execute(
        "select delivery_id, code, column_name, severity, n from delivery_finding "
        "where delivery_id in (select unnest($numbers)) order by all",
        numbers,
    ).fetchall()
    of = {receipt.delivery_id: receipt for receipt in known}
    return History(
        receipts=[
            (r.delivery_id, without_zone(r.received), r.dataset, r.sender, r.through, r.rows_total, r.rows_accepted,
             r.rows_refused, r.warnings, status_told(r, gone), r.reason, r.sha256, r.last_day)
            for r in known
        ],
        findings=[
            (delivery, code, column, *_told(ledger, of[delivery], code, column, severity, found))
            for delivery, code, column, severity, found in findings
        ],
        expected=[
            (s.dataset, s.sender, s.timeliness.value, without_zone(s.standing.received) if s.standing else None,
             s.standing.through if s.standing else None, without_zone(s.waiting.received) if s.waiting else None,
             s.waiting.status.value if s.waiting else None, s.lacking.id if s.lacking else None, s.due)
            for s in sender_statuses(home, as_of)
        ],
        builds=_build_rows(ledger),
    )  # fmt: skip


def _told(
    ledger: duckdb.DuckDBPyConnection, receipt: Receipt, code: str, column: str, severity: str, found: int
) -> tuple[object, ...]:
    """severity, findings, what, remedy, about: a finding that a waiver made a note says so where the remedy would."""
    kind, about = finding_kinds().get(code), column_meaning(receipt.dataset, column)
    if kind is None:
        # A code that an older version of the program gave has no words any more.
        return severity, found, "", "", about
    what, remedy = kind.general(column)
    if severity == Severity.NOTE != kind.severity:
        return WAIVED, found, what, _waived(ledger, receipt, code), about
    return severity, found, what, remedy, about


def _waived(ledger: duckdb.DuckDBPyConnection, receipt: Receipt, code: str) -> str:
    """What the waivers of a code say that were in force for a delivery."""
    if receipt.waivers_sha256 is None:
        return ""
    own = [
        waiver
        for waiver in parse_waivers(input_text(ledger, receipt.waivers_sha256))
        if (waiver.dataset, waiver.sender, waiver.rule) == (receipt.dataset, receipt.sender, code)
    ]
    return " ".join(dict.fromkeys(waiver.sentence for waiver in in_force(own, swedish_day(receipt.received))))


def _build_rows(ledger: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    released = {build: (without_zone(at), reason) for build, (at, reason) in releases(ledger).items()}
    return [
        (
            b.build,
            without_zone(b.built_at),
            without_zone(b.as_of),
            b.reporting_date,
            *released.get(b.build, (None, "")),
        )
        for b in builds(ledger)
    ]
