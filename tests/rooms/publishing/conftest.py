"""A data home to deliver to and build in, from empty to shown at a meeting, and a way to ask what was built.

A build takes as long as all that a test then asks of it, so each state is made once; a test gets a copy of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.periods import Period
from pipelines.publishing.release import release
from tests.fixtures.workplace import HELD, REFERRALS, Workplace


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A home that nothing was delivered to."""
    return Workplace(tmp_path)


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    place = Workplace(tmp_path_factory.mktemp("built"))
    place.deliver("remisser", REFERRALS)
    place.build()
    return place


@pytest.fixture(scope="session")
def _published_once(_built_once: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    place = _built_once.copied_to(tmp_path_factory.mktemp("published"))
    place.publish()
    return place


@pytest.fixture(scope="session")
def _seen_once(_published_once: Workplace, tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    place = _published_once.copied_to(tmp_path_factory.mktemp("seen"))
    release(
        place.home,
        Period.parse("2023T2"),
        meeting_on=date(2023, 10, 14),
        reason="Tertialmöte.",
        recorded=HELD,
    )
    return place


@pytest.fixture
def built(_built_once: Workplace, tmp_path: Path) -> Workplace:
    """A home where `REFERRALS` are delivered and built as version 1."""
    return _built_once.copied_to(tmp_path)


@pytest.fixture
def published(_published_once: Workplace, tmp_path: Path) -> Workplace:
    """A home whose version 1 is published as well."""
    return _published_once.copied_to(tmp_path)


@pytest.fixture
def seen(_seen_once: Workplace, tmp_path: Path) -> Workplace:
    """A home whose version 1 was shown at a meeting too."""
    return _seen_once.copied_to(tmp_path)


@pytest.fixture
def rows() -> Callable[[Path, str], list[tuple[object, ...]]]:
    """The rows of a query against a database file."""

    def query(path: Path, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(path), read_only=True) as con:
            return con.execute(sql).fetchall()

    return query
