"""The auditor's recount: from the archived files to every published figure, with a reader and a count of its own.

Independent of the product are the way from the archive to rows (`fixtures/archived_rows.py`: ledger, CSV, workbooks,
Parquet, corrections), whose each row is, what is covered, and how rows are counted (`twins/plain/`, spans by another
way than in the other twins). Shared are the words (KPI ids, code values, names of fields) and two libraries that only
open a file: DuckDB for the ledger and the published file, polars for Parquet. Which rows the check would refuse is not
judged anew.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.reference import REFERENCE_ROOT
from tests.conftest import Demo
from tests.fixtures.adversarial import (
    TOLD_ON,
    adversarial_world,
    owned_by_those_of_the_worlds,
    published_home,
)
from tests.fixtures.archived_rows import world_of
from tests.fixtures.built_worlds import disagreements
from tests.twins.plain.calendar import calendar_of, started_by
from tests.twins.plain.catalogue import CATALOGUE
from tests.twins.plain.figures import Cell, Figure, World, twin_figures
from tests.twins.plain.whole_spans import WHOLE_SPANS

pytestmark = pytest.mark.slow


def published_figures(home: Path) -> dict[Cell, tuple[Any, ...]]:
    return figures_in(home / "published" / "current" / "styrgrupp.duckdb")


def figures_in(file: Path) -> dict[Cell, tuple[Any, ...]]:
    with duckdb.connect(str(file), read_only=True) as con:
        rows = con.execute(
            "select kpi, cut, area, period, value, status, reason, preliminary, numerator, denominator, n "
            "from kpi_value"
        ).fetchall()
    return {(kpi, cut, area, period): tuple(told) for kpi, cut, area, period, *told in rows}


def recounted(world: World) -> dict[Cell, Figure]:
    """Every figure that should be published; from before any coverage the very cells that an old report fills."""
    covered = min(world.starts.values())
    old_reports = world.register["publicerat"]
    first_year = min([covered.year, *(int(row["period"][:4]) for row in old_reports)])
    calendar = calendar_of(range(first_year, world.reporting_date.year + 1))
    periods = started_by(calendar, world.reporting_date)
    before = {period.id for period in periods if period.last_day < covered}
    typed = {(row["kpi"], "", row["area"], row["period"]) for row in old_reports}
    figures = twin_figures(world, periods, list(CATALOGUE), WHOLE_SPANS)
    return {cell: figure for cell, figure in figures.items() if cell[3] not in before or cell in typed}


def report(name: str, told: dict[Cell, tuple[Any, ...]]) -> None:
    shown = sum(1 for value, *_ in told.values() if value is not None)
    print(f"{name}: {len(told)} cells compared, {shown} of them figures")


def test_every_published_figure_of_the_sample_is_that_of_the_archived_files(
    demo: Demo, tmp_path: Path
) -> None:
    assert demo.result.returncode == 0, demo.result.stderr
    # A page in this process may have the file itself open in its own way.
    told = figures_in(Path(shutil.copy(demo.published, tmp_path / "sample.duckdb")))
    world = world_of(demo.home.root, REFERENCE_ROOT, date(2026, 8, 31))
    assert disagreements(recounted(world), told, CATALOGUE)[:9] == []
    report("sample", told)
    assert len(told) > 150_000


@pytest.mark.parametrize("name", TOLD_ON)
def test_every_published_figure_of_a_hard_register_is_that_of_the_archived_files(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with owned_by_those_of_the_worlds(tmp_path / "reference", monkeypatch) as reference:
        home = published_home(adversarial_world(name), tmp_path)
        world = world_of(home.root, reference, TOLD_ON[name])
    assert hardships(world) >= {"overlap", "blank hemkommun", "joiner", "leaver"}
    told = published_figures(home.root)
    assert disagreements(recounted(world), told, CATALOGUE)[:9] == []
    report(name, told)
    if name == "late and typed before":
        assert any(
            reason == f"ej_levererat:{late}"
            for late in ("2260", "2262")
            for _, _, reason, *_ in told.values()
        )
        assert {cell[3] for cell in told if cell[3] < "2023"} == {"2018", "2020", "2021T2", "2022T3"}


def hardships(world: World) -> set[str]:
    """What is hard in the rows that were archived."""
    found = set()
    stays = world.register["placeringar"]
    for one in stays:
        for other in stays:
            same_child = (one["kommun_code"], one["child_id"]) == (other["kommun_code"], other["child_id"])
            later = one["start_date"] < other["start_date"] < (one["end_date"] or date.max)
            if same_child and later:
                found.add("overlap")
    latest = {
        row["home_id"]: row for row in sorted(world.register["familjehem"], key=lambda r: r["from_date"])
    }
    if any(row["home_kommun_code"] is None for row in latest.values()):
        found.add("blank hemkommun")
    for owner in world.owners:
        own = [row for row in stays if row["kommun_code"] == owner.kommun]
        if any(row["start_date"] < owner.joined for row in own) and owner.joined.year > 2019:
            found.add("joiner")
        if owner.left and any((row["end_date"] or date.max) > owner.left > row["start_date"] for row in own):
            found.add("leaver")
    return found
