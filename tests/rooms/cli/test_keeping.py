"""`gfo serve --watch`: the watch is a process of its own, comes back when it falls, and ends with the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.home.handed_in import hand_in, handed_in, is_watched
from tests.fixtures.registers import SEPTEMBER, placements
from tests.fixtures.serving import free_port

pytestmark = pytest.mark.slow
SERVE = "from pipelines.cli import command; command()"


def _until(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def _watches(pid: int) -> list[int]:
    """The processes below that are `gfo watch` itself."""
    below = [each for child in _children(pid) for each in (child, *_children(child))]
    return [each for each in below if b"--until-closed" in _command(each)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_watch_comes_back_when_it_falls_and_ends_with_the_server(home, tmp_path, how):
    home.claim("real")
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(free_port()), "--watch"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _until(lambda: is_watched(home))
        (first,) = _watches(server.pid)
        (keeper,) = _children(server.pid)
        os.kill(first, signal.SIGKILL)
        _until(lambda: _watches(server.pid) not in ([], [first]))
        (second,) = _watches(server.pid)
        _until(lambda: is_watched(home))
        hand_in(home, "a.csv", placements(tmp_path / "a.csv", range(3)).read_bytes(), handed=SEPTEMBER)
        _until(lambda: handed_in(home)[0].outcome is not None)
        assert handed_in(home)[0].outcome["accepted"]
        server.send_signal(how)
        server.wait(30)
        _until(lambda: not _command(second) and not _command(keeper))
        assert not is_watched(home)
    finally:
        server.kill()
        server.wait()
