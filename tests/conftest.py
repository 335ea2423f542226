"""What every test lives under: no test reaches a real data home, and the sample is made once a session."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipelines.home import DataHome
from tests.fixtures.command import run_gfo


@pytest.fixture(autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that names no home gets an empty one of its own, never the project's `data/`."""
    monkeypatch.setenv("GFO_HOME", str(tmp_path_factory.getbasetemp() / "unnamed-home"))


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
    home = DataHome(tmp_path_factory.mktemp("demo") / "home")
    return Demo(home, run_gfo("demo", "--no-serve", home=home.root))


@pytest.fixture
def demo_published(demo: Demo) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's published file, read-only."""
    assert demo.result.returncode == 0, demo.result.stderr
    with duckdb.connect(str(demo.published), read_only=True) as con:
        yield con
