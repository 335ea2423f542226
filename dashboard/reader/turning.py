"""From one version to the next: readers stay with the former until what they asked of it is known of the new one.

Only forwards, and for some seconds after the new version was published: whatever goes wrong with the work, they are
led on when these are over. A version that has been withdrawn is left at once.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from threading import Event, Thread

from dashboard.published import connection, remembering
from dashboard.published.source import Source
from dashboard.reader.freed import give_back
from pipelines.errors import ReaderError

#: How long after its publication a version may be kept from readers.
LONGEST_SECONDS = 8.0
_LOOK_EVERY_SECONDS = 0.5
# What nobody has asked for so long, and no name leads to, is forgotten.
_LEFT_AFTER_SECONDS = 10.0
# A reader's question comes first: what takes longer is followed by a pause as long, of the second at most.
_NO_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.001, 0.01
# Full collections look through everything that is remembered, and Python begins one at a reader's cost.
_TIDY_EVERY_SECONDS = 30.0
_log = logging.getLogger("gfo.dashboard")

#: The folder that each name leads readers to, and those that are ready to be read.
_led: dict[Path, Path] = {}
_ready: set[Path] = set()
_wake = Event()
_keepers: list[Thread] = []


def led(link: Path) -> Path:
    """The version's folder that a name (`published/current`, `published/meeting`) leads readers to now."""
    found = link.resolve()
    former = _led.get(link)
    if former == found:
        return found
    if former is not None and _may_wait(former, found, link):
        _wake.set()
        return former
    _led[link] = found
    return found


def _may_wait(former: Path, found: Path, link: Path) -> bool:
    """Whether readers may stay: the new version is being got ready, is no step back, and the former is still there."""
    if found in _ready or not any(keeper.is_alive() for keeper in _keepers):
        return False
    # Of what nobody has had an answer from (it may be broken) there is nothing to ask again.
    if not any(source.path.parent == former for source in remembering.files()):
        return False
    if not (former.name.isdigit() and found.name.isdigit() and int(former.name) < int(found.name)):
        return False
    try:
        age = time.time() - link.lstat().st_mtime
    except OSError:
        return False
    return 0 <= age < LONGEST_SECONDS and former.is_dir() and found.is_dir()


def keep_ready(stop: Event) -> Thread:
    """Get new versions ready, and forget those that are read no more, in a thread of its own until told to stop."""
    keeper = Thread(target=_keep, args=(stop,), name="turning", daemon=True)
    _keepers[:] = [keeper]
    keeper.start()
    return keeper


def _keep(stop: Event) -> None:
    tidied = time.monotonic()
    while not stop.is_set():
        _wake.wait(_LOOK_EVERY_SECONDS)
        _wake.clear()
        try:
            for link in list(_led):
                turn(link)
            used = any(seconds < _TIDY_EVERY_SECONDS for seconds in remembering.files().values())
            if forget_left() or (used and time.monotonic() - tidied > _TIDY_EVERY_SECONDS):
                give_back()
                tidied = time.monotonic()
        except Exception:
            # Readers are led on without it.
            _log.exception("a new version could not be got ready")


def turn(link: Path) -> None:
    """Where a name leads to a new version: ask of it what was asked of the former, then lead readers there."""
    former, found = _led[link], link.resolve()
    if former == found or not _may_wait(former, found, link):
        return
    try:
        for source in list(remembering.files()):
            if source.path.parent == former:
                _ask_again(source, found)
    finally:
        _ready.clear()
        _ready.add(found)
        # Where it took too long readers have been led on, and perhaps farther.
        if _led.get(link) == former:
            _led[link] = found


def _ask_again(source: Source, folder: Path) -> None:
    try:
        other = Source.of(folder / f"{source.audience}.duckdb", source.audience)
    except ReaderError:
        return
    for ask in remembering.asked_of(source, other):
        begun = time.monotonic()
        try:
            ask()
        except Exception as error:
            # The new version need not have a period or a KPI that the former had.
            _log.debug("not asked of a new version: %r", error)
        taken = time.monotonic() - begun
        if taken > _NO_PAUSE_SECONDS:
            time.sleep(min(taken, _LONGEST_PAUSE_SECONDS))


def forget_left() -> bool:
    """Let go of the files that no name leads to and nobody has asked of late; whether there were any."""
    left = [
        source
        for source, seconds in remembering.files().items()
        if seconds > _LEFT_AFTER_SECONDS and source.path.parent not in _led.values()
    ]
    for source in left:
        remembering.forget(source)
        connection.close(source)
    return bool(left)
