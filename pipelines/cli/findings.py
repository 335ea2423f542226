"""How findings and receipts look in a terminal: grouped by column, since that is how people mend a file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from pipelines.contracts.findings import ACTIVE_STATUSES, Finding, Severity
from pipelines.deliveries.covered import covered_sentence
from pipelines.deliveries.senders import sender_name
from pipelines.wording import counted

if TYPE_CHECKING:
    from pipelines.deliveries.delivering import Delivery
    from pipelines.home import DataHome

ROWS_SHOWN = 10
FOUND_SHOWN = 120
_STYLE = {Severity.FILE: "red", Severity.ROW: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_ORDER = {severity: number for number, severity in enumerate(Severity)}


def show_findings(console: Console, findings: Iterable[Finding]) -> None:
    """Print findings, gravest first, then by sheet, column and code; long groups are cut and counted."""

    def group(finding: Finding) -> tuple[int, str, str, str]:
        place = finding.place
        return (_ORDER[finding.severity], place.sheet, place.column, finding.code)

    for (rank, sheet, column, code), members in groupby(sorted(findings, key=group), key=group):
        listed = list(members)
        severity = list(Severity)[rank]
        where = ", ".join(part for part in (f'blad "{sheet}"' if sheet else "", column) if part)
        place = f" · {where}" if where else ""
        heading = Text.assemble(
            "  ", (severity.value, _STYLE[severity]), f" {code}{place} · {len(listed)} st"
        )
        console.print(heading, soft_wrap=True)
        # What to do may differ from row to row: a suggestion is about one value.
        alike = len({finding.remedy for finding in listed}) == 1
        for finding in listed[:ROWS_SHOWN]:
            console.print(f"    {_line(finding, with_remedy=not alike)}", soft_wrap=True)
        if len(listed) > ROWS_SHOWN:
            console.print(f"    … och {len(listed) - ROWS_SHOWN} till")
        if listed[0].allowed:
            console.print(f"    Tillåtet: {listed[0].allowed}.", soft_wrap=True)
        if alike and listed[0].remedy:
            console.print(f"    Gör så här: {listed[0].remedy}", soft_wrap=True)


def _line(finding: Finding, *, with_remedy: bool) -> str:
    """One finding: the row and its id, the message, and the values where the message does not quote them."""
    row = "" if finding.place.row is None else f"rad {finding.place.row}"
    row_id = f"({finding.row_id})" if finding.row_id and row else finding.row_id
    where = " ".join(part for part in (row, row_id) if part)
    quoted = finding.found in finding.message or finding.found == finding.row_id
    found = "" if quoted else f" Funnet: {textwrap.shorten(finding.found, FOUND_SHOWN, placeholder=' …')}."
    remedy = f" {finding.remedy}" if with_remedy else ""
    return f"{where + ': ' if where else ''}{finding.message}{found}{remedy}"


def show_delivery(console: Console, home: DataHome, delivery: Delivery) -> None:
    """Print the receipts of a file and everything that was found in it."""
    console.print(Text(delivery.checked.read.file_name, "bold"), soft_wrap=True)
    for receipt in delivery.receipts:
        style = "green" if receipt.status in ACTIVE_STATUSES else "red"
        console.print(
            Text.assemble(
                "  ",
                (receipt.status.value, style),
                f" · leverans {receipt.delivery_id} · "
                f"{receipt.dataset or 'okänt dataset'} från {sender_name(receipt.sender)} · "
                f"{receipt.rows_accepted} av {counted(receipt.rows_total, 'rad', 'rader')} godtagna",
            ),
            soft_wrap=True,
        )
        if receipt.status in ACTIVE_STATUSES:
            console.print(f"    {covered_sentence(receipt.through)}", soft_wrap=True)
        if receipt.delivery_id in delivery.outlived:
            console.print(
                "    En senare mottagen leverans gäller; den här räknas bara i det som var känt innan dess."
            )
        if receipt.repeated:
            console.print("    Samma fil gäller redan; inget nytt kvitto behövs.")
        elif receipt.reason:
            console.print(f"    {receipt.reason}", soft_wrap=True)
    show_findings(console, delivery.findings)
    kept = home.refused / delivery.checked.read.sha256
    if not delivery.may_be_kept and not delivery.accepted:
        console.print(f"  Filen har inte sparats någonstans. Rapporten ligger i {kept}", soft_wrap=True)
    elif not delivery.accepted:
        console.print(f"  Filen och rapporten ligger i {kept}", soft_wrap=True)
