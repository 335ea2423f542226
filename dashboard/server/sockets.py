"""Who may hold a socket: a bounded number of each kind, per address and in all, and the silent give way to the new.

A socket that has not asked for anything costs its owner nothing, so what is full is emptied from that end: the one
that has been silent longest is closed, and a new reader gets its place. Only when every socket is at work is a new
one refused. Nothing here writes to the log, since whoever opens sockets would decide how much.
"""

from __future__ import annotations

import asyncio
import resource
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

# Streamlit holds an event loop of three files for each session, and its 128 last ones for two minutes more.
_FILES_A_READER = 4
_FILES_OF_LEFT_READERS = 3 * 128
# What the kernel has accepted and the server has not yet met; uvicorn accepts so many in one turn.
BACKLOG = 256
_OTHER_FILES = 128
MOST_FILES = 8192


def allow_files() -> int:
    """Let this process hold as many files as the system lets it, up to `MOST_FILES`; how many that became."""
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(MOST_FILES, most)
    if allowed != resource.RLIM_INFINITY and allowed < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return wanted


@dataclass(frozen=True)
class Limits:
    """How many sockets: `readers` are open pages (WebSockets), `requests` those that ask for a page or a file.

    A browser opens up to six of the latter at once while its page comes, then none.
    """

    readers: int = 800
    requests: int = 1600

    @property
    def an_address(self) -> Limits:
        """What one address may hold: half of all. A proxy's readers all come from the proxy's."""
        return Limits(self.readers // 2, self.requests // 2)

    @classmethod
    def within(cls, files: int) -> Limits:
        """The limits, or as much of them as so many open files give room for."""
        most = cls()
        room = files - BACKLOG - _FILES_OF_LEFT_READERS - _OTHER_FILES
        share = min(1.0, max(0, room) / (_FILES_A_READER * most.readers + most.requests))
        return cls(max(16, int(share * most.readers)), max(64, int(share * most.requests)))


class Doing(Enum):
    """What a socket is at: between requests, in one, a page that has not asked for anything, a page that has."""

    WAITING = auto()
    ASKING = auto()
    SILENT = auto()
    READING = auto()


_REQUESTS = (Doing.WAITING, Doing.ASKING)


@dataclass(frozen=True)
class _Place:
    address: str
    doing: Doing

    @property
    def pool(self) -> str:
        return "requests" if self.doing in _REQUESTS else "readers"


class Sockets:
    """The open sockets of one server, in the order in which they came to what they are doing."""

    def __init__(self, limits: Limits) -> None:
        self._most, self._most_an_address = limits, limits.an_address
        self._places: dict[asyncio.Transport, _Place] = {}
        self._in_all: Counter[str] = Counter()
        self._of_address: Counter[tuple[str, str]] = Counter()

    def enter(self, transport: asyncio.Transport, address: str) -> bool:
        """A new socket: True when there is room, or somebody who only waits could be sent away."""
        return self._take(transport, _Place(address, Doing.WAITING))

    def become_reader(self, transport: asyncio.Transport) -> bool:
        """A request has asked to become a WebSocket: as `enter`, among the readers."""
        former = self._places.get(transport)
        return former is not None and self._take(transport, _Place(former.address, Doing.SILENT))

    def turn(self, transport: asyncio.Transport, doing: Doing) -> None:
        """The socket goes over to something else of the same kind, and is the last to have done so."""
        place = self._places.pop(transport, None)
        if place is not None:
            self._places[transport] = _Place(place.address, doing)

    def leave(self, transport: asyncio.Transport) -> None:
        """The socket is closed, whoever closed it."""
        place = self._places.pop(transport, None)
        if place is not None:
            self._count(place, -1)

    def _take(self, transport: asyncio.Transport, place: _Place) -> bool:
        while (full := self._full(place)) is not None:
            victim = next(self._givable(place.pool, full), None)
            if victim is None:
                return False
            self.leave(victim)
            victim.abort()
        self.leave(transport)
        self._places[transport] = place
        self._count(place, 1)
        return True

    def _full(self, place: _Place) -> str | None:
        """The address that holds all it may, blank for all of them together, None when there is room."""
        if self._of_address[place.pool, place.address] >= getattr(self._most_an_address, place.pool):
            return place.address
        return "" if self._in_all[place.pool] >= getattr(self._most, place.pool) else None

    def _givable(self, pool: str, address: str) -> Iterator[asyncio.Transport]:
        """Who may be sent away, first those who have waited longest, then those who do not take their answer."""
        mine = [
            (transport, place.doing)
            for transport, place in self._places.items()
            if place.pool == pool and address in ("", place.address)
        ]
        yield from (transport for transport, doing in mine if doing in (Doing.WAITING, Doing.SILENT))
        yield from (
            transport
            for transport, doing in mine
            if doing is Doing.ASKING and transport.get_write_buffer_size()
        )

    def _count(self, place: _Place, change: int) -> None:
        self._in_all[place.pool] += change
        key = (place.pool, place.address)
        self._of_address[key] += change
        if not self._of_address[key]:
            del self._of_address[key]
