"""What reading a file gives: its sheets as text with the row numbers a person sees, and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import polars as pl

from pipelines.contracts.findings import Finding, Severity


@dataclass(frozen=True)
class Limits:
    """Where a file stops being a register and starts being an attack, or a mistake."""

    file_bytes: int = 2 << 30  # a register of 5 million rows is about 0.5 GB as CSV
    line_bytes: int = 1 << 20  # no row of any dataset is near 1 MB
    columns: int = 512
    unpacked_bytes: int = 1 << 30  # of a workbook, all members together
    unpacked_ratio: int = 200  # a sheet of zeros packs about 1:100
    members: int = 2_000
    sheets: int = 100
    rows: int = 20_000_000
    ragged_rows: int = 100_000  # beyond that the header is wrong, not the rows
    child_memory: int = 1 << 30
    child_cpu_seconds: int = 120
    child_wall_seconds: float = 180.0
    header_rows: int = 40  # how far down the header is looked for
    header_below: int = 0  # the rows at the top in which it is not
    grown_floor: int = 256_000_000  # bytes that any packed file may grow to in memory,
    grown_ratio: int = 100  # or so many times its size: a register of a million rows as Parquet is 8 MB,
    grown_most: int = 2_500_000_000  # and one of five million is read

    def grown_bytes(self, size: int) -> int:
        """How much a packed file of so many bytes may become as text."""
        return min(max(self.grown_floor, size * self.grown_ratio), self.grown_most)


@dataclass(frozen=True)
class SheetText:
    """One table of a file, as text.

    `rows`: column `source_row` (UInt32: the row a person sees in the file, from 1; in a CSV the row that a
    spreadsheet shows, so a quoted line break does not count) and one String column per header position,
    named c0, c1, …. A blank cell is null, all else stands as in the file. Date cells of a workbook or Parquet
    are ISO text, numbers exact text with a decimal point.
    `native`: for every column with at least one cell that came as a number (not as text): a Boolean series as
    long as `rows`, true on those cells. Such a number is never read as having thousands separators.
    `days`: the same for cells that came as a day, whatever their column should hold: the text is the ISO day.
    """

    name: str
    headers: tuple[str, ...]
    rows: pl.DataFrame
    header_row: int
    hidden: bool = False
    native: Mapping[str, pl.Series] = field(default_factory=lambda: MappingProxyType({}))
    days: Mapping[str, pl.Series] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class ReadFile:
    """A delivered file as read. `identity`: the gate stopped it, and no value of it is in here.

    A row with a finding of Severity.ROW from the reading (too short, too long, a cell that cannot be read) is
    not in its sheet's `rows`; the finding names it.
    """

    file_name: str
    sha256: str
    size: int
    kind: str
    sheets: tuple[SheetText, ...]
    findings: tuple[Finding, ...]
    identity: bool = False
    looked_through: bool = True  # False: nobody knows that it holds no identity; keep no copy of it

    @property
    def may_be_kept(self) -> bool:
        """Whether a copy of a refused file may be kept: somebody has looked through it, and nobody is in it."""
        return self.looked_through and not self.identity

    @property
    def stopped(self) -> bool:
        """Whether a finding stops the whole file."""
        return any(finding.severity is Severity.FILE for finding in self.findings)


class Refusal(Exception):
    """Inside the reading room: a finding that ends the reading of a file. Never leaves `read_file`."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding
