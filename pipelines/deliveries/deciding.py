"""What a checked delivery becomes: refused, waiting, or standing. Nothing here reads or writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.checking.sheets import CheckedPart
from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.contracts.findings import ACTIVE_STATUSES, DeliveryStatus, Finding, Severity
from pipelines.deliveries.receipts import Receipt
from pipelines.wording import counted

_PASTED = frozenset({"B008"})
"""What tells of rows that stand twice and would be added."""
_OF_COLUMNS = frozenset({"C012", "L040", "L041"})
"""What tells of a column that may be another than it was, though the register has lost no rows."""
_GOES_BACK = frozenset({"L023", "L043"})
"""What tells of a register that ends earlier than the former one, though it has lost no rows."""


@dataclass(frozen=True)
class Draft:
    """The receipt of one part as it would be if nothing held it, and what was found in that part.

    `shrunk`: the findings of the guard against partial and older registers, when it holds the part. `changed`: what
    tells of changes in periods that were over when the former delivery came, and of new months that are far from the
    ones before. `replaced`: the same bytes stood before
    and a later delivery replaced them. `part`: None when no register could be made out in the file, which then never
    stands.
    """

    receipt: Receipt
    findings: tuple[Finding, ...] = ()
    failed_checks: tuple[str, ...] = ()
    shrunk: tuple[Finding, ...] = ()
    changed: tuple[Finding, ...] = ()
    part: CheckedPart | None = None
    unread: int = 0
    rows_former: int | None = None
    replaced: bool = False

    @property
    def stopped(self) -> bool:
        """Whether a finding of its own stops the whole file."""
        return any(finding.severity is Severity.FILE for finding in self.findings)

    @property
    def warnings(self) -> int:
        return sum(finding.severity is Severity.WARNING for finding in self.everything)

    @property
    def holding(self) -> tuple[Finding, ...]:
        """What lets the part wait until someone says why."""
        return tuple(finding for finding in self.everything if finding.holds)

    @property
    def everything(self) -> tuple[Finding, ...]:
        return self.findings + self.shrunk + self.changed


def decide(
    drafts: Sequence[Draft],
    file_findings: Sequence[Finding] = (),
    *,
    accept_partial: str = "",
    accept_shrink: str = "",
    again: str = "",
    accepts: frozenset[str] | None = None,
) -> list[Receipt]:
    """The receipts of one file. The file is one act: what holds one part holds them all. `accepts`: the codes that
    `accept_shrink` is about; None: whatever holds it."""
    if accepts is not None and any(one.code not in accepts for draft in drafts for one in draft.holding):
        accept_shrink = ""
    status, reason = _held(drafts, file_findings, accept_partial, accept_shrink, again)
    if status is not None:
        return [
            replace(draft.receipt, status=status, reason=reason, warnings=draft.warnings) for draft in drafts
        ]
    return [_standing(draft, accept_partial, accept_shrink, again) for draft in drafts]


def _held(
    drafts: Sequence[Draft],
    file_findings: Sequence[Finding],
    accept_partial: str,
    accept_shrink: str,
    again: str,
) -> tuple[DeliveryStatus | None, str]:
    found = [*file_findings, *(finding for draft in drafts for finding in draft.findings)]
    if any(draft.receipt.identity for draft in drafts):
        return DeliveryStatus.REFUSED, "Filen innehåller uppgifter som pekar ut en person."
    if any(finding.severity is Severity.FILE for finding in found) or any(d.part is None for d in drafts):
        return DeliveryStatus.REFUSED, "Ett fel stoppar hela filen."
    failed = sorted({name for draft in drafts for name in draft.failed_checks})
    if failed:
        return DeliveryStatus.RECEIVED, f"Kontrollen kunde inte köras: {', '.join(failed)}."
    refused = sum(draft.receipt.rows_refused for draft in drafts)
    if any(finding.severity is Severity.ROW for finding in found) and not accept_partial:
        rows = counted(refused, "rad", "rader")
        return DeliveryStatus.RECEIVED, f"{rows} kan inte godtas. {_meanwhile(drafts)}"
    # Whoever insists on a file that has been replaced goes back in time on purpose.
    if any(draft.holding and not (draft.replaced and again) for draft in drafts) and not accept_shrink:
        return DeliveryStatus.RECEIVED, f"{_why_held(drafts)} {_meanwhile(drafts)}"
    return None, ""


def _why_held(drafts: Sequence[Draft]) -> str:
    codes = {finding.code for draft in drafts for finding in draft.holding}
    pasted, codes = codes & _PASTED, codes - _PASTED
    said = (
        ["Rader kan vara inklistrade två gånger, och då räknas deras kostnad två gånger."] if pasted else []
    )
    return " ".join([*said, _why_shrunk(codes)] if codes else said)


def _why_shrunk(codes: set[str]) -> str:
    # A column that has emptied may take the latest days along.
    if codes & _OF_COLUMNS and codes <= _OF_COLUMNS | _GOES_BACK:
        return "En kolumn kan ha bytt namn eller innehåll."
    if codes <= _GOES_BACK:
        return "Registret går tillbaka i tiden jämfört med den förra leveransen."
    return "Registret har krympt så mycket att det kan vara ofullständigt."


def _meanwhile(drafts: Sequence[Draft]) -> str:
    if any(draft.rows_former is not None for draft in drafts):
        return "Den förra leveransen gäller fortfarande."
    return "Inget i filen gäller förrän den är rättad."


def _standing(draft: Draft, accept_partial: str, accept_shrink: str, again: str) -> Receipt:
    receipt = draft.receipt
    if not receipt.sender:
        # Accepted in part: the rows of nobody's register are what is left out.
        nobody = "Raderna säger inte vilken kommun de gäller."
        return replace(receipt, status=DeliveryStatus.REFUSED, reason=nobody)
    partial = accept_partial if receipt.rows_refused else ""
    shrink = accept_shrink if draft.holding else ""
    insisted = again if draft.replaced else ""
    if partial:
        status = DeliveryStatus.PARTLY_ACCEPTED
    elif draft.warnings:
        status = DeliveryStatus.ACCEPTED_WITH_WARNINGS
    else:
        status = DeliveryStatus.ACCEPTED
    return replace(
        receipt,
        status=status,
        note=_waived(draft),
        warnings=draft.warnings,
        reason="; ".join(reason for reason in (partial, shrink, insisted) if reason),
        accept_partial=partial,
        accept_shrink=shrink,
        again=insisted,
    )


def _waived(draft: Draft) -> str:
    """How many findings stand as notes that by their kind are graver: declared waivers."""
    kinds = finding_kinds()
    waived = sum(
        finding.severity is Severity.NOTE
        and finding.code in kinds
        and kinds[finding.code].severity is not Severity.NOTE
        for finding in draft.findings
    )
    return f"{waived} undantag" if waived else ""


def repeats(receipt: Receipt, former: Receipt | None) -> bool:
    """Whether a receipt would say nothing new: the same bytes, read the same way, already stand.

    The same file with a later `--through` says something new: that nothing has changed until then.
    """
    if former is None or former.status not in ACTIVE_STATUSES:
        return False
    return all(
        getattr(receipt, name) == getattr(former, name)
        for name in ("sha256", "sheet", "accepted_digest", "mapping_sha256", "through")
    )


def mark_repeated(receipts: Sequence[Receipt], former: Mapping[tuple[str, str], Receipt]) -> list[Receipt]:
    """The receipts, those that repeat what stands replaced by the receipt that stands."""
    return [
        replace(standing, repeated=True)
        if (standing := former.get((receipt.dataset, receipt.sender))) and repeats(receipt, standing)
        else receipt
        for receipt in receipts
    ]
