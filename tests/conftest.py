"""What every test lives under: no test reaches a real data home, and the sample is made once a session."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import hypothesis
import pytest

from pipelines.home import DataHome
from tests.fixtures.making_demo import begin_demo, finished_demo

# Images for containers often forbid Python to keep what it has compiled. The suite starts hundreds of processes, and
# each would compile every library anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# The workers share the cores already.
os.environ.setdefault("POLARS_MAX_THREADS", "1")
# How long an example takes says how busy the machine is, and nothing of what is tested.
hypothesis.settings.register_profile("shared", deadline=None)
hypothesis.settings.load_profile("shared")


def _needs_sample(item: pytest.Item) -> bool:
    return "demo" in getattr(item, "fixturenames", ())


# Few tests of a minute or more each: begun last, one of these is what all wait for.
_LONG = frozenset(
    {
        "test_kills.py", "test_faults.py", "test_states.py", "test_restoring.py", "test_versions.py",
        "test_audience_files.py", "test_tests_bite.py", "test_sample_figures.py", "test_handing_in.py",
    }
)  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files and then those of the most tests come first, so that the workers end together; those that need
    the sample after the others, while it is made, and a browser's last of all, since what drives it leaves a loop
    running."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    made = "GFO_DEMO" in os.environ

    def place(tests: list[pytest.Item]) -> tuple[int, bool, int]:
        browser = any(item.get_closest_marker("browser") for item in tests)
        waits = 0 if made else 2 if browser else any(map(_needs_sample, tests))
        return waits, tests[0].path.name not in _LONG, -len(tests)

    items[:] = [item for tests in sorted(files.values(), key=place) for item in tests]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Thousands of collected tests live as long as the session: no collection of garbage need look at them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_sessionfinish() -> None:
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that names no home gets an empty one of its own, never the project's `data/`."""
    monkeypatch.setenv("GFO_HOME", str(tmp_path_factory.getbasetemp() / "unnamed-home"))


@pytest.fixture
def few_kpis(monkeypatch: pytest.MonkeyPatch) -> None:
    """The verbs of the command line build every KPI. A test of what they do and say has enough of these."""
    from pipelines.publishing import build
    from tests.fixtures.warehouse import with_parts

    few = with_parts(["placements_started", "children_in_care", "care_days"])
    monkeypatch.setattr(build, "kpi_definitions", lambda: few)


@dataclass(frozen=True)
class Demo:
    """The home that `gfo demo --no-serve` made, and what it printed."""

    home: DataHome
    result: subprocess.CompletedProcess[str]

    @property
    def published(self) -> Path:
        return self.home.published / "current" / "styrgrupp.duckdb"


@pytest.fixture(scope="session")
def _demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all workers of a session have the sample."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"


@pytest.fixture(scope="session", autouse=True)
def _demo_is_begun(request: pytest.FixtureRequest, _demo_folder: Path) -> Iterator[None]:
    """The sample is made while the first tests run, which seldom need it: made when first asked for, every worker
    would wait for it. Nobody ends it before it is made: another worker may be waiting still."""
    asked = any(map(_needs_sample, request.session.items))
    making = begin_demo(_demo_folder) if asked and "GFO_DEMO" not in os.environ else None
    yield
    if making is not None:
        making.wait()


@pytest.fixture(scope="session")
def demo(_demo_folder: Path) -> Demo:
    """Made once a session. A test that writes to it works in a copy.

    `.ci/run` has made one already and says where by GFO_DEMO.
    """
    if "GFO_DEMO" in os.environ:
        made = Path(os.environ["GFO_DEMO"])
        told = (made / "said.txt").read_text("utf-8")
        return Demo(DataHome(made / "home"), subprocess.CompletedProcess("gfo demo", 0, told, ""))
    return Demo(*finished_demo(_demo_folder))


@contextmanager
def copy_of(published: Path, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of a published file of the sample: a page in this process may have the file itself open in its own way."""
    with duckdb.connect(str(shutil.copy(published, folder / "sample.duckdb")), read_only=True) as con:
        yield con


@pytest.fixture
def demo_published(demo: Demo, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    assert demo.result.returncode == 0, demo.result.stderr
    with copy_of(demo.published, tmp_path) as con:
        yield con
