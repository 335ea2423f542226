"""Killed amid a backup, a restoration or a purge: what was there stands, and the same command completes it."""

from __future__ import annotations

import os
import shutil

import pytest

from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from pipelines.home.backup import back_up, unpack
from pipelines.home.ledger import open_ledger
from pipelines.home.state import parts_of
from pipelines.publishing.memory import protected_releases
from tests.fixtures.killing import gfo_killed_at, leftovers
from tests.fixtures.workplace import NOW

pytestmark = pytest.mark.slow

#: One operation in so many; KILL_AT=every asks for all of them.
STRIDE = 1 if os.environ.get("KILL_AT") == "every" else 5


def state(root):
    """Every part of a home's state, with what its ledger tells; the log of what was done in it left out."""
    home = DataHome(root)
    parts = {
        name: path.readlink() if path.is_symlink() else file_hash(path)
        for name, path in parts_of(home)
        if name != "ledger.duckdb" and not name.startswith("audit/")
    }
    with open_ledger(home) as ledger:
        return parts, protected_releases(ledger), ledger.execute("select * from delivery").fetchall()


@pytest.fixture
def kept(seen):
    back_up(seen.home, seen.folder / "kopia.tar.gz", made=NOW, key=seen.folder / "nyckel", patience=0)
    return seen


def test_a_killed_backup_leaves_the_former_one_and_the_next_is_whole(kept, tmp_path):
    archive, home = kept.folder / "kopia.tar.gz", kept.home
    command = ("backup", str(archive), "--key", str(kept.folder / "nyckel"))
    before, former = state(home.root), file_hash(archive)
    operations = gfo_killed_at(home, 0, *command).operations
    newest = file_hash(archive)
    assert newest != former
    for at in range(1, operations + 1):
        stood = file_hash(archive)
        assert gfo_killed_at(home, at, *command).killed, at
        unpack(archive, None)
        assert state(home.root) == before, at
        if file_hash(archive) != stood:
            assert at > operations / 2
    assert gfo_killed_at(home, 0, *command).code == 0
    assert unpack(archive, None).parts
    assert not list(kept.folder.glob("*.new"))


@pytest.mark.parametrize("replaced", [False, True], ids=["wiped", "replaced"])
def test_a_killed_restoration_leaves_the_former_state_and_the_next_completes_it(kept, replaced):
    root, folder = kept.home.root, kept.folder
    flags = ("--key", str(folder / "nyckel"), *(("--replace",) if replaced else ("--no-meeting-since",)))
    command = ("restore", str(folder / "kopia.tar.gz"), "--into", str(root), *flags)
    after = state(root)
    if replaced:
        (root / "agenda.toml").write_text("# skriven efter kopian\n", encoding="utf-8")
    before = state(root)

    def again():
        for place in folder.glob("*home*"):
            shutil.rmtree(place)
        if replaced:
            shutil.copytree(folder / "mall", root, symlinks=True)

    shutil.copytree(root, folder / "mall", symlinks=True)
    again()
    operations = gfo_killed_at(kept.home, 0, *command).operations
    assert state(root) == after
    for at in range(1, operations + 1, STRIDE):
        again()
        assert gfo_killed_at(kept.home, at, *command).killed, at
        done = root.exists() and state(root) == after
        if replaced:
            assert done or state(root) == before, at
        else:
            assert done or not root.exists(), at
        finished = gfo_killed_at(kept.home, 0, *command)
        if not replaced and done:
            assert (finished.code, "G033" in finished.told) == (1, True), at
        else:
            assert finished.code == 0, (at, finished.told)
        assert state(root) == after, at
        assert not list(folder.glob(".*restoring")), at
        if replaced:
            assert before in [state(aside) for aside in folder.glob("home.before-*")], at


def test_a_killed_purge_is_completed_by_the_same_command(built):
    command = ("purge", "1", "--reason", "Fel fil.", "--yes")
    shutil.copytree(built.home.root, built.folder / "mall", symlinks=True)
    operations = gfo_killed_at(built.home, 0, *command).operations
    for at in range(1, operations + 1):
        shutil.rmtree(built.home.root)
        shutil.copytree(built.folder / "mall", built.home.root, symlinks=True)
        assert gfo_killed_at(built.home, at, *command).killed, at
        finished = gfo_killed_at(built.home, 0, *command)
        assert finished.code == 0, (at, finished.told)
        for folder in (built.home.archive, built.home.checked, built.home.warehouse):
            assert list(folder.iterdir()) == [], at
        assert leftovers(built.home) == [], at
