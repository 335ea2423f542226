"""Every page in a real browser: no fault that axe-core knows, no sideways scroll, no English, and keys suffice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from dashboard.views.menu import PAGES
from tests.browser.chromium import browser_or_reason, server, settle
from tests.conftest import Demo

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(_path is None, reason=_reason)]

# Streamlit's own faults, each with the reason it stands. Empty: the pages avoid the elements that have any.
KNOWN_FAULTS: dict[str, str] = {}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
ENGLISH = re.compile(
    r"\b(about|and|app|choose|clear|close|collapse|copy|dark|decrement|download|expand|hide|increment|light|main|made"
    r"|menu|more|navigation|no|of|open|option|options|press|print|record|rerun|running|search|select|selected|settings"
    r"|show|sidebar|skip|stop|theme|the|to|toggle|value|view|with|your)\b",
    re.IGNORECASE,
)
_TEXTS = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    const element = node.nodeType === 1 ? node : node.parentElement;
    if (!element || element.closest('.gfo, script, style, noscript')) continue;
    if (node.nodeType === 3) { if (node.data.trim()) found.add(node.data.trim()); continue; }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-title']) {
      const value = node.getAttribute(name);
      if (value) found.add(value.trim());
    }
  }
  return [...found];
}"""


def _open(browser: Browser, url: str, width: int = 1440, scheme: str = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale="sv-SE",
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    settle(page)
    return page


def _url(address: str, path: str) -> str:
    if path == PAGES[0].path:
        return f"{address}/"
    return f"{address}/{path}" + ("?som=gfo" if path == "lamna" else "")


@pytest.mark.parametrize("path", [page.path for page in PAGES])
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "light"), (1440, "dark")])
def test_a_page_has_no_fault_that_axe_knows_and_no_sideways_scroll(
    address: str, browser: Browser, path: str, width: int, scheme: str
) -> None:
    query = "?kommun=ange&period=2026T2" + ("&tank=eget" if path == "fordelning" else "")
    page = _open(browser, _url(address, path) + query, width, scheme)
    # Tables, definitions and worked examples too; a card's own note lies over its neighbours, as it should.
    page.evaluate(
        "() => document.querySelectorAll('details:not(.info)').forEach((fold) => { fold.open = true; })"
    )
    wide, room = page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]'); return [m.scrollWidth, m.clientWidth]; }"
    )
    assert wide <= room
    found = Axe().run(page, options={"runOnly": WCAG}).response
    assert len(found["passes"]) > 10
    faults = {fault["id"]: fault["nodes"][0]["html"][:200] for fault in found["violations"]}
    assert {name: html for name, html in faults.items() if name not in KNOWN_FAULTS} == {}
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_no_english_word_is_left_on_any_page(address: str, browser: Browser, width: int) -> None:
    page = _open(browser, _url(address, PAGES[0].path), width)
    texts: set[str] = set()
    for info in PAGES:
        page.goto(_url(address, info.path) + ("?tank=eget" if info.path == "fordelning" else ""))
        settle(page)
        texts |= set(page.evaluate(_TEXTS))
    page.goto(f"{address}/nyckeltal?visa=children_in_care&del=form")
    settle(page)
    texts |= set(page.evaluate(_TEXTS))
    menu = page.locator('[data-testid="stMainMenu"] button')
    if menu.count() and menu.first.is_visible():
        menu.first.click()
        page.wait_for_timeout(400)
        texts |= set(page.evaluate(_TEXTS))
    # Last, since its dialogue makes the rest of the page inert.
    page.goto(f"{address}/finns-inte")
    page.get_by_text("Översikten visas i stället").wait_for()
    texts |= set(page.evaluate(_TEXTS))
    assert sorted(text for text in texts if ENGLISH.search(text)) == []
    page.context.close()


def test_a_phone_has_the_choices_in_two_rows_with_every_word_whole(address: str, browser: Browser) -> None:
    for period in ("2025T3Y", "2026T1R3", "2026T2"):
        page = _open(browser, f"{address}/remisser?kommun=ornskoldsvik&period={period}", 390)
        rows, cut = page.evaluate(
            """() => {
              const shown = [...document.querySelectorAll(".st-key-controls [data-testid=stSelectbox]")]
                .filter((one) => one.offsetWidth);
              const fields = shown.map((one) => one.querySelector("input"));
              return [
                new Set(shown.map((one) => one.getBoundingClientRect().top)).size,
                fields.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.value),
              ];
            }"""
        )
        assert rows == 2
        assert cut == []
        assert page.get_by_role("radio").count() == 0
        page.context.close()


