"""Readers of different files at once, on one server under load: no byte of one file reaches another's reader."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import cycle, islice

import pytest

from benchmarks.page_client import PageClient
from dashboard.reader.page import Page
from dashboard.views.menu import PAGES
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.fixtures.canaries import NUMBER, OWN, WORD, write_canaries
from tests.fixtures.guarded import settled
from tests.fixtures.provider import FIREFOX, NOBODYS_PROVIDER, signed_cookie, write_access
from tests.fixtures.serving import serving

pytestmark = pytest.mark.slow
SWITCHES = 50
ISSUER = NOBODYS_PROVIDER["GFO_LOGIN_ISSUER"]

FAILED = b"Sidan kunde inte visas"


async def _switches(
    address: str, cookie: str, queries: tuple[str, ...], pages: Sequence[Page]
) -> list[bytes]:
    """All that one reader is sent, run by run, at every page in turn."""
    page = await PageClient.connected(address, cookie, FIREFOX)
    heard = []
    paths = ("" if each.path == "oversikt" else each.path for each in cycle(pages))
    for path, query in islice(zip(paths, cycle(queries)), SWITCHES):
        await page.open(path, query)
        heard.append(page.heard)
    await page.close()
    return heard


def _canaries(heard: list[bytes]) -> int:
    said = [run.decode("utf-8", "replace") for run in heard]
    return sum(bool(NUMBER.search(run)) or WORD in run for run in said)


def test_fifty_switches_each_and_no_figure_of_anothers_file(demo: Demo, tmp_path) -> None:
    home = DataHome(tmp_path / "home")
    write_canaries(home, demo.home)
    write_access(
        home.root,
        f"issuer={ISSUER} subject=s role=styrgrupp",
        f"issuer={ISSUER} subject=k role=enhetschef kommun={OWN}",
        f"issuer={ISSUER} subject=n role=namnd",
    )
    queries = ("", "kommun=timra", "som=styrgrupp", "kommun=ange&period=2025", "kommun=gfo")
    with serving(home.root, NOBODYS_PROVIDER) as served:
        who = {subject: signed_cookie(home, served.address, subject) for subject in "skn"}

        async def all_at_once() -> list[list[bytes]]:
            # Two of the styrgrupp are the load, and the file that must not be seen. Its canaries, seventy million
            # children in a kommun, are more than Min kommun can draw.
            drawn = [page for page in PAGES if page.path != "kommun"]
            readers = (("s", drawn), ("k", PAGES), ("s", drawn), ("n", PAGES))
            return await asyncio.gather(
                *(_switches(served.address, who[one], queries, pages) for one, pages in readers)
            )

        styrgrupp, kommun, _, public = settled(all_at_once())
    assert [len(runs) for runs in (styrgrupp, kommun, public)] == [SWITCHES] * 3
    assert _canaries(styrgrupp) >= SWITCHES / 2
    assert _canaries(kommun) == 0
    assert _canaries(public) == 0
    assert [run.decode("utf-8", "replace")[-2000:] for run in (*kommun, *public) if FAILED in run] == []
