"""A file that points out a person leaves nothing of it: every byte that the product keeps or says is searched."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from tests.corpus.identity import NAME, VALUES, corpus
from tests.fixtures.command import run_gfo
from tests.fixtures.registers import OCTOBER, SEPTEMBER, placements

# However it is parted: 120101-9808, 120101 9808, 120101+9808, and the last four alone beside the six.
FORBIDDEN = re.compile(
    "|".join([*(rf"{value[:6]}\D{{0,3}}{value[6:]}" for value in VALUES), re.escape(NAME)]).encode()
)


@dataclass(frozen=True)
class Run:
    """`gfo deliver` of every file of the kind, from the inbox, and of a right file after them."""

    home: DataHome
    hashes: dict[str, str]
    result: subprocess.CompletedProcess[str]
    check: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    home = DataHome(tmp_path_factory.mktemp("identity") / "home")
    deliver_file(home, placements(tmp_path_factory.mktemp("before") / "a.csv", range(5)), Terms(SEPTEMBER))
    for file in corpus.bad:
        file.make(home.inbox / file.name)
    paths = [str(home.inbox / file.name) for file in corpus.bad]
    hashes = {file.name: file_hash(home.inbox / file.name) for file in corpus.bad}
    after = placements(home.inbox / "zz.csv", range(3), "Kramfors")
    check = run_gfo("check", *paths, home=home.root)
    result = run_gfo("deliver", *paths, str(after), f"--received={OCTOBER:%Y-%m-%d}", home=home.root)
    return Run(home, hashes, result, check)


def everything_kept(home: DataHome) -> Iterator[tuple[str, bytes]]:
    """Every file's name and bytes, the members of its workbooks, and every cell of its ledger."""
    for path in home.root.rglob("*"):
        yield f"the name of {path}", str(path.relative_to(home.root)).encode()
        if not path.is_file():
            continue
        yield str(path), path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                yield from ((f"{path}!{name}", package.read(name)) for name in package.namelist())
    # DuckDB packs its texts, so its bytes alone prove nothing.
    with duckdb.connect(str(home.ledger), read_only=True) as con:
        for (table,) in con.execute("select table_name from duckdb_tables()").fetchall():
            rows = con.execute(f"from {table}").fetchall()
            yield f"ledger table {table}", repr(rows).encode()


@pytest.mark.slow
def test_search_would_find_what_it_looks_for(run: Run, tmp_path: Path) -> None:
    for file in corpus.bad:
        file.make(tmp_path / file.name)
    kept = DataHome(tmp_path)
    with duckdb.connect(str(kept.ledger)) as con:
        con.execute("create table t as select $value as a", {"value": VALUES[0]})
    found = {place for place, content in everything_kept(kept) if FORBIDDEN.search(content)}
    places = " ".join(found)
    assert all(file.name in places for file in corpus.bad)
    assert "ledger table t" in found


def test_nothing_of_a_person_is_kept_anywhere(run: Run) -> None:
    assert [place for place, content in everything_kept(run.home) if FORBIDDEN.search(content)] == []


def test_nothing_of_a_person_is_said(run: Run) -> None:
    for said in (run.result, run.check):
        assert not FORBIDDEN.search((said.stdout + said.stderr).encode())
        assert said.stderr == ""
        assert said.returncode == 1
    for file in corpus.bad:
        assert f"{file.shows.code} " in run.result.stdout


def test_files_are_gone_from_the_inbox_and_only_their_reports_remain(run: Run) -> None:
    assert list(run.home.inbox.iterdir()) == []
    for sha256 in run.hashes.values():
        assert [path.name for path in (run.home.refused / sha256).iterdir()] == ["rapport.xlsx"]
        assert not (run.home.archive / sha256).exists()


def test_file_after_them_is_accepted(run: Run) -> None:
    assert "3 av 3 rader godtagna" in run.result.stdout
