"""The meeting's agenda on a wall: filled and never overfull, read from six metres, turned by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import browser_or_reason

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.skipif(_path is None, reason=_reason)]

#: What is wrong with the screen in view: parts that stick out, overlap the foot, or are smaller than 1/36 of the wall.
WRONG = """() => {
  const screen = document.querySelector('.agenda .screen.on'), edge = screen.getBoundingClientRect();
  const seen = [...screen.querySelectorAll('*')].filter((part) => !part.closest('[hidden]'));
  const told = (part) => part.tagName + ' ' + part.textContent.trim().slice(0, 30);
  const foot = screen.querySelector('footer').getBoundingClientRect().top;
  const wrong = [], chart = screen.querySelector('.standing');
  if (chart && chart.clientHeight < edge.height / 3) wrong.push('low: ' + told(chart));
  for (const part of seen) {
    const box = part.getBoundingClientRect();
    if (box.width && (box.right > edge.right + 1 || box.bottom > edge.bottom + 1 || box.left < edge.left - 1))
      wrong.push('outside: ' + told(part));
    if (part.closest('.fill') && !part.matches('.fill') && box.bottom > foot + 1)
      wrong.push('on the foot: ' + told(part));
    if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth && getComputedStyle(part).display !== 'inline')
      wrong.push('cut: ' + told(part));
    const own = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (own && parseFloat(getComputedStyle(part).fontSize) < innerHeight / 36 - 0.5) wrong.push('small: ' + told(part));
  }
  const texts = seen.filter((part) => [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const boxes = texts.map((part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return [part, range.getBoundingClientRect()];
  });
  boxes.forEach(([one, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
    if (one.contains(other) || other.contains(one)) return;
    if (a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 4 && b.top < a.bottom - 4)
      wrong.push('overlap: ' + told(one) + ' / ' + told(other));
  }));
  return wrong;
}"""


def _open(browser: Browser, address: str, query: str, width: int, height: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE").new_page()
    page.goto(f"{address}/mote?{query}")
    page.wait_for_selector(".agenda .screen.on")
    return page


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("kommun", ["gfo", "ange", "timra"])
def test_every_screen_fills_the_wall_and_nothing_is_cut_or_small(
    address: str, browser: Browser, size: tuple[int, int], kommun: str
) -> None:
    page = _open(browser, address, f"kommun={kommun}&period=2026T2", *size)
    screens = page.locator(".agenda .screen").count()
    assert 8 <= screens <= 13
    for number in range(1, screens + 1):
        assert page.locator(".agenda .screen.on").get_attribute("data-screen") == str(number)
        assert page.locator(".agenda .screen:visible").count() == 1
        assert page.evaluate(WRONG) == [], number
        lowest = page.evaluate(
            "() => Math.max(...[...document.querySelectorAll('.agenda .screen.on .fill :is(p, b, tr, strong)')]"
            ".map((part) => part.getBoundingClientRect().bottom)) / innerHeight"
        )
        assert lowest > 0.55, number
        page.keyboard.press("ArrowRight")
    page.context.close()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("scenario", ["lamnar-ange", "ny-sundsvall"])
def test_a_proposal_with_all_that_it_assumes_has_room(
    address: str, browser: Browser, size: tuple[int, int], scenario: str
) -> None:
    query = f"kommun=gfo&period=2026T2&ar=2023&tank={scenario}"
    if "sundsvall" in scenario:
        query += "&barn-sundsvall=19000"
    page = _open(browser, address, query, *size)
    assert "Tänk om" in page.locator(".agenda .screen.on h2").inner_text()
    assert page.locator(".agenda .screen.on .say p").count() >= 2
    assert page.evaluate(WRONG) == []
    page.context.close()


def test_keys_and_the_list_lead_to_a_screen_and_out(address: str, browser: Browser) -> None:
    page = _open(browser, address, "kommun=timra&period=2026T2&skarm=3", 1366, 768)
    shown = page.locator(".agenda .screen.on")
    assert shown.get_attribute("data-screen") == "3"
    page.keyboard.press("ArrowLeft")
    assert shown.get_attribute("data-screen") == "2"
    assert "skarm=2" in page.url
    page.keyboard.press("i")
    page.locator(".agenda .jump button").nth(4).click()
    assert shown.get_attribute("data-screen") == "5"
    assert not page.locator(".agenda .jump").is_visible()
    assert not shown.locator(".speaker").is_visible()
    page.keyboard.press("a")
    assert shown.locator(".speaker").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.querySelector('.gfo h1')?.innerText === 'Översikt'")
    assert "kommun=timra" in page.url
    page.context.close()


def test_on_a_phone_the_screens_stand_after_each_other(address: str, browser: Browser) -> None:
    page = _open(browser, address, "kommun=timra&period=2026T2", 390, 844)
    screens = page.locator(".agenda .screen")
    assert all(screens.nth(number).is_visible() for number in range(screens.count()))
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_on_a_phone_a_link_and_the_contents_lead_to_a_screen(address: str, browser: Browser) -> None:
    page = _open(browser, address, "kommun=gfo&period=2026T2&skarm=3", 390, 844)
    top = "(n) => document.querySelectorAll('.agenda .screen')[n - 1].getBoundingClientRect().top"
    near = f"(n) => {{ const top = ({top})(n); return top >= 0 && top < 200; }}"
    page.wait_for_function(near, arg=3)
    contents = page.locator(".agenda .jump button")
    assert contents.count() == page.locator(".agenda .screen").count()
    assert contents.first.is_visible()
    contents.nth(5).click()
    page.wait_for_function(near, arg=6)
    assert "skarm=6" in page.url
    page.context.close()


def test_on_a_phone_without_a_screen_in_the_link_the_contents_are_first(
    address: str, browser: Browser
) -> None:
    page = _open(browser, address, "kommun=gfo&period=2026T2", 390, 844)
    page.wait_for_timeout(500)
    assert page.evaluate("() => document.querySelector('.gfo h1').getBoundingClientRect().top >= 0")
    page.context.close()


def test_on_a_phone_a_period_keeps_on_one_line(address: str, browser: Browser) -> None:
    page = _open(browser, address, "kommun=ornskoldsvik&period=2026T2", 390, 844)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    lines = page.evaluate(
        "() => [...document.querySelectorAll('.agenda table :is(th, td).whole')].map((cell) => {"
        " const range = document.createRange(); range.selectNodeContents(cell);"
        " return [cell.innerText, range.getClientRects().length]; })"
    )
    assert any(text.startswith("T") for text, _lines in lines)
    assert [text for text, found in lines if found > 1] == []
    page.context.close()
