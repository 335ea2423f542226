"""The reports of deliveries and of checks: what goes into them, and that they are whole when they have a name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.checking.files import CheckedFile
from pipelines.contracts.findings import DeliveryStatus, Finding
from pipelines.deliveries.report_parts import LATER, NOTHING_IN_IT, PartSummary, gravest, summary_of
from pipelines.deliveries.report_workbook import write_report
from pipelines.home.ledger import shown, stored

if TYPE_CHECKING:
    # Whoever only checks a file opens no database.
    from pipelines.deliveries.foreseen import Foreseen

REPORT_NAME = "rapport.xlsx"


def report_name(file_name: str) -> str:
    """The report's name beside a kept file; a report that is delivered by mistake is not written over."""
    return REPORT_NAME if file_name != REPORT_NAME else f"rapport_om_{REPORT_NAME}"


def write_file_report(
    path: Path,
    checked: CheckedFile,
    received: datetime,
    parts: Sequence[PartSummary],
    findings: Sequence[Finding],
    *,
    delivered: bool = True,
    verdict: str = "",
) -> None:
    """Write the report of one file, under a passing name until it is whole."""
    passing = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_report(
        passing,
        file_name=checked.read.file_name,
        # XLSX knows no time zones: the sender's clock is the Swedish one.
        received=shown(stored(received)).replace(tzinfo=None),
        status=gravest(part.status for part in parts),
        parts=parts,
        findings=findings,
        delivered=delivered,
        verdict=verdict,
    )
    passing.replace(path)


def write_check_report(
    path: Path, checked: CheckedFile, received: datetime, foreseen: Foreseen | None = None
) -> None:
    """Write what a check found. Nothing has been delivered, so the report says of nothing that it counts.

    `foreseen`: what delivering it would give; None where nobody has compared it with the former delivery.
    """
    # No status: a file gets one when it is delivered.
    former = foreseen.former if foreseen else ()
    parts = [
        summary_of(part, DeliveryStatus.RECEIVED, unread=unread, rows_former=former[at] if former else None)
        for at, (_, part, unread) in enumerate(checked.by_part())
    ]
    if foreseen is None:
        found, verdict = checked.findings, f"{NOTHING_IN_IT} {LATER}"
    else:
        found, verdict = foreseen.findings, f"{foreseen.verdict} {foreseen.compared}"
    write_file_report(path, checked, received, parts, found, delivered=False, verdict=verdict)
