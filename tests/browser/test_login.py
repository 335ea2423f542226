"""The login in a real browser: the view survives it, and a removed or logged out reader is out at the next click."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import browser_or_reason, settle
from tests.fixtures.guarded import NEWEST, ROWS, Guarded, guarded
from tests.fixtures.provider import write_access

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(_path is None, reason=_reason)]
VIEW = "/remisser?kommun=timra&period=2026T1"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded(tmp_path_factory.mktemp("guarded")) as found:
        yield found


def _context(browser: Browser, width: int = 1440) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": 900}, locale="sv-SE")


def _log_in(place: Guarded, context: BrowserContext, subject: str, view: str = VIEW) -> Page:
    page = context.new_page()
    page.goto(place.served.address + view)
    assert page.url.startswith(place.provider.issuer)
    page.locator("input[name=sub]").fill(subject)
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url(f"{place.served.address}/**")
    return page


@pytest.mark.parametrize("width", [1440, 390])
def test_the_view_survives_the_login_and_the_foot_says_who_reads(
    place: Guarded, browser: Browser, width: int
) -> None:
    context = _context(browser, width)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page = _log_in(place, context, "anna")
    settle(page)
    assert VIEW in page.url
    assert "Timrå" in page.locator(".gfo .head").first.inner_text()
    assert f"version {NEWEST}" in page.locator(".gfo .head").first.inner_text()
    foot = page.locator(".gfo .signed")
    assert foot.inner_text() == "Inloggad som anna@gfo.example.se (enhetschef, Timrå) · Logga ut"
    assert page.locator("text=Läs som").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [text for text in said if "Content Security Policy" in text] == []
    context.close()


def test_a_removed_reader_meets_a_calm_page_at_the_next_click(place: Guarded, browser: Browser) -> None:
    context = _context(browser)
    page = _log_in(place, context, "anna")
    settle(page)
    try:
        write_access(place.home.root, *(row for name, row in ROWS.items() if name != "anna"))
        page.locator(".card a.door").first.click()
        page.wait_for_selector(".gfo .calm")
        assert "Du har inte tillgång till sidorna" in page.locator(".gfo .calm").inner_text()
        assert page.locator(".gfo h1, .gfo table, .stPlotlyChart").count() == 0
        page.reload()
        assert "Du har inte tillgång till sidorna" in page.locator("h1").inner_text()
        assert page.locator("script").count() == 0
    finally:
        write_access(place.home.root, *ROWS.values())
    context.close()


def test_logging_out_in_one_tab_ends_the_other_at_its_next_click(place: Guarded, browser: Browser) -> None:
    context = _context(browser)
    page = _log_in(place, context, "stina")
    settle(page)
    other = context.new_page()
    other.goto(f"{place.served.address}/ekonomi")
    settle(other)
    other.locator(".gfo .signed a").click()
    other.wait_for_url("**/logga-ut")
    assert other.locator("h1").inner_text() == "Du är utloggad"
    page.locator(".card a.door").first.click()
    page.wait_for_selector(".gfo .calm")
    assert "Du är utloggad" in page.locator(".gfo .calm").inner_text()
    # And the way in leads back to where the click was going.
    page.locator(".gfo a", has_text="Logga in").click()
    page.wait_for_url(f"{place.provider.issuer}/**")
    page.locator("input[name=sub]").fill("stina")
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url("**/nyckeltal?**")
    settle(page)
    assert page.locator(".gfo .signed").count() == 1
    context.close()
