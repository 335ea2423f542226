"""`gfo serve --watch`: the inbox is watched by a process of its own, for as long as the server lives.

The server holds the writing end of a pipe and writes nothing to it. When the server ends, however it ends, the kernel
closes the pipe, and both who keeps the watch and the watch itself read its end. So nobody has to be told, and what
writes the warehouse is never the process that answers on the network.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

UNTIL_CLOSED = "--until-closed"
#: Seconds before a watch that has ended is started again: twice as many each time, until it has stood for a while.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
STOOD_SECONDS = 600.0
# Nothing in the folder that somebody stands in is imported.
_PYTHON = (sys.executable, "-P", "-c")
_KEEP = "from pipelines.cli.keeping import keep; keep()"
_WATCH = "from pipelines.cli import command; command()"


def start_watch() -> None:
    """Start what keeps the watch. This process, and what it becomes, holds the pipe until it ends."""
    reads, writes = os.pipe()
    subprocess.Popen([*_PYTHON, _KEEP], stdin=reads)
    os.close(reads)
    os.set_inheritable(writes, True)


def keep() -> None:
    """Run `gfo watch` until standard input ends; when it ends before that, start it again after a pause."""
    # Ctrl+C reaches everybody at once: the server ends of it, and then the input does. Heard and not ignored, since
    # what is ignored is inherited, and the watch ends by an interruption.
    signal.signal(signal.SIGINT, lambda *_: None)
    ended = Event()
    when_input_ends(ended.set)
    pause = FIRST_PAUSE
    while not ended.is_set():
        began = monotonic()
        subprocess.run([*_PYTHON, _WATCH, "watch", UNTIL_CLOSED], check=False)
        if monotonic() - began > STOOD_SECONDS:
            pause = FIRST_PAUSE
        if ended.wait(pause):
            return
        sys.stderr.write("Bevakningen av inkorgen avslutades och startas igen.\n")
        pause = min(2 * pause, LONGEST_PAUSE)


def when_input_ends(then: Callable[[], None]) -> None:
    """Do something when whoever holds the other end of standard input is gone."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        then()

    Thread(target=wait, daemon=True).start()


def interrupt() -> None:
    """End this process as Ctrl+C does."""
    os.kill(os.getpid(), signal.SIGINT)
