"""What a reader found in a file, before anything of it is judged: raw sheets, loose texts, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.contracts.findings import Finding
from pipelines.reading.header import Cells, Header


@dataclass(frozen=True)
class Located:
    """A header with its first and last row in the file, and the filled rows above it."""

    header: Header
    first_row: int
    last_row: int
    above: Sequence[Cells] = ()


@dataclass(frozen=True)
class StoredZone:
    """A column whose times came with a zone. `unsure`: the first row that is another day in Sweden, if any."""

    column: int
    zone: str
    unsure: int | None


@dataclass
class RawSheet:
    """A sheet's filled cells. `rows`: source_row, c0, c1, …; `kinds`: a letter a cell (see the sandbox), or None.

    `merged`: (first row, first column, last row, last column), all from 1. `numbers`, `days`: columns that hold
    numbers or days throughout, where no kinds tell. `located`: the header, when the reader knows it.
    `unseen`: rows that a filter hides in the file, as it was saved. `computed`: whether a spreadsheet program says
    that it has computed the formulas. `unread`: positions of columns that are there for the gate alone, with what
    they hold in words.
    """

    name: str
    rows: pl.DataFrame
    hidden: bool = False
    kinds: pl.Series | None = None
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    numbers: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    located: Located | None = None
    unseen: Sequence[int] = ()
    computed: bool = True
    unread: Mapping[int, str] = field(default_factory=dict)
    zones: Sequence[StoredZone] = ()


@dataclass
class Opened:
    """What a reader gives. `texts`: (part of the file, text) of what is written outside the cells.

    `looked_through`: whether every part could be read, so that a copy of a refused file may be kept.
    """

    sheets: list[RawSheet] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    looked_through: bool = True


def sheet_of(headers: Sequence[str], columns: Sequence[Sequence[str | None]], *, numbers: int) -> RawSheet:
    """Columns of texts as a nameless sheet whose header stands above its rows; `numbers`: the column of numbers."""
    rows = pl.DataFrame([pl.Series(f"c{at}", column, dtype=pl.String) for at, column in enumerate(columns)])
    rows = rows.insert_column(
        0, pl.int_range(1, rows.height + 1, dtype=pl.UInt32, eager=True).alias("source_row")
    )
    located = Located(Header(tuple(headers), 0, 0), 0, 0)
    return RawSheet("", rows, located=located, numbers=frozenset({f"c{numbers}"}))
