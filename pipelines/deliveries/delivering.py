"""The act of delivering: a file is checked, archived and receipted, and the former delivery stands until then.

Order is what makes a crash harmless: the file reaches the archive (or `refused/`) first, the receipts of all its
parts are written in one transaction, and only then is it removed from `inbox/`. A run that was killed anywhere
leaves the former delivery standing, and running the command again completes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from pipelines.deliveries.active import active_receipts, reread
from pipelines.deliveries.archive import archive_file, forget_refused, keep_refused, sweep_leftovers
from pipelines.deliveries.checked_file import CheckedFile, accepted_digest, check_file
from pipelines.deliveries.checking import CheckedPart, SheetCheck
from pipelines.deliveries.contracts import DATASETS
from pipelines.deliveries.decision import Draft, decide, mark_repeated
from pipelines.deliveries.findings import ACTIVE_STATUSES, DeliveryStatus, Finding
from pipelines.deliveries.guard import not_comparable, reaches_shorter, shrink_findings
from pipelines.deliveries.inputs import note_input
from pipelines.deliveries.ledger import Receipt, open_ledger, receipts, swedish_day, write_receipts
from pipelines.deliveries.mapped import check_as_sent
from pipelines.deliveries.mapping import SenderMapping
from pipelines.deliveries.sample_mark import says_sample
from pipelines.deliveries.senders import resolve_sender, sender_code
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome, HomeKind

__all__ = ["CheckedFile", "Delivery", "check_file", "deliver", "deliver_file"]


@dataclass(frozen=True)
class Delivery:
    """A delivered file, its receipts (one a part) and everything that was found in it."""

    checked: CheckedFile
    receipts: tuple[Receipt, ...]
    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> bool:
        """Whether every register in the file now stands; rows of nobody's register may be left out by word."""
        owned = [receipt for receipt in self.receipts if receipt.sender]
        return bool(owned) and all(receipt.status in ACTIVE_STATUSES for receipt in owned)


@dataclass(frozen=True)
class Terms:
    """What is said about a file when it is delivered.

    `received` may lie in the past (an older delivery entered late); without zone it is Swedish time, and
    `recorded` is when it is written down (by default the same). `through`: the last day the register reaches,
    by default the day before it was received. `sender`: a kommun (name or code), GFO or SCB; by default the
    kommun in the rows, else GFO. `accept_partial`, `accept_shrink`: reasons to let a held file stand. `kind`: what
    the home must be for; by default what the file says of itself, and any home when it says nothing.
    """

    received: datetime
    sender: str | None = None
    through: date | None = None
    dataset: str | None = None
    accept_partial: str | None = None
    accept_shrink: str | None = None
    recorded: datetime | None = None
    kind: HomeKind | None = None

    @property
    def day(self) -> date:
        return swedish_day(self.received)

    @property
    def reaches(self) -> date:
        return self.through or self.day - timedelta(days=1)


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
) -> list[Receipt]:
    """Deliver one file on the terms given (see `Terms`); one receipt a part (dataset × sender)."""
    terms = Terms(received, sender, through, dataset, accept_partial, accept_shrink)
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
            place=Place(file=path.name),
        )
    asked = sender_code(terms.sender) if terms.sender else None
    with home.writing():
        _claim(home, path, terms.kind)
        sweep_leftovers(home)
        checked = check_as_sent(home, path, received=terms.day, dataset=terms.dataset, asked=asked)
        mapping_sha256 = _note_mapping(home, checked.mapping, terms)
        drafts = [_draft(checked, *part, terms, asked, mapping_sha256) for part in checked.by_part()]
        if not drafts:
            drafts = [Draft(_receipt_of_nothing(checked, terms, asked))]
        return _keep(home, path, checked, drafts, terms)


def _claim(home: DataHome, path: Path, kind: HomeKind | None) -> None:
    """Sample files never reach a home for real data (H001), nor the other way round when `kind` insists."""
    if kind is None and says_sample(path):
        kind = "sample"
    if kind is not None or home.kind is None:
        home.claim(kind or "real")


def _note_mapping(home: DataHome, mapping: SenderMapping | None, terms: Terms) -> str | None:
    """Keep the mapping's text in the ledger, so that the file is read the same way however it is edited later."""
    if mapping is None:
        return None
    with open_ledger(home) as ledger:
        return note_input(ledger, "mapping", mapping.sender, mapping.text, terms.recorded or terms.received)


