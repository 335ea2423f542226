"""A file read and checked, part by part: the one way in, for checking, delivering and building alike.

A receipt says how many rows were accepted, and a build reads the same bytes again through this very function.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from pipelines.deliveries.checking import CheckedPart, SenderMapping, check_sheet
from pipelines.deliveries.findings import Finding, Severity
from pipelines.deliveries.reading import ReadFile, read_file


@dataclass(frozen=True)
class CheckedFile:
    """What a file holds: its parts (dataset × sender), and what was found in it. Nothing is stored."""

    read: ReadFile
    parts: tuple[CheckedPart, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, the file's own first."""
        return self.read.findings + tuple(f for part in self.parts for f in part.findings)

    @property
    def failed_checks(self) -> tuple[str, ...]:
        """Checks that crashed: our error, and a delivery they stop."""
        return tuple(name for part in self.parts for name in part.failed_checks)

    @property
    def stopped(self) -> bool:
        """Whether something stops the whole file."""
        return any(finding.severity is Severity.FILE for finding in self.findings) or not self.parts


def check_file(
    path: Path, *, received: date, dataset: str | None = None, mapping: SenderMapping | None = None
) -> CheckedFile:
    """Read and check a file as if it were received on a day; `dataset` when its headers do not tell which."""
    read = read_file(path)
    if read.identity or read.stopped:
        return CheckedFile(read, ())
    parts: list[CheckedPart] = []
    for sheet in read.sheets:
        parts += check_sheet(
            sheet, file_name=read.file_name, received=received, dataset=dataset, mapping=mapping
        )
    return CheckedFile(read, tuple(parts))


def accepted_digest(accepted: pl.DataFrame) -> str:
    """SHA-256 over the row numbers of the accepted rows, in order: another set of rows gives another digest."""
    rows = accepted["source_row"].sort().cast(pl.UInt32).to_numpy()
    return hashlib.sha256(rows.astype("<u4").tobytes()).hexdigest()
