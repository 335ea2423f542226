"""Pages on paper: A4 upright, as the browser prints them, read back with poppler."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipelines.home import DataHome
from tests.browser.chromium import browser_or_reason, server, settle
from tests.pages.fixtures.published_file import write_published

_path, _reason = browser_or_reason()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(_path is None, reason=_reason),
    pytest.mark.skipif(
        shutil.which("pdftotext") is None, reason="no pdftotext (apt-get install poppler-utils)"
    ),
]

# A4 upright less 12 mm on each side, in the browser's own pixels.
WIDTH, HEIGHT = 703, 1032
_AXIS = re.compile(r"[\d\s.,]+(kr|%)?$|T[123]\b")
QUERY = "?kommun=timra&period=2026T2"


def _open(browser: Browser, url: str, width: int = 1440) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="sv-SE", reduced_motion="reduce")
    page.goto(url)
    settle(page)
    return page


def _sheets(page: Page, folder: Path, height: int = 297) -> list[list[str]]:
    """The lines of each printed sheet, blanks as one; `height` of the sheet in mm."""
    file = folder / "sida.pdf"
    edge = "12mm"
    page.pdf(
        path=file,
        width="210mm",
        height=f"{height}mm",
        margin={"top": edge, "bottom": edge, "left": edge, "right": edge},
    )
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    sheets = [[" ".join(line.split()) for line in sheet.splitlines()] for sheet in text.split("\f")]
    found = [[line for line in sheet if line] for sheet in sheets if any(sheet)]
    numbers = [sheet.pop() for sheet in found]
    assert numbers == [f"Sida {n} av {len(found)}" for n in range(1, len(found) + 1)]
    return found


@pytest.mark.parametrize("path", ["remisser", "fordelning", "placeringar", "kommun"])
def test_no_sheet_ends_with_a_heading_and_no_total_stands_alone(
    address: str, browser: Browser, path: str, tmp_path: Path
) -> None:
    page = _open(browser, f"{address}/{path}{QUERY}")
    headings = " ".join(
        page.evaluate("() => [...document.querySelectorAll('.gfo :is(h2, h3)')].map((h) => h.innerText)")
    )
    headings = " ".join(headings.split())
    # Where sheets end is chance: several lengths of paper try many places.
    for height in (297, 279, 240, 210):
        sheets = _sheets(page, tmp_path, height)
        # A chart that is cut goes on with what stands at its axes.
        assert [sheet[0] for sheet in sheets[1:] if _AXIS.match(sheet[0])] == []
        assert [sheet[-1] for sheet in sheets[:-1] if len(sheet[-1]) > 3 and sheet[-1] in headings] == []
        assert [
            sheet[1] for sheet in sheets if len(sheet) > 1 and sheet[1].split()[0] in ("Alla", "Summa")
        ] == []
    page.context.close()


def test_a_heading_and_the_whole_of_what_is_said_under_it_are_on_one_sheet(
    address: str, browser: Browser, tmp_path: Path
) -> None:
    page = _open(browser, f"{address}/placeringar{QUERY}", WIDTH)
    page.emulate_media(media="print")
    # What is said over small multiples, made two lines long, and where the last of them ends.
    heading, sub, bottom = page.evaluate(
        """() => {
            window.dispatchEvent(new Event("beforeprint"));
            const sub = document.querySelector(".gfo .figuretitle + .sub:has(+ [data-picture])");
            sub.textContent = `${sub.textContent} ${sub.textContent}`.split(" ").slice(0, 25).join(" ");
            const plain = (element) => element.textContent.split(/\\s+/).join(" ").trim();
            const top = document.querySelector(".gfo").getBoundingClientRect().top;
            const bottom = sub.getBoundingClientRect().bottom - top;
            window.dispatchEvent(new Event("afterprint"));
            return [plain(sub.previousElementSibling), plain(sub), bottom];
        }"""
    )
    page.emulate_media(media="null")
    assert bottom < HEIGHT
    # A sheet that ends in the midst of it, just below it, or where the multiples have no room.
    for room in (-12, 4, 60):
        page.evaluate(
            "(above) => { document.querySelector('.gfo').style.paddingTop = `${above}px`; }",
            HEIGHT - bottom - room,
        )
        first, second, *_rest = _sheets(page, tmp_path)
        assert heading not in first
        assert " ".join(second).startswith(f"{heading} {sub}")
    page.context.close()


def test_the_table_of_headline_figures_is_on_one_sheet_or_goes_on_under_its_own_heads(
    address: str, browser: Browser, tmp_path: Path
) -> None:
    page = _open(browser, f"{address}/{QUERY}")
    whole = [
        sheet for sheet in _sheets(page, tmp_path) if any(line.startswith("Nyckeltal ") for line in sheet)
    ]
    assert len(whole) == 1
    assert {"Remisser", "Pengar"} <= {line.split("  ")[0].strip() for line in whole[0]}
    # Too short a sheet for it.
    parts = [
        sheet
        for sheet in _sheets(page, tmp_path, 150)
        if any(line.startswith("Nyckeltal ") for line in sheet)
    ]
    assert len(parts) > 1
    assert all(part[0].startswith("Nyckeltal ") for part in parts[1:])
    page.context.close()


def test_what_a_heading_stands_over_is_printed_and_choices_are_not(
    address: str, browser: Browser, tmp_path: Path
) -> None:
    page = _open(browser, f"{address}/fordelning{QUERY}")
    printed = [line for sheet in _sheets(page, tmp_path) for line in sheet]
    assert any(line.startswith("Nyckelns underlag") for line in printed)
    assert any(line.startswith("Månader som ägare") for line in printed)
    assert not any(line.startswith(("Tänk om", "Visa ")) for line in printed)
    assert page.locator("details.printed[open]").count() == 0
    page.context.close()


def test_a_chart_that_is_not_drawn_yet_is_printed_as_its_table(
    address: str, browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="sv-SE", reduced_motion="reduce")
    # Asked for, and still on its way.
    page.route(re.compile("plotly", re.IGNORECASE), lambda route: None)
    page.goto(f"{address}/fordelning{QUERY}")
    page.get_by_role("heading", name="Nyckelns underlag").wait_for()
    assert page.locator(".main-svg").count() == 0
    cells = page.locator("details.table").first.locator("tbody tr").first.locator("th, td")
    row = " ".join(" ".join(cells.all_text_contents()).split())
    assert len(row) > 20
    assert row in _sheets(page, tmp_path)[0]
    assert page.locator("details.table[open]").count() == 0
    page.context.close()


def test_a_drawing_that_is_still_empty_is_printed_as_its_table(
    address: str, browser: Browser, tmp_path: Path
) -> None:
    page = _open(browser, f"{address}/fordelning{QUERY}")
    cells = page.locator("details.table").first.locator("tbody tr").first.locator("th, td")
    row = " ".join(" ".join(cells.all_text_contents()).split())
    assert row not in _sheets(page, tmp_path)[0]
    # As Plotly leaves it between making the drawing and drawing in it.
    page.evaluate("() => document.querySelectorAll('.main-svg').forEach((svg) => svg.replaceChildren())")
    assert row in _sheets(page, tmp_path)[0]
    assert page.locator(".undrawn").count() == 0
    page.context.close()


def test_on_paper_a_chart_is_as_tall_as_its_width_asks_for(address: str, browser: Browser) -> None:
    page = _open(browser, f"{address}/remisser{QUERY}")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    # Streamlit draws anew for another window: what it would print is what stands there at once.
    page.emulate_media(media="print")
    boxes = page.evaluate(
        "() => [...document.querySelectorAll('.stPlotlyChart')].map((chart) => {"
        " const svg = chart.querySelector('.main-svg');"
        " chart.closest('.stVerticalBlock').style.width = '703px';"
        " const b = svg.viewBox.baseVal, c = chart.closest('.stElementContainer').getBoundingClientRect();"
        " return [c.width * b.height / b.width, c.height]; })"
    )
    assert len(boxes) == 4
    assert [pair for pair in boxes if abs(pair[0] - pair[1]) > 3] == []
    page.context.close()


def test_on_paper_a_headline_takes_two_lines_at_most(address: str, browser: Browser) -> None:
    page = _open(browser, f"{address}/?kommun=gfo&period=2026T2", WIDTH)
    page.emulate_media(media="print")
    tall = page.evaluate(
        "() => [...document.querySelectorAll('table.headlines tbody tr')]"
        ".map((row) => row.getBoundingClientRect().height)"
    )
    assert len(tall) > 10
    assert max(tall) <= 36
    wide, room = page.evaluate(
        "() => { const box = document.querySelector('.tablebox:has(.headlines)');"
        " return [box.scrollWidth, box.clientWidth]; }"
    )
    assert wide <= room
    page.context.close()


def test_the_meeting_is_printed_a_sheet_a_screen_and_nothing_before_or_after(
    browser: Browser, tmp_path: Path
) -> None:
    # Of the version that the styrgrupp saw, while a newer one is there: the page says so above the agenda.
    home = DataHome(tmp_path / "home")
    write_published(home, "1")
    (home.published / "meeting").symlink_to("1")
    write_published(home, "2")
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="sv-SE")
    with server(home.root) as address:
        page.goto(f"{address}/mote{QUERY}")
        page.wait_for_selector(".agenda .screen.on")
        assert "Nyare siffror finns" in page.content()
        titles = page.evaluate("() => [...document.querySelectorAll('.agenda h2')].map((h) => h.textContent)")
        file = tmp_path / "mote.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
    text = subprocess.run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, check=True
    ).stdout.decode()
    # Each sheet ends with a form feed, a blank one too.
    sheets = [" ".join(sheet.split()) for sheet in text.split("\f")[:-1]]
    for sheet, title in zip(sheets, titles, strict=True):
        assert sheet.startswith(" ".join(title.split())[:30])
    page.context.close()


def test_on_paper_a_chart_shrinks_to_the_sheet_and_nothing_is_left_to_press(
    address: str, browser: Browser
) -> None:
    page = _open(browser, f"{address}/remisser{QUERY}")
    drawing = page.locator(".js-plotly-plot .main-svg").first
    page.emulate_media(media="print")
    # At once: a chart that is still finding its width may find it between two questions.
    width, height, box = drawing.evaluate(
        """drawing => {
            const size = ["width", "height"].map(side => drawing.getAttribute(side));
            window.dispatchEvent(new Event("beforeprint"));
            return [...size, drawing.getAttribute("viewBox")];
        }"""
    )
    assert float(width) > 0
    assert box == f"0 0 {width} {height}"
    assert page.locator("button:visible, summary:visible, [role=radio]:visible").count() == 0
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert drawing.get_attribute("viewBox") is None
    page.close()
