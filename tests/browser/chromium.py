"""A real Chromium, and a real server in its own process, for browser tests and screenshots."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.fixtures.serving import serving

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A server's public name is this machine's.
    "--host-resolver-rules=MAP insikt.example.se 127.0.0.1",
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
    # A machine that does three things at once answers, but not within five seconds.
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def server(home: Path) -> Iterator[str]:
    """Serve a data home; yields the address, and ends the process it started."""
    with serving(home) as found:
        yield found.address


def settle(page: Page) -> None:
    """Wait until the page's run is over and its charts are drawn."""
    page.wait_for_selector(READY, timeout=30_000)
    page.wait_for_selector(".gfo h1, .gfo .calm", timeout=30_000)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.stPlotlyChart')].every(c => c.querySelector('.main-svg'))"
        " && !document.querySelector('[data-testid=stSkeleton]')",
        timeout=30_000,
    )
