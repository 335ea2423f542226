"""A file is one sender's: a row of another kommun is a slip, until somebody says that the file holds several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.checking.results import CheckedPart, SheetCheck
from pipelines.contracts import DATASETS
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.reference import is_owner, kommuner

# More rows than this are no slip, and are counted.
LISTED = 1_000


def one_sender(
    checks: Sequence[SheetCheck], sender: str | None, file_name: str, received: date
) -> list[SheetCheck]:
    """The checks, with every row of another kommun than the sender's named, which stops the file.

    `sender`: the kommun code that was named, if one was; by default the kommun that most rows are of, the first in
    the file of two that have as many. A file that is another kommun's altogether is the room of deliveries' to tell.
    """
    rows: dict[str, int] = {}
    for part in (part for check in checks for part in check.parts):
        if part.kommun_code is not None:
            rows[part.kommun_code] = rows.get(part.kommun_code, 0) + len(part.source_rows)
    if len(rows) < 2:
        return list(checks)
    own = sender if sender in rows else max(rows, key=lambda code: rows[code])
    return [
        replace(check, parts=tuple(_of_one(part, own, file_name, received) for part in check.parts))
        for check in checks
    ]


def _of_one(part: CheckedPart, own: str, file_name: str, received: date) -> CheckedPart:
    if part.kommun_code in (None, own):
        return part
    findings = (*part.findings, *_foreign(part, own, file_name, received))
    return replace(part, findings=findings, accepted=part.accepted.clear(), file_stopped=True)


def _foreign(part: CheckedPart, own: str, file_name: str, received: date) -> list[Finding]:
    dataset = DATASETS[part.dataset]
    column = next(spec.column for spec in dataset.fields.values() if spec.kind == "kommun")
    ids = {}
    if len(dataset.key) == 1:
        ids = dict(part.accepted.select("source_row", dataset.key[0]).rows())
    words = {"found": kommuner()[part.kommun_code or ""], "allowed": kommuner()[own]}
    found = [
        finding("L013", Place(file_name, part.sheet, row, column), row_id=ids.get(row, ""), **words)
        for row in part.source_rows.head(LISTED).to_list()
    ]
    if not is_owner(part.kommun_code or "", received):
        # To part the file by kommun would help nobody: there is no such register to take in.
        told = f"{words['found']} är inte en av GFO:s kommuner i dag, så raderna hör inte till något register här."
        found = [replace(one, staff=told) for one in found]
    more = len(part.source_rows) - LISTED
    if more > 0:
        found.append(finding("X001", Place(file_name, part.sheet, None, column), found=str(more)))
    return found
