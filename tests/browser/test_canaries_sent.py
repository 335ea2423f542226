"""What the server sends a browser holds no figure that the reader may not see: every frame of every socket."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from pipelines.home import DataHome
from tests.browser.chromium import settle
from tests.conftest import Demo
from tests.fixtures.canaries import NUMBER, OWN, WORD, write_canaries
from tests.fixtures.serving import serving

pytestmark = pytest.mark.slow
ADDRESSES = ("", "remisser", "placeringar?kommun=ange", "kommun?kommun=timra", "nyckeltal?visa=breakdowns")


@pytest.mark.parametrize("audience", ["publik", f"kommun-{OWN}"])
def test_no_frame_and_no_line_of_the_log_holds_one(browser: Browser, demo: Demo, tmp_path, audience):
    home = DataHome(tmp_path / "home")
    write_canaries(home, demo.home)
    frames: list[bytes] = []
    with serving(home.root, {"GFO_READER": audience}) as served:
        page = browser.new_page()
        page.on(
            "websocket",
            lambda socket: socket.on(
                "framereceived",
                lambda sent: frames.append(sent if isinstance(sent, bytes) else sent.encode()),
            ),
        )
        for address in ADDRESSES:
            page.goto(f"{served.address}/{address}")
            settle(page)
        page.close()
        assert len(frames) > len(ADDRESSES)
        for sent in frames:
            text = sent.decode("utf-8", "replace")
            assert WORD not in text
            assert not NUMBER.search(text)
        said = served.log.read_text("utf-8")
    assert WORD not in said
    assert not NUMBER.search(said)
