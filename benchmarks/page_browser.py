"""The first page of a cold server, and switching pages, in a real Chromium: what a reader waits, and what it costs.

Cold: a server that has just been started, a browser with an empty cache. A switch: from the click on the menu until
the new page's heading stands there and its run is over, and until its charts are drawn. Beside the wait stands the
processor time of the server and of the page's main thread, which a busy machine does not change.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import page_servers
from dashboard.views.menu import PAGES
from tests.browser.chromium import READY, chromium, settle

COLD_STARTS = 3
ROUNDS = 3
# In the page itself, so that the measure does not count the talk between Playwright and the browser.
_SWITCH = """
([path, title]) => new Promise((resolve, reject) => {
  const link = [...document.querySelectorAll('[data-testid="stTopNavLink"]')]
    .find((found) => new URL(found.href).pathname === path);
  if (!link) { reject(new Error('no link to ' + path)); return; }
  const start = performance.now();
  let read = 0;
  const look = () => {
    const now = performance.now() - start;
    const heading = document.querySelector('.gfo h1')?.innerText === title;
    const over = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning';
    const stale = document.querySelector('[data-stale="true"]');
    if (heading && over && !stale && !read) read = now;
    const charts = [...document.querySelectorAll('.stPlotlyChart')];
    const drawn = charts.every((chart) => chart.querySelector('.main-svg'))
      && !document.querySelector('[data-testid="stSkeleton"]');
    if (read && drawn) { resolve([read, now]); return; }
    if (now > 20000) { reject(new Error('the page ' + path + ' did not come')); return; }
    requestAnimationFrame(look);
  };
  link.click();
  requestAnimationFrame(look);
})
"""


class _MainThread:
    """The processor time that a page's main thread has used."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds(self) -> float:
        found = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(metric["value"] for metric in found if metric["name"] == "TaskDuration"))


def _first_page(browser: Browser, address: str) -> tuple[_MainThread, Page, float]:
    """A new reader's first page: seconds until its charts are drawn."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="sv-SE").new_page()
    thread = _MainThread(page)
    start = time.perf_counter()
    page.goto(f"{address}/?kommun=timra")
    settle(page)
    return thread, page, time.perf_counter() - start


def _cold_start(browser: Browser, home: Path) -> None:
    with page_servers.ours(home) as server:
        thread, page, seconds = _first_page(browser, server.address)
        print(
            f"cold server: up in {server.seconds_to_start:.1f} s, first page {seconds:.1f} s after that,"
            f" {server.seconds_to_start + seconds:.1f} s in all; CPU of the server {server.cpu_seconds():.1f} s,"
            f" of the browser {thread.seconds():.1f} s",
            flush=True,
        )
        page.context.close()


def _switches(browser: Browser, home: Path) -> list[tuple[float, float, float]]:
    """Every switch of all turns but the first: ms to the text, to the last chart, and of the main thread."""
    found = []
    with page_servers.ours(home) as server:
        thread, page, _seconds = _first_page(browser, server.address)
        for turn in range(ROUNDS):
            # A page that this reader's menu does not have is not switched to.
            for info in (*(page for page in PAGES[1:] if not page.staff), PAGES[0]):
                path = "/" if info is PAGES[0] else f"/{info.path}"
                before = thread.seconds()
                text, charts = page.evaluate(_SWITCH, [path, info.title])
                # What is left to do once the reader sees it belongs to the switch too.
                page.wait_for_timeout(250)
                busy = 1000 * (thread.seconds() - before)
                # The first turn is each page's first run of this server.
                if turn:
                    found.append((text, charts, busy))
                    print(
                        f"  to {info.path:<16} text {text:6.0f} ms, charts {charts:6.0f} ms, CPU {busy:6.0f} ms",
                        flush=True,
                    )
        page.context.close()
    return found


# When a figure was first painted, and how many bytes had come by then.
_PAINTED = """(figure) => new Promise((resolve) => {
  const look = () => {
    if (!document.querySelector(figure)) { requestAnimationFrame(look); return; }
    const bytes = performance.getEntriesByType('resource').reduce((sum, entry) => sum + entry.encodedBodySize, 0);
    resolve([performance.now(), bytes]);
  };
  look();
})"""
# A choice, from the click until the run is over and the charts stand.
_CHOSEN = """([option, figure]) => new Promise((resolve) => {
  const before = document.querySelector(figure).innerText, start = performance.now();
  const look = () => {
    const over = document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning';
    const drawn = [...document.querySelectorAll('.stPlotlyChart')].every((one) => one.querySelector('.main-svg'));
    const stale = document.querySelector('[data-stale="true"]');
    const other = document.querySelector(figure).innerText !== before;
    if (over && drawn && !stale && other) resolve(performance.now() - start);
    else requestAnimationFrame(look);
  };
  [...document.querySelectorAll('[role="radio"], [role="option"]')].find((one) => one.innerText === option).click();
  requestAnimationFrame(look);
})"""


def _beside_a_peer(browser: Browser, home: Path) -> None:
    """Warm servers, cold browsers, in turn: when the first figures stand, and what a choice of kommun takes."""
    sides = (
        ("ours", page_servers.ours(home), ".gfo table.headlines tbody b", ".gfo .head"),
        (
            "well-made Streamlit",
            page_servers.peer(home, "pages_well_made.py"),
            '[data-testid="stMetricValue"]',
            '[data-testid="stMetricValue"]',
        ),
    )
    for name, serving, figure, changed in sides:
        with serving as server:
            figures, chosen = [], []
            for _turn in range(COLD_STARTS + 1):
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                page.goto(server.address)
                figures.append(page.evaluate(_PAINTED, figure))
                page.wait_for_selector(READY, state="attached")
                for option in ("Timrå", "Ånge", "Kramfors"):
                    if name != "ours":
                        page.get_by_role("combobox").first.click()
                    page.get_by_role("radio" if name == "ours" else "option", name=option).wait_for()
                    chosen.append(page.evaluate(_CHOSEN, [option, changed]))
                page.context.close()
            times, sizes = zip(*figures[1:], strict=True)
        print(
            f"{name}: first figures on a cold browser after {statistics.median(times):.0f} ms,"
            f" {statistics.median(sizes) / 1e6:.1f} MB; a choice until all is drawn"
            f" median {statistics.median(chosen[3:]):.0f} ms",
            flush=True,
        )


def measure(home: Path) -> None:
    """Print what a reader waits for the first page of a cold server and for every switch between two pages."""
    with chromium() as browser:
        _beside_a_peer(browser, home)
        for _start in range(COLD_STARTS):
            _cold_start(browser, home)
        text, charts, busy = zip(*_switches(browser, home), strict=True)
    print(
        f"page switch: text median {statistics.median(text):.0f} ms, max {max(text):.0f} ms;"
        f" charts median {statistics.median(charts):.0f} ms, max {max(charts):.0f} ms;"
        f" CPU of the browser median {statistics.median(busy):.0f} ms, max {max(busy):.0f} ms; n {len(text)}"
    )
