"""A command that is killed at its n-th file operation, and how many it makes when it is left alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from pipelines.home import DataHome
from pipelines.reference import PROJECT_ROOT

# Whatever makes, moves, removes, links, opens for writing or forces to the disk something in the home, and every
# database that is opened, counts as one operation. What DuckDB writes in between is killed by time, in test_faults.
_SCRIPT = """
import os, signal, sys
at, root = int(sys.argv[1]), sys.argv[2]
seen = 0

def operation():
    global seen
    seen += 1
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)

NAMED = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.chmod")

def hook(event, args):
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
    if (writes or event in NAMED) and any(root in str(arg) for arg in args[:2]):
        operation()

sync, sys.argv = os.fsync, ["gfo", *sys.argv[3:]]

def counted_sync(handle):
    operation()
    sync(handle)

os.fsync = counted_sync
import duckdb
connect = duckdb.connect

def counted_connect(*arguments, **terms):
    operation()
    return connect(*arguments, **terms)

duckdb.connect = counted_connect
sys.addaudithook(hook)
from pipelines.cli.verbs import run
code = run(sys.argv[1:])
sys.stderr.write(f"operations={seen}")
sys.exit(code)
"""


def gfo_killed_at(home: DataHome, at: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that is killed at its `at`-th file operation; 0 lets it run to its end."""
    return subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(at), str(home.root), *arguments],
        cwd=PROJECT_ROOT,
        env=os.environ | {"GFO_HOME": str(home.root)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def operations_of(done: subprocess.CompletedProcess[str]) -> int:
    """How many file operations a command made that ran to its end."""
    assert done.returncode == 0, done.stdout + done.stderr
    return int(done.stderr.rpartition("operations=")[2])


def was_killed(done: subprocess.CompletedProcess[str]) -> bool:
    return done.returncode == -signal.SIGKILL


def leftovers(home: DataHome) -> list[Path]:
    """What a command that ran to its end must not leave behind."""
    passing = [path for path in home.root.rglob("*") if path.name.endswith((".new", ".wal", ".tmp"))]
    return [*passing, *home.inbox.rglob("*")]
