"""What the server refuses, over real sockets: spellings, uploads, bodies, other sites' pages, undecodable paths."""

from __future__ import annotations

import re
import socket
import time
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from benchmarks.crowd import page_script, request
from pipelines.home import DataHome
from tests.fixtures.provider import FIREFOX, NOBODYS_PROVIDER, signed_cookie, write_access
from tests.fixtures.serving import Served, serving

PUBLIC = "https://insikt.example.se"


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.slow
def test_other_spellings_of_a_file_are_not_kept(served: Served) -> None:
    folder, name = page_script(served.address).rsplit("/", 1)
    zipped = "Accept-Encoding: gzip\r\n"
    assert _status(request(served.address, f"{folder}/{name}", zipped)) == 200
    before = served.memory()
    for number in range(60):
        answers = [
            request(served.address, f"{folder}{'/.' * number}/./{name}", zipped),
            request(served.address, f"{folder}/{'/' * number}/{name}", zipped),
        ]
        assert {_status(answer) for answer in answers} == {404}
    assert served.memory() - before < 5


@pytest.mark.parametrize("path", ["/", "/static/js/", "/media/a.csv", "/ready", "/_stcore/health"])
def test_no_path_answers_to_another_sites_name(served: Served, path: str) -> None:
    asked = page_script(served.address) if path == "/static/js/" else path
    assert _status(request(served.address, asked, "Accept-Encoding: gzip\r\n", host="evil.example")) == 400


def _answer_to_head(served: Served, head: str) -> bytes:
    """The answer that comes while the body is still to be sent."""
    parts = urlsplit(served.address)
    with socket.create_connection((parts.hostname, parts.port), timeout=3) as connection:
        connection.sendall(f"{head}\r\nHost: {parts.netloc}\r\n\r\n".encode())
        received = b""
        while part := connection.recv(65536):
            received += part
    return received


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("PUT /_stcore/upload_file/a/b HTTP/1.1\r\nContent-Length: 450000000", 404),
        ("PUT /_stcore/upload_file/a/b HTTP/1.1\r\nTransfer-Encoding: chunked", 404),
        ("POST /_stcore/upload_file/a/b HTTP/1.1\r\nContent-Length: 10", 404),
        ("DELETE /_stcore/upload_file/a/b HTTP/1.1", 404),
        ("GET /_stcore/upload_file/a/b HTTP/1.1", 404),
        ("POST / HTTP/1.1\r\nContent-Length: 450000000", 405),
        ("PUT /remisser HTTP/1.1\r\nTransfer-Encoding: chunked", 405),
        ("GET /remisser HTTP/1.1\r\nContent-Length: 100000", 413),
        ("GET /ready HTTP/1.1\r\nTransfer-Encoding: chunked", 413),
    ],
)
def test_a_body_is_refused_before_it_is_read(served: Served, head: str, status: int) -> None:
    answer = _answer_to_head(served, head)
    assert _status(answer) == status
    assert b"connection: close" in answer.lower()
    assert b"x-frame-options: DENY" in answer


def test_an_upload_that_is_sent_all_the_same_stays_out_of_memory(served: Served) -> None:
    before = served.memory()
    parts = urlsplit(served.address)
    head = (
        f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: 50000000\r\n\r\n"
    )
    for _ in range(5):
        with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
            try:
                connection.sendall(head.encode() + b"x" * 50_000_000)
            except OSError:
                continue
    assert served.memory() - before < 5


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/%00",
            "/%00.js",
            "/static/js/%00.js",
            "/static/%00",
            "/media/%00",
            "/component/%00/a.js",
            "/app/static/%00",
        ),
        *(
            "/%ff",
            "/static/js/%c3%28.js",
            "/a%0d%0ab",
            "/%5c%5chost/share",
            "//host/share",
            "/static/../app.py",
        ),
        *("/static/js/%2e%2e/index.html", "/_stcore/%00", "http://127.0.0.1/", "*"),
    ],
)
def test_a_path_that_nobody_means_is_not_found(served: Served, path: str) -> None:
    for more in ("", "Accept-Encoding: gzip\r\n"):
        assert _status(request(served.address, path, more)) == 404
    assert "Traceback" not in served.log.read_text("utf-8")


def test_what_is_no_http_writes_a_few_rows_in_all(served: Served) -> None:
    parts = urlsplit(served.address)
    for number in range(200):
        with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
            connection.sendall(b"\x16\x03\x01\xff no http\r\n\r\n")
            # A text frame is none of Streamlit's either.
            if number < 20:
                with connect(f"ws://{parts.netloc}/_stcore/stream") as page:
                    page.send("text")
    assert served.log.stat().st_size < 30_000


