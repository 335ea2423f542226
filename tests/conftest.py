"""What every test lives under: no test reaches a real data home, and the sample is made once a session."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipelines.home import DataHome
from tests.fixtures.command import run_gfo

# Images for containers often forbid Python to keep what it has compiled. The suite starts hundreds of processes, and
# each would compile every library anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Two workers share the cores already.
os.environ.setdefault("POLARS_MAX_THREADS", "1")


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
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Made by the worker that asks first; the others wait for it. A test that writes to it works in a copy.

    `.ci/run` has made one already and says where by GFO_DEMO.
    """
    if "GFO_DEMO" in os.environ:
        made = Path(os.environ["GFO_DEMO"])
        told = (made / "said.txt").read_text("utf-8")
        return Demo(DataHome(made / "home"), subprocess.CompletedProcess("gfo demo", 0, told, ""))
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    folder.mkdir(exist_ok=True)
    home, said = DataHome(folder / "home"), folder / "said.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            made = run_gfo("demo", "--no-serve", home=home.root)
            said.write_text(json.dumps(vars(made)), encoding="utf-8")
    return Demo(home, subprocess.CompletedProcess(**json.loads(said.read_text("utf-8"))))


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
