"""The whole way of a file in a real browser: sent, judged, handed in, taken by a watch, and told of.

The server is held to the rights of files, and has none to what only the watch may touch.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipelines.home import DataHome
from pipelines.home.handed_in import LARGEST_MB, handed_folder, waiting_files
from pipelines.home.ledger import open_ledger
from tests.browser.chromium import browser_or_reason, settle
from tests.fixtures.registers import PLACEMENTS, placement, placements, write_csv
from tests.fixtures.serving import BY_RIGHTS, Served, lock, serving
from tests.pages.fixtures.published_file import write_published

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(_path is None, reason=_reason)]
WATCH = "from pipelines.cli import command; command()"
CANARY = "Kanariefågel"


@pytest.fixture
def home(tmp_path: Path) -> DataHome:
    home = DataHome(tmp_path / "home")
    home.claim("real")
    with home.writing(), open_ledger(home):
        pass
    write_published(home)
    home.key_file.write_text("hemlig")
    if BY_RIGHTS:
        # Else the watch, which is the same account, would be held to them too.
        lock(home.key_file, home.ledger, home.archive, home.warehouse, home.refused)
    return home


@pytest.fixture
def served(home: DataHome) -> Iterator[Served]:
    with serving(home.root, before=BY_RIGHTS) as found:
        yield found


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 1800})
    page.goto(f"{served.address}/lamna?som=gfo")
    settle(page)
    yield page
    page.close()


def _send(page: Page, *files: Path) -> None:
    page.set_input_files("[data-testid=stFileUploaderDropzoneInput]", [str(file) for file in files])


def test_a_file_goes_the_whole_way(home: DataHome, served: Served, page: Page, tmp_path: Path) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    right = placements(tmp_path / "placeringar åäö.csv", range(3))
    wrong = write_csv(tmp_path / "fel.csv", PLACEMENTS, [placement(1, form=CANARY)])
    expect(page.get_by_text("Ingen hämtar lämnade filer just nu.")).to_be_visible()
    _send(page, wrong, right)
    expect(page.get_by_text(f"”{CANARY}” känns inte igen.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Filen kan lämnas.")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta rapporten").click()
    assert download.value.suggested_filename == "rapport-fel-csv.xlsx"
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    page.get_by_role("button", name="Lämna filen").click()
    expect(page.get_by_text("placeringar åäö.csv är lämnad.")).to_be_visible()
    expect(page.get_by_text("Väntar i inkorgen")).to_be_visible()
    # The rows of the file that was handed in stand until the run is over.
    expect(page.get_by_role("button", name="Ta bort")).to_have_count(1)
    page.get_by_role("button", name="Ta bort").click()
    expect(page.get_by_text(CANARY)).to_have_count(0)
    watch = subprocess.Popen(
        [sys.executable, "-c", WATCH, "watch"],
        env=os.environ | {"GFO_HOME": str(home.root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        # Nobody need load the page anew to see what becomes of a file.
        expect(page.get_by_text("Placeringar från Timrå: godkänd, 3 av 3 rader godtagna.")).to_be_visible(
            timeout=60_000
        )
    finally:
        watch.terminate()
        watch.wait()
    left = [path for path in handed_folder(home).rglob("*") if path.suffix == ".csv"]
    assert left == []
    # Streamlit asks for its own address below the page's first.
    assert [text for text in said if "404" not in text] == []
    assert "Traceback" not in served.log.read_text()


def test_a_file_that_waits_is_taken_back_by_a_press(home: DataHome, page: Page, tmp_path: Path) -> None:
    for name in ("fel tertial.csv", "rätt.csv"):
        _send(page, placements(tmp_path / name, range(3)))
        page.get_by_role("button", name="Lämna filen").click(timeout=60_000)
        expect(page.get_by_text(f"{name} är lämnad.")).to_be_visible()
        expect(page.get_by_role("button", name="Lämna filen")).to_have_count(0)
    expect(page.get_by_role("button", name="Ta tillbaka")).to_have_count(2)
    # The newest stands first.
    page.get_by_role("button", name="Ta tillbaka").last.click()
    expect(page.get_by_text("fel tertial.csv · Återtagen")).to_be_visible()
    expect(page.get_by_role("button", name="Ta tillbaka")).to_have_count(1)
    assert [said.file_name for _, said in waiting_files(home)] == ["rätt.csv"]


def test_a_kommuns_own_reader_checks_a_file_and_sends_it_another_way(
    browser: Browser, home: DataHome, served: Served, tmp_path: Path
) -> None:
    whole = next(home.published.glob("*/styrgrupp.duckdb"))
    own = whole.with_name("kommun-2260.duckdb")
    own.write_bytes(whole.read_bytes())
    page = browser.new_page(viewport={"width": 1440, "height": 1800})
    page.goto(f"{served.address}/lamna?som=kommun-2260")
    settle(page)
    expect(page.get_by_role("link", name="Kontrollera fil")).to_be_visible()
    rows = [placement(1, "Ånge", form=CANARY), placement(2, "Härnösand"), placement(3, "Ånge")]
    _send(page, write_csv(tmp_path / "fel.csv", PLACEMENTS, rows))
    expect(page.get_by_text(f"”{CANARY}” känns inte igen.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 rad gäller Härnösand. Den hör inte till registret")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta rapporten").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    expect(page.get_by_role("button", name="Lämna filen")).to_have_count(0)
    expect(page.get_by_role("heading", name="Så skickar ni filen")).to_be_visible()
    assert [path for path in handed_folder(home).rglob("*") if path.is_file()] == []
    page.get_by_role("button", name="Ta bort").click()
    expect(page.get_by_text(CANARY)).to_have_count(0)
    page.close()


def _in_memory(served: Served, word: bytes) -> int:
    """How often a word stands in what the server has in memory, freed or not."""
    found = 0
    with Path(f"/proc/{served.pid}/mem").open("rb", buffering=0) as memory:
        for row in Path(f"/proc/{served.pid}/maps").read_text().splitlines():
            span, rights, *_, name = [*row.split(), ""]
            if "w" not in rights or name.startswith("[v"):
                continue
            start, end = (int(each, 16) for each in span.split("-"))
            memory.seek(start)
            with suppress(OSError):
                found += memory.read(end - start).count(word)
    return found


def test_of_a_file_that_is_put_away_next_to_nothing_is_left_in_memory(
    page: Page, served: Served, tmp_path: Path
) -> None:
    rows = 40_000
    _send(page, placements(tmp_path / "a.csv", range(rows), CANARY))
    expect(page.get_by_text("Filen kan inte lämnas än")).to_be_visible(timeout=60_000)
    word = f";{CANARY};B".encode("cp1252")
    assert _in_memory(served, word) >= rows
    page.get_by_role("button", name="Ta bort").click()
    expect(page.get_by_text("Filen kan inte lämnas än")).to_have_count(0)
    settle(page)
    settle(page)
    assert _in_memory(served, word) < rows // 50


def test_a_file_that_is_too_large_is_never_sent_and_the_page_says_so(
    page: Page, served: Served, tmp_path: Path
) -> None:
    huge = tmp_path / "stor.csv"
    huge.write_bytes(b"1;2\n" * (LARGEST_MB * 300_000))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    _send(page, huge)
    expect(page.get_by_text(f"Filen är för stor: högst {LARGEST_MB} MB.")).to_be_visible()
    assert "PUT" not in sent