def _draft(
    checked: CheckedFile,
    sheet: SheetCheck,
    part: CheckedPart,
    unread: int,
    terms: Terms,
    asked: str | None,
    mapping_sha256: str | None,
) -> Draft:
    sender = resolve_sender(part, asked, file_name=checked.read.file_name)
    findings = (*sheet.findings, *part.findings, *sender.findings)
    first_day, last_day = _span(part.accepted)
    receipt = Receipt(
        dataset=part.dataset,
        sender=sender.code,
        kommun_code=sender.kommun_code,
        received=terms.received,
        through=terms.reaches,
        file_name=checked.read.file_name,
        sha256=checked.read.sha256,
        size=checked.read.size,
        kind=checked.read.kind,
        sheet=part.sheet,
        rows_total=part.rows_total + unread,
        rows_accepted=part.accepted.height,
        rows_refused=part.rows_refused + unread,
        warnings=0,
        accepted_digest=accepted_digest(part.accepted),
        status=DeliveryStatus.ACCEPTED,
        first_day=first_day,
        last_day=last_day,
        asked_dataset=terms.dataset or "",
        mapping_sha256=mapping_sha256,
    )
    return Draft(receipt, findings, tuple(part.failed_checks), part=part)


def _receipt_of_nothing(checked: CheckedFile, terms: Terms, asked: str | None) -> Receipt:
    """The receipt of a file in which no register could be made out."""
    return Receipt(
        dataset=terms.dataset or "",
        sender=asked or "",
        kommun_code=None,
        received=terms.received,
        through=terms.reaches,
        file_name=checked.read.file_name,
        sha256=checked.read.sha256,
        size=checked.read.size,
        kind=checked.read.kind,
        sheet="",
        rows_total=0,
        rows_accepted=0,
        rows_refused=0,
        warnings=0,
        accepted_digest="",
        status=DeliveryStatus.REFUSED,
        identity=checked.read.identity,
        asked_dataset=terms.dataset or "",
    )


def _span(accepted: pl.DataFrame) -> tuple[date | None, date | None]:
    """The first and last day that the rows speak of."""
    days = accepted.select(pl.col(pl.Date))
    if not days.width or not days.height:
        return None, None
    first = days.select(pl.min_horizontal(pl.all().min())).item()
    return first, days.select(pl.max_horizontal(pl.all().max())).item()


def _keep(
    home: DataHome, path: Path, checked: CheckedFile, drafts: Sequence[Draft], terms: Terms
) -> Delivery:
    """Archive the file, write its receipts, take it out of the inbox: in that order."""
    file_findings = checked.read.findings
    with open_ledger(home) as ledger:
        former = {(r.dataset, r.sender): r for r in active_receipts(ledger, terms.received)}
        drafts = [_compared(home, ledger, draft, former, terms) for draft in drafts]
    # A sheet's own findings stand with each of its parts; shown, they are said once.
    said = [*checked.findings, *(finding for draft in drafts for finding in draft.everything)]
    findings = tuple(dict.fromkeys(said))
    with open_ledger(home) as ledger:
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
        sha256 = checked.read.sha256
        if any(receipt.status in ACTIVE_STATUSES for receipt in decided):
            archive_file(home, path, sha256, checked.read.file_name)
        held = any(receipt.status not in ACTIVE_STATUSES for receipt in decided)
        if held and not checked.read.identity and checked.read.looked_through:
            keep_refused(home, path, sha256, checked.read.file_name)
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
    if all(receipt.status in ACTIVE_STATUSES for receipt in decided):
        forget_refused(home, sha256)
    if path.resolve().parent == home.inbox.resolve():
        path.unlink(missing_ok=True)
    return Delivery(checked, tuple(decided), findings)


def _compared(
    home: DataHome,
    ledger: duckdb.DuckDBPyConnection,
    draft: Draft,
    former: Mapping[tuple[str, str], Receipt],
    terms: Terms,
) -> Draft:
    """The draft with what the comparison with the delivery it would replace says; nothing when there is none."""
    receipt = draft.receipt
    standing = former.get((receipt.dataset, receipt.sender))
    # Refused rows are not gone: the comparison waits until they are mended or left out by word.
    comparable = draft.part is not None and (not receipt.rows_refused or terms.accept_partial)
    if standing is None or standing.sha256 == receipt.sha256 or not comparable or draft.stopped:
        return draft
    assert draft.part is not None  # noqa: S101  (comparable)
    place = Place(file=receipt.file_name, sheet=receipt.sheet)
    findings = draft.findings
    if receipt.through < standing.through:
        findings = (*findings, reaches_shorter(receipt.through, standing.through, place))
    try:
        rows = reread(home, ledger, standing, exactly=False).accepted
        shrunk = shrink_findings(rows, draft.part.accepted, DATASETS[receipt.dataset], place)
    except ReaderError:
        shrunk = (not_comparable(place),)
    return replace(draft, findings=findings, shrunk=shrunk)


def findings_of(draft: Draft, file_findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What a part's receipt counts: its own findings and those of the whole file."""
    return (*file_findings, *draft.everything)
