"""The act of delivering: a file is checked, archived and receipted, and the former delivery stands until then.

Order is what makes a crash harmless: the file reaches the archive (or `refused/`) first, the receipts of all its
parts are written in one transaction, and only then is it removed from `inbox/`. A run that was killed anywhere
leaves the former delivery standing, and running the command again completes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from pipelines.checking.files import CheckedFile
from pipelines.checking.mapping import SenderMapping
from pipelines.contracts.findings import ACTIVE_STATUSES, Finding
from pipelines.deliveries.active import active_receipts
from pipelines.deliveries.aside import moved_aside
from pipelines.deliveries.checked_once import keep_rows
from pipelines.deliveries.cut_off import told_as_one
from pipelines.deliveries.deciding import Draft, decide, mark_repeated
from pipelines.deliveries.drafting import (
    UsedInputs,
    compare_with_former,
    draft_of_nothing,
    draft_part,
    is_stopped,
    summarise,
)
from pipelines.deliveries.kept_text import holds_more, text_checked_alike
from pipelines.deliveries.reaching import reaches_told
from pipelines.deliveries.receipts import Receipt, receipts, write_receipts
from pipelines.deliveries.report_parts import PartSummary
from pipelines.deliveries.reports import report_name, write_file_report
from pipelines.deliveries.sender_mapping import check_as_sent
from pipelines.deliveries.senders import sender_code
from pipelines.deliveries.terms import Terms
from pipelines.deliveries.waivers import home_waivers, in_force
from pipelines.deliveries.written import refuse_identity, refuse_identity_in_inputs
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome, HomeKind
from pipelines.home.archive import archive_file, archive_text, forget_refused, keep_refused, sweep_leftovers
from pipelines.home.inputs import note_input
from pipelines.home.ledger import open_ledger
from pipelines.reading.gate import shown_name
from pipelines.reading.sample_mark import says_sample

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)

__all__ = ["Delivery", "Terms", "deliver", "deliver_file"]


@dataclass(frozen=True)
class Delivery:
    """A delivered file, its receipts (one a part) and everything that was found in it.

    `outlived`: the accepted receipts that a later delivery has replaced already (a file entered late). `may_be_kept`:
    whether a copy of the file itself may lie anywhere; not when it holds more than our contracts name, nor a person.
    """

    checked: CheckedFile
    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...]
    summaries: tuple[PartSummary, ...]
    outlived: frozenset[int] = frozenset()
    may_be_kept: bool = True

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
    again: str | None = None,
    split: bool = False,
) -> list[Receipt]:
    """Deliver one file on the terms given (see `Terms`); one receipt a part (dataset × sender)."""
    terms = Terms(received, sender, through, dataset, accept_partial, accept_shrink, again, split=split)
    return list(deliver_file(home, path, terms).receipts)


def deliver_file(home: DataHome, path: Path, terms: Terms) -> Delivery:
    """Check a file and keep what became of it.

    Raises ReaderError for what no receipt can tell: another command at work (H002), a wrong home (H001), a day
    that cannot be (L004), an unknown sender (L005), a file that changed
    meanwhile (L001) or is still written to (L007).
    """
    if terms.through and terms.through > terms.day:
        raise ReaderError(
            "L004",
            f"Registret kan inte nå till {terms.through}: det togs emot {terms.day}.",
            remedy="Ange en dag senast den dag då filen togs emot.",
            place=Place(file=shown_name(path)),
        )
    for written in (terms.accept_partial, terms.accept_shrink, terms.again):
        refuse_identity(written, "Skälet")
    for written in (terms.sender, terms.dataset):
        refuse_identity(written, "Det som angavs om filen")
    asked = sender_code(terms.sender) if terms.sender else None
    with home.writing(), moved_aside(home, path) as file:
        _claim(home, file, terms.kind)
        sweep_leftovers(home)
        refuse_identity_in_inputs(home)
        waivers, waivers_text = home_waivers(home)
        active_waivers = in_force(waivers, terms.day)
        checked = check_as_sent(
            home,
            file,
            received=terms.day,
            dataset=terms.dataset,
            asked=asked,
            waivers=active_waivers,
            split=terms.split,
        )
        text = None
        if holds_more(checked):
            text = text_checked_alike(
                checked,
                received=terms.day,
                dataset=terms.dataset,
                waivers=active_waivers,
                sender=asked,
                split=terms.split,
            )
        with open_ledger(home) as ledger:
            used = _note_inputs(ledger, checked.mapping, waivers_text, terms)
            drafts = [draft_part(checked, *part, terms, asked, used) for part in checked.by_part()]
            if not drafts:
                drafts = [draft_of_nothing(checked, terms, asked)]
            return _keep(home, ledger, file, checked, drafts, terms, text)


def _claim(home: DataHome, path: Path, kind: HomeKind | None) -> None:
    """Sample files never reach a home for real data (H001), nor the other way round when `kind` insists."""
    if says_sample(path):
        kind = "sample"
    if kind is not None or home.kind is None:
        home.claim(kind or "real")


def _note_inputs(
    ledger: duckdb.DuckDBPyConnection, mapping: SenderMapping | None, waivers_text: str, terms: Terms
) -> UsedInputs:
    """Keep the texts in the ledger, so that the file is read the same way however they are edited later."""
    recorded = terms.recorded or terms.received
    return UsedInputs(
        note_input(ledger, "mapping", mapping.sender, mapping.text, recorded) if mapping else None,
        note_input(ledger, "waivers", "", waivers_text, recorded) if waivers_text else None,
    )


def _keep(
    home: DataHome,
    ledger: duckdb.DuckDBPyConnection,
    path: Path,
    checked: CheckedFile,
    drafts: Sequence[Draft],
    terms: Terms,
    text: bytes | None,
) -> Delivery:
    """Archive the file and write its receipts: in that order. Only then does it leave the inbox.

    `text`: what may be kept of a file that holds more than our contracts name; None to keep the file itself.
    """
    file_findings = checked.read.findings
    sha256 = checked.read.sha256
    may_be_kept = checked.read.may_be_kept and text is None
    former = {(r.dataset, r.sender): r for r in active_receipts(ledger, terms.received)}
    stopped = is_stopped(drafts, file_findings)
    drafts = [compare_with_former(home, ledger, draft, former, terms, stopped=stopped) for draft in drafts]
    drafts = reaches_told(drafts, terms, stopped=stopped)
    # A sheet's own findings stand with each of its parts; shown, they are said once.
    said = [*checked.findings, *(finding for draft in drafts for finding in draft.everything)]
    findings = told_as_one(drafts, tuple(dict.fromkeys(said)))
    decided = mark_repeated(
        decide(
            drafts,
            file_findings,
            accept_partial=(terms.accept_partial or "").strip(),
            accept_shrink=(terms.accept_shrink or "").strip(),
            again=(terms.again or "").strip(),
            accepts=terms.accepts,
        ),
        former,
    )
    # Also a file that already stands: that heals an archived copy that has been damaged since.
    decided = _archive(home, path, checked, decided, text)
    summaries = [
        summarise(draft, receipt)
        for draft, receipt in zip(drafts, decided, strict=True)
        if draft.part is not None
    ]
    if any(receipt.status not in ACTIVE_STATUSES for receipt in decided):
        if may_be_kept:
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
        written = receipts(ledger, "delivery_id >= $first", {"first": min(numbers)})
        by_number = {receipt.delivery_id: receipt for receipt in written}
        queue = iter(numbers)
        decided = [r if r.repeated else by_number[next(queue)] for r in decided]
    for receipt, draft in zip(decided, drafts, strict=True):
        # The next build reads no file again.
        if draft.part is not None and receipt.status in ACTIVE_STATUSES:
            keep_rows(home, ledger, receipt, draft.part.accepted)
    outlived = _outlived(ledger, decided)
    if all(receipt.status in ACTIVE_STATUSES for receipt in decided):
        forget_refused(home, sha256)
    return Delivery(checked, tuple(decided), findings, tuple(summaries), outlived, may_be_kept)


def _archive(
    home: DataHome, path: Path, checked: CheckedFile, decided: Sequence[Receipt], text: bytes | None
) -> list[Receipt]:
    """Archive what stands: the file, or the text that may be kept of it; returns the receipts, saying which."""
    sha256 = checked.read.sha256
    standing = [receipt for receipt in decided if receipt.status in ACTIVE_STATUSES]
    if standing and text is not None:
        kept = archive_text(home, text, sha256)
        return [r if r.repeated or r not in standing else replace(r, kept_sha256=kept) for r in decided]
    for name in sorted({receipt.file_name for receipt in standing}):
        archive_file(home, path, sha256, name)
    return list(decided)


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
    return told_as_one([draft], (*file_findings, *draft.everything))