def test_the_skip_link_leads_past_the_menu_and_only_what_can_be_pressed_has_a_ring(
    address: str, browser: Browser
) -> None:
    page = _open(browser, f"{address}/remisser?kommun=timra&period=2026T2", 1440)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    main = "document.querySelector('[data-testid=stMain]')"
    page.wait_for_function(f"() => document.activeElement === {main}")
    assert page.evaluate(f"getComputedStyle({main}, '::before').content") == "none"
    page.keyboard.press("Tab")
    inside, outline = page.evaluate(
        f"[{main}.contains(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]"
    )
    assert inside
    assert outline == "solid"
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_keys_alone_reach_the_kommun_the_table_and_the_next_page(
    address: str, browser: Browser, width: int
) -> None:
    page = _open(browser, f"{address}/familjehem?kommun=timra&period=2026T2", width)
    if width == 390:
        # A narrow screen has the kommuner in a list.
        page.get_by_role("combobox", name="Område").focus()
        page.keyboard.press("ArrowDown")
        page.get_by_role("option", name="Ånge").wait_for()
        page.keyboard.press("Enter")
    else:
        page.get_by_role("radio", name="Timrå").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.gfo .head').innerText.startsWith('Ånge')")
    # The head comes first: what is opened before the rest has come is made anew with it.
    settle(page)
    summary = page.locator("details.table > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.table").first.get_attribute("open") is not None
    if width == 390:
        # A narrow screen keeps the pages behind its menu.
        page.get_by_role("button", name="Öppna menyn").focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Remisser").wait_for()
    page.get_by_role("link", name="Remisser").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.gfo h1')?.innerText === 'Remisser'")
    assert "kommun=ange" in page.url
    page.context.close()


def test_the_menu_of_a_narrow_window_closes_when_a_page_is_chosen_by_escape_and_when_loaded_anew(
    address: str, browser: Browser
) -> None:
    page = _open(browser, f"{address}/remisser?kommun=timra&period=2026T2", 390)
    gone = "() => !document.querySelector('[data-testid=stSidebar][data-collapsed=false]')"
    button = page.get_by_role("button", name="Öppna menyn")
    button.click()
    page.get_by_role("link", name="Familjehem").click()
    page.wait_for_function(gone)
    page.wait_for_function("() => document.querySelector('.gfo h1')?.innerText.startsWith('Familjehem')")
    button.click()
    page.get_by_role("link", name="Remisser").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_function(gone)
    page.wait_for_function("() => document.activeElement?.dataset.testid === 'stExpandSidebarButton'")
    button.click()
    page.get_by_role("link", name="Remisser").wait_for()
    page.reload()
    settle(page)
    assert page.evaluate(gone)
    page.context.close()


def test_every_headline_figure_is_seen_on_one_screen(address: str, browser: Browser) -> None:
    page = _open(browser, f"{address}/?kommun=gfo&period=2026T2")
    lead, attention, table = (
        page.locator(part).bounding_box()
        for part in (".gfo .opening .lead", ".gfo .opening div > .attention", "table.headlines")
    )
    assert lead
    assert attention
    assert table
    assert lead["x"] + lead["width"] <= attention["x"]
    assert lead["y"] < attention["y"] + attention["height"]
    assert page.locator("table.headlines tbody tr:not(.topic)").count() > 15
    assert table["height"] < 800
    page.context.close()


def test_an_explanation_gives_way_to_escape_and_to_a_click_beside_it(address: str, browser: Browser) -> None:
    page = _open(browser, f"{address}/remisser?kommun=timra&period=2026T2")
    first, second = (
        page.locator("details.info > summary").nth(0),
        page.locator("details.info > summary").nth(1),
    )
    opened = page.locator("details.info[open]")
    first.click()
    assert opened.count() == 1
    second.click()
    assert opened.count() == 1
    page.keyboard.press("Escape")
    assert opened.count() == 0
    first.click()
    page.locator(".gfo h1").click()
    assert opened.count() == 0
    page.context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_new_owners_row_is_filled_in_and_the_answer_stands_above_it(
    address: str, browser: Browser, width: int
) -> None:
    page = _open(browser, f"{address}/fordelning?tank=ny-sundsvall", width)
    for name, typed in (
        ("Antal barn 0–17 år i Sundsvall", "19 000"),
        ("Antal placerade barn i Sundsvall", "150"),
    ):
        # In a hurry: the second is typed while the first is reckoned with.
        page.get_by_label(name).fill("")
        page.get_by_label(name).press_sequentially(typed, delay=40)
        page.keyboard.press("Tab")
    answer = page.get_by_role("heading", name="Sundsvall betalar 2\u00a0792\u00a0454\u00a0kr")
    answer.wait_for()
    settle(page)
    # What a reader types in stays open and whole, and the link says it.
    row = page.get_by_label("Antal månader för Sundsvall")
    assert row.is_visible()
    box, above = row.bounding_box(), answer.bounding_box()
    assert box
    assert above
    assert above["y"] < box["y"]
    assert box["x"] + box["width"] <= width
    assert page.get_by_label("Antal barn 0–17 år i Sundsvall").input_value() == "19\u00a0000"
    assert "barn-sundsvall=19000" in page.url
    assert "placerade-sundsvall=150" in page.url
    page.context.close()


