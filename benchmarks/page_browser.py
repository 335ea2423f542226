"""The first page of a cold server, and switching pages, in a real Chromium: milliseconds that a reader waits.

Cold: a server that has just been started, a browser with an empty cache. A switch: from the click on the menu until
the new page's heading stands there and its run is over, and until its charts are drawn.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import page_servers
from dashboard.navigation import PAGES
from tests.browser.chromium import chromium, settle

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


def _first_page(browser: Browser, address: str) -> tuple[Page, float]:
    page = browser.new_context(viewport={"width": 1440, "height": 900}, locale="sv-SE").new_page()
    start = time.perf_counter()
    page.goto(f"{address}/?kommun=timra")
    settle(page)
    return page, time.perf_counter() - start


def measure(home: Path) -> None:
    """Print what a reader waits for the first page of a cold server and for every switch between two pages."""
    with chromium() as browser:
        for _start in range(COLD_STARTS):
            with page_servers.ours(home) as server:
                page, seconds = _first_page(browser, server.address)
                print(
                    f"cold server: up in {server.seconds_to_start:.1f} s, first page {seconds:.1f} s after that",
                    flush=True,
                )
                page.context.close()
        with page_servers.ours(home) as server:
            page, _seconds = _first_page(browser, server.address)
            read: list[float] = []
            drawn: list[float] = []
            for turn in range(ROUNDS):
                for info in (*PAGES[1:], PAGES[0]):
                    path = "/" if info is PAGES[0] else f"/{info.path}"
                    first, last = page.evaluate(_SWITCH, [path, info.title])
                    # The first turn is each page's first run of this server.
                    if turn:
                        read.append(first)
                        drawn.append(last)
                        print(f"  to {info.path:<16} text {first:6.0f} ms, charts {last:6.0f} ms", flush=True)
            page.context.close()
    print(
        f"page switch: text median {statistics.median(read):.0f} ms, max {max(read):.0f} ms;"
        f" charts median {statistics.median(drawn):.0f} ms, max {max(drawn):.0f} ms, n {len(read)}"
    )
