"""uvicorn's two protocols with a time for everything and a place in `Sockets`.

uvicorn itself times out only what comes between two requests, and its `limit_concurrency` counts silent sockets
like any other: it would refuse the readers, with a row in the log for each.
"""

from __future__ import annotations

import asyncio
from asyncio.transports import BaseTransport
from typing import Any, cast

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import CloseCode, Frame

from dashboard.server.sockets import Doing, Limits, Sockets

# Until a request's head is whole, however many packets it comes in.
HEAD_SECONDS = 5.0
# uvicorn's own: from an answer to the first packet of the next request on the same socket.
KEEP_ALIVE_SECONDS = 5
# From the head until the reader has taken the whole answer: the largest file is 1 MB, so 8 kB a second is enough.
ANSWER_SECONDS = 120.0
# From a WebSocket's head until it is one, and from its closing until the socket is gone.
HANDSHAKE_SECONDS = 10.0

_FULL = "Servern har fullt upp. Försök igen om en stund.".encode()
_REFUSAL = (
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\nretry-after: 10\r\n"
    b"cache-control: no-store\r\nconnection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(_FULL), _FULL)
)


class SharedState(ServerState):
    """What uvicorn's protocols share, and the sockets."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.sockets = Sockets(limits)


class _Deadline:
    """One timer of a connection: setting it anew forgets the former."""

    def __init__(self, loop: asyncio.AbstractEventLoop, transport: asyncio.Transport) -> None:
        self._loop, self._transport = loop, transport
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float) -> None:
        self.cancel()
        # Not close(): that waits until the peer has taken what is written, which it may never do.
        self._timer = self._loop.call_later(seconds, self._transport.abort)

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class TimedRequests(H11Protocol):
    """HTTP: a place among the sockets, a time to ask in, and a time to take the answer in."""

    deadline: _Deadline
    busy = False

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.sockets = cast(SharedState, server_state).sockets

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.deadline = _Deadline(self.loop, transport)
        self.deadline.set(HEAD_SECONDS)
        if not self.sockets.enter(transport, self.client[0] if self.client else ""):
            self._refuse()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._follow()

    def on_response_complete(self) -> None:
        self.busy = False
        # A slow line has not taken yet what the application has written: it keeps its place and its time.
        if self.transport.get_write_buffer_size():
            self.deadline.set(ANSWER_SECONDS)
        else:
            self.deadline.set(KEEP_ALIVE_SECONDS + HEAD_SECONDS)
            self.sockets.turn(self.transport, Doing.WAITING)
        super().on_response_complete()
        self._follow()

    def connection_lost(self, exc: Exception | None) -> None:
        self.deadline.cancel()
        self.sockets.leave(self.transport)
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        self.deadline.cancel()
        if self.sockets.become_reader(self.transport):
            super().handle_websocket_upgrade(event)
        else:
            self._refuse()

    def _follow(self) -> None:
        """A head that has become whole starts the answer's time."""
        asked = self.cycle is not None and not self.cycle.response_complete
        if asked and not self.busy and not self.transport.is_closing():
            self.busy = True
            self.deadline.set(ANSWER_SECONDS)
            self.sockets.turn(self.transport, Doing.ASKING)

    def _refuse(self) -> None:
        self.deadline.set(HEAD_SECONDS)
        self.transport.write(_REFUSAL)
        self.transport.close()


class TimedReaders(WebSocketsSansIOProtocol):
    """WebSocket: a place among the readers, a time to shake hands in, and an end that does not wait for the peer."""

    deadline: _Deadline

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.sockets = cast(SharedState, server_state).sockets

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        self.deadline = _Deadline(self.loop, self.transport)
        # A head that the websockets library refuses (a row of 8 kB, 128 fields) gets no answer from uvicorn.
        self.deadline.set(HANDSHAKE_SECONDS)

    def start_keepalive(self) -> None:
        self.deadline.cancel()
        super().start_keepalive()

    def handle_bytes(self, event: Frame) -> None:
        self.sockets.turn(self.transport, Doing.READING)
        super().handle_bytes(event)

    def handle_text(self, event: Frame) -> None:
        """Streamlit's pages send bytes: what sends anything else is none, and Streamlit would fall on it."""
        self.conn.send_close(CloseCode.UNSUPPORTED_DATA)
        self.handle_parser_exception()

    def keepalive_timeout(self) -> None:
        self.deadline.set(HANDSHAKE_SECONDS)
        super().keepalive_timeout()

    def connection_lost(self, exc: Exception | None) -> None:
        self.deadline.cancel()
        self.sockets.leave(self.transport)
        super().connection_lost(exc)
