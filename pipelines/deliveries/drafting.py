"""From a checked part to a receipt in the making, and its comparison with the delivery it would replace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

import polars as pl

from pipelines.checking.files import CheckedFile, accepted_digest
from pipelines.checking.sheets import CheckedPart, SheetCheck
from pipelines.contracts import DATASETS
from pipelines.contracts.findings import DeliveryStatus, Finding, Severity
from pipelines.deliveries.active import accepted_before, accepted_rows
from pipelines.deliveries.closed_periods import changed_before
from pipelines.deliveries.deciding import Draft
from pipelines.deliveries.guard import (
    few_rows,
    not_comparable,
    older_span,
    purged_bytes,
    reaches_shorter,
    replaced_bytes,
    shrink_findings,
)
from pipelines.deliveries.new_months import odd_months
from pipelines.deliveries.purged import purged_before
from pipelines.deliveries.reaching import assumed_reach
from pipelines.deliveries.receipts import Receipt
from pipelines.deliveries.report_parts import PartSummary, summary_of
from pipelines.deliveries.senders import resolve_sender
from pipelines.deliveries.terms import Terms
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.periods import Period

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class UsedInputs:
    """The inputs that a file was checked with, by the hash of their text; None where there was none."""

    mapping_sha256: str | None = None
    waivers_sha256: str | None = None


def draft_part(
    checked: CheckedFile,
    sheet: SheetCheck,
    part: CheckedPart,
    unread: int,
    terms: Terms,
    asked: str | None,
    used: UsedInputs,
) -> Draft:
    """A part's receipt as it would be if nothing held it. `unread`: rows that reading itself refused."""
    sender = resolve_sender(part, asked, file_name=checked.read.file_name, unread=unread)
    findings = (*sheet.findings, *part.findings, *sender.findings)
    first_day, last_day = _span(part.accepted)
    receipt = Receipt(
        dataset=part.dataset,
        sender=sender.code,
        kommun_code=sender.kommun_code,
        received=terms.received,
        through=terms.through or assumed_reach(part.accepted, part.dataset, terms.day),
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
        mapping_sha256=used.mapping_sha256,
        waivers_sha256=used.waivers_sha256,
    )
    return Draft(receipt, findings, tuple(part.failed_checks), part=part, unread=unread)


