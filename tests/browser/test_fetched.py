"""From an empty home to a page with a comparison in two commands, against a server on this machine."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import browser_or_reason, server, settle
from tests.fixtures.command import run_gfo
from tests.fixtures.statistics_server import Statistics, answering, every_figure

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.skipif(_path is None, reason=_reason)]

#: The years that are named under the chart, each with where it begins and ends.
_NAMED = """() => [...document.querySelectorAll('.st-key-chart-mot-riket .xtick text')]
    .map(name => [name.textContent, name.getBoundingClientRect()])
    .filter(([, box]) => box.width).map(([year, box]) => [year, box.left, box.right])"""


def test_fetch_and_serve_show_the_kommun_beside_the_country(tmp_path: Path, browser: Browser) -> None:
    home = tmp_path / "home"
    with answering(Statistics(every_figure(range(2015, 2026)))) as statistics:
        fetched = run_gfo(
            "fetch",
            "kolada",
            "--kolada-address",
            statistics.kolada,
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
        # Eleven years are more than a phone has room for.
        page.set_viewport_size({"width": 390, "height": 844})
        page.reload()
        settle(page)
        named = page.evaluate(_NAMED)
        page.close()
    assert [year for year, _left, _right in named] == ["2015", "2017", "2019", "2021", "2023", "2025"]
    assert all(right < left for (_, _, right), (_, left, _) in pairwise(named))
    assert "Timrå ligger på samma nivå som både riket och liknande kommuner 2025" in said
    assert "2025: Timrå 2,0, liknande kommuner 2,0, länet 2,0 och riket 2,0." in said