def _opens(served: Served, origin: str | None, host: str | None = None, cookie: str = "") -> bool:
    netloc = urlsplit(served.address).netloc
    stream = f"ws://{host or netloc}/_stcore/stream"
    with socket.create_connection(("127.0.0.1", served.port), timeout=5) as connection:
        try:
            with connect(
                stream,
                sock=connection,
                origin=None if origin is None else Origin(origin),
                additional_headers={"Cookie": cookie},
                user_agent_header=FIREFOX,
            ):
                return True
        except InvalidStatus as refused:
            return refused.response.status_code not in (400, 403)


def test_a_websocket_is_opened_by_a_page_of_the_same_scheme_host_and_port_only(served: Served) -> None:
    port = served.port
    assert _opens(served, served.address)
    assert _opens(served, f"http://localhost:{port}", f"localhost:{port}")
    assert _opens(served, None)
    others = [
        *(f"http://127.0.0.1:{port + 1}", "http://127.0.0.1", f"https://127.0.0.1:{port}"),
        *(f"http://localhost:{port}", f"http://0.0.0.0:{port}", f"http://evil.example:{port}"),
        *("null", "", f"file://127.0.0.1:{port}", f"http://127.0.0.1:{port}@evil.example", PUBLIC),
    ]
    assert [origin for origin in others if _opens(served, origin)] == []
    assert not _opens(served, f"http://evil.example:{port}", f"evil.example:{port}")


@pytest.mark.slow
def test_a_proxys_public_address_is_a_name_of_the_server_too(home: DataHome) -> None:
    write_access(home.root, f"issuer={NOBODYS_PROVIDER['GFO_LOGIN_ISSUER']} subject=a role=styrgrupp")
    cookie = signed_cookie(home, PUBLIC, "a")
    with serving(home.root, NOBODYS_PROVIDER | {"GFO_PUBLIC_ADDRESS": f"{PUBLIC}/"}) as found:
        # As a proxy passes the reader's Host on, and as one that writes its own.
        assert _opens(found, PUBLIC, "insikt.example.se", cookie)
        assert _opens(found, PUBLIC, cookie=cookie)
        assert not _opens(found, PUBLIC)
        assert _status(request(found.address, "/ready", host="insikt.example.se")) == 200
        assert not _opens(found, "http://insikt.example.se", "insikt.example.se:80", cookie)
        assert not _opens(found, f"{PUBLIC}:8443", "insikt.example.se", cookie)
        assert not _opens(found, "https://annan.example.se", "insikt.example.se", cookie)
        assert _status(request(found.address, "/ready", host="annan.example.se")) == 400


@pytest.mark.slow
@pytest.mark.parametrize(
    "public", ["insikt.example.se", "ftp://insikt.example.se", "https://insikt.example.se/gfo"]
)
def test_a_public_address_that_is_none_is_said_to_be(home: DataHome, public: str) -> None:
    with (
        pytest.raises(RuntimeError, match="Fel G007 GFO_PUBLIC_ADDRESS"),
        serving(home.root, {"GFO_PUBLIC_ADDRESS": public}),
    ):
        pass


@pytest.mark.slow
def test_a_foreign_origin_makes_the_server_call_nobody(home: DataHome) -> None:
    """Streamlit asks a host on the internet for this machine's address, to see whether the Origin is it."""
    with socket.create_server(("127.0.0.1", 0)) as outside:
        outside.settimeout(0.5)
        proxy = f"http://127.0.0.1:{outside.getsockname()[1]}"
        through = {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""}
        with serving(home.root, through) as found:
            for path in ("/_stcore/health", "/_stcore/host-config", "/media/a.csv"):
                assert (
                    b"access-control"
                    not in request(found.address, path, "Origin: http://evil.example\r\n").lower()
                )
            assert not _opens(found, "http://evil.example")
            with pytest.raises(TimeoutError):
                outside.accept()


def _files(served: Served) -> set[str]:
    """The addresses of files that the overview offers."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    with connect(
        f"ws://127.0.0.1:{served.port}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(served.address),
        max_size=None,
    ) as page:
        page.send(message.SerializeToString())
        received, end = b"", time.monotonic() + 20
        while not (found := re.findall(rb"filer/[\w-]+/[\w-]+", received)) and time.monotonic() < end:
            received += page.recv(timeout=20, decode=False)
        paths = {f"/{each.decode()}" for each in found}
        assert all(_status(request(served.address, path)) == 200 for path in paths)
        return paths


def test_a_file_stays_in_no_cache_and_goes_when_its_reader_goes(served: Served) -> None:
    found = sorted(_files(served))
    assert any("/csv-" in path for path in found)
    # Another key, another reader's address, and a path below it.
    shelf = found[0].rsplit("/", 1)[0]
    for path in (*found, f"{shelf}/finns-inte", "/filer/gissad/csv-nyckeltalen"):
        answer = request(served.address, path)
        assert re.findall(rb"cache-control: ([^\r]+)", answer) == [b"no-store"]
    assert _status(request(served.address, f"{shelf}/finns-inte")) == 404
    assert _status(request(served.address, "/filer/gissad/csv-nyckeltalen")) == 404