def draft_of_nothing(checked: CheckedFile, terms: Terms, asked: str | None) -> Draft:
    """The receipt of a file in which no register could be made out."""
    receipt = Receipt(
        dataset=terms.dataset or "",
        sender=asked or "",
        kommun_code=None,
        received=terms.received,
        through=terms.through or terms.day,
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
    # What the sheets say of their headers counts to no part, and stops the file all the same.
    return Draft(receipt, tuple(finding for sheet in checked.sheets for finding in sheet.all_findings))


def _span(accepted: pl.DataFrame) -> tuple[date | None, date | None]:
    """The first and last day that the rows speak of."""
    days = accepted.select(pl.col(pl.Date))
    if not days.width or not days.height:
        return None, None
    first = days.select(pl.min_horizontal(pl.all().min())).item()
    return first, days.select(pl.max_horizontal(pl.all().max())).item()


def compare_with_former(
    home: DataHome,
    ledger: duckdb.DuckDBPyConnection,
    draft: Draft,
    former: Mapping[tuple[str, str], Receipt],
    terms: Terms,
    *,
    stopped: bool,
) -> Draft:
    """The draft with what the comparison with the delivery it would replace says; nothing when there is none.
    `stopped`: something stops the whole file, which then is mended before it is compared row by row."""
    known = accepted_before(ledger, draft.receipt)
    if known is not None and terms.through is None:
        # Nothing in the bytes says that they reach further now than when they came first.
        draft = replace(draft, receipt=replace(draft.receipt, through=known.through))
    standing = former.get((draft.receipt.dataset, draft.receipt.sender))
    if standing is not None and known is None:
        draft = reaching_no_shorter(draft, standing, terms)
    receipt = draft.receipt
    # Refused rows are not gone: the comparison waits until they are mended or left out by word.
    comparable = not receipt.rows_refused or terms.accept_partial
    part = draft.part
    gone = purged_before(ledger, receipt.sha256)
    if gone is not None and part is not None:
        draft = replace(draft, replaced=True)
        if not terms.again:
            stopping = purged_bytes(gone, Place(file=receipt.file_name, sheet=receipt.sheet))
            return replace(draft, findings=(*draft.findings, stopping))
    if standing is None or part is None or part.is_foreign:
        return draft
    draft = replace(draft, rows_former=standing.rows_accepted)
    place = Place(file=receipt.file_name, sheet=receipt.sheet)
    # Of a day that nobody has said it is enough to tell that the register ends earlier (L043).
    shorter = receipt.through < standing.through and (terms.through is not None or known is not None)
    reach = (reaches_shorter(receipt.through, standing.through, place),) if shorter else ()
    if standing.sha256 == receipt.sha256:
        return replace(draft, shrunk=reach)
    if known is not None:
        draft = replace(draft, replaced=True)
        if not terms.again:
            stopping = replaced_bytes(known.delivery_id, known.received, standing.delivery_id, place)
            return replace(draft, findings=(*draft.findings, stopping), shrunk=reach)
    if not comparable or stopped:
        return replace(draft, shrunk=(*reach, *fewer_rows(draft, standing.rows_accepted)))
    span = older_span(receipt.last_day, standing.last_day, place)
    try:
        rows = accepted_rows(home, ledger, standing, exactly=False)
        unknown = [one.found for one in draft.findings if one.code in ("C005", "C012")]
        dataset = DATASETS[receipt.dataset]
        shrunk = shrink_findings(rows, part.accepted, dataset, place, unknown)
        # The first tertial that the former register did not reach to the end of.
        closed = Period.tertial_of(standing.through + timedelta(days=1)).first_day
        changed = changed_before(rows, part.accepted, dataset, closed, place, shrunk)
        if not any(one.code == "L041" for one in shrunk):
            changed += odd_months(rows, part.accepted, dataset, place)
    except ReaderError:
        shrunk, changed = (not_comparable(place),), ()
    return replace(draft, shrunk=(*reach, *span, *shrunk), changed=changed)


class Reaching(Protocol):
    """What stands, as far as it is known: the newest day in its rows, and the day it reaches."""

    @property
    def last_day(self) -> date | None: ...

    @property
    def through(self) -> date | None: ...


def reaching_no_shorter(draft: Draft, standing: Reaching, terms: Terms) -> Draft:
    """A register that nobody has named a day for reaches as far as the one before it, unless it ends earlier: that
    nothing more has happened is no news."""
    receipt, reached = draft.receipt, standing.through
    if terms.through is not None or reached is None or receipt.through >= reached:
        return draft
    if older_span(receipt.last_day, standing.last_day, Place()):
        return draft
    return replace(draft, receipt=replace(receipt, through=reached))


def is_stopped(drafts: Iterable[Draft], file_findings: Iterable[Finding]) -> bool:
    """Whether something stops the whole file: it is one act, and what stops one part stops them all."""
    return any(draft.stopped for draft in drafts) or any(
        one.severity is Severity.FILE for one in file_findings
    )


def fewer_rows(draft: Draft, former: int) -> tuple[Finding, ...]:
    """Of a part that cannot be compared row by row what its number of rows tells, those with faults counted too."""
    receipt = draft.receipt
    if draft.stopped or receipt.dataset not in DATASETS:
        return ()
    place = Place(file=receipt.file_name, sheet=receipt.sheet)
    return few_rows(receipt.rows_total, former, place, keyed=bool(DATASETS[receipt.dataset].key))


def summarise(draft: Draft, receipt: Receipt) -> PartSummary:
    """What the report says of a part."""
    assert draft.part is not None  # noqa: S101  (asked for parts only)
    return summary_of(
        replace(draft.part, kommun_code=receipt.kommun_code),
        receipt.status,
        unread=draft.unread,
        rows_former=draft.rows_former,
        through=receipt.through,
        reason=receipt.reason,
    )