@pytest.mark.parametrize(
    ("path", "key"), [("remisser", "inkomna"), ("remisser", "utfall"), ("familjehem", "vagen-in")]
)
def test_a_picture_has_the_chart_and_the_words_around_it(
    address: str, browser: Browser, path: str, key: str, tmp_path: Path
) -> None:
    page = _open(browser, f"{address}/{path}?kommun=timra&period=2026T2")
    button = page.locator(f'button.picture[data-key="{key}"]')
    with page.expect_download() as told:
        button.press("Enter")
    assert re.fullmatch(
        rf"gfo-{path}-.+-(timra|gfo)-t2-2026-internt-version-.+\.png", told.value.suggested_filename
    )
    told.value.save_as(tmp_path / "bild.png")
    with Image.open(tmp_path / "bild.png") as found:
        bild = found.convert("RGB")
    head, middle, foot = (
        set(bild.crop((0, top, bild.width, bottom)).get_flattened_data())
        for top, bottom in ((64, 150), (200, bild.height - 200), (bild.height - 160, bild.height - 64))
    )
    ink, secondary, accent = (31, 42, 55), (75, 91, 107), (27, 108, 168)
    assert ink in head
    assert accent in middle
    assert secondary in foot
    assert "Exempeldata" in str(button.get_attribute("data-foot"))
    page.context.close()


def test_a_files_link_gives_the_file_and_leaves_the_page(
    address: str, browser: Browser, tmp_path: Path
) -> None:
    page = _open(browser, f"{address}/remisser?kommun=timra&period=2026T2")
    link = page.get_by_role("link", name="Hämta CSV").first
    with page.expect_download() as told:
        link.press("Enter")
    assert re.fullmatch(
        r"gfo-remisser-.+-timra-t2-2026-internt-version-.+\.csv", told.value.suggested_filename
    )
    told.value.save_as(tmp_path / "fil.csv")
    assert (tmp_path / "fil.csv").read_text("utf-8-sig").count("\n") > 5
    assert page.url.startswith(f"{address}/remisser")
    page.context.close()


def test_a_kommuns_main_figures_fit_a_phone(address: str, browser: Browser) -> None:
    page = _open(browser, f"{address}/kommun?kommun=timra&period=2026T2", 390)
    wide, room = page.evaluate(
        "() => { const box = document.querySelector('.tablebox:has(a.door)');"
        " return [box.scrollWidth, box.clientWidth]; }"
    )
    assert wide <= room
    page.context.close()


def test_what_became_of_a_delivery_is_seen_on_a_phone_without_scrolling_sideways(
    address: str, browser: Browser
) -> None:
    page = _open(browser, f"{address}/leveranser", 390)
    head = page.get_by_role("columnheader", name="Status", exact=True).bounding_box()
    assert head is not None
    assert head["x"] + head["width"] <= 390
    page.context.close()


@pytest.mark.parametrize("path", ["oversikt", "leveranser", "nyckeltal"])
def test_no_date_stands_on_two_lines(address: str, browser: Browser, path: str) -> None:
    page = _open(browser, _url(address, path), 390)
    found = page.evaluate(
        """() => {
          const dates = [], walker = document.createTreeWalker(document.querySelector(".stMain"), NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) {
            for (const date of node.data.matchAll(/\\d{4}-\\d\\d-\\d\\d/g)) {
              const range = document.createRange();
              range.setStart(node, date.index);
              range.setEnd(node, date.index + date[0].length);
              dates.push(range.getClientRects().length);
            }
          }
          return dates;
        }"""
    )
    assert 1 in found
    assert max(found) == 1
    page.context.close()


def test_a_phone_has_the_overview_of_the_newest_version_in_three_screens(
    demo: Demo, browser: Browser
) -> None:
    with server(demo.home.root) as served:
        page = _open(browser, f"{served}/?version=senaste", 390)
        assert page.locator("#andrat").count() == 1
        assert page.evaluate("document.querySelector('.stMainBlockContainer').scrollHeight") <= 3 * 844
        page.context.close()


def test_the_first_page_asks_for_no_chart_script(address: str, browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/")
    settle(page)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "Plotly" in url]
    page.goto(f"{address}/remisser")
    settle(page)
    assert [url for url in asked if "Plotly" in url]
    page.context.close()


def test_the_copied_link_names_the_version_and_opens_the_same_view(address: str, browser: Browser) -> None:
    page = _open(browser, f"{address}/remisser?kommun=timra&period=2025T3")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.get_by_role("button", name="Kopiera länk till den här vyn").click()
    page.get_by_text("Länken är kopierad").wait_for()
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert "version=20261121T2000-test" in link
    again = _open(browser, link)
    assert again.locator(".gfo .head").inner_text() == page.locator(".gfo .head").inner_text()
    page.context.close()
    again.context.close()
