"""What was found in a file and what became of it, as plain values: for the pages, which know nothing of deliveries.

Findings come by what is to be mended, as in the report: a wrong word in two thousand rows is one thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pipelines.checking.files import CheckedFile
from pipelines.checking.results import CheckedPart
from pipelines.contracts import DATASETS
from pipelines.contracts.finding_groups import FindingGroup, gathered
from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.contracts.findings import ACTIVE_STATUSES, Category, Effect, Finding, Severity
from pipelines.contracts.headers import column_meaning
from pipelines.deliveries.covered import covered_sentence
from pipelines.deliveries.senders import resolve_sender, sender_name
from pipelines.errors import ReaderError
from pipelines.wording import shortened

if TYPE_CHECKING:
    from pipelines.deliveries.delivering import Delivery
    from pipelines.deliveries.foreseen import Foreseen

#: More different things than this nobody mends at a screen; the report has them all.
MOST_TOLD = 60
MOST_ALIKE = 8
_ORDER = {effect: number for number, effect in enumerate(Effect)}
# What stood in a cell; what a reader must act on is never cut.
_LONGEST = 400


def told_findings(findings: Iterable[Finding], datasets: Mapping[str, str]) -> dict[str, Any]:
    """The findings in groups, gravest first, how many groups there was no room for, and of each effect how many rows
    and how many things to mend it is. Of what is wrong in one way in one column the first values are told and the
    `others` counted. `datasets`: by sheet."""
    groups = gathered(sorted(findings, key=lambda one: _ORDER[one.effect()]))
    kinds: dict[tuple[str, ...], list[FindingGroup]] = {}
    for group in groups:
        kinds.setdefault(_kind(group.first), []).append(group)
    told = [_group(group, datasets) for alike in kinds.values() for group in alike[:MOST_ALIKE]]
    for one in told:
        rest = kinds[one["effect"], one["sheet"], one["column"], one["code"]][MOST_ALIKE:]
        one |= {"others": len(rest), "other_rows": sum(len(group.members) for group in rest)}
    things = Counter(effect for effect, *_ in kinds)
    return {
        "findings": told[:MOST_TOLD],
        "more": len(told[MOST_TOLD:]),
        "rows": _rows(groups),
        "things": dict(things),
    }


def _kind(one: Finding) -> tuple[str, ...]:
    """What is wrong in one way in one column: as many values as have it, it is one thing to mend."""
    return one.effect().value, one.place.sheet, one.place.column, one.code


def _rows(groups: Iterable[FindingGroup]) -> dict[str, int]:
    """How many rows of the file are about each effect, a row counted once of each."""
    found: dict[str, set[tuple[str, int]]] = {}
    for group in groups:
        rows = {(one.place.sheet, one.place.row) for one in group.members if one.place.row is not None}
        found.setdefault(group.first.effect().value, set()).update(rows)
    return {effect: len(rows) for effect, rows in found.items() if rows}


def _group(group: FindingGroup, datasets: Mapping[str, str]) -> dict[str, Any]:
    first = group.first
    quoted = first.found in group.message or first.found == first.row_id
    return {
        "code": first.code,
        "severity": first.severity.name,
        "effect": first.effect().value,
        "sheet": first.place.sheet,
        "column": first.place.column,
        "about": column_meaning(datasets.get(first.place.sheet, ""), first.place.column),
        "message": group.message,
        "unquoted": _unquoted(group),
        "remedy": first.remedy,
        "found": "" if quoted else shortened(group.found, _LONGEST),
        "allowed": first.allowed,
        "rows": group.where(),
        "first_row": next(iter(group.rows), 0),
        "count": len(group.members),
    }


def _unquoted(group: FindingGroup) -> str:
    """What is wrong without what stands in the cell; blank where the message quotes nothing of it."""
    first, kind = group.first, finding_kinds().get(group.first.code)
    if first.category is not Category.VALUE or not first.found or kind is None:
        return ""
    return kind.general(first.place.column)[0]


def told_check(checked: CheckedFile, asked: str | None, today: date, foreseen: Foreseen) -> dict[str, Any]:
    """What a check found in a file, whose register it would be, and what delivering it would give. `asked`: the code of
    a sender that was named; `today` bounds the last day that a register tells of, since plans reach beyond it."""
    found = list(foreseen.findings)
    parts = []
    for (_, part, unread), through in zip(checked.by_part(), foreseen.through, strict=False):
        sender = resolve_sender(part, asked, file_name=checked.read.file_name, unread=unread)
        parts.append(
            {
                "dataset": part.dataset,
                "sender": sender_name(sender.code) if sender.code else "",
                "rows": part.rows_total + unread,
                "accepted": part.accepted.height,
                "refused": part.rows_refused + unread,
                "last_day": _last_day(part, today),
                "through": through.isoformat(),
                "foreign": part.is_foreign,
            }
        )
    stopped = checked.stopped or any(one.severity is Severity.FILE for one in found)
    return {
        "file": checked.read.file_name,
        "identity": checked.read.identity,
        "fits": not (stopped or checked.rows_refused or checked.failed_checks),
        "held": foreseen.verdict if foreseen.held else "",
        "compared": foreseen.compared,
        "crashed": list(checked.failed_checks),
        "parts": parts,
        **told_findings(found, {part.sheet: part.dataset for part in checked.parts}),
    }


def _last_day(part: CheckedPart, today: date) -> str:
    """The newest day in its accepted rows; blank where they have none."""
    fields = DATASETS[part.dataset].fields if part.dataset in DATASETS else {}
    found: list[date] = []
    for name, spec in fields.items():
        if spec.kind == "day" and name in part.accepted.columns:
            days = part.accepted.get_column(name)
            newest = days.filter(days <= today).max()
            found += [newest] if isinstance(newest, date) else []
    return max(found).isoformat() if found else ""


def told_delivery(delivery: Delivery, moment: datetime) -> dict[str, Any]:
    """What became of a delivered file, part by part."""
    parts = [
        {
            "dataset": receipt.dataset,
            "sender": sender_name(receipt.sender) if receipt.sender else "",
            "status": receipt.status.value,
            "counts": receipt.status in ACTIVE_STATUSES,
            "rows": receipt.rows_total,
            "accepted": receipt.rows_accepted,
            "delivery": receipt.delivery_id,
            "repeated": receipt.repeated,
            "reason": receipt.reason,
            "covered": covered_sentence(receipt.through) if receipt.status in ACTIVE_STATUSES else "",
        }
        for receipt in delivery.receipts
    ]
    said = told_findings(delivery.findings, {one.sheet: one.dataset for one in delivery.receipts})
    return {"when": _when(moment), "accepted": delivery.accepted, "parts": parts, **said}


def told_error(error: Exception, moment: datetime | None = None) -> dict[str, Any]:
    """An error meant for people with what to do; of any other that it is ours, never its text."""
    if isinstance(error, ReaderError):
        meant = {"code": error.code, "message": f"{error.message}", "remedy": error.remedy}
    else:
        meant = {"code": "", "message": "", "remedy": ""}
    return {"error": meant} | ({"when": _when(moment), "accepted": False} if moment else {})


def _when(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
