"""Tell-tale numbers in what is protected reach no file, no page and no download of anybody who may not see them."""

from __future__ import annotations

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.blocks import all_figures
from dashboard.published.figures import Figures
from dashboard.published.source import Source
from dashboard.views.menu import PAGES
from pipelines.home import DataHome
from pipelines.publishing.audience_files import file_of
from tests.conftest import Demo
from tests.fixtures.canaries import NUMBER, OWN, WORD, found_in, write_canaries

pytestmark = pytest.mark.slow
READERS = ("publik", f"kommun-{OWN}")


@pytest.fixture(scope="module")
def marked(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    home = DataHome(tmp_path_factory.mktemp("canaries"))
    write_canaries(home, demo.home)
    return home


def texts_of(payload: bytes) -> list[str]:
    """The bytes as text, and those of what is packed in them."""
    found = [payload.decode("utf-8", "replace")]
    if payload[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(payload)) as package:
            found += [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    return found


def sent_by(app: AppTest) -> list[str]:
    """Every message of a page: text, tables, charts and what controls offer."""
    messages = [element.proto for element in app.main if element.proto is not None]
    return [message.SerializeToString().decode("utf-8", "replace") for message in messages]


def test_the_canaries_are_there_to_be_found(marked):
    whole = found_in(file_of(marked.published / "current", "styrgrupp"))
    tables = {table for table, _, _ in whole}
    assert {
        "kpi_value",
        "referral_flow",
        "waiting",
        "time_to_match",
        "delivery_history",
        "crosscheck",
        "signal",
    } <= tables


@pytest.mark.parametrize("audience", READERS)
def test_no_byte_of_a_file_holds_one(marked, audience):
    assert found_in(file_of(marked.published / "current", audience)) == []


@pytest.mark.parametrize("audience", READERS)
def test_no_file_of_a_whole_version_holds_one(marked, audience):
    path = file_of(marked.published / "current", audience)
    figures = Figures(Source.of(path, audience))
    for payload in (all_figures.csv_package(figures), all_figures.workbook(figures)):
        for text in texts_of(payload):
            assert WORD not in text
            assert not NUMBER.search(text)


@pytest.mark.parametrize("audience", READERS)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_no_message_of_a_page_holds_one(open_page, marked, audience, page):
    app = open_page("" if page == PAGES[0] else page.path, {"som": audience, "kommun": "ange"}, marked)
    assert not app.exception
    for sent in sent_by(app):
        assert WORD not in sent
        assert not NUMBER.search(sent), NUMBER.search(sent)


def test_the_styrgrupps_page_does_hold_one_so_that_the_search_can_find(open_page, marked):
    app = open_page("remisser", {"som": "styrgrupp", "kommun": "timra"}, marked)
    assert any(NUMBER.search(sent) for sent in sent_by(app))
