"""From one version to the next: readers stay until what they asked is known of the new one, never with what is gone."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from dashboard.published import remembering
from dashboard.published.remembering import remembered
from dashboard.published.source import Source
from dashboard.reader import turning
from dashboard.reader.access import NEWEST, newest_for, open_figures
from pipelines.home import DataHome
from tests.pages.fixtures.published_file import write_published

_gates: dict[str, Event] = {}
_worked_out: list[str] = []


@remembered(4)
def _slow(source: Source) -> str:
    """What takes as long as a test wants it to take."""
    gate = _gates.get(source.build)
    assert gate is None or gate.wait(60)
    _worked_out.append(source.build)
    return source.build


@pytest.fixture
def home(tmp_path: Path) -> Iterator[DataHome]:
    """A home whose version 7 has been read, and somebody who gets the next ready."""
    home = DataHome(tmp_path / "home")
    home.root.mkdir()
    write_published(home, "7")
    _gates.clear()
    _worked_out.clear()
    stop = Event()
    keeper = turning.keep_ready(stop)
    assert _shown(home) == "7"
    assert _slow(open_figures(home, "styrgrupp").source) == "7"
    yield home
    for gate in _gates.values():
        gate.set()
    stop.set()
    keeper.join(60)


def _shown(home: DataHome) -> str:
    return open_figures(home, "styrgrupp", NEWEST).source.build


def _until_shown(home: DataHome, build: str) -> None:
    end = time.monotonic() + 60
    while _shown(home) != build:
        assert time.monotonic() < end
        time.sleep(0.02)


def _published_held(home: DataHome, build: str) -> None:
    """A version that will not be ready before its gate is opened."""
    _gates[build] = Event()
    write_published(home, build)


def test_readers_stay_until_what_they_asked_is_known_of_the_new_version(home: DataHome) -> None:
    _published_held(home, "8")
    assert [_shown(home), newest_for(home, "styrgrupp")] == ["7", "7"]
    _gates["8"].set()
    _until_shown(home, "8")
    assert newest_for(home, "styrgrupp") == "8"
    assert _worked_out == ["7", "8"]
    assert _slow(open_figures(home, "styrgrupp", NEWEST).source) == "8"
    assert _worked_out == ["7", "8"]


def test_a_version_that_never_gets_ready_is_shown_when_its_time_is_over(home: DataHome) -> None:
    _published_held(home, "8")
    assert _shown(home) == "7"
    long_ago = time.time() - turning.LONGEST_SECONDS - 1
    os.utime(home.published / "current", (long_ago, long_ago), follow_symlinks=False)
    assert _shown(home) == "8"


def test_what_was_withdrawn_is_left_at_once(home: DataHome) -> None:
    _published_held(home, "8")
    assert _shown(home) == "7"
    shutil.move(home.published / "7", home.root / "undan")
    assert _shown(home) == "8"


def test_a_step_back_waits_for_nothing(home: DataHome) -> None:
    write_published(home, "8")
    _until_shown(home, "8")
    back = home.published / "current.new"
    back.symlink_to("7")
    back.replace(home.published / "current")
    assert _shown(home) == "7"


def test_without_anybody_to_get_it_ready_a_new_version_is_shown_at_once(tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    write_published(home, "7")
    assert _shown(home) == "7"
    write_published(home, "8")
    assert _shown(home) == "8"


def test_a_version_that_nobody_reads_is_forgotten(home: DataHome, monkeypatch: pytest.MonkeyPatch) -> None:
    old = open_figures(home, "styrgrupp", "7").source
    write_published(home, "8")
    _until_shown(home, "8")
    monkeypatch.setattr(turning, "_LEFT_AFTER_SECONDS", -1.0)
    turning.forget_left()
    assert {source.build for source in remembering.files() if source.path.is_relative_to(home.root)} == {"8"}
    assert _slow(old) == "7"
    assert _worked_out == ["7", "8", "7"]


def test_what_many_ask_at_once_is_worked_out_once(home: DataHome) -> None:
    write_published(home, "8")
    source = Source.of(home.published / "8" / "styrgrupp.duckdb", "styrgrupp")
    remembering.forget(source)
    _worked_out.clear()
    _gates["8"] = Event()
    readers = [Thread(target=_slow, args=(source,)) for _ in range(8)]
    for reader in readers:
        reader.start()
    _gates["8"].set()
    for reader in readers:
        reader.join(60)
    assert _worked_out == ["8"]
