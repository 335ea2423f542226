"""The one thing that the server takes, over real sockets: from whom, from where, how much, and with which rights."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from pipelines.home import DataHome
from pipelines.home.handed_in import LARGEST_MB, hand_in
from pipelines.periods import SWEDEN
from pipelines.reference import PROJECT_ROOT
from tests.fixtures.guarded import ROWS, guarded, seen
from tests.fixtures.registers import placements
from tests.fixtures.serving import BY_RIGHTS, Served, lock

pytestmark = pytest.mark.slow

FORM = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n%b\r\n--b--\r\n'


@contextmanager
def _session(served: Served, cookies: str = "", agent: str = "test") -> Iterator[str]:
    """The id of an open page's session; `cookies` and `agent` as a browser has them."""
    with connect(
        f"ws://127.0.0.1:{served.port}/_stcore/stream",
        origin=Origin(served.address),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": cookies} if cookies else None,
        user_agent_header=agent,
        max_size=None,
    ) as page:
        message = BackMsg()
        message.rerun_script.query_string = ""
        page.send(message.SerializeToString())
        answer = ForwardMsg()
        while not answer.HasField("new_session"):
            raw = page.recv(timeout=30)
            assert isinstance(raw, bytes)
            answer.ParseFromString(raw)
        yield answer.new_session.initialize.session_id


def _put(
    served: Served,
    session: str,
    body: bytes = b"x",
    *,
    method: str = "PUT",
    origin: str | None = None,
    token: bool = True,
    cookies: str = "",
    agent: str = "test",
) -> tuple[int, str]:
    known = {"Cookie": cookies, "User-Agent": agent}
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)) as connection:
        connection.request("GET", "/_stcore/health", headers=known)
        first = connection.getresponse()
        first.read()
        xsrf = re.match(r"_streamlit_xsrf=([^;]+)", first.headers["set-cookie"] or "")
        sent = known | {
            "Content-Type": "multipart/form-data; boundary=b",
            "Origin": served.address if origin is None else origin,
        }
        if token:
            assert xsrf is not None
            sent |= {
                "Cookie": f"_streamlit_xsrf={xsrf[1]}; {cookies}".rstrip("; "),
                "X-Xsrftoken": xsrf[1].strip('"'),
            }
        path = f"/_stcore/upload_file/{session}/{uuid.uuid4()}"
        content = None if method == "DELETE" else FORM.replace(b"%b", body)
        # What is refused is closed before it is all sent; the answer is there all the same.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.request(method, path, content, {name: value for name, value in sent.items() if value})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_a_page_of_ours_sends_and_takes_back_a_file(served: Served) -> None:
    with _session(served) as session:
        assert _put(served, session)[0] == 204
        assert _put(served, session, method="DELETE")[0] == 204


def test_nobody_else_does(served: Served) -> None:
    with _session(served) as session:
        assert _put(served, str(uuid.uuid4()))[0] == 400
        assert _put(served, session, token=False)[0] == 403
        assert _put(served, session, origin="https://evil.example")[0] == 403
        assert _put(served, session, origin="null")[0] == 403
        assert _put(served, session, origin="")[0] == 403
    status, _ = _put(served, "../../alive")
    assert status == 404


def test_no_more_than_a_file_may_be_and_no_more_than_there_is_room_for(served: Served) -> None:
    with _session(served) as session:
        status, said = _put(served, session, b"x" * (LARGEST_MB * 1024 * 1024 + 20_000))
        assert (status, said) == (413, f"Filen är för stor: högst {LARGEST_MB} MB.")
        answers = [_put(served, session, b"x" * (LARGEST_MB * 1000 * 1000))[0] for _ in range(10)]
    assert answers[0] == 204
    assert answers[-1] == 503
    assert set(answers) == {204, 503}


def test_with_a_login_gfos_staff_sends_files_and_a_kommuns_people_for_the_check_alone(tmp_path: Path) -> None:
    with guarded(tmp_path) as place:
        for subject in ROWS:
            visitor = place.reader(subject)
            known = {"cookies": visitor.cookies(), "agent": visitor.user_agent}
            with _session(place.served, **known) as session:
                assert _put(place.served, session, **known)[0] == (
                    204 if subject in ("gunnar", "anna", "anders") else 403
                ), subject
                assert _put(place.served, session, token=False)[0] == 403
        (place.home.root / "kind").write_text("real\n")
        hand_in(place.home, "uttag.csv", b"x", handed=datetime.now(SWEDEN), who="gunnar")
        heard = {subject: seen(place, place.reader(subject), "lamna") for subject in ("gunnar", "anders")}
        handed = "Lämnade filer".encode()
        assert handed in heard["gunnar"]
        assert handed not in heard["anders"]
        assert b"Excel, CSV, Parquet eller JSON" in heard["anders"]


#: What the pages do with a file, and then what the server's account may do in the home.
AS_THE_SERVER = """
import json, sys
from datetime import datetime, timezone
from pathlib import Path
from dashboard.views.handing_in import checking
from pipelines.home import data_home
from pipelines.home.handed_in import hand_in
home = data_home()
content = Path(sys.argv[1]).read_bytes()
checked = checking.check(home, "a.csv", content)
number = hand_in(home, "a.csv", content, handed=datetime(2026, 9, 3, tzinfo=timezone.utc))
def refused(act):
    try:
        act()
    except PermissionError:
        return True
    return False
print(json.dumps([
    checked.fits, bool(number), len(checked.report) > 1000,
    *(refused((home.root / name).read_bytes) for name in ("pseudonym.key", "ledger.duckdb")),
    refused(lambda: (home.warehouse / "x").write_text("")), refused(lambda: list(home.archive.iterdir())),
]))
"""


def test_what_the_pages_do_with_a_file_needs_neither_key_nor_ledger_nor_warehouse(tmp_path: Path) -> None:
    home = DataHome(tmp_path / "home")
    home.claim("real")
    home.key_file.write_text("hemlig")
    home.ledger.write_text("liggare")
    file = placements(tmp_path / "a.csv", range(3))
    lock(home.key_file, home.ledger, home.archive, home.warehouse, home.refused)
    done = subprocess.run(
        [*BY_RIGHTS, sys.executable, "-c", AS_THE_SERVER, str(file)],
        env=os.environ | {"GFO_HOME": str(home.root)},
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [True] * 7


def test_the_server_has_nothing_open_but_what_is_published(home: DataHome, served: Served) -> None:
    with _session(served) as session:
        assert _put(served, session)[0] == 204
        links = [str(link.readlink()) for link in Path(f"/proc/{served.pid}/fd").iterdir() if link.exists()]
    within = [link for link in links if link.startswith(str(home.root))]
    assert within
    assert [link for link in within if not link.startswith(str(home.published))] == []
