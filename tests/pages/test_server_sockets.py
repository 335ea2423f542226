"""Silent sockets, half heads and slow readers, over real sockets: how long they last and whom they shut out."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from benchmarks import crowd
from dashboard.server.protocols import HEAD_SECONDS, KEEP_ALIVE_SECONDS
from dashboard.server.sockets import Limits
from pipelines.home import DataHome
from tests.fixtures.serving import Served, serving, settled

# So few that every limit is met with some hundred sockets.
FILES = 1100
LIMITS = Limits.within(FILES)


@pytest.fixture(scope="module")
def narrow(home: DataHome) -> Iterator[Served]:
    """A server that may hold few files."""
    with serving(home.root, files=FILES) as found:
        settled(crowd.new_reader(found.address))
        yield found


def _wait_for_end(connection: socket.socket, seconds: float, said: bytes = b"") -> float:
    """Seconds until the server closed it, `said` being said again and again meanwhile; `seconds` when it did not."""
    start = time.monotonic()
    connection.settimeout(0.25)
    while time.monotonic() - start < seconds:
        try:
            if said:
                connection.sendall(said)
            if not connection.recv(65536):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - start


@pytest.mark.parametrize(
    ("first", "then", "most"),
    [
        (b"", b"", HEAD_SECONDS),
        (crowd.HALF_A_HEAD, b"", HEAD_SECONDS),
        (crowd.HALF_A_HEAD, b"x", HEAD_SECONDS),
        (b"GET /alive HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"", KEEP_ALIVE_SECONDS),
        (
            b"GET /alive HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET / HTTP/1.1\r\nX: ",
            b"x",
            KEEP_ALIVE_SECONDS + HEAD_SECONDS,
        ),
        (b"GET /alive HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n", b"", KEEP_ALIVE_SECONDS),
    ],
    ids=[
        "nothing said",
        "half a head",
        "a head by the letter",
        "one request",
        "half a second head",
        "no body",
    ],
)
@pytest.mark.slow
def test_a_socket_without_a_whole_request_is_closed_in_a_few_seconds(
    narrow: Served, first: bytes, then: bytes, most: float
) -> None:
    with socket.create_connection(("127.0.0.1", narrow.port), timeout=5) as connection:
        connection.sendall(first)
        assert _wait_for_end(connection, most + 5, then) < most + 2


@pytest.mark.slow
def test_a_websocket_whose_head_is_refused_is_closed(narrow: Served) -> None:
    head = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{narrow.port}\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Long: {'x' * 12_000}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", narrow.port), timeout=5) as connection:
        connection.sendall(head.encode())
        assert _wait_for_end(connection, 20) < 13


def test_a_page_that_sends_text_is_closed_and_leaves_no_row_in_the_log(narrow: Served) -> None:
    with _page(narrow, "127.0.0.3") as page:
        page.send("hej")
        with pytest.raises(ConnectionClosed) as closed:
            page.recv(timeout=20)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1003
    assert "Traceback" not in narrow.log.read_text("utf-8")


@pytest.mark.slow
def test_eleven_hundred_silent_sockets_shut_nobody_out_and_write_no_log(narrow: Served) -> None:
    crowd.allow_files(4000)
    with (
        crowd.idle_sockets(narrow.address, 550),
        crowd.idle_sockets(narrow.address, 550, crowd.HALF_A_HEAD),
    ):
        waited = settled(crowd.new_reader(narrow.address))
        assert waited.page < 1
        assert narrow.sockets() < LIMITS.requests + 50
    assert narrow.log.stat().st_size < 10_000


def _from(served: Served, source: str, said: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", served.port), timeout=5, source_address=(source, 0))
    connection.sendall(said)
    return connection


def _held_by_the_kernel() -> int:
    """Bytes that the system takes from a sender whose peer reads nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.connect(listening.getsockname())
        with listening.accept()[0] as sender:
            sender.setblocking(False)
            held = 0
            try:
                while True:
                    held += sender.send(b"x" * 65536)
            except BlockingIOError:
                return held


