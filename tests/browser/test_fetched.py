"""From an empty home to a page with a comparison in two commands, against a server on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import browser_or_reason, server, settle
from tests.fixtures.command import run_gfo
from tests.fixtures.statistics_server import Statistics, answering, every_figure

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.skipif(_path is None, reason=_reason)]


def test_fetch_and_serve_show_the_kommun_beside_the_country(tmp_path: Path, browser: Browser) -> None:
    home = tmp_path / "home"
    with answering(Statistics(every_figure(range(2022, 2026)))) as statistics:
        fetched = run_gfo(
            "fetch",
            "kolada",
            "--kolada-address",
            statistics.kolada,
            "--from-year",
            "2022",
            "--publish",
            home=home,
        )
    assert fetched.returncode == 0, fetched.stderr
    with server(home) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="sv-SE")
        page.goto(f"{address}/kommun?kommun=timra")
        settle(page)
        # Every area's first figure is 1,0 the first year, and a tenth more each year.
        said = page.locator(".gfo", has_text="Barn i familjehem per 1 000 invånare").first.inner_text()
        page.close()
    assert "Timrå ligger på samma nivå som både riket och liknande kommuner 2025" in said
    assert "2025: Timrå 1,3, liknande kommuner 1,3, länet 1,3 och riket 1,3." in said
