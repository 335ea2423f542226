"""What a check gives: a sheet's parts with their accepted rows, findings, and how every check went."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from pipelines.contracts.findings import Finding, Severity


class CheckState(StrEnum):
    """How a check went."""

    PASSED = "godkänd"
    FOUND = "fynd"
    NOT_APPLICABLE = "ej tillämplig"
    CRASHED = "kunde inte köras"


@dataclass(frozen=True)
class CheckOutcome:
    """One check that was to run: its name, what it holds the file to, and how many rows it found."""

    name: str
    sentence: str
    state: CheckState
    rows: int = 0


@dataclass(frozen=True)
class CheckedPart:
    """What a sheet says of one dataset and, where kommuner send it, of one kommun.

    `accepted`: the contract's fields, typed (ids are the sender's texts, trimmed and NFC), and `source_row`; empty when
    the part stops. `kommun_code`: whose register it is; None for GFO's and SCB's, and for rows whose kommun could not
    be read in a file with several kommuner. `source_rows`: the row numbers of all its rows, accepted or not.
    `sender`: whose of several senders' registers of one dataset it is. `failed_checks`: checks that crashed, our bug.
    """

    dataset: str
    sheet: str
    kommun_code: str | None
    accepted: pl.DataFrame
    rows_total: int
    rows_refused: int
    findings: tuple[Finding, ...]
    checks: tuple[CheckOutcome, ...] = ()
    source_rows: pl.Series = field(default_factory=lambda: pl.Series([], dtype=pl.UInt32))
    file_stopped: bool = False
    sender: str = ""

    @property
    def is_foreign(self) -> bool:
        """Whether its rows have strayed into another kommun's register: they are no register of their own."""
        return any(finding.code == "L013" for finding in self.findings)

    @property
    def failed_checks(self) -> tuple[str, ...]:
        return tuple(check.name for check in self.checks if check.state is CheckState.CRASHED)

    @property
    def stops(self) -> bool:
        """Whether nothing of the part may be accepted, not even with --accept-partial."""
        return (
            self.file_stopped
            or bool(self.failed_checks)
            or any(finding.severity is Severity.FILE for finding in self.findings)
        )


@dataclass(frozen=True)
class SheetCheck:
    """A checked sheet. `findings` are about its columns; those about rows are in the parts. `dataset` None: unknown."""

    sheet: str
    dataset: str | None
    parts: tuple[CheckedPart, ...]
    findings: tuple[Finding, ...]

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        return self.findings + tuple(finding for part in self.parts for finding in part.findings)

    @property
    def stops(self) -> bool:
        return any(finding.severity is Severity.FILE for finding in self.findings) or any(
            part.stops for part in self.parts
        )
