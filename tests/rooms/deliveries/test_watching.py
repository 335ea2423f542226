"""The inbox: one file at a time, only whole files, and nothing lost."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta

import pytest

from pipelines.cli.verbs import run
from pipelines.deliveries import delivering
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.aside import aside_folder
from pipelines.deliveries.inbox import Inbox, rounds
from pipelines.home import DataHome
from pipelines.home.archive import archive_file
from pipelines.periods import SWEDEN
from tests.fixtures.registers import NOVEMBER, PLACEMENTS, SEPTEMBER, placement, placements, write_csv

pytestmark = pytest.mark.usefixtures("few_kpis")


@pytest.fixture
def inbox(home):
    return Inbox(home, lambda: SEPTEMBER)


def settled(inbox):
    """What is taken of an inbox that nobody has touched between two looks."""
    return [*inbox.take(), *inbox.take()]


def standing(home):
    return [delivery.file_name for delivery in active_deliveries(home, NOVEMBER)]


def test_a_file_is_taken_when_it_no_longer_grows(home, inbox):
    file = placements(home.inbox / "a.csv", range(3))
    assert list(inbox.take()) == []
    placements(file, range(9))
    assert list(inbox.take()) == []
    (taken,) = inbox.take()
    assert taken.delivery is not None
    assert taken.delivery.receipts[0].rows_accepted == 9
    assert not file.exists()


@pytest.mark.parametrize("name", ["a.csv.part", ".a.csv", "~$a.xlsx", "a.tmp"])
def test_passing_files_are_left_alone(home, inbox, name):
    placements(home.inbox / name, range(3))
    assert settled(inbox) == []


def test_a_bad_file_does_not_keep_the_next_one_out(home, inbox):
    write_csv(home.inbox / "a.csv", PLACEMENTS, [placement(1, "Ånge", form="slott")])
    placements(home.inbox / "b.csv", range(3))
    taken = settled(inbox)
    assert [one.delivery.accepted for one in taken if one.delivery] == [False, True]
    assert standing(home) == ["b.csv"]
    assert list(home.inbox.iterdir()) == []


def test_while_another_command_works_everything_waits_and_is_taken_afterwards(home, inbox):
    placements(home.inbox / "a.csv", range(3))
    script = (
        "from pathlib import Path; from pipelines.home import DataHome\n"
        f"with DataHome(Path({str(home.root)!r})).writing():\n    print('har', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert settled(inbox) == []
        other.communicate("\n")
    assert len(settled(inbox)) == 1
    assert standing(home) == ["a.csv"]


def test_a_file_that_cannot_be_delivered_here_stays_and_is_said_once(tmp_path):
    home = DataHome(tmp_path / "exempel")
    home.claim("sample")
    inbox = Inbox(home, lambda: SEPTEMBER)
    file = placements(home.inbox / "riktig.csv", range(3))
    (said,) = settled(inbox)
    assert getattr(said.error, "code", "") == "H001"
    assert settled(inbox) == []
    assert file.exists()


def test_what_lands_while_watching_is_delivered(home, inbox):
    stop = threading.Event()
    taken = []

    def watching():
        for arrivals in rounds(inbox, stop):
            taken.extend(arrivals)

    thread = threading.Thread(target=watching)
    thread.start()
    try:
        placements(home.inbox / "a.csv", range(3))
        until = time.monotonic() + 20
        while not taken and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        stop.set()
        thread.join(10)
    assert [one.file.name for one in taken] == ["a.csv"]
    assert standing(home) == ["a.csv"]


@pytest.mark.slow
def test_watching_once_delivers_and_builds(home, monkeypatch, capsys):
    monkeypatch.setenv("GFO_HOME", str(home.root))
    placements(home.inbox / "a.csv", range(3))
    assert run(["watch", "--once"]) == 0
    assert (home.warehouse / "current").resolve().is_file()
    assert not (home.published / "current").exists()
    assert "är byggd" in capsys.readouterr().out


def test_a_newer_file_saved_over_the_same_name_while_the_older_is_delivered_stays(home, inbox, monkeypatch):
    file = placements(home.inbox / "a.csv", range(3))
    placements(home.inbox / "b.csv", range(9), "Ånge")

    def archive_and_save(*arguments):
        if not file.exists():
            placements(file, range(5))
        return archive_file(*arguments)

    monkeypatch.setattr(delivering, "archive_file", archive_and_save)
    first = settled(inbox)
    assert [one.delivery.receipts[0].rows_accepted for one in first] == [3, 9]
    monkeypatch.undo()
    (second,) = settled(inbox)
    assert second.delivery.receipts[0].rows_accepted == 5
    assert list(home.inbox.iterdir()) == []


def test_a_file_that_somebody_has_open_to_write_is_not_taken(home, inbox):
    whole = placements(home.inbox / "a.csv", range(9)).read_bytes()
    with (home.inbox / "a.csv").open("wb") as half:
        half.write(whole[: len(whole) // 2])
        half.flush()
        assert settled(inbox) == []
        assert settled(inbox) == []
        half.write(whole[len(whole) // 2 :])
    (taken,) = settled(inbox)
    assert taken.delivery.receipts[0].rows_accepted == 9


def test_what_is_written_to_a_file_after_it_was_read_is_not_lost(home, inbox, monkeypatch):
    file = placements(home.inbox / "a.csv", range(3))
    with file.open("ab") as late:
        monkeypatch.setattr("pipelines.deliveries.aside.has_writer", lambda path: False)
        monkeypatch.setattr("pipelines.deliveries.inbox.has_writer", lambda path: False)
        row = ";".join(placement(7)).encode("cp1252")

        def forget_and_write(*arguments):
            late.write(row + b"\r\n")
            late.flush()

        monkeypatch.setattr(delivering, "forget_refused", forget_and_write)
        (taken,) = settled(inbox)
        assert taken.delivery.receipts[0].rows_accepted == 3
    monkeypatch.undo()
    assert file.exists()
    (later,) = settled(inbox)
    assert later.delivery.receipts[0].rows_accepted == 4


def test_a_file_that_cannot_be_delivered_goes_back_beside_a_newer_one_of_its_name(home, inbox, monkeypatch):
    file = placements(home.inbox / "a.csv", range(3))
    old = file.read_bytes()

    def fail(*arguments):
        placements(file, range(5))
        raise RuntimeError

    monkeypatch.setattr(delivering, "sweep_leftovers", fail)
    (failed,) = settled(inbox)
    assert isinstance(failed.error, RuntimeError)
    assert (home.inbox / "a (2).csv").read_bytes() == old
    assert file.read_bytes() != old


def test_what_a_killed_watch_had_moved_aside_is_delivered_before_what_came_later(home, inbox):
    aside = aside_folder(home) / "0123"
    aside.mkdir(parents=True)
    placements(aside / "a.csv", range(3))
    placements(home.inbox / "a.csv", range(5))
    taken = [one.delivery.receipts[0].rows_accepted for one in settled(inbox)]
    assert taken == [3, 5]
    assert list(home.inbox.iterdir()) == []


def test_a_file_of_the_inbox_that_is_named_at_the_command_line_is_moved_aside_too(home, monkeypatch):
    file = placements(home.inbox / "a.csv", range(3))

    def archive_and_save(*arguments):
        assert not file.exists()
        placements(file, range(5))
        return archive_file(*arguments)

    monkeypatch.setattr(delivering, "archive_file", archive_and_save)
    delivering.deliver_file(home, file, delivering.Terms(SEPTEMBER))
    assert len(file.read_bytes().splitlines()) == 6


@pytest.mark.slow
def test_a_build_that_a_killed_watch_left_undone_is_made_by_the_next(home, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GFO_HOME", str(home.root))
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(3)))]) == 0
    capsys.readouterr()
    assert run(["watch", "--once", "--publish"]) == 0
    said = capsys.readouterr().out
    assert "är byggd" in said
    assert "är publicerad" in said
    assert run(["watch", "--once", "--publish"]) == 0
    assert "är byggd" not in capsys.readouterr().out


@pytest.mark.slow
def test_a_publication_that_a_killed_watch_left_undone_is_made_by_the_next(home, monkeypatch, capsys):
    monkeypatch.setenv("GFO_HOME", str(home.root))
    placements(home.inbox / "a.csv", range(3))
    assert run(["watch", "--once"]) == 0
    assert not (home.published / "current").exists()
    assert run(["watch", "--once", "--publish"]) == 0
    assert "är publicerad" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("left", ["nothing", "the former version"])
def test_readers_whom_a_killed_publication_left_behind_are_led_to_it_by_the_next_watch(
    home, tmp_path, monkeypatch, left
):
    monkeypatch.setenv("GFO_HOME", str(home.root))
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(3)))]) == 0
    # Long after the delivery, so that no build is due for its sake.
    monkeypatch.setattr("pipelines.cli.watching.now", lambda: datetime.now(SWEDEN) + timedelta(minutes=1))
    assert run(["watch", "--once", "--publish"]) == 0
    current = home.published / "current"
    newest = current.resolve()
    current.unlink()
    if left == "the former version":
        (home.published / "0").mkdir()
        current.symlink_to("0")
    assert run(["watch", "--once", "--publish"]) == 0
    assert current.resolve() == newest
