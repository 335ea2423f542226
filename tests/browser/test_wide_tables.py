"""Tables that are wider than a phone: the names stay where they are, under a head of their own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import browser_or_reason, settle

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(_path is None, reason=_reason)]

_WIDE = (
    "[...document.querySelectorAll('.tablebox')]"
    ".filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 60)"
)
# What is seen, and on what ground, where each row's first cell stands once the last wide table is scrolled sideways.
_SEEN = f"""() => {{
  const box = {_WIDE}.at(-1);
  box.querySelector('tr').scrollIntoView({{ block: 'center' }});
  box.scrollLeft = 60;
  return [...box.querySelectorAll('tr')].slice(0, 4).map((row) => {{
    const {{ left, top, height }} = row.cells[0].getBoundingClientRect();
    return [
      document.elementFromPoint(left + 2, top + height - 4) === row.cells[0],
      left === box.getBoundingClientRect().left,
      /^rgb\\(/.test(getComputedStyle(row.cells[0]).backgroundColor),
    ];
  }});
}}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["placeringar", "nyckeltal?visa=cost_per_care_day", "ekonomi"])
def test_a_table_scrolled_sideways_keeps_its_names_and_their_head(
    address: str, browser: Browser, path: str, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 900},
        locale="sv-SE",
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{address}/{path}")
    settle(page)
    page.wait_for_function(f"() => {_WIDE}.length > 0")
    assert page.evaluate(_SEEN) == [[True, True, True]] * 4
    context.close()


def test_what_is_late_and_what_is_waived_are_read_on_a_phone_without_scrolling_sideways(
    address: str, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, locale="sv-SE")
    page = context.new_page()
    page.goto(f"{address}/leveranser")
    settle(page)
    for line in page.locator("details.printed > summary").all():
        line.click()
    tables = page.locator("table.stacked")
    assert tables.count() > 1
    assert page.evaluate(f"{_WIDE}.filter((one) => one.querySelector('table.stacked')).length") == 0
    shown = "(cell) => getComputedStyle(cell, '::before').content"
    assert "Avsändare: " in tables.first.locator("td").first.evaluate(shown)
    context.close()
