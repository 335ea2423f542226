"""Tables that are wider than a phone: a short one is a list there; of a long one the names stay where they are, under a
head of their own."""

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
@pytest.mark.parametrize("path", ["nyckeltal?visa=cost_per_care_day"])
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


# Every short table, folded ones too, with how much it lies outside its box, and whether it is a list there.
_SHORT = """() => {
  document.querySelectorAll('details:not(.info)').forEach((fold) => { fold.open = true; });
  return [...document.querySelectorAll('.tablebox')]
    .filter((one) => one.querySelectorAll('tbody tr').length <= 12)
    .map((one) => [
      one.querySelector('caption').textContent,
      one.scrollWidth - one.clientWidth,
      one.querySelector('table').classList.contains('listed'),
    ]);
}"""


@pytest.mark.parametrize(
    ("path", "some_listed"),
    [
        ("fordelning?kommun=timra&tank=lamnar-timra", True),
        ("ekonomi", True),
        ("placeringar?kommun=timra", False),
        ("kommun?kommun=ange", True),
        ("stod", False),
        ("familjehem", False),
        ("remisser", False),
    ],
)
def test_a_short_table_never_scrolls_sideways(
    address: str, browser: Browser, path: str, *, some_listed: bool
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900}, locale="sv-SE")
    page = context.new_page()
    page.goto(f"{address}/{path}")
    settle(page)
    page.wait_for_selector(".tablebox", state="attached")
    found = page.evaluate(_SHORT)
    assert found
    assert [one for one in found if one[1] > 0] == []
    assert not some_listed or any(listed for _caption, _over, listed in found)
    context.close()


def test_a_list_says_the_names_of_its_columns_and_a_wide_screen_has_the_table(
    address: str, browser: Browser
) -> None:
    head = "() => getComputedStyle(document.querySelector('table.listed td'), '::before').content"
    shown = "() => getComputedStyle(document.querySelector('table.listed td')).display"
    for width, told, display in ((390, '"Budget"', "flex"), (1440, "none", "table-cell")):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="sv-SE")
        page = context.new_page()
        page.goto(f"{address}/ekonomi")
        settle(page)
        page.wait_for_selector("table.listed", state="attached")
        assert (page.evaluate(head), page.evaluate(shown)) == (told, display)
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
    tables = page.locator("table.listed")
    assert tables.count() > 1
    assert page.evaluate(f"{_WIDE}.filter((one) => one.querySelector('table.listed')).length") == 0
    shown = "(cell) => getComputedStyle(cell, '::before').content"
    assert "Uppgifter" in tables.first.locator("td").first.evaluate(shown)
    context.close()


def test_on_a_phone_how_the_kommuners_referrals_ended_is_read_down_a_column(
    address: str, browser: Browser
) -> None:
    seen = """() => [...document.querySelectorAll('.tablebox')]
      .filter((one) => one.innerText.includes('Återlämnade, andel'))
      .map((one) => [
        one.scrollWidth <= one.clientWidth,
        [...one.querySelectorAll('thead th')].filter((head) => head.checkVisibility()).map((head) => head.innerText),
      ])"""
    heads = ["Kommun", "Avslutade", "Matchade", "Återlämnade av GFO", "Återtagna", "Återlämnade, andel"]
    for width, shown in ((390, [heads[n] for n in (0, 1, 3, 5)]), (1440, heads)):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="sv-SE")
        page = context.new_page()
        page.goto(f"{address}/remisser?period=2026T2")
        settle(page)
        page.wait_for_selector(".tablebox", state="attached")
        assert page.evaluate(seen) == [[True, shown]]
        context.close()
