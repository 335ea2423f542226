"""What a published file says of itself: its build, the meetings, and how many figures of the public file are hidden."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.publishing.builds import Meeting
from pipelines.warehouse.tables import Schema, create_table

_RELEASE: Schema = {
    "build": pl.Int32,
    "as_of": pl.Datetime("us"),
    "reporting_date": pl.Date,
    "published_at": pl.Datetime("us"),
    "sample": pl.Boolean,
    "reason": pl.String,
    "deliveries": pl.String,
    "protected_cells": pl.Int32,
    "protected_targets": pl.Int32,
    "protected_hidden": pl.Int32,
    "gate_seconds": pl.Float64,
}
_MEETING: Schema = {"period": pl.String, "meeting_on": pl.Date, "build": pl.Int32, "reason": pl.String}


@dataclass(frozen=True)
class ProtectedCount:
    """Of the public file: the figures that it offers and those it hides.

    For the styrgrupp alone: `targets`, how many small counts nobody may learn, and how long the gate took (CPU s).
    """

    cells: int
    targets: int | None
    hidden: int
    gate_seconds: float | None


@dataclass(frozen=True)
class Marks:
    """Times are Swedish wall-clock times; `deliveries` are dicts of dataset, sender, sha256 and reason.

    `protected`: of the public file of the last release; None before the first.
    """

    build: int
    as_of: datetime
    reporting_date: date
    published_at: datetime
    sample: bool
    reason: str
    deliveries: tuple[dict[str, str], ...]
    meetings: tuple[Meeting, ...]
    protected: ProtectedCount | None = None

    def for_audience(self, kommun: str) -> Marks:
        """What a kommun's file, or the public one (a blank code), says of itself: no free text, its own deliveries."""
        protected = self.protected and replace(self.protected, targets=None, gate_seconds=None)
        return replace(
            self,
            reason="",
            deliveries=tuple(d for d in self.deliveries if kommun and d["sender"] == kommun),
            meetings=tuple(replace(meeting, reason="") for meeting in self.meetings),
            protected=protected,
        )


def read_marks(published: Path) -> Marks:
    """What the styrgrupp's file of a version says of itself, but for what is protected."""
    with duckdb.connect(str(published), read_only=True) as con:
        (row,) = con.execute(
            "select build, as_of, reporting_date, published_at, sample, reason, deliveries from release"
        ).fetchall()
        held = con.execute("select period, meeting_on, build, reason from meeting").fetchall()
    build, as_of, reporting_date, published_at, sample, reason, deliveries = row
    return Marks(
        build,
        as_of,
        reporting_date,
        published_at,
        sample,
        reason,
        tuple(json.loads(deliveries)),
        tuple(Meeting(*meeting) for meeting in held),
    )


def write_marks(con: duckdb.DuckDBPyConnection, marks: Marks) -> None:
    """Create the tables `release` (one row) and `meeting`."""
    protected = marks.protected
    row = (
        marks.build,
        marks.as_of,
        marks.reporting_date,
        marks.published_at,
        marks.sample,
        marks.reason,
        json.dumps(marks.deliveries, ensure_ascii=False),
        *(
            (protected.cells, protected.targets, protected.hidden, protected.gate_seconds)
            if protected
            else (None,) * 4
        ),
    )
    create_table(con, "release", _RELEASE, [row])
    held = [(m.period, m.meeting_on, m.build, m.reason) for m in marks.meetings]
    create_table(con, "meeting", _MEETING, held)
