"""Runs the tests against mutants: each in a copy of `sql/` that a worker process reads instead of the real one."""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.mutation.equivalent import is_equivalent
from tests.mutation.mutants import UNCHANGED, Mutant

PROJECT = Path(__file__).resolve().parents[2]
#: What the comparison with the twin lets through is tried on everything that is worked by hand.
_BY_HAND = [
    "tests/rooms/warehouse/test_engine.py",
    "tests/twins/kpi/test_figures.py",
    "tests/spec",
    "tests/rooms/kpi/test_document.py",
]
#: But the one that looks at the text of the SQL, and would notice any change, and those that draw at random.
_BUT = "not test_document_is_current and not any_register and not many_registers"


@dataclass(frozen=True)
class Outcome:
    """What the tests made of the mutants. All but `noticed` should be empty but for the excused."""

    noticed: list[Mutant]
    #: No test failed.
    unnoticed: list[Mutant]
    #: Changes nothing, as `equivalent.py` says with a reason; the twin agrees.
    excused: list[Mutant]
    #: Unchanged files that the tests refuse, and excuses that do not hold: the trial itself is wrong.
    broken: list[Mutant]


def try_mutants(mutants: Iterable[Mutant], *, workers: int = 2) -> Outcome:
    """Try each on the tests."""
    context = multiprocessing.get_context("spawn")
    outcome = Outcome([], [], [], [])
    with (
        _without_a_main(),
        tempfile.TemporaryDirectory(prefix="mutants-") as folder,
        context.Pool(workers, initializer=_read_a_copy, initargs=(folder,)) as pool,
    ):
        for mutant, survived in pool.imap(_trial, mutants):
            if not survived:
                wrong = mutant.change == UNCHANGED or is_equivalent(mutant)
                (outcome.broken if wrong else outcome.noticed).append(mutant)
            elif is_equivalent(mutant):
                outcome.excused.append(mutant)
            elif mutant.change != UNCHANGED:
                outcome.unnoticed.append(mutant)
    return outcome


@contextlib.contextmanager
def _without_a_main() -> Iterator[None]:
    """A spawned process runs its parent's main module again. A test that opened a page in this one has left the pages'
    script as that, which would read the real `sql/` before the copy is made."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _read_a_copy(folder: str) -> None:
    """Point this worker process at its own copy of `sql/`, before anything has read the real one."""
    import pipelines.reference

    copy = Path(tempfile.mkdtemp(dir=folder)) / "sql"
    shutil.copytree(pipelines.reference.SQL_ROOT, copy)
    pipelines.reference.SQL_ROOT = copy


def _trial(mutant: Mutant) -> tuple[Mutant, bool]:
    import pipelines.reference
    from pipelines.kpi.definitions import kpi_definitions
    from pipelines.warehouse.models import read_query

    path = pipelines.reference.SQL_ROOT / mutant.room / f"{mutant.name}.sql"
    right = path.read_text("utf-8")
    path.write_text(mutant.text, encoding="utf-8")
    try:
        for cached in (kpi_definitions, read_query):
            cached.cache_clear()
        agrees = _agrees_with_twin(mutant)
        if mutant.change == UNCHANGED or is_equivalent(mutant):
            return mutant, agrees
        return mutant, agrees and _passes_by_hand()
    finally:
        path.write_text(right, encoding="utf-8")


def _agrees_with_twin(mutant: Mutant) -> bool:
    """What `test_figures_of_a_dense_register_are_those_counted_by_hand` asserts, of the KPIs that the change touches.

    Whatever is raised, by an audit or by SQL that no longer runs, would fail that test too.
    """
    from tests.fixtures.built_worlds import computed_figures, disagreements
    from tests.twins.plain.catalogue import CATALOGUE

    touched = [
        kpi
        for kpi, twin in CATALOGUE.items()
        if (twin.measure == mutant.name if mutant.room == "measure" else kpi == mutant.name)
    ]
    for world, expected in _worlds():
        for kpi in touched:
            with_parts = {kpi, *(CATALOGUE[kpi].parts or ())}
            told = {cell: figure for cell, figure in expected.items() if cell[0] in with_parts}
            try:
                computed = computed_figures(world, [kpi])
            except Exception:
                return False
            if disagreements(told, computed, with_parts):
                return False
    return True


@cache
def _worlds() -> list[tuple[Any, Any]]:
    """The dense registers and their figures counted by hand, once a worker."""
    from tests.fixtures.built_worlds import PERIODS, WORLDS
    from tests.twins.plain.calendar import started_by
    from tests.twins.plain.catalogue import CATALOGUE
    from tests.twins.plain.figures import twin_figures

    return [
        (world, twin_figures(world, started_by(PERIODS, world.reporting_date), list(CATALOGUE)))
        for world in WORLDS.values()
    ]


def _passes_by_hand() -> bool:
    """Whether everything worked by hand still passes; a crash means that the change was noticed."""
    import pytest

    targets = [str(PROJECT / target) for target in _BY_HAND]
    words = [
        "-x",
        "-q",
        "-n0",  # other processes would read the real files
        "--assert=plain",
        "-p",
        "no:cacheprovider",
        "-k",
        _BUT,
        "--rootdir",
        str(PROJECT),
    ]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return pytest.main([*targets, *words, "-c", str(PROJECT / "pyproject.toml")]) == 0
