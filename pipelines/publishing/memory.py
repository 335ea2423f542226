"""What the public has been shown, and what was hidden from it: the public file of every release, by the ledger.

A figure that was shown can be subtracted from for ever, so the next release must know all of them. The files lie in the
versions' folders, each with the hash that the ledger has of it; where one is missing or there is one that the ledger
knows nothing of, the memory is lost, and nothing new is made public until it is restored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.disclosure.catalogue import KINDS
from pipelines.disclosure.protect import Former
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.databases import is_sound
from pipelines.home.ledger import MEETING_ON, stored
from pipelines.home.state import RESTORED
from pipelines.publishing.audience_files import (
    lasting_file,
    numbered_files,
    public_file,
    shown_files,
)
from pipelines.publishing.marks import ProtectedCount
from pipelines.reference import STYRGRUPP

#: A small count that nobody may learn; `part_of`: the whole whose rest it is, blank for a figure of its own.
TARGET_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "kpi": pl.String,
    "cut": pl.String,
    "area": pl.String,
    "period": pl.String,
    "part_of": pl.String,
    "value": pl.Decimal(18, 6),
}
_FIGURES = """
select kpi, cut, area, period, value, numerator, denominator, n, status, reason, preliminary
from kpi_value
order by kpi, cut, area, period
"""


@dataclass(frozen=True)
class ProtectedRelease:
    """The public file of one release, numbered from 1; of which version, for which meeting, and how it came out."""

    number: int
    build: int
    period: str
    meeting_on: date
    sha256: str
    count: ProtectedCount

    def file(self, home: DataHome) -> Path:
        """Where the file lies: it is remembered also when nobody may see it any more."""
        return lasting_file(home, self.build, public_file(home, self.build, self.number).name)

    def is_shown(self, home: DataHome) -> bool:
        """Whether readers may see it: its version has not been withdrawn."""
        return public_file(home, self.build, self.number).exists()


def protected_releases(ledger: duckdb.DuckDBPyConnection) -> tuple[ProtectedRelease, ...]:
    """Every public file that has been made, oldest first."""
    rows = ledger.execute(
        f"select number, build, period, {MEETING_ON}, sha256, cells, targets, hidden, gate_seconds "
        "from protected_release as t order by number"
    ).fetchall()
    return tuple(
        ProtectedRelease(number, build, period, day, sha256, ProtectedCount(cells, targets, hidden, seconds))
        for number, build, period, day, sha256, cells, targets, hidden, seconds in rows
    )


def shown_release(home: DataHome, known: Sequence[ProtectedRelease]) -> ProtectedRelease | None:
    """The newest public file that readers may see."""
    return next((release for release in reversed(known) if release.is_shown(home)), None)


def record_protected(
    ledger: duckdb.DuckDBPyConnection, release: ProtectedRelease, targets: pl.DataFrame, recorded: datetime
) -> None:
    """Note a public file and the small counts that it hides (TARGET_SCHEMA); the caller holds the transaction."""
    ledger.execute(
        "insert into protected_release values ($number, $build, $period, $meeting_on, $sha256, $recorded, $cells, "
        "$targets, $hidden, $seconds)",
        {
            "number": release.number,
            "build": release.build,
            "period": release.period,
            "meeting_on": release.meeting_on,
            "sha256": release.sha256,
            "recorded": stored(recorded),
            "cells": release.count.cells,
            "targets": release.count.targets,
            "hidden": release.count.hidden,
            "seconds": release.count.gate_seconds,
        },
    )
    ledger.register("incoming", targets.select(list(TARGET_SCHEMA)))
    ledger.execute("insert into protected_target select $number, * from incoming", {"number": release.number})
    ledger.unregister("incoming")


def targets_of(ledger: duckdb.DuckDBPyConnection, number: int) -> pl.DataFrame:
    """The small counts that a release hides (TARGET_SCHEMA)."""
    query = f"select {', '.join(TARGET_SCHEMA)} from protected_target where number = $number order by all"
    return ledger.sql(query, params={"number": number}).pl().cast(dict(TARGET_SCHEMA))


def figures_of(published: Path) -> pl.DataFrame:
    """Every figure of a published file, in one order."""
    with duckdb.connect(str(published), read_only=True) as con:
        return con.sql(_FIGURES).pl()


def coarse_figures_of(published: Path) -> pl.DataFrame:
    """The figures of a whole file that bear on public ones: those of tertials, years and blocks."""
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    coarse = f"from kpi_value where period in (select p.period from period as p where p.kind in ({kinds}))"
    with duckdb.connect(str(published), read_only=True) as con:
        return con.sql(_FIGURES.replace("from kpi_value", coarse)).pl()


def pattern_hash(published: Path) -> str:
    """SHA-256 over the figures of a published file and which of them are hidden."""
    digest = hashlib.sha256()
    for row in figures_of(published).rows():
        digest.update("\x1f".join("" if cell is None else str(cell) for cell in row).encode() + b"\x1e")
    return digest.hexdigest()


def demand_memory(home: DataHome, known: Sequence[ProtectedRelease]) -> None:
    """P012 unless every public file is there as the ledger knows it, and no other has been shown.

    Files of a release that was killed before the ledger knew of it have been shown to nobody, and are removed.
    """
    if (home.root / RESTORED).exists():
        raise ReaderError(
            "P020",
            "De offentliga siffrorna förnyas inte, för datahemmet är återställt från en kopia och ingen har sagt att "
            "inget möte hölls efter den.",
            remedy=f"Läs filen {RESTORED} i datahemmet, som säger vad som gäller. De offentliga siffror som visas står "
            "kvar, och allt annat går vidare som vanligt.",
        )
    last = known[-1].number if known else 0
    shown = shown_files(home)
    for path, number in numbered_files(home):
        if number > last:
            if path.resolve() in shown:
                raise _lost(
                    f"{path.parent.name}/{path.name} har visats, men liggaren känner inte till det mötet."
                )
            path.unlink()
    for release in known:
        path = release.file(home)
        name = f"{path.parent.name}/{path.name}"
        if not is_sound(path):
            raise _lost(f"{name} saknas eller är skadad.")
        if pattern_hash(path) != release.sha256:
            raise _lost(f"{name} är inte den fil som liggaren minns.")


def former_releases(home: DataHome, known: Sequence[ProtectedRelease]) -> list[Former]:
    """What each release showed, and what was true then; P012 when the styrgrupp's file of one is gone."""
    found = []
    for release in known:
        truth = lasting_file(home, release.build, f"{STYRGRUPP}.duckdb")
        if not is_sound(truth):
            raise _lost(f"{truth.parent.name}/{truth.name} saknas eller är skadad.")
        found.append(Former(shown=figures_of(release.file(home)), truth=coarse_figures_of(truth)))
    return found


def _lost(what: str) -> ReaderError:
    return ReaderError(
        "P012",
        f"De offentliga siffrorna förnyas inte, för minnet av vad som har visats är inte helt: {what}",
        remedy="Återställ liggaren och mappen published från samma säkerhetskopia. De offentliga siffror som visas "
        "står kvar, och allt annat går vidare som vanligt.",
    )
