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
        ("gfo", ["Tertialrapport", "Mötets bilder", "Faktablad"]),
        (
            "timra",
            [
                "Nämndinformation och förvaltningens underlag",
                "Tjänsteskrivelse och utkast till tjänsteskrivelse",
                "Uppföljningsmöte",
                "Databok",
            ],
        ),
    ],
)
def test_gfo_and_a_kommun_have_their_own_documents(
    open_page: OpenPage, kommun: str, offered: list[str]
) -> None:
    app = open_page("rapporter", {"kommun": kommun, "period": "2026T2"})
    assert not app.exception
    (choice,) = [box for box in app.selectbox if box.label == "Rapport"]
    assert choice.options == offered


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
    assert told == "Första sidan av förvaltningens underlag för Timrå, T2 2026."
    assert offered[address]().startswith(b"\x89PNG")
    assert "Internt arbetsmaterial: för förvaltningen i Timrå och GFO, inte för nämnden." in said
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
    assert "Förvaltningens underlag, Ånge T2 2026" in said
    assert "Internt arbetsmaterial" in said
    assert "T2 2026 är inte offentlig än, så den här rapporten är intern." in said
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
        ({"som": "kommun-2280"}, False),
        ({"som": "kommun-2280", "rapport": "tjansteskrivelse"}, False),
        ({"som": "publik", "kommun": "harnosand"}, False),
    ],
)
def test_to_whom_the_newest_version_is_open_a_public_paper_says_that_it_has_other_figures(
    open_page: OpenPage, demo: Demo, query: dict[str, str], told: bool
) -> None:
    """A kommun's own file has no newer figures of GFO, and of Härnösand's own what is public is as it was."""
    said = text_of(open_page("rapporter", {**query, "lasare": "offentlig"}, demo.home))
    assert "<h2>Det här får du ta med" in said
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


_OF_SIX = "Härnösand, Kramfors, Sollefteå, Timrå, Ånge och Örnsköldsvik"
_NAMNDER = f"Till nämnden: Nämndinformation för den egna kommunen ({_OF_SIX})."
_SHEETS = "Till pressen och allmänheten: Faktablad om GFO, och kommunernas nämndinformation."


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            {"som": "styrgrupp"},
            [_NAMNDER, _SHEETS, "Bara för styrgruppen och GFO: Tertialrapport och Mötets bilder."],
        ),
        (
            {"som": "kommun-2262"},
            [
                "Till nämnden: Nämndinformation och Tjänsteskrivelse.",
                "Till pressen och allmänheten: Nämndinformation, Databok (den offentliga) och Faktablad om GFO.",
                (
                    "Bara för förvaltningen och GFO: Förvaltningens underlag, Utkast till tjänsteskrivelse,"
                    " Uppföljningsmöte och Databok (den interna)."
                ),
            ],
        ),
        ({"som": "publik"}, [_NAMNDER, _SHEETS]),
        (
            {"som": "publik", "kommun": "timra"},
            [
                "Till nämnden: Nämndinformation.",
                "Till pressen och allmänheten: Nämndinformation och Faktablad om GFO.",
            ],
        ),
    ],
)
def test_it_says_which_papers_may_be_taken_where(
    open_page: OpenPage, demo: Demo, query: dict[str, str], told: list[str]
) -> None:
    said = text_of(open_page("rapporter", query, demo.home))
    listed = said.split("Det här får du ta med", 1)[1].split('<ul class="notes">', 1)[1].split("</ul>", 1)[0]
    lines = [re.sub(r"<[^>]+>", "", line) for line in re.findall(r"<li>(.*?)</li>", listed)]
    assert lines == told


def test_every_paper_that_may_be_taken_is_one_that_the_reader_gets(open_page: OpenPage, demo: Demo) -> None:
    for start in ({"som": "kommun-2262"}, {"som": "publik"}, {"som": "publik", "kommun": "timra"}):
        said = text_of(open_page("rapporter", start, demo.home))
        listed = said.split("Det här får du ta med", 1)[1].split("</ul>", 1)[0]
        doors = re.findall(r'href="rapporter\?([^"]+)"[^>]*>([^<]+)<', listed)
        assert len(doors) >= 2
        for door, name in doors:
            asked = dict(pair.split("=") for pair in door.replace("&amp;", "&").split("&"))
            there = text_of(open_page("rapporter", {**start, **asked}, demo.home))
            assert "Hämta" in there, (start, name)
            # The kommuner stand by their own names.
            named = name.split(" (")[0].removesuffix(" om GFO")
            assert f"{named}, " in there or f"Nämndinformation, {named} " in there


def test_what_is_sent_to_a_namnd_is_offered_with_public_figures_first(
    open_page: OpenPage, demo: Demo
) -> None:
    query = {"som": "kommun-2262", "rapport": "tjansteskrivelse", "period": "2026T2"}
    said = text_of(open_page("rapporter", query, demo.home))
    assert "Tjänsteskrivelse, Timrå T1 2026 och åren 2021–2025" in said
    assert "Offentlig: får lämnas ut" in said
    said = text_of(open_page("rapporter", {**query, "lasare": "intern"}, demo.home))
    assert "Utkast till tjänsteskrivelse, Timrå T2 2026" in said
