"""The sample's home, and documents made of its newest version."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dashboard.briefings.facts import Facts
from dashboard.briefings.making import Asked, facts_of, make
from pipelines.home import DataHome
from tests.conftest import Demo

Made = Callable[..., bytes]
FactsOf = Callable[..., Facts]
#: Another home with the sample's newest version, and a file for everybody made of it by these statements.
OwnHome = Callable[..., DataHome]


@pytest.fixture(scope="session")
def sample(demo: Demo) -> DataHome:
    assert demo.result.returncode == 0, demo.result.stderr
    return demo.home


@pytest.fixture
def facts(sample: DataHome) -> FactsOf:
    """`facts("namndinformation", "Timrå", "2023T2")`."""
    return lambda kind, kommun="", period="", audience="intern", home=None: facts_of(
        home or sample, Asked(kind, kommun, period, audience)
    )


@pytest.fixture
def made(sample: DataHome) -> Made:
    """The bytes of a document: `made("namndinformation", "pdf", "Timrå", "2023T2")`."""

    def document(
        kind: str,
        ending: str,
        kommun: str = "",
        period: str = "2026T2",
        audience: str = "intern",
        home: DataHome | None = None,
    ) -> bytes:
        return make(facts_of(home or sample, Asked(kind, kommun, period, audience)), kind, ending).data

    return document


@pytest.fixture
def own_home(sample: DataHome, tmp_path: Path) -> OwnHome:
    """A home of one's own with the newest version; `styrgrupp` and `publik` are statements that change its files."""

    def copied(styrgrupp: tuple[str, ...] = (), publik: tuple[str, ...] | None = None) -> DataHome:
        home = DataHome(tmp_path / "home")
        folder = home.published / "2"
        folder.mkdir(parents=True)
        newest = (sample.published / "current" / "styrgrupp.duckdb").resolve()
        for name, statements in (("styrgrupp", styrgrupp), ("publik", publik)):
            if statements is not None:
                shutil.copyfile(newest, folder / f"{name}.duckdb")
                with duckdb.connect(str(folder / f"{name}.duckdb")) as con:
                    for statement in statements:
                        con.execute(statement)
        (home.published / "current").symlink_to("2")
        return home

    return copied
