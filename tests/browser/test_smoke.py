"""One real browser against one real server: the way through the first pages, and nothing from any other host."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import browser_or_reason, settle

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.browser, pytest.mark.skipif(_path is None, reason=_reason)]


def test_the_pages_open_in_swedish_and_ask_no_other_host(address: str, browser: Browser) -> None:
    hosts: set[str] = set()
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="sv-SE")
    page = context.new_page()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{address}/?kommun=timra&period=2026T2")
    settle(page)
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.locator(".gfo h1").inner_text() == "Översikt"
    assert page.locator(".gfo .head").inner_text().startswith("Timrå · T2 2026")

    page.get_by_role("radio", name="Ånge").click()
    page.wait_for_function("() => document.querySelector('.gfo .head').innerText.startsWith('Ånge')")
    assert "kommun=ange" in page.url

    page.get_by_role("link", name="Fördelning").click()
    page.wait_for_function("() => document.querySelector('.gfo h1')?.innerText === 'Kostnadsfördelning'")
    settle(page)
    assert "8\u00a0351\u00a0119\u00a0kr" in page.locator(".gfo .lead").first.inner_text()
    assert "kommun=ange" in page.url
    context.close()
    assert {host for host in hosts if host} == {urlsplit(address).netloc}
    assert errors == []
