"""Rapporter: what is offered for whom, and its first page told to who cannot see it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from benchmarks.page_client import PageClient
from dashboard.reader.shelf import Shelf
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.fixtures.serving import Served
from tests.pages.fixtures.opening import OpenPage, text_of

PICTURE = re.compile(r'<img class="preview" alt="([^"]+)" width="910" height="1287" src="(filer/[^"]+)"')


@pytest.mark.parametrize(
    ("kommun", "offered"),
    [
        ("gfo", ["Tertialrapport", "Mötets agenda"]),
        ("timra", ["Nämndinformation", "Tjänsteskrivelse", "Uppföljningsmöte", "Databok"]),
    ],
)
def test_gfo_and_a_kommun_have_their_own_documents(
    open_page: OpenPage, kommun: str, offered: list[str]
) -> None:
    app = open_page("rapporter", {"kommun": kommun, "period": "2026T2"})
    assert not app.exception
    (choice,) = [box for box in app.selectbox if box.label == "Rapport"]
    assert choice.options == offered
    assert ("Välj en kommun för nämndinformation" in text_of(app)) == (kommun == "gfo")


def test_the_first_page_is_told_and_comes_by_an_address_of_its_own(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: dict[str, Callable[[], bytes]] = {}
    offer = Shelf.offer

    def noted(self: Shelf, key: str, name: str, made: Callable[[], bytes]) -> str:
        address = offer(self, key, name, made)
        offered[address] = made
        return address

    monkeypatch.setattr(Shelf, "offer", noted)
    query = {"kommun": "timra", "period": "2026T2"}
    said = text_of(open_page("rapporter", query))
    ((told, address),) = PICTURE.findall(said)
    assert told == "Första sidan av nämndinformation för Timrå, T2 2026."
    assert offered[address]().startswith(b"\x89PNG")
    assert "Internt arbetsmaterial: för förvaltningen i Timrå och GFO, får inte spridas vidare." in said
    # A browser that has the one picture must ask for the other.
    ((_told, other),) = PICTURE.findall(text_of(open_page("rapporter", {**query, "period": "2026T1"})))
    assert other.rsplit("/", 1)[1] != address.rsplit("/", 1)[1]
    assert PICTURE.search(text_of(open_page("rapporter", {**query, "rapport": "databok"}))) is None


def test_a_document_that_cannot_be_made_says_why_where_its_first_page_is_asked_for(
    served: Served, home: DataHome
) -> None:
    (home.root / "agenda.toml").write_text('[[skarm]]\nvisa = "vad som helst"\n', "utf-8")

    async def heard() -> bytes:
        page = await PageClient.connected(served.address)
        await page.open("rapporter", "kommun=gfo&rapport=agenda")
        (address,) = set(re.findall(rb'src="(filer/[\w-]+/[\w-]+)"', page.heard))
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{served.address}/{address.decode()}")
        assert refused.value.code == 422
        assert refused.value.headers.get_content_type() == "text/plain"
        answer = refused.value.read()
        await page.close()
        return answer

    assert "agenda.toml" in asyncio.run(heard()).decode()


def test_what_cannot_be_made_is_said_with_what_to_do(open_page: OpenPage) -> None:
    query = {"kommun": "timra", "period": "2026T2", "lasare": "offentlig"}
    said = text_of(open_page("rapporter", query))
    assert "har inga offentliga siffror" in said
    assert "gör rapporten som internt arbetsmaterial" in said


@pytest.mark.slow
def test_a_paper_for_a_namnd_is_of_the_chosen_period_and_public_where_that_is(
    open_page: OpenPage, demo: Demo
) -> None:
    query = {"som": "gfo", "kommun": "ange", "version": "senaste", "period": "2026T2"}
    said = text_of(open_page("rapporter", query, demo.home))
    assert "Nämndinformation, Ånge T2 2026" in said
    assert "Internt arbetsmaterial" in said
    assert "T2 2026 är inte offentlig än, så rapporten är intern och får inte spridas." in said
    assert "lasare=offentlig" in said.split("Visa den senaste offentliga")[0]
    said = text_of(open_page("rapporter", {**query, "lasare": "offentlig"}, demo.home))
    assert "Offentlig: får lämnas ut och läggas på webben." in said
    assert "Görs av det som är offentligt: version 1, uppgifter t.o.m. 2026-04-30." in said
    assert "T2 2026 blir offentlig när styrgruppen har haft möte om den." in said
    assert re.search(r'<img class="preview"', said)
    said = text_of(open_page("rapporter", {**query, "period": "2026T1"}, demo.home))
    assert "Offentlig: får lämnas ut och läggas på webben." in said
    assert "inte offentlig än" not in said


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"som": "gfo", "kommun": "harnosand", "version": "senaste"}, True),
        ({"som": "styrgrupp", "kommun": "harnosand"}, True),
        ({"som": "harnosand"}, False),
        ({"som": "publik", "kommun": "harnosand"}, False),
    ],
)
def test_to_whom_the_newest_version_is_open_a_public_paper_says_that_it_has_other_figures(
    open_page: OpenPage, demo: Demo, query: dict[str, str], told: bool
) -> None:
    """A kommun's own file has no newer figures of GFO, and of Härnösand's own what is public is as it was."""
    said = text_of(open_page("rapporter", {**query, "lasare": "offentlig"}, demo.home))
    changed = (
        "Siffror i den här rapporten har ändrats sedan version 1; de nya blir offentliga när styrgruppen har haft"
        " möte."
    )
    assert (changed in said) == told
    if told:
        (door,) = re.findall(r'href="([^"]+)#skillnad">Visa vad som har ändrats', said)
        assert {"fran=1", "till=2"} <= set(re.split(r"[?&;]|amp;", door))
    said = text_of(open_page("rapporter", {**query, "lasare": "intern"}, demo.home))
    assert changed not in said
