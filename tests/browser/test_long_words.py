"""A word without an end, from a sender or in an address, stays within a phone's screen."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from playwright.sync_api import Browser

from dashboard.views.menu import PAGES
from pipelines.home import DataHome
from tests.browser.chromium import browser_or_reason, server, settle
from tests.pages.fixtures.published_file import write_published

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(_path is None, reason=_reason)]

WORD = "x" * 3000
# Every text that somebody writes freely and a page shows, by the table that holds it.
WRITTEN = {
    "comment": ("text",),
    "delivery_status": ("reason",),
    "declaration": ("reason", "decided_by"),
    "build_history": ("reason",),
    "release": ("reason",),
    "published_difference": ("source",),
    "crosscheck": ("sentence", "remedy"),
    "capacity_summary": ("sentences",),
    "signal": ("sentence",),
}
# The screen and the page in it: neither may be moved sideways.
WIDTHS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
  .map((box) => [box.scrollWidth, box.clientWidth])"""


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = DataHome(tmp_path_factory.mktemp("endless") / "home")
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("insert into comment select * replace ('GFO' as area) from comment")
        con.execute("insert into published_difference values ('matches', 'GFO', '2023T2', 1, 2, '')")
        for table, columns in WRITTEN.items():
            con.execute(f"update {table} set " + ", ".join(f"{column} = '{WORD}'" for column in columns))
    with server(home.root) as found:
        yield found


@pytest.mark.parametrize(
    "address",
    [*(page.path for page in PAGES[1:]), "", f"?kommun={WORD}&period={WORD}", f"?version={WORD}"],
    ids=lambda address: address.split("=")[0] or PAGES[0].path,
)
def test_an_endless_word_moves_no_page_sideways(endless: str, browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900}, locale="sv-SE", reduced_motion="reduce")
    page.goto(f"{endless}/{address}")
    settle(page)
    page.evaluate(
        "() => document.querySelectorAll('details:not(.info)').forEach((fold) => { fold.open = true; })"
    )
    wider = [(wide, room) for wide, room in page.evaluate(WIDTHS) if wide > room]
    page.context.close()
    assert wider == []
