"""The inbox: what lands there is delivered, one file at a time, and leaves it when it has a receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event

from watchfiles import watch

from pipelines.deliveries.delivering import Delivery, deliver_file
from pipelines.deliveries.terms import Terms
from pipelines.errors import ReaderError
from pipelines.home import DataHome, HomeKind
from pipelines.reading.sample_mark import says_sample

LOOK_AGAIN_MS = 1000
"""How often the inbox is looked at even when nothing is heard: a network share may not tell."""

_PASSING = (".part", ".tmp", ".crdownload", ".filepart", ".new", ".swp")
_BUSY = "H002"

Signature = tuple[int, int]


@dataclass(frozen=True)
class Ingested:
    """What became of one file of the inbox: delivered (accepted or not), or not deliverable as it is."""

    file: Path
    delivery: Delivery | None = None
    error: Exception | None = None


@dataclass
class Inbox:
    """The inbox of a home. A file is taken when two looks in a row see it unchanged: it is not still being written.

    `clock`: the time, asked once a file. A file that could not be delivered stays, and is tried again only when
    it changes; while another command holds the home, everything waits.
    """

    home: DataHome
    clock: Callable[[], datetime]
    _seen: dict[Path, Signature] = field(default_factory=dict)
    _failed: dict[Path, Signature] = field(default_factory=dict)

    def waiting(self) -> list[Path]:
        """The files in the inbox that could be deliveries, by name."""
        if not self.home.inbox.is_dir():
            return []
        return sorted(
            path
            for path in self.home.inbox.iterdir()
            if path.is_file()
            and not path.name.startswith((".", "~$"))
            and path.suffix.lower() not in _PASSING
        )

    def take(self, *, settled: bool = False) -> Iterator[Ingested]:
        """Deliver what is ready, one file at a time. `settled`: do not wait for a second look."""
        for file in self.waiting():
            signature = _signature(file)
            if signature is None or self._failed.get(file) == signature:
                continue
            if not settled and self._seen.get(file) != signature:
                self._seen[file] = signature
                continue
            try:
                kind: HomeKind = "sample" if says_sample(file) else "real"
                delivery = deliver_file(self.home, file, Terms(self.clock(), kind=kind))
            except Exception as error:
                # Whatever one file does, also by our own bug, the next one gets its turn.
                if isinstance(error, ReaderError) and error.code == _BUSY:
                    return
                if not file.exists():
                    # Taken away, or delivered by another command, between the look and the delivery.
                    continue
                self._failed[file] = signature
                yield Ingested(file, error=error)
                continue
            self._seen.pop(file, None)
            yield Ingested(file, delivery=delivery)


def _signature(file: Path) -> Signature | None:
    try:
        state = file.stat()
    except FileNotFoundError:
        return None
    return state.st_mtime_ns, state.st_size


def watch_inbox(inbox: Inbox, stop: Event) -> Iterator[Iterator[Ingested]]:
    """Rounds of delivering what lies in the inbox and what lands there, until `stop` is set."""
    inbox.home.inbox.mkdir(parents=True, exist_ok=True)
    yield inbox.take()
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
