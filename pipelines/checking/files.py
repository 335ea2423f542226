"""A file read and checked, part by part: the one way in, for checking, delivering and building alike.

A receipt says how many rows were accepted, and a build reads the same bytes again through this very function.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.checking.areas import named_area
from pipelines.checking.mapping import SenderMapping
from pipelines.checking.population_tables import fit_population
from pipelines.checking.problems import RowWaiver
from pipelines.checking.sheets import CheckedPart, SheetCheck, check_sheets
from pipelines.contracts.findings import Finding, Severity
from pipelines.contracts.headers import KNOWN_HEADERS
from pipelines.contracts.population_words import TABLE_HEADERS
from pipelines.reading.files import read_file
from pipelines.reading.model import Limits, ReadFile

EMPTY = "C007"
_DIGESTED = 100_000


@dataclass(frozen=True)
class CheckedFile:
    """What a file holds, sheet by sheet, and what was found in it. Nothing is stored."""

    read: ReadFile
    sheets: tuple[SheetCheck, ...] = ()
    mapping: SenderMapping | None = None

    @property
    def parts(self) -> tuple[CheckedPart, ...]:
        """The registers in it: one a dataset and, where kommuner send it, a kommun."""
        return tuple(part for sheet in self.sheets for part in sheet.parts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found: the file's own, then each sheet's."""
        return self.read.findings + tuple(f for sheet in self.sheets for f in sheet.all_findings)

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """Checks that crashed: our error, and a delivery they stop."""
        return tuple(sorted({name for part in self.parts for name in part.failed_checks}))

    @property
    def stopped(self) -> bool:
        """Whether something stops the whole file."""
        return not self.parts or any(finding.severity is Severity.FILE for finding in self.findings)

    @property
    def rows_refused(self) -> int:
        """Rows that cannot be accepted, those that could not even be read included."""
        return sum(part.rows_refused for part in self.parts) + sum(
            len(unread_rows(self.read, sheet.sheet)) for sheet in self.sheets
        )

    def by_part(self) -> Iterator[tuple[SheetCheck, CheckedPart, int]]:
        """Each part with its sheet, and how many unreadable rows are counted to it (the sheet's first part)."""
        for sheet in self.sheets:
            for number, part in enumerate(sheet.parts):
                yield sheet, part, 0 if number else len(unread_rows(self.read, sheet.sheet))


def unread_rows(read: ReadFile, sheet: str) -> set[int]:
    """The row numbers of a sheet that reading itself refused: too short, too long, an unreadable cell."""
    return {
        finding.place.row
        for finding in read.findings
        if finding.severity is Severity.ROW and finding.place.sheet == sheet and finding.place.row is not None
    }


def check_file(
    path: Path,
    *,
    received: date,
    dataset: str | None = None,
    mapping: SenderMapping | None = None,
    waivers: Sequence[RowWaiver] = (),
    sender: str | None = None,
    split: bool = False,
) -> CheckedFile:
    """Read and check a file as if it were received on a day; `dataset` when its headers do not tell which.

    `waivers`: those in force on that day. `sender`: the code that was named, if one was. `split`: whether the file may
    hold several kommuner's registers; else a row of another kommun stops it.
    """
    read = read_file(
        path,
        headers_known=KNOWN_HEADERS | TABLE_HEADERS | (mapping.headers if mapping else frozenset()),
        limits=Limits(header_below=mapping.skip_top) if mapping else Limits(),
        case_number_columns=mapping.case_number_headers() if mapping else frozenset(),
        excused_columns=mapping.excused_headers() if mapping else frozenset(),
    )
    if not read.identity:
        read = fit_population(named_area(read, mapping, dataset), dataset)
    return check_read(
        read,
        received=received,
        dataset=dataset,
        mapping=mapping,
        waivers=waivers,
        sender=sender,
        split=split,
    )


def check_read(
    read: ReadFile,
    *,
    received: date,
    dataset: str | None = None,
    mapping: SenderMapping | None = None,
    waivers: Sequence[RowWaiver] = (),
    sender: str | None = None,
    split: bool = False,
) -> CheckedFile:
    """Check a file that has been read, as `check_file` does."""
    if read.identity or read.stopped:
        return CheckedFile(read, (), mapping)
    sheets = check_sheets(
        read.sheets,
        file_name=read.file_name,
        received=received,
        dataset=dataset,
        mapping=mapping,
        waivers=waivers,
        sender=sender,
        split=split,
    )
    return CheckedFile(read, tuple(_not_called_empty(read, sheet) for sheet in sheets), mapping)


def _not_called_empty(read: ReadFile, sheet: SheetCheck) -> SheetCheck:
    """A sheet whose rows were all refused by reading has rows: nobody is asked whether its register is empty."""
    if not unread_rows(read, sheet.sheet):
        return sheet
    return replace(sheet, findings=tuple(one for one in sheet.findings if one.code != EMPTY))


def accepted_digest(accepted: pl.DataFrame) -> str:
    """SHA-256 over the row numbers of the accepted rows, in order: another set of rows, another digest."""
    digest = hashlib.sha256()
    for rows in accepted.select(pl.col("source_row").sort()).iter_slices(_DIGESTED):
        digest.update(struct.pack(f"<{rows.height}I", *rows["source_row"].to_list()))
    return digest.hexdigest()
