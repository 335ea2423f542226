"""How findings and receipts look in a terminal: grouped by column, since that is how people mend a file.

What is the same thing in many rows is one line with its count and first rows; the report lists them all.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from pipelines.contracts.finding_groups import FindingGroup, gathered
from pipelines.contracts.findings import ACTIVE_STATUSES, DeliveryStatus, Effect, Finding
from pipelines.deliveries.covered import covered_sentence
from pipelines.deliveries.report_parts import gravest
from pipelines.deliveries.senders import sender_name
from pipelines.wording import counted

if TYPE_CHECKING:
    from pipelines.deliveries.delivering import Delivery
    from pipelines.home import DataHome

LINES_SHOWN, ROWS_SHOWN = 10, 5
FOUND_SHOWN = 120
_STYLE = {
    Effect.MEND: "red",
    Effect.HELD: "red",
    Effect.LEFT_OUT: "red",
    Effect.CHECK: "yellow",
    Effect.NOTE: "dim",
}
_ORDER = {effect: number for number, effect in enumerate(Effect)}


def show_findings(
    console: Console, findings: Iterable[Finding], status: DeliveryStatus | None = None
) -> None:
    """Print findings of a file that became this (None: it is not delivered), gravest first, then by sheet, column and
    code; what is the same in many rows is said once."""

    def group(finding: Finding) -> tuple[int, str, str, str]:
        place = finding.place
        return (_ORDER[finding.effect(status)], place.sheet, place.column, finding.code)

    for (rank, sheet, column, code), members in groupby(sorted(findings, key=group), key=group):
        listed = list(members)
        effect = list(Effect)[rank]
        where = ", ".join(part for part in (f'blad "{sheet}"' if sheet else "", column) if part)
        place = f" · {where}" if where else ""
        heading = Text.assemble("  ", (effect.value, _STYLE[effect]), f" {code}{place} · {len(listed)} st")
        console.print(heading, soft_wrap=True)
        # What to do may differ from row to row: a suggestion is about one value.
        alike = len({finding.remedy for finding in listed}) == 1
        groups = gathered(listed)
        for one in groups[:LINES_SHOWN]:
            console.print(f"    {_line(one, with_remedy=not alike)}", soft_wrap=True)
        if len(groups) > LINES_SHOWN:
            console.print(f"    … och {len(groups) - LINES_SHOWN} till")
        if listed[0].allowed:
            console.print(f"    Tillåtet: {listed[0].allowed}.", soft_wrap=True)
        if alike and listed[0].remedy:
            console.print(f"    Gör så här: {listed[0].remedy}", soft_wrap=True)
        # Of rows some of which are copies: what adds them up would add the copies too.
        if listed[0].staff and len({finding.staff for finding in listed}) == 1:
            console.print(f"    Hos oss: {listed[0].staff}", soft_wrap=True)


def _line(group: FindingGroup, *, with_remedy: bool) -> str:
    """One group: its rows and their ids, the message, and the values where the message does not quote them."""
    finding = group.first
    where = _where(group)
    quoted = finding.found in group.message or finding.found == finding.row_id or not group.found
    found = "" if quoted else f" Funnet: {textwrap.shorten(group.found, FOUND_SHOWN, placeholder=' …')}."
    remedy = f" {finding.remedy}" if with_remedy else ""
    return f"{where + ': ' if where else ''}{group.message}{found}{remedy}"


def _where(group: FindingGroup) -> str:
    first = group.first
    if len(group.members) == 1:
        row = "" if first.place.row is None else f"rad {first.place.row}"
        row_id = f"({first.row_id})" if first.row_id and row else first.row_id
        return " ".join(part for part in (row, row_id) if part)
    rows = group.where(ROWS_SHOWN)
    if not rows:
        return f"{group.ids(ROWS_SHOWN)} ({len(group.members)} st)"
    return f"rad {rows} ({counted(len(group.members), 'rad', 'rader')})"


def show_public(console: Console, texts: Sequence[str], *, now: bool = False) -> None:
    """The comments that everybody will be able to read, or can from `now` on."""
    if texts:
        when = "är nu offentligt" if now else "blir offentligt när styrgruppen har haft möte"
        console.print(f"  Detta {when}:", soft_wrap=True)
    for text in texts:
        console.print(f"    {text}", soft_wrap=True)


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
    show_findings(console, delivery.findings, gravest(one.status for one in delivery.receipts))
    kept = home.refused / delivery.checked.read.sha256
    if not delivery.may_be_kept and not delivery.accepted:
        console.print(f"  Filen har inte sparats någonstans. Rapporten ligger i {kept}", soft_wrap=True)
    elif not delivery.accepted:
        console.print(f"  Filen och rapporten ligger i {kept}", soft_wrap=True)
