"""Checking a sheet: which dataset, which columns, types, rules of a row, rules between rows.

All problems of a sheet in one pass. A row with a finding that stops it is refused, the others are accepted;
a check that crashed is our bug, is named as such, and nothing of the part may be accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pipelines.checking.columns import ColumnMatch, find_dataset, match_columns, other_names, sheets_named
from pipelines.checking.conventions import said_of
from pipelines.checking.explaining import Explainer
from pipelines.checking.given import with_given
from pipelines.checking.mapping import SenderMapping
from pipelines.checking.one_sender import one_sender
from pipelines.checking.problems import RowWaiver
from pipelines.checking.results import CheckedPart, CheckOutcome, CheckState, SheetCheck
from pipelines.checking.rows import SheetChecker, kpi_ids
from pipelines.contracts import DATASETS
from pipelines.contracts.findings import Finding, Severity
from pipelines.errors import Place
from pipelines.reading.model import SheetText
from pipelines.wording import first_of

__all__ = ["CheckOutcome", "CheckState", "CheckedPart", "SheetCheck", "check_sheet", "check_sheets"]

# As many headers are enough to see which table it is.
_TOLD = 12


def check_sheets(
    sheets: Iterable[SheetText],
    *,
    file_name: str,
    received: date,
    dataset: str | None = None,
    mapping: SenderMapping | None = None,
    waivers: Sequence[RowWaiver] = (),
    sender: str | None = None,
    split: bool = False,
) -> list[SheetCheck]:
    """Check every sheet of a file. A sheet that is no dataset is only a note when another sheet is one.

    `sender`: the code that was named, if one was. `split`: whether the file may hold several kommuner's registers.
    """
    sheets = list(sheets)
    named = sheets_named([sheet.headers for sheet in sheets], dataset, mapping)
    checks = [
        check_sheet(
            sheet,
            file_name=file_name,
            received=received,
            dataset=dataset if at in named else None,
            mapping=mapping,
            waivers=waivers,
            sender=sender,
        )
        for at, sheet in enumerate(sheets)
    ]
    if any(check.dataset for check in checks):
        checks = [_as_note(check, file_name) if check.dataset is None else check for check in checks]
    checks = _same_dataset_twice(checks, file_name)
    return checks if split else one_sender(checks, sender, file_name, received)


def _as_note(check: SheetCheck, file_name: str) -> SheetCheck:
    explain = Explainer(file_name, check.sheet)
    return replace(check, findings=(explain.about_columns("C009"),))


def _same_dataset_twice(checks: list[SheetCheck], file_name: str) -> list[SheetCheck]:
    """One register on two sheets: neither is the whole of it. A sheet a kommun is fine."""
    seen: set[tuple[str, str]] = set()
    result = []
    for check in checks:
        registers = {(part.dataset, part.kommun_code or part.sender) for part in check.parts}
        if registers & seen:
            label = DATASETS[check.dataset].label if check.dataset else ""
            finding = Explainer(file_name, check.sheet).about_columns("C010", found=label)
            parts = tuple(_without_rows(part) for part in check.parts)
            check = replace(check, findings=(*check.findings, finding), parts=parts)
        seen |= registers
        result.append(check)
    return result


def _without_rows(part: CheckedPart) -> CheckedPart:
    return replace(part, accepted=part.accepted.clear(), file_stopped=True)


def check_sheet(
    sheet: SheetText,
    *,
    file_name: str,
    received: date,
    dataset: str | None = None,
    mapping: SenderMapping | None = None,
    waivers: Sequence[RowWaiver] = (),
    sender: str | None = None,
) -> SheetCheck:
    """Check one sheet. `received`: the day of the delivery; what lies after it has not happened.

    `dataset`: its name, where the sender says so; by default the headers tell. Nothing is raised for what a sender
    can do wrong. `waivers`: those in force, which turn findings about single rows into notes. `sender`: the code that
    was named, which tells the kommun of a register without one.
    """
    explain = Explainer(file_name, sheet.name, kpi_ids(), received)
    match: ColumnMatch | None = None
    findings: list[Finding] = []
    if dataset is not None and dataset not in DATASETS:
        findings.append(explain.about_columns("C008", found=dataset, allowed=", ".join(DATASETS)))
    elif dataset is not None:
        match = match_columns(sheet.headers, DATASETS[dataset], mapping)
    else:
        matches = find_dataset(sheet.headers, mapping)
        if not matches:
            found = first_of([header for header in sheet.headers if header], _TOLD)
            findings.append(explain.about_columns("C001", found=found, allowed=_registers()))
        elif len(matches) > 1:
            names = ", ".join(one.dataset.label for one in matches)
            findings.append(explain.about_columns("C002", found=names, allowed=names))
        else:
            match = matches[0]
    if match is None:
        return SheetCheck(sheet.name, None, (), tuple(findings))
    sheet, match, said = with_given(sheet, match, mapping, sender, Place(file_name, sheet.name))
    place = Place(file_name, sheet.name)
    findings = [
        *said,
        *said_of(match, mapping, place),
        *other_names(match, sheet.headers, mapping, place),
        *explain.columns(match, sheet),
    ]
    stopped = any(finding.severity is Severity.FILE for finding in findings)
    parts = SheetChecker(sheet, match, explain, received, mapping, waivers).parts(stopped)
    return SheetCheck(sheet.name, match.dataset.name, parts, tuple(findings))


def _registers() -> str:
    """Every register by its name, with the columns that tell it: a file's name never does."""
    return "; ".join(f"{one.label}: {', '.join(one.required)}" for one in DATASETS.values())
