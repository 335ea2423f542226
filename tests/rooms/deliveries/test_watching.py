"""The inbox: one file at a time, only whole files, and nothing lost."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from pipelines.cli.verbs import run
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.inbox import Inbox, watch_inbox
from pipelines.home import DataHome
from tests.fixtures.registers import NOVEMBER, PLACEMENTS, SEPTEMBER, placement, placements, write_csv


@pytest.fixture
def home(tmp_path):
    home = DataHome(tmp_path / "hem")
    home.claim("real")
    return home


@pytest.fixture
def inbox(home):
    return Inbox(home, lambda: SEPTEMBER)


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
    assert list(inbox.take(settled=True)) == []


def test_a_bad_file_does_not_keep_the_next_one_out(home, inbox):
    write_csv(home.inbox / "a.csv", PLACEMENTS, [placement(1, "Ånge", form="slott")])
    placements(home.inbox / "b.csv", range(3))
    taken = list(inbox.take(settled=True))
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
        assert list(inbox.take(settled=True)) == []
        other.communicate("\n")
    assert len(list(inbox.take(settled=True))) == 1
    assert standing(home) == ["a.csv"]


def test_a_file_that_cannot_be_delivered_here_stays_and_is_said_once(tmp_path):
    home = DataHome(tmp_path / "exempel")
    home.claim("sample")
    inbox = Inbox(home, lambda: SEPTEMBER)
    file = placements(home.inbox / "riktig.csv", range(3))
    (said,) = inbox.take(settled=True)
    assert getattr(said.error, "code", "") == "H001"
    assert list(inbox.take(settled=True)) == []
    assert file.exists()


def test_what_lands_while_watching_is_delivered(home, inbox):
    stop = threading.Event()
    taken = []

    def watching():
        for arrivals in watch_inbox(inbox, stop):
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


def test_watching_once_delivers_and_builds(home, monkeypatch, capsys):
    monkeypatch.setenv("GFO_HOME", str(home.root))
    placements(home.inbox / "a.csv", range(3))
    assert run(["watch", "--once"]) == 0
    assert (home.warehouse / "current").resolve().is_file()
    assert not (home.published / "current").exists()
    assert "är byggd" in capsys.readouterr().out
