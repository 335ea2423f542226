"""The meeting's agenda of the whole sample: on a phone all screens under each other and nothing beside them, and on a
wall nothing on another of what few periods have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import browser_or_reason, server
from tests.browser.test_meeting import WRONG
from tests.conftest import Demo

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.skipif(_path is None, reason=_reason)]


@pytest.fixture(scope="module")
def sample(demo: Demo) -> Iterator[str]:
    with server(demo.home.root) as found:
        yield found


def _open(browser: Browser, sample: str, query: str) -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="sv-SE").new_page()
    page.goto(f"{sample}/mote?som=styrgrupp&version=2&{query}")
    page.wait_for_selector(".agenda .screen")
    return page


#: What of a meeting's tables and bars lies beside a phone's screen; a table's own width, since one in a block slides.
_BESIDE = """() => [...document.querySelectorAll('.agenda .screen :is(table, tr, ol, li > *)')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth || one.scrollWidth > innerWidth)
  .map((one) => one.textContent.trim().slice(0, 40))"""


@pytest.mark.parametrize(
    "query",
    [
        "kommun=gfo&period=2026T2",
        "kommun=ange&period=2026T2",
        "kommun=ornskoldsvik&period=2025",
        "kommun=timra&period=2026-08",
        "kommun=gfo&period=2026T2&ar=2026&tank=lamnar-timra",
        "kommun=gfo&period=2026T2&ar=2026&tank=ny-sundsvall&barn-sundsvall=19000",
    ],
)
def test_on_a_phone_no_table_is_wider_than_the_screen(sample: str, browser: Browser, query: str) -> None:
    page = _open(browser, sample, query)
    assert page.locator(".agenda table").count() > 2
    assert page.evaluate(_BESIDE) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_on_a_phone_a_bars_figure_stands_beside_it_and_all_bars_are_of_one_scale(
    sample: str, browser: Browser
) -> None:
    page = _open(browser, sample, "kommun=gfo&period=2026T2")
    beside = page.evaluate(
        "() => [...document.querySelectorAll('.agenda .lying li')].map((one) => {"
        " const [bar, figure] = ['i', 'b'].map((part) => one.querySelector(part).getBoundingClientRect());"
        " return [bar.right <= figure.left, bar.top < figure.bottom && figure.top < bar.bottom]; })"
    )
    assert len(beside) > 4
    assert all(all(one) for one in beside)
    ends = page.evaluate(
        "() => [...document.querySelectorAll('.agenda .lying')].map((one) =>"
        " new Set([...one.querySelectorAll('b')].map((b) => Math.round(b.getBoundingClientRect().left))).size)"
    )
    assert set(ends) == {1}
    page.context.close()


def test_on_a_phone_a_cause_has_a_line_of_its_own_above_its_number(sample: str, browser: Browser) -> None:
    page = _open(browser, sample, "kommun=gfo&period=2026T2")
    heading = page.locator("h2", has_text="siffror har ändrats")
    rows = page.locator(".agenda .screen").filter(has=heading).locator("tbody tr")
    assert rows.count() > 1
    for row in rows.all():
        cause, number = (row.locator(part).bounding_box() for part in ("th", ".n"))
        assert cause
        assert number
        assert cause["y"] + cause["height"] <= number["y"]
        assert cause["width"] > 300
    page.context.close()


@pytest.mark.parametrize(("period", "number"), [("2026T2", 1), ("2026T1", 8), ("2025", 2)])
def test_on_a_wall_long_sentences_and_wide_cells_have_room(
    sample: str, browser: Browser, period: str, number: int
) -> None:
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="sv-SE").new_page()
    page.goto(f"{sample}/mote?som=styrgrupp&version=2&period={period}&skarm={number}")
    page.wait_for_selector(".agenda .screen.on")
    assert page.evaluate(WRONG) == []
    page.context.close()
