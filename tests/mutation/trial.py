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
    "tests/spec",
    "tests/rooms/kpi/test_document.py",
    "tests/twins/kpi/test_figures.py",
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
        return mutant, agrees and _passes_by_hand(mutant.name)
    finally:
        path.write_text(right, encoding="utf-8")


def _agrees_with_twin(mutant: Mutant) -> bool:
    """What `test_figures_of_a_dense_register_are_those_counted_by_hand` asserts, of the KPIs that the change touches.

    Whatever is raised, by an audit or by SQL that no longer runs, would fail that test too.
    """
    from tests.fixtures.built_worlds import WORLDS, computed_figures, disagreements
    from tests.twins.plain.catalogue import CATALOGUE

    touched = [
        kpi
        for kpi, twin in CATALOGUE.items()
        if (twin.measure == mutant.name if mutant.room == "measure" else kpi == mutant.name)
    ]
    told = {part for kpi in touched for part in (kpi, *(CATALOGUE[kpi].parts or ()))}
    for name, world in WORLDS.items():
        expected = {cell: figure for kpi in touched for cell, figure in _by_hand(name, kpi).items()}
        try:
            computed = computed_figures(world, touched)
        except Exception:
            return False
        if disagreements(expected, computed, told):
            return False
    return True


@cache
def _by_hand(world: str, kpi: str) -> dict[Any, Any]:
    """The figures of a KPI and its parts in a dense register, counted by hand once a worker."""
    from tests.fixtures.built_worlds import PERIODS, WORLDS
    from tests.twins.plain.calendar import started_by
    from tests.twins.plain.figures import twin_figures

    return twin_figures(WORLDS[world], started_by(PERIODS, WORLDS[world].reporting_date), [kpi])


def _passes_by_hand(name: str) -> bool:
    """Whether everything worked by hand still passes; a crash means that the change was noticed.

    Files that speak of what was changed are tried first: as a rule one of them notices, and the rest need not run.
    """
    import pytest

    files = sorted((PROJECT / "tests" / "spec").glob("test_*.py"))
    first = [str(path) for path in files if name in path.read_text("utf-8")]
    targets = first + [str(PROJECT / target) for target in _BY_HAND]
    words = [
        "-x",
        "-q",
        "-n0",  # other processes would read the real files
        "--assert=plain",
        "-p",
        "no:cacheprovider",
        "-m",
        "",  # also the cases that the core leaves to the slow tests
        "-k",
        _BUT,
        "--rootdir",
        str(PROJECT),
    ]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return pytest.main([*targets, *words, "-c", str(PROJECT / "pyproject.toml")]) == 0
