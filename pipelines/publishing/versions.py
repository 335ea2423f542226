"""The published versions of a home: which files there are, whether they are whole, and whose build they show.

A version that has its name is never replaced: a reader may have it open, and the last meeting may point to it. Only a
file that is damaged is written anew, under the same name and with the same figures.
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.databases import is_sound
from pipelines.home.durable import sync
from pipelines.periods import SWEDEN
from pipelines.publishing.audience_files import file_of
from pipelines.publishing.audiences import KOMMUN_AUDIENCES
from pipelines.publishing.builds import Build, warehouse_file
from pipelines.publishing.comparison import DIFFERENCE_SCHEMA, compare_figures
from pipelines.reference import STYRGRUPP
from pipelines.warehouse.tables import without_zone

#: The audiences whose file is made of a version when it is published; the public one is made when it is released.
PUBLISHED_FOR = (STYRGRUPP, *KOMMUN_AUDIENCES)


def damaged_audiences(folder: Path) -> tuple[str, ...]:
    """The audiences whose file of a published version is missing or cannot be read."""
    return tuple(audience for audience in PUBLISHED_FOR if not is_sound(file_of(folder, audience)))


def draft_folder(home: DataHome, build: int) -> Path:
    """An empty folder to write a version in, under no name that a reader could ask for."""
    sweep_drafts(home)
    draft = home.published / ".new" / str(build)
    draft.mkdir(parents=True)
    return draft


def sweep_drafts(home: DataHome) -> None:
    """Remove what a killed publication left; call under the writer lock only."""
    for leftover in (home.published / ".new", *home.published.glob("*.new")):
        if leftover.is_symlink():
            leftover.unlink()
        else:
            shutil.rmtree(leftover, ignore_errors=True)


def give_name(draft: Path, folder: Path) -> None:
    """Make a finished draft the version, or the new files of a version whose old ones are damaged."""
    if folder.exists():
        # The files before the links that lead to them.
        for file in sorted(draft.iterdir(), key=Path.is_symlink):
            file.replace(folder / file.name)
        sync(folder)
    else:
        draft.replace(folder)
    sync(folder.parent)
    shutil.rmtree(draft.parent, ignore_errors=True)


def published_as(folder: Path, build: Build) -> tuple[datetime, str] | None:
    """When a version was published and why, as it says itself; None when it is not of this build.

    It may be of another: of a build that a ledger, restored from an older copy, has forgotten.
    """
    with duckdb.connect(str(file_of(folder, STYRGRUPP)), read_only=True) as con:
        (row,) = con.execute(
            "select build, as_of, reporting_date, published_at, reason from release"
        ).fetchall()
    if row[:3] != (build.build, without_zone(build.as_of), build.reporting_date):
        return None
    return row[3].replace(tzinfo=SWEDEN), row[4]


def differences_from(home: DataHome, shown: Path, warehouse: Path) -> pl.DataFrame:
    """What differs in a warehouse from a published file (DIFFERENCE_SCHEMA); none when nothing was published.

    A published file that is damaged or gone is answered for by the warehouse that it was made of; W006 when that is
    no better.
    """
    shown = shown.resolve()
    if is_sound(shown):
        return compare_figures(shown, warehouse, new_schema="mart")
    if not shown.parent.name.isdigit():
        return pl.DataFrame(schema=DIFFERENCE_SCHEMA)
    behind = warehouse_file(home, int(shown.parent.name))
    return compare_figures(behind, warehouse, old_schema="mart", new_schema="mart")


def refuse_foreign(folder: Path, build: Build) -> ReaderError:
    """P003: the number is taken by figures that this ledger knows nothing of."""
    return ReaderError(
        "P003",
        f"Version {build.build} finns redan bland de publicerade, men är inte den som liggaren känner: liggaren "
        "är troligen återställd från en äldre kopia.",
        remedy=f"Flytta undan mappen {folder} om den inte längre behövs, och publicera igen. Inget har ändrats.",
    )
