"""What delivering a checked file would give, told beforehand: the comparison and the decision of a delivery, kept
nowhere.

Where the home's ledger cannot be read, by another command at work or by whose files they are, that is said instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.checking.files import CheckedFile
from pipelines.contracts.findings import ACTIVE_STATUSES, Finding
from pipelines.deliveries.active import active_receipts
from pipelines.deliveries.cut_off import told_as_one
from pipelines.deliveries.deciding import Draft, decide, mark_repeated
from pipelines.deliveries.drafting import (
    UsedInputs,
    compare_with_former,
    draft_of_nothing,
    draft_part,
    fewer_rows,
    is_stopped,
    reaching_no_shorter,
)
from pipelines.deliveries.guard import older_span, reaches_shorter, replaced_bytes
from pipelines.deliveries.reaching import reaches_told
from pipelines.deliveries.receipts import Receipt
from pipelines.deliveries.report_parts import LATER, NOTHING_IN_IT
from pipelines.deliveries.terms import Terms
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.home.ledger import open_ledger

NO_FORMER = "Ingen tidigare leverans finns att jämföra med."
COUNTED = (
    "Antal rader och senaste dag är jämförda med den förra leveransen; resten jämförs när filen levereras."
)
REPEATED = "Samma fil gäller redan; inget nytt kvitto behövs."


@dataclass(frozen=True)
class Foreseen:
    """`held`: why the file would not count as it is, '' when nothing holds it. `compared`: in a sentence, what it was
    compared with, or why it was not, and then it is not sure that nothing holds it. `former`: part by part the rows of
    the delivery that stands, None where there is none; empty where nobody could tell. `through`: part by part the day
    that it would reach."""

    findings: tuple[Finding, ...]
    held: str
    compared: str
    is_sure: bool = True
    former: tuple[int | None, ...] = ()
    through: tuple[date, ...] = ()

    @property
    def verdict(self) -> str:
        """What delivering the file as it is would give; no more than is known."""
        if self.held:
            return f"Levereras filen som den är: {self.held}"
        return "Inget hindrar att filen levereras." if self.is_sure else NOTHING_IN_IT


@dataclass(frozen=True)
class Stood:
    """A delivery that stands, as a published version tells of it: whose it is, its number, how many rows were
    accepted, the newest day in them and the one it reaches; `replaced`: by their bytes those that stood before it, each
    by number and day."""

    dataset: str
    sender: str
    rows: int
    delivery: int | None = None
    last_day: date | None = None
    through: date | None = None
    replaced: Mapping[str, tuple[int, date]] = field(default_factory=dict)


def foresee(home: DataHome, checked: CheckedFile, terms: Terms, asked: str | None) -> Foreseen:
    """What `deliver_file` would say on the same terms. `asked`: the code of a sender that was named."""
    drafts = _drafts(checked, terms, asked)
    former: dict[tuple[str, str], Receipt] = {}
    stopped = is_stopped(drafts, checked.read.findings)
    told, is_sure = NO_FORMER, True
    try:
        refused = _of_another_kind(home, terms)
        if home.ledger.exists():
            with open_ledger(home) as ledger:
                former = {(r.dataset, r.sender): r for r in active_receipts(ledger, terms.received)}
                drafts = [
                    compare_with_former(home, ledger, draft, former, terms, stopped=stopped)
                    for draft in drafts
                ]
            told = _told(drafts, former)
    except ReaderError as error:
        refused, told, is_sure = "", f"{error.message} {LATER}", False
    except OSError:
        refused, told, is_sure = "", f"Liggaren kan inte läsas härifrån. {LATER}", False
    drafts = reaches_told(drafts, terms, stopped=stopped)
    decided = mark_repeated(decide(drafts, checked.read.findings), former)
    held = "" if all(one.status in ACTIVE_STATUSES for one in decided) else decided[0].reason
    if all(one.repeated for one in decided):
        held, told = "", REPEATED
    told_of = tuple(draft.rows_former for draft in drafts) if is_sure else ()
    return Foreseen(
        _findings(checked, drafts), f"{refused} {held}".strip(), told, is_sure, told_of, _reaches(drafts)
    )


def foresee_beside(
    checked: CheckedFile, terms: Terms, asked: str | None, standing: Sequence[Stood]
) -> Foreseen:
    """What can be told without the ledger: by the counts of what stands, as a published version has them."""
    known = {(one.dataset, one.sender): one for one in standing}
    drafts = [
        _beside(draft, stood, terms)
        if draft.part is not None
        and not draft.part.is_foreign
        and (stood := known.get((draft.receipt.dataset, draft.receipt.sender)))
        else draft
        for draft in _drafts(checked, terms, asked)
    ]
    drafts = reaches_told(drafts, terms, stopped=is_stopped(drafts, checked.read.findings))
    decided = decide(drafts, checked.read.findings)
    held = "" if all(one.status in ACTIVE_STATUSES for one in decided) else decided[0].reason
    counted = any(draft.rows_former is not None and not draft.stopped for draft in drafts)
    former = tuple(draft.rows_former for draft in drafts)
    return Foreseen(
        _findings(checked, drafts),
        held,
        COUNTED if counted else LATER,
        is_sure=False,
        former=former,
        through=_reaches(drafts),
    )


def _reaches(drafts: Sequence[Draft]) -> tuple[date, ...]:
    return tuple(draft.receipt.through for draft in drafts)


def _beside(draft: Draft, stood: Stood, terms: Terms) -> Draft:
    """A part with what its number of rows, its newest day and its bytes tell beside what stands."""
    draft = reaching_no_shorter(replace(draft, rows_former=stood.rows), stood, terms)
    receipt = draft.receipt
    place = Place(file=receipt.file_name, sheet=receipt.sheet)
    if receipt.sha256 in stood.replaced:
        stopping = replaced_bytes(*stood.replaced[receipt.sha256], stood.delivery, place)
        return replace(draft, findings=(*draft.findings, stopping))
    older = () if receipt.rows_refused else older_span(receipt.last_day, stood.last_day, place)
    shorter = (
        (reaches_shorter(receipt.through, stood.through, place),)
        if stood.through and terms.through and terms.through < stood.through
        else ()
    )
    return replace(draft, shrunk=(*shorter, *fewer_rows(draft, stood.rows), *older))


def _drafts(checked: CheckedFile, terms: Terms, asked: str | None) -> list[Draft]:
    used = UsedInputs()
    drafts = [draft_part(checked, *part, terms, asked, used) for part in checked.by_part()]
    return drafts or [draft_of_nothing(checked, terms, asked)]


def _findings(checked: CheckedFile, drafts: Sequence[Draft]) -> tuple[Finding, ...]:
    found = [*checked.findings, *(one for draft in drafts for one in draft.everything)]
    return told_as_one(drafts, tuple(dict.fromkeys(found)))


def _of_another_kind(home: DataHome, terms: Terms) -> str:
    """Made-up rows and real ones never meet."""
    if home.kind is None or terms.kind in (None, home.kind):
        return ""
    if home.kind == "real":
        return "Filen säger att dess rader är påhittade, och datahemmet är till för riktiga leveranser."
    return "Datahemmet är till för exempeldata och tar emot filen bara med --sample."


def _told(drafts: Sequence[Draft], former: Mapping[tuple[str, str], Receipt]) -> str:
    standing = [former.get((draft.receipt.dataset, draft.receipt.sender)) for draft in drafts]
    known = [one for one in standing if one is not None]
    # Of a file that cannot be read nobody knows whose former delivery it would be compared with.
    unread = any(not draft.receipt.dataset for draft in drafts)
    if not known and not (former and unread):
        return NO_FORMER
    if unread or any(draft.stopped or draft.receipt.rows_refused for draft in drafts):
        return "Jämförelsen med den förra leveransen görs när filen är rättad."
    numbers = ", ".join(f"leverans {one.delivery_id}, mottagen {one.received:%Y-%m-%d}" for one in known)
    return f"Jämförd med den som gäller nu ({numbers})."
