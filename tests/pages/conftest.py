"""A published file for the pages, made once a session; each test gets its own GFO_HOME."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pipelines.home import DataHome
from pipelines.reference import PROJECT_ROOT
from tests.fixtures.serving import Served, serving
from tests.pages.fixtures.opening import OpenPage
from tests.pages.fixtures.published_file import write_published
from tests.pages.fixtures.small_allocation import write_small_allocation


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    home = DataHome(tmp_path_factory.mktemp("home"))
    write_published(home)
    return home


@pytest.fixture
def open_page(sample_home: DataHome, monkeypatch: pytest.MonkeyPatch) -> OpenPage:
    """Run the app at an address: `open_page("fordelning", {"kommun": "timra"}, home=…)`."""

    def opened(
        path: str = "", query: Mapping[str, str] | None = None, home: DataHome | None = None
    ) -> AppTest:
        monkeypatch.setenv("GFO_HOME", str((home or sample_home).root))
        app = AppTest.from_file(str(Path(PROJECT_ROOT / "dashboard" / "app.py")), default_timeout=60)
        for key, value in (query or {}).items():
            app.query_params[key] = value
        # AppTest switches between page files only; ours are functions, known by the hash of their path.
        app._page_hash = calc_hash(path) if path else ""
        # Else each opened page looks through every installed package for components, and we have none.
        app._bidi_component_manager = BidiComponentManager()
        app.run()
        return app

    return opened


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    """A home with one published version, for the tests of a module together."""
    home = DataHome(tmp_path_factory.mktemp("served") / "home")
    home.root.mkdir()
    write_published(home, "7")
    return home


@pytest.fixture(scope="module")
def served(home: DataHome) -> Iterator[Served]:
    with serving(home.root) as found:
        yield found


@pytest.fixture(scope="module")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    home = DataHome(tmp_path_factory.mktemp("small"))
    write_small_allocation(home)
    return home
