"""The act of delivering: a file is checked, archived and receipted, and the former delivery stands until then.

Order is what makes a crash harmless: the file reaches the archive (or `refused/`) first, the receipts of all its
parts are written in one transaction, and only then is it removed from `inbox/`. A run that was killed anywhere
leaves the former delivery standing, and running the command again completes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from pipelines.checking.files import CheckedFile
from pipelines.checking.mapping import SenderMapping
from pipelines.contracts.findings import ACTIVE_STATUSES, Finding
from pipelines.deliveries.active import active_receipts
from pipelines.deliveries.deciding import Draft, decide, mark_repeated
from pipelines.deliveries.drafting import (
    UsedInputs,
    compare_with_former,
    draft_of_nothing,
    draft_part,
    summarise,
)
from pipelines.deliveries.receipts import Receipt, receipts, write_receipts
from pipelines.deliveries.report_workbook import PartSummary
from pipelines.deliveries.reports import report_name, write_file_report
from pipelines.deliveries.sender_mapping import check_as_sent
from pipelines.deliveries.senders import sender_code
from pipelines.deliveries.terms import Terms
from pipelines.deliveries.waivers import home_waivers, in_force
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome, HomeKind
from pipelines.home.archive import archive_file, forget_refused, keep_refused, sweep_leftovers
from pipelines.home.inputs import note_input
from pipelines.home.ledger import open_ledger
from pipelines.reading.gate import shown_name
from pipelines.reading.sample_mark import says_sample

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)

__all__ = ["Delivery", "Terms", "deliver", "deliver_file"]


@dataclass(frozen=True)
class Delivery:
    """A delivered file, its receipts (one a part) and everything that was found in it.

    `outlived`: the accepted receipts that a later delivery has replaced already (a file entered late).
    """

    checked: CheckedFile
    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...]
    summaries: tuple[PartSummary, ...]
    outlived: frozenset[int] = frozenset()

    @property
    def accepted(self) -> bool:
        """Whether every register in the file now stands; rows of nobody's register may be left out by word."""
        owned = [receipt for receipt in self.receipts if receipt.sender]
        return bool(owned) and all(receipt.status in ACTIVE_STATUSES for receipt in owned)


def deliver(
    home: DataHome,
    path: Path,
    *,
    received: datetime,
    sender: str | None = None,
    through: date | None = None,
    dataset: str | None = None,
    accept_partial: str | None = None,
    accept_shrink: str | None = None,
    split: bool = False,
) -> list[Receipt]:
    """Deliver one file on the terms given (see `Terms`); one receipt a part (dataset × sender)."""
    terms = Terms(received, sender, through, dataset, accept_partial, accept_shrink, split=split)
    return list(deliver_file(home, path, terms).receipts)


def deliver_file(home: DataHome, path: Path, terms: Terms) -> Delivery:
    """Check a file and keep what became of it.

    Raises ReaderError for what no receipt can tell: another command at work (H002), a wrong home (H001), a day
    that cannot be (L004), an unknown sender (L005), a file that changed meanwhile (L001).
    """
    if terms.reaches > terms.day:
        raise ReaderError(
            "L004",
            f"Registret kan inte nå till {terms.reaches}: det togs emot {terms.day}.",
            remedy="Ange en dag senast den dag då filen togs emot.",
            place=Place(file=shown_name(path)),
        )
    asked = sender_code(terms.sender) if terms.sender else None
    with home.writing():
        _claim(home, path, terms.kind)
        sweep_leftovers(home)
        waivers, waivers_text = home_waivers(home)
        checked = check_as_sent(
            home,
            path,
            received=terms.day,
            dataset=terms.dataset,
            asked=asked,
            waivers=in_force(waivers, terms.day),
            split=terms.split,
        )
        used = _note_inputs(home, checked.mapping, waivers_text, terms)
        drafts = [draft_part(checked, *part, terms, asked, used) for part in checked.by_part()]
        if not drafts:
            drafts = [draft_of_nothing(checked, terms, asked)]
        return _keep(home, path, checked, drafts, terms)


