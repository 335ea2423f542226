"""A real Chromium, and a real server in its own process, for browser tests and screenshots."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY = "[data-testid='stApp'][data-test-script-state='notRunning']"


def browser_or_reason() -> tuple[str | None, str]:
    """The path of a Chromium, or why there is none; GFO_REQUIRE_BROWSER=1 makes its absence a failure."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None and os.environ.get("GFO_REQUIRE_BROWSER") == "1":
        raise RuntimeError("GFO_REQUIRE_BROWSER=1, but no chromium was found on the path")
    return found, "no chromium on the path (apt-get install chromium)"


@contextmanager
def chromium() -> Iterator[Browser]:
    path, reason = browser_or_reason()
    if path is None:
        raise RuntimeError(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def free_port() -> int:
    """A port that the kernel says nobody listens on, also when several servers start at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def server(home: Path) -> Iterator[str]:
    """Serve a data home; yields the address, and ends the process it started."""
    port = free_port()
    code = (
        "import sys; from pathlib import Path; from pipelines.home import DataHome;"
        " from dashboard.server.application import serve; serve(DataHome(Path(sys.argv[1])), port=int(sys.argv[2]))"
    )
    log = (home.parent / "server.log").open("w")
    process = subprocess.Popen([sys.executable, "-c", code, str(home), str(port)], stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_up(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def _wait_until_up(address: str, process: subprocess.Popen[bytes], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer in time")


def settle(page: Page) -> None:
    """Wait until the page's run is over and its charts are drawn."""
    page.wait_for_selector(READY, timeout=30_000)
    page.wait_for_selector(".gfo h1, .gfo .calm", timeout=30_000)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.stPlotlyChart')].every(c => c.querySelector('.main-svg'))"
        " && !document.querySelector('[data-testid=stSkeleton]')",
        timeout=30_000,
    )
