"""Figures as doors in a real browser: followed without loading anew, there and back, and the view behind them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.chromium import browser_or_reason, settle

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(_path is None, reason=_reason)]

_HEADING = "() => document.querySelector('.gfo h2.kpi')?.innerText === '{}'"


def _open(browser: Browser, url: str, width: int = 1440, scheme: str = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale="sv-SE",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(url)
    settle(page)
    # Lost when the page is loaded anew.
    page.evaluate("() => { window.unbroken = true; }")
    return page


@pytest.mark.parametrize("width", [1440, 390])
def test_a_card_leads_to_its_kpi_and_the_list_to_another_without_a_reload(
    address: str, browser: Browser, width: int
) -> None:
    page = _open(browser, f"{address}/remisser?kommun=timra&period=2026T1", width)
    page.locator(".card a.door", has_text="Inkomna remisser").click()
    page.wait_for_function(_HEADING.format("Inkomna remisser"))
    settle(page)
    assert "/nyckeltal?kommun=timra&period=2026T1&visa=referrals_received" in page.url
    # The browser's tab and its history tell one page from another.
    assert page.title() == "Nyckeltal · Timrå · T1 2026 · GFO Insikt"
    page.locator("a.door", has_text="Alla nyckeltal").click()
    page.locator(".headlines a.door", has_text="Sammanbrott").first.click()
    page.wait_for_function(_HEADING.format("Sammanbrott"))
    settle(page)
    assert page.url.endswith("kommun=timra&period=2026T1&visa=breakdowns")
    page.go_back()
    page.locator(".headlines a.door", has_text="Sammanbrott").first.wait_for()
    assert page.evaluate("() => window.unbroken") is True
    page.context.close()


def test_the_menu_leads_from_a_kpi_back_to_the_list_that_it_stands_in(address: str, browser: Browser) -> None:
    page = _open(browser, f"{address}/nyckeltal?kommun=timra&period=2026T1&visa=breakdowns")
    page.get_by_role("link", name="Nyckeltal", exact=True).first.click()
    page.locator(".headlines a.door", has_text="Sammanbrott").first.wait_for()
    assert page.url.endswith("/nyckeltal?kommun=timra&period=2026T1")
    page.go_back()
    page.wait_for_function(_HEADING.format("Sammanbrott"))
    assert page.evaluate("() => window.unbroken") is True
    page.context.close()


def test_the_small_multiples_of_several_kpis_are_doors(address: str, browser: Browser) -> None:
    page = _open(browser, f"{address}/remisser?kommun=timra&period=2026T1")
    page.locator(".multiples a.door", has_text="Matchningar").click()
    page.wait_for_function(_HEADING.format("Matchningar"))
    assert page.evaluate("() => window.unbroken") is True
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "light"), (1440, "dark")])
def test_a_kpis_own_view_has_no_fault_that_axe_knows_and_no_sideways_scroll(
    address: str, browser: Browser, width: int, scheme: str
) -> None:
    query = "kommun=ange&period=2026T2&visa=replacements&per1000=1"
    page = _open(browser, f"{address}/nyckeltal?{query}", width, scheme)
    page.evaluate("() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    wide, room = page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth]; }"
    )
    assert wide <= room
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}).response
    assert len(found["passes"]) > 10
    assert {fault["id"]: fault["nodes"][0]["html"][:200] for fault in found["violations"]} == {}
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_link_to_a_place_on_a_page_shows_that_place_though_it_comes_after_the_page(
    address: str, browser: Browser, width: int
) -> None:
    top = "document.getElementById('alla-perioder').getBoundingClientRect().top"
    page = _open(
        browser, f"{address}/nyckeltal?kommun=gfo&period=2026T1&visa=referrals_received#alla-perioder", width
    )
    page.wait_for_function(f"() => Math.abs({top}) < innerHeight / 2")
    page.context.close()
