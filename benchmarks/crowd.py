"""Many sockets at one server: readers that stay, sockets that say nothing, heads that never end, odd requests.

    uv run python -m benchmarks.crowd --home HOME [--readers 200] [--idle 1500] [--odd 10000]

prints how long a new reader waits for its page, and the server's memory before, amid and after.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.page_client import PageClient
from benchmarks.page_servers import ours

_HEAD = "GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n"
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "


def allow_files(wanted: int) -> None:
    """Let this process hold so many sockets; raises ValueError when the system does not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


@contextmanager
def idle_sockets(address: str, count: int, said: bytes = b"") -> Iterator[list[socket.socket]]:
    """Sockets that say `said` and then nothing, held as long as the block lasts."""
    parts = urlsplit(address)
    opened: list[socket.socket] = []
    try:
        for _ in range(count):
            opened.append(socket.create_connection((parts.hostname, parts.port), timeout=10))
            if said:
                opened[-1].sendall(said)
        yield opened
    finally:
        for each in opened:
            each.close()


def request(
    address: str, path: str = "/", more: str = "", host: str | None = None, body: bytes = b""
) -> bytes:
    """What comes back on a socket of its own to a request written by hand, until the server closes."""
    parts = urlsplit(address)
    head = _HEAD.format(path=path, host=host or parts.netloc, more=more + "Connection: close\r\n")
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:
        connection.sendall(head.encode("latin-1") + body)
        return _read_to_end(connection)


def page_script(address: str) -> str:
    """The path of the script that the first page loads."""
    found = re.search(rb'src="\./(static/js/[^"]+)"', request(address))
    if found is None:
        raise ValueError(f"the first page at {address} loads no script")
    return f"/{found[1].decode()}"


def _read_to_end(connection: socket.socket) -> bytes:
    received = bytearray()
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionResetError:
        pass
    return bytes(received)


@dataclass(frozen=True)
class Waited:
    """Seconds from a new reader's first packet until its page was whole."""

    index: float
    page: float


async def readers(address: str, count: int) -> list[PageClient]:
    """So many readers, each with the overview open."""
    limit = asyncio.Semaphore(8)

    async def one() -> PageClient:
        async with limit:
            client = await PageClient.connected(address)
            await client.open("")
            return client

    return list(await asyncio.gather(*(one() for _ in range(count))))


async def new_reader(address: str) -> Waited:
    """A reader that comes now: the index page, then the overview over a WebSocket of its own."""
    start = time.perf_counter()
    answer = await asyncio.to_thread(request, address)
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"the page was refused: {answer[:80]!r}")
    index = time.perf_counter() - start
    client = await PageClient.connected(address)
    await client.open("")
    page = time.perf_counter() - start
    await client.close()
    return Waited(index, page)


def odd_requests(address: str, count: int, script: str) -> None:
    """Requests that no browser makes, in turn: spellings, strangers, bodies, methods, undecodable paths.

    `script` is the address of one of the page's own static files.
    """
    folder, name = script.rsplit("/", 1)
    zipped = "Accept-Encoding: gzip\r\n"
    kinds = cycle(range(8))
    for number, kind in enumerate(islice(kinds, count)):
        match kind:
            case 0:
                request(address, f"{folder}{'/.' * (number % 3000)}/{name}", zipped)
            case 1:
                request(address, f"{folder}/{name}?{number}", zipped)
            case 2:
                request(address, script, zipped, host=f"h{number}.example")
            case 3:
                request(address, f"/%00{number}")
            case 4:
                request(
                    address, f"/_stcore/upload_file/a/{number}", "Content-Length: 99999\r\n", body=b"x" * 999
                )
            case 5:
                request(address, f"/media/{number}.csv", f"Origin: http://h{number}.example\r\n")
            case 6:
                request(address, f"/{'o' * (number % 3000)}{number}")
            case _:
                with idle_sockets(address, 1, b"\x16\x03\x01 no http\r\n\r\n"):
                    pass


async def _measured(home: Path, reader_count: int, idle: int, odd: int) -> None:
    allow_files(2 * (reader_count + idle) + 500)
    with ours(home) as server:
        print(f"memory at start {server.memory():.0f} MB; a first reader {await new_reader(server.address)}")
        held = await readers(server.address, reader_count)
        print(f"memory with {reader_count} readers {server.memory():.0f} MB")
        with (
            idle_sockets(server.address, idle // 2),
            idle_sockets(server.address, idle - idle // 2, HALF_A_HEAD),
        ):
            for _ in range(3):
                print(f"a new reader amid {idle} idle sockets {await new_reader(server.address)}")
        for client in held:
            await client.close()
        script = page_script(server.address)
        for _ in range(2):
            await asyncio.to_thread(odd_requests, server.address, odd // 2, script)
            print(f"memory after {odd // 2} odd requests more {server.memory():.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--idle", type=int, default=1500)
    parser.add_argument("--odd", type=int, default=10000)
    chosen = parser.parse_args()
    asyncio.run(_measured(chosen.home, chosen.readers, chosen.idle, chosen.odd))


if __name__ == "__main__":
    main()
