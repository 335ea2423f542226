"""The inbox: what lands there is delivered, one file at a time, and leaves it when it has a receipt."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Event

from watchfiles import watch

from pipelines.contracts.findings import HOLDING
from pipelines.deliveries.aside import (
    STILL_WRITTEN,
    Signature,
    has_writer,
    left_aside,
    signature,
    sweep_aside,
)
from pipelines.deliveries.cut_off import TOLD_AS_ONE
from pipelines.deliveries.delivering import Delivery, deliver_file
from pipelines.deliveries.terms import Terms
from pipelines.deliveries.told import told_delivery, told_error
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.handed_in import HandedIn, begin, finish, sweep, tell_outcome, waiting_files, watched
from pipelines.home.in_inbox import laid_files
from pipelines.home.places import BUSY

LOOK_AGAIN_MS = 1000
"""How often the inbox is looked at even when nothing is heard: a network share may not tell."""


@dataclass(frozen=True)
class Ingested:
    """What became of one file of the inbox: delivered (accepted or not), or not deliverable as it is."""

    file: Path
    delivery: Delivery | None = None
    error: Exception | None = None


@dataclass
class Inbox:
    """The inbox of a home. A file is taken when two looks in a row see it unchanged and nobody has it open to write.

    `clock`: the time, asked once a file. A file that could not be delivered stays, and is tried again only when
    it changes; while another command holds the home, everything waits.
    """

    home: DataHome
    clock: Callable[[], datetime]
    _seen: dict[Path, Signature] = field(default_factory=dict)
    _failed: dict[str, Signature] = field(default_factory=dict)
    _fallen: set[str] = field(default_factory=set)

    def take(self) -> Iterator[Ingested]:
        """Deliver what is ready, one file at a time."""
        yield from self._take_handed_in()
        for file in self._ready():
            state = signature(file)
            try:
                delivery = deliver_file(self.home, file, Terms(self.clock(), kind="real"))
            except Exception as error:
                # Whatever one file does, also by our own bug, the next one gets its turn.
                if isinstance(error, ReaderError) and error.code == BUSY:
                    return
                if state is None or isinstance(error, FileNotFoundError):
                    # Taken away, or delivered by another command, between the look and the delivery.
                    continue
                if isinstance(error, ReaderError) and error.code == STILL_WRITTEN:
                    continue
                self._failed[file.name] = state
                yield Ingested(file, error=error)
                continue
            self._seen.pop(file, None)
            yield Ingested(file, delivery=delivery)

    def _take_handed_in(self) -> Iterator[Ingested]:
        """Deliver what came through the pages, which came whole, and write beside it what became of it.

        The file goes last: whoever is killed before has it delivered again, to the same receipt.
        """
        for waiting, said in waiting_files(self.home):
            if said.number in self._fallen:
                continue
            file, moment = waiting, self.clock()
            try:
                with self.home.writing():
                    begun = begin(self.home, waiting)
                    if begun is None:
                        continue
                    file = begun
                    delivery = deliver_file(self.home, file, _terms_of(said, moment))
            except Exception as error:
                if isinstance(error, ReaderError) and error.code == BUSY:
                    return
                tell_outcome(self.home, said.number, told_error(error, moment))
                if isinstance(error, ReaderError):
                    # Whoever handed it in has it, and was told to hand it in again.
                    finish(file)
                else:
                    # Our own bug, or a full disk: the next watch tries again.
                    self._fallen.add(said.number)
                yield Ingested(file, error=error)
                continue
            tell_outcome(self.home, said.number, told_delivery(delivery, moment))
            finish(file)
            yield Ingested(file, delivery=delivery)

    def _ready(self) -> Iterator[Path]:
        # First what a killed command had begun with: what lies in the inbox under the same name is newer.
        yield from left_aside(self.home)
        for file in laid_files(self.home):
            state = signature(file)
            if state is None or self._failed.get(file.name) == state:
                continue
            if self._seen.get(file) != state or has_writer(file):
                self._seen[file] = state
                continue
            yield file


def _terms_of(said: HandedIn, moment: datetime) -> Terms:
    """What whoever handed a file in said of it. A reason was written by somebody who had seen that the register was
    smaller or older: it lets nothing else through that the comparison finds."""
    through = date.fromisoformat(said.through) if said.through else None
    terms = Terms(moment, said.sender or None, through, kind="real")
    if not said.reason:
        return terms
    accepts = frozenset(said.held_by)
    if "L047" in accepts:
        accepts |= TOLD_AS_ONE
    if "L021" in accepts:
        # Fewer rows are as many keys gone, which only the comparison names.
        accepts |= {"L020"}
    return replace(terms, accept_shrink=said.reason, accepts=accepts & HOLDING)


def rounds(inbox: Inbox, stop: Event, *, once: bool = False) -> Iterator[Iterator[Ingested]]:
    """Rounds of delivering what lies in the inbox and what lands there, until `stop` is set.

    `once`: what lies there now, after a second look at it.
    """
    inbox.home.inbox.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep_aside(inbox.home)
    sweep(inbox.home)
    with watched(inbox.home):
        yield from _looks(inbox, stop, once=once)


def _looks(inbox: Inbox, stop: Event, *, once: bool) -> Iterator[Iterator[Ingested]]:
    yield inbox.take()
    if once:
        time.sleep(LOOK_AGAIN_MS / 1000)
        yield inbox.take()
        return
    looks = watch(
        inbox.home.inbox,
        stop_event=stop,
        rust_timeout=LOOK_AGAIN_MS,
        debounce=LOOK_AGAIN_MS,
        yield_on_timeout=True,
        recursive=False,
    )
    for _ in looks:
        yield inbox.take()
