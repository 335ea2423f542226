"""One server and one browser for all browser tests of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from pipelines.home import DataHome
from tests.browser.chromium import chromium, server
from tests.pages.fixtures.published_file import Odd, write_published


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = DataHome(tmp_path_factory.mktemp("served") / "home")
    write_published(home, odd=Odd(hidden=frozenset({("replacements", "2260", "2026T2")})))
    with server(home.root) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found