def _claim(home: DataHome, path: Path, kind: HomeKind | None) -> None:
    """Sample files never reach a home for real data (H001), nor the other way round when `kind` insists."""
    if kind is None and says_sample(path):
        kind = "sample"
    if kind is not None or home.kind is None:
        home.claim(kind or "real")


def _note_inputs(
    home: DataHome, mapping: SenderMapping | None, waivers_text: str, terms: Terms
) -> UsedInputs:
    """Keep the texts in the ledger, so that the file is read the same way however they are edited later."""
    recorded = terms.recorded or terms.received
    with open_ledger(home) as ledger:
        return UsedInputs(
            note_input(ledger, "mapping", mapping.sender, mapping.text, recorded) if mapping else None,
            note_input(ledger, "waivers", "", waivers_text, recorded) if waivers_text else None,
        )


def _keep(
    home: DataHome, path: Path, checked: CheckedFile, drafts: Sequence[Draft], terms: Terms
) -> Delivery:
    """Archive the file, write its receipts, take it out of the inbox: in that order."""
    file_findings = checked.read.findings
    sha256 = checked.read.sha256
    with open_ledger(home) as ledger:
        former = {(r.dataset, r.sender): r for r in active_receipts(ledger, terms.received)}
        drafts = [compare_with_former(home, ledger, draft, former, terms) for draft in drafts]
        # A sheet's own findings stand with each of its parts; shown, they are said once.
        said = [*checked.findings, *(finding for draft in drafts for finding in draft.everything)]
        findings = tuple(dict.fromkeys(said))
        decided = mark_repeated(
            decide(
                drafts,
                file_findings,
                accept_partial=(terms.accept_partial or "").strip(),
                accept_shrink=(terms.accept_shrink or "").strip(),
            ),
            former,
            through_given=terms.through is not None,
        )
        # Also a file that already stands: that heals an archived copy that has been damaged since.
        for name in sorted({receipt.file_name for receipt in decided if receipt.status in ACTIVE_STATUSES}):
            archive_file(home, path, sha256, name)
        summaries = [
            summarise(draft, receipt)
            for draft, receipt in zip(drafts, decided, strict=True)
            if draft.part is not None
        ]
        if any(receipt.status not in ACTIVE_STATUSES for receipt in decided):
            if checked.read.may_be_kept:
                keep_refused(home, path, sha256, checked.read.file_name)
            report = home.refused / sha256 / report_name(checked.read.file_name)
            write_file_report(report, checked, terms.received, summaries, findings)
        fresh = [
            (receipt, findings_of(draft, file_findings))
            for receipt, draft in zip(decided, drafts, strict=True)
            if not receipt.repeated
        ]
        numbers = write_receipts(ledger, fresh, recorded=terms.recorded or terms.received)
        if numbers:
            written = iter(receipts(ledger, "delivery_id >= $first", {"first": min(numbers)}))
            by_number = {receipt.delivery_id: receipt for receipt in written}
            queue = iter(numbers)
            decided = [r if r.repeated else by_number[next(queue)] for r in decided]
        outlived = _outlived(ledger, decided)
    if all(receipt.status in ACTIVE_STATUSES for receipt in decided):
        forget_refused(home, sha256)
    if path.resolve().parent == home.inbox.resolve():
        path.unlink(missing_ok=True)
    return Delivery(checked, tuple(decided), findings, tuple(summaries), outlived)


def _outlived(ledger: duckdb.DuckDBPyConnection, decided: Sequence[Receipt]) -> frozenset[int]:
    newest = {(r.dataset, r.sender): r.delivery_id for r in active_receipts(ledger, _END_OF_TIME)}
    return frozenset(
        receipt.delivery_id
        for receipt in decided
        if receipt.delivery_id is not None
        and receipt.status in ACTIVE_STATUSES
        and newest[receipt.dataset, receipt.sender] != receipt.delivery_id
    )


def findings_of(draft: Draft, file_findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What a part's receipt counts: its own findings and those of the whole file."""
    return (*file_findings, *draft.everything)
