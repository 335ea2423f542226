"""A file that broke off on its way, told as the one thing it is: what its last row lacks and how few its rows are say
the same, and each by itself gives advice that would let half a register in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.deliveries.deciding import Draft
from pipelines.errors import Place
from pipelines.wording import counted, number

#: A register that ends so many days before the former one, and has lost rows, is hardly an older extract.
YEARS_EARLIER = 365
#: What is told as L047 instead, when the register ends years too early.
TOLD_AS_ONE = frozenset({"L020", "L021", "L043"})


def told_as_one(drafts: Sequence[Draft], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of a file, with those that tell that it is cut off in one (L046, L047), first."""
    cut: list[Finding] = []
    gone: set[Finding] = set()
    for draft in drafts:
        small = next((one for one in draft.shrunk if one.code == "L021"), None)
        if small is None or draft.part is None or draft.rows_former is None:
            continue
        receipt = draft.receipt
        rows = counted(receipt.rows_total, "rad", "rader")
        said = {"rows": rows, "former": number(draft.rows_former)}
        last = max(_last_row(one) for one in drafts if one.receipt.sheet == receipt.sheet)
        # A subtotal or a note after the rows is no row that broke off: reading has set those aside.
        short = [
            one
            for one in findings
            if one.code == "F020"
            and one.place.sheet == receipt.sheet
            and one.place.row is not None
            and one.place.row > last
        ]
        if len(short) == 1:
            cut.append(finding("L046", Place(receipt.file_name, receipt.sheet, short[0].place.row), **said))
            gone |= {*short, *_told(draft)}
        elif older := next((one for one in draft.shrunk if one.code == "L043" and _years(one)), None):
            ends = {"found": older.found, "ended": older.allowed.split(" ")[0]}
            cut.append(finding("L047", Place(receipt.file_name, receipt.sheet), **ends, **said))
            gone |= _told(draft)
    return (*cut, *(one for one in findings if one not in gone))


def _told(draft: Draft) -> set[Finding]:
    """What is told as one: what follows from the rows that are gone."""
    return {*draft.changed, *(one for one in draft.shrunk if one.code in TOLD_AS_ONE)}


def _last_row(draft: Draft) -> int:
    last = draft.part.source_rows.max() if draft.part else None
    return last if isinstance(last, int) else 0


def _years(older: Finding) -> bool:
    ends, ended = date.fromisoformat(older.found), date.fromisoformat(older.allowed.split(" ")[0])
    return (ended - ends).days >= YEARS_EARLIER
