"""The server itself, over real HTTP: what every answer carries, and what it refuses."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path

import duckdb
import pytest
from streamlit import delta_generator

from benchmarks.crowd import page_script
from dashboard.server.headers import SECURITY_HEADERS
from pipelines.home import DataHome
from tests.browser.chromium import server
from tests.pages.fixtures.published_file import write_published


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, DataHome]]:
    home = DataHome(tmp_path_factory.mktemp("served") / "home")
    home.root.mkdir()
    with server(home.root) as address:
        yield address, home


def test_streamlit_has_the_mark_by_which_the_first_reader_is_spared_its_question() -> None:
    # Set by `_warm`: of another name it would be a mark that nobody looks at.
    assert isinstance(delta_generator._use_warning_has_been_displayed, bool)


@dataclass(frozen=True)
class Answer:
    """What a server said, read to its end."""

    status: int
    headers: Message
    body: bytes


def _get(url: str, **headers: str) -> Answer:
    request = urllib.request.Request(
        url, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as found:
            return Answer(found.status, found.headers, found.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def test_ready_says_whether_the_present_file_can_be_read_and_alive_whether_anybody_answers(
    served: tuple[str, DataHome],
) -> None:
    address, home = served

    def asked(path: str) -> tuple[int, dict[str, str]]:
        answer = _get(address + path)
        return answer.status, json.loads(answer.body)

    nothing_yet = asked("/ready")
    assert nothing_yet == (503, {"status": "inga siffror", "kod": "G001"})
    write_published(home, "6").write_bytes(b"broken".ljust(20_000, b"x"))
    assert asked("/ready") == (503, {"status": "inga siffror", "kod": "G003"})
    assert asked("/alive") == (200, {"status": "ok"})
    write_published(home, "7")
    assert asked("/ready") == (200, {"status": "ok", "version": "7"})
    with duckdb.connect(str(write_published(home, "8"))) as con:
        con.execute("drop table kpi_value")
    assert asked("/ready") == (503, {"status": "inga siffror", "kod": "G003"})
    write_published(home, "9")
    assert asked("/ready") == (200, {"status": "ok", "version": "9"})


@pytest.mark.slow
def test_ready_asks_for_the_newest_file_too_when_the_styrgrupp_has_seen_another(tmp_path: Path) -> None:
    home = DataHome(tmp_path / "home")
    write_published(home, "6")
    (home.published / "meeting").symlink_to("6")
    newest = write_published(home, "7")
    with server(home.root) as address:
        assert json.loads(_get(f"{address}/ready").body) == {"status": "ok", "version": "6"}
        newest.write_bytes(b"broken".ljust(20_000, b"x"))
        answer = _get(f"{address}/ready")
        assert (answer.status, json.loads(answer.body)) == (503, {"status": "inga siffror", "kod": "G003"})
        (home.published / "current").unlink()
        assert _get(f"{address}/ready").status == 503


@pytest.mark.parametrize("path", ["/", "/remisser", "/alive", "/ready", "/gfo.js", "/_stcore/health"])
def test_every_answer_carries_the_security_headers(served: tuple[str, DataHome], path: str) -> None:
    write = served[1]
    if not (write.published / "current").exists():
        write_published(write, "7")
    answer = _get(served[0] + path)
    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_the_page_is_swedish_and_its_inline_script_is_the_one_allowed(served: tuple[str, DataHome]) -> None:
    answer = _get(f"{served[0]}/fordelning")
    page = answer.body.decode()
    assert '<html lang="sv">' in page
    assert "<title>GFO Insikt</title>" in page
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert inline
    policy = answer.headers["content-security-policy"]
    for script in inline:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy
    assert "unsafe-eval" not in policy
    assert not re.findall(r"https?://(?!www\.apache\.org)[a-z]", page.split("-->", 1)[1].split("<body", 1)[0])


def test_scripts_come_compressed_and_whole(served: tuple[str, DataHome]) -> None:
    script = served[0] + page_script(served[0])
    plain = _get(script).body
    packed = _get(script, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    body = packed.body
    assert gzip.decompress(body) == plain
    assert len(body) < len(plain) / 2


@pytest.mark.parametrize("path", ["/static/../../../../etc/passwd", "/static/js/%2e%2e/%2e%2e/%2e%2e/app.py"])
def test_no_path_leads_out_of_the_static_folder(served: tuple[str, DataHome], path: str) -> None:
    body = _get(served[0] + path, Accept_Encoding="gzip").body
    assert b"root:" not in body
    assert b"import streamlit" not in body


def test_another_sites_name_for_this_machine_is_refused(served: tuple[str, DataHome]) -> None:
    assert _get(f"{served[0]}/_stcore/host-config", Host="evil.example").status in (400, 403)


def test_the_first_pages_own_name_leads_to_it_with_the_same_choices(served: tuple[str, DataHome]) -> None:
    connection = HTTPConnection(served[0].removeprefix("http://"), timeout=10)
    connection.request("GET", "/oversikt?kommun=timra")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert (answer.status, answer.headers["location"]) == (307, "/?kommun=timra")
