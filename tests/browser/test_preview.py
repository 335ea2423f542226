"""The first page of a paper on Rapporter: it comes after the page, another for another choice, or why there is none."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import browser_or_reason, settle

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(_path is None, reason=_reason)]

_LOADED = "() => document.querySelector('img.preview')?.naturalWidth > 0"
_WHY = "Rapporten kunde inte skapas: tecknet ☃ i en text finns inte i typsnittet."


def test_the_first_page_is_of_the_paper_that_is_chosen(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="sv-SE")
    page.goto(f"{address}/rapporter?kommun=timra&period=2026T2")
    settle(page)
    page.wait_for_function(_LOADED)
    picture = page.locator("img.preview")
    first = picture.get_attribute("src")
    room = picture.bounding_box()
    assert room is not None
    assert room["width"] <= 390
    # As it was before the picture came: an A4.
    assert room["height"] / room["width"] == pytest.approx(297 / 210, abs=0.01)
    page.goto(f"{address}/rapporter?kommun=ange&period=2026T2")
    settle(page)
    page.wait_for_function(_LOADED)
    assert picture.get_attribute("src") != first
    page.close()


def test_a_paper_that_cannot_be_made_says_why_in_the_pictures_place(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="sv-SE")
    page.route(
        "**/filer/*/bild-*",
        lambda route: route.fulfill(status=422, content_type="text/plain; charset=utf-8", body=_WHY),
    )
    page.goto(f"{address}/rapporter?kommun=timra&period=2026T2")
    settle(page)
    expect(page.locator(".gfo p.note", has_text=_WHY)).to_be_visible()
    expect(page.locator("img.preview")).to_have_count(0)
    page.close()
