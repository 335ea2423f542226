"""A home is whole and private, or it is said what is wrong: nothing starts over in silence."""

from __future__ import annotations

import os
import shutil
import stat

import pytest

from pipelines.cli.verbs import run
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.delivering import deliver
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.condition import FILES, FOLDERS
from tests.fixtures.registers import NOVEMBER, OCTOBER, SEPTEMBER, placements

pytestmark = pytest.mark.usefixtures("few_kpis")


@pytest.fixture(scope="module")
def _delivered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("delivered")
    home = DataHome(folder / "hem")
    deliver(home, placements(folder / "a.csv", range(3)), received=SEPTEMBER)
    return home


@pytest.fixture
def home(_delivered, tmp_path, monkeypatch):
    home = DataHome(tmp_path / "hem")
    monkeypatch.setenv("GFO_HOME", str(home.root))
    shutil.copytree(_delivered.root, home.root, symlinks=True)
    return home


@pytest.fixture
def other(tmp_path):
    return placements(tmp_path / "b.csv", range(4))


def said(home, file):
    with pytest.raises(ReaderError) as error:
        deliver(home, file, received=OCTOBER)
    return error.value


def test_a_deleted_ledger_beside_an_archive_is_said_and_no_new_one_is_made(home, other):
    home.ledger.unlink()
    error = said(home, other)
    assert error.code == "H009"
    assert "låsta" in error.message
    assert "säkerhetskopian" in error.remedy
    assert not home.ledger.exists()


@pytest.mark.parametrize("share", [0, 0.003, 0.2, 0.5, 0.9, 0.9999])
def test_a_ledger_that_was_cut_short_is_said_with_what_is_lost(home, other, capsys, share):
    whole = home.ledger.read_bytes()
    home.ledger.write_bytes(whole[: int(len(whole) * share)])
    assert run(["status"]) == 1
    assert "H007" in capsys.readouterr().err
    assert said(home, other).code == "H007"
    home.ledger.write_bytes(whole)
    assert [delivery.file_name for delivery in active_deliveries(home, NOVEMBER)] == ["a.csv"]


def test_a_used_home_without_its_mark_takes_nothing_and_no_sample_makes_it_its_own(home, other, capsys):
    (home.root / "kind").unlink()
    assert said(home, other).code == "H010"
    for arguments in (["deliver", "--sample", str(other)], ["build"], ["status"], ["demo", "--no-serve"]):
        assert run(arguments) == 1
        assert "H010" in capsys.readouterr().err
    assert not (home.root / "kind").exists()
    (home.root / "kind").write_text("real\n", encoding="ascii")
    assert deliver(home, other, received=OCTOBER)[0].rows_accepted == 4


@pytest.mark.parametrize("name", [*FILES, "mappings/Timrå.toml"])
def test_a_folder_where_a_file_should_be_is_said(home, other, name):
    place = home.root / name
    place.unlink(missing_ok=True)
    place.mkdir(parents=True)
    error = said(home, other)
    assert error.code == "H011"
    assert str(place) in error.message


@pytest.mark.parametrize("name", FOLDERS)
def test_a_file_where_a_folder_should_be_is_said(home, other, name):
    place = home.root / name
    if place.exists():
        shutil.rmtree(place)
    place.write_bytes(b"")
    assert said(home, other).code == "H011"


def modes(home):
    found = {home.root: home.root} | {path: path for path in home.root.rglob("*")}
    return {
        path: stat.S_IMODE(path.lstat().st_mode) for path in found if not stat.S_ISLNK(path.lstat().st_mode)
    }


def is_private(home):
    return all(mode == (0o700 if path.is_dir() else 0o600) for path, mode in modes(home).items())


@pytest.mark.slow
def test_nothing_of_a_home_is_any_other_accounts_whatever_the_umask(home, other):
    former = os.umask(0o000)
    try:
        assert run(["deliver", str(other)]) == 0
        assert run(["build", "--reporting-date", "2026-08-31"]) == 0
        assert run(["publish"]) == 0
    finally:
        os.umask(former)
    assert (home.published / "current" / "styrgrupp.duckdb").is_file()
    assert is_private(home)


def test_what_has_become_anybodys_is_private_again_after_the_next_command(home):
    for path in modes(home):
        path.chmod(0o755)
    run(["status"])
    assert is_private(home)


def test_the_umask_of_the_account_is_as_it_was_after_a_command(home):
    former = os.umask(0o022)
    try:
        with home.writing():
            pass
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(former)