@pytest.mark.slow
def test_a_reader_with_a_slow_line_gets_the_whole_of_a_file(narrow: Served) -> None:
    # The largest file there is, fetched by the first page with a chart.
    (script,) = (Path(streamlit.__file__).parent / "static/static/js").glob("PlotlyChart.*.js")
    asked = (
        f"GET /static/js/{script.name} HTTP/1.1\r\nHost: {urlsplit(narrow.address).netloc}\r\n\r\n".encode()
    )
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(10)
        line.connect(("127.0.0.1", narrow.port))
        line.sendall(asked)
        head, body = line.recv(4096).split(b"\r\n\r\n", 1)
        size = re.search(rb"content-length: (\d+)", head)
        assert size is not None
        rest = int(size[1]) - len(body)
        # What is left has been written by the application and lies partly in the server.
        enough = _held_by_the_kernel() + 50_000
        assert rest > enough
        while rest > enough:
            rest -= len(line.recv(min(4096, rest)))
        time.sleep(KEEP_ALIVE_SECONDS + HEAD_SECONDS + 2)
        while rest > 0 and (part := line.recv(65536)):
            rest -= len(part)
    assert rest == 0


def _comes_in(served: Served, source: str, held: ExitStack, seconds: float = 10) -> bool:
    """Whether somebody new from there is answered within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        alive = b"GET /alive HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        try:
            if held.enter_context(_from(served, source, alive)).recv(15).startswith(b"HTTP/1.1 200"):
                return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_those_who_do_not_take_their_answers_give_way(narrow: Served) -> None:
    script = crowd.page_script(narrow.address)
    # Many answers asked for at once on each socket: more than the kernel takes for a peer that reads nothing.
    asked = f"GET /{script[1]} HTTP/1.1\r\nHost: {urlsplit(narrow.address).netloc}\r\n\r\n".encode() * 60
    with ExitStack() as held:
        for source in ("127.0.0.2", "127.0.0.3"):
            for _ in range(LIMITS.requests):
                held.enter_context(_from(narrow, source, asked))
        # While they are served a new one may be refused; then nothing moves but what gives way.
        time.sleep(3)
        assert _comes_in(narrow, "127.0.0.1", held)
        assert _comes_in(narrow, "127.0.0.2", held)


def _page(served: Served, source: str) -> ClientConnection:
    connection = socket.create_connection(("127.0.0.1", served.port), timeout=5, source_address=(source, 0))
    return connect(f"ws://127.0.0.1:{served.port}/_stcore/stream", sock=connection, ping_interval=None)


@pytest.mark.slow
def test_one_address_takes_half_of_the_readers_places_and_silent_pages_give_way(narrow: Served) -> None:
    share = LIMITS.an_address.readers
    with ExitStack() as held:
        pages = [held.enter_context(_page(narrow, "127.0.0.4")) for _ in range(share)]
        # All are silent: the oldest leaves its place.
        held.enter_context(_page(narrow, "127.0.0.4"))
        with pytest.raises(ConnectionClosed):
            pages[0].recv(timeout=5)
        # Those that ask for something keep theirs.
        for page in pages[1:]:
            page.send(b"\x0a\x00")
        time.sleep(0.5)
        held.enter_context(_page(narrow, "127.0.0.4")).send(b"\x0a\x00")
        time.sleep(0.5)
        with pytest.raises(InvalidStatus) as refused:
            _page(narrow, "127.0.0.4")
        assert refused.value.response.status_code == 503
        assert "Servern har fullt upp" in refused.value.response.body.decode()
        held.enter_context(_page(narrow, "127.0.0.5"))
        assert crowd.request(narrow.address, "/alive").startswith(b"HTTP/1.1 200")


@pytest.mark.slow
def test_a_new_reader_gets_its_page_amid_two_hundred_readers_and_fifteen_hundred_idle_sockets(
    home: DataHome,
) -> None:
    crowd.allow_files(8000)

    async def crowded(served: Served) -> list[crowd.Waited]:
        await crowd.new_reader(served.address)
        held = await crowd.readers(served.address, 200)
        with (
            crowd.idle_sockets(served.address, 750),
            crowd.idle_sockets(served.address, 750, crowd.HALF_A_HEAD),
        ):
            waited = [await crowd.new_reader(served.address) for _ in range(3)]
            # Nobody who was reading has lost the page.
            for client in held:
                await client.open("")
        for client in held:
            await client.close()
        return waited

    with serving(home.root) as served:
        waited = settled(crowded(served))
        assert max(each.page for each in waited) < 1
        assert served.log.stat().st_size < 10_000


@pytest.mark.slow
def test_memory_is_level_after_ten_thousand_odd_requests(home: DataHome) -> None:
    with serving(home.root) as served:
        settled(crowd.new_reader(served.address))
        script = crowd.page_script(served.address)
        crowd.odd_requests(served.address, 1000, script)
        before = served.memory()
        crowd.odd_requests(served.address, 10_000, script)
        assert served.memory() - before < 5
        assert served.log.stat().st_size < 30_000
