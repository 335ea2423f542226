"""Kolada's API v3: our figures for our areas, page by page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from pipelines.fetching.client import Client, base_address, read_answer, without_password
from pipelines.reading.kolada import is_kolada
from pipelines.reference import kolada_kpis, kommuner, read_reference

_Id = TypeVar("_Id")

ADDRESS = "https://api.kolada.se/v3"
MOST_IDS = 25
"""As many ids fit in one segment of an address."""
PER_PAGE = 5000


def asked_areas() -> list[str]:
    """The country and the kommuner: the mean of a group or of the county is ours to make of them."""
    return [row["area"] for row in read_reference("kolada_areas") if row["kind"] in ("riket", "kommun")]


def fetch_kolada(
    client: Client, address: str, years: Sequence[int], step: Callable[[str], None] = lambda words: None
) -> bytes:
    """Every page, byte for byte, as a JSON list.

    ReaderError as `Client.ask`; E003 for a page that is no answer, E004 for answers that are not what was asked, E005
    when the pages do not end or lead elsewhere.
    """
    kpis, areas, base = list(kolada_kpis()), asked_areas(), base_address(address)
    pages: list[bytes] = []
    seen: set[tuple[str, str]] = set()
    for of_kpis in _segments(kpis):
        for of_areas in _segments(areas):
            for of_years in _segments(years):
                path = f"kpi/{','.join(of_kpis)}/municipality/{','.join(of_areas)}/year/{','.join(map(str, of_years))}"
                wanted = (set(of_kpis), set(of_areas), {str(year) for year in of_years})
                for page, cells in _pages(client, f"{base}/data/{path}?per_page={PER_PAGE}", wanted, step):
                    seen |= _told(client, cells, wanted)
                    pages.append(page)
    told = {area for _kpi, area in seen}
    if missing := [name for code, name in kommuner().items() if code not in told]:
        raise client.refused("E004", "Svaret från Kolada saknar en kommun.", ", ".join(missing))
    return b"[" + b",\n".join(pages) + b"]\n"


def _segments(ids: Sequence[_Id]) -> Iterator[Sequence[_Id]]:
    """The ids, as many at a time as fit in one segment of an address."""
    yield from (ids[at : at + MOST_IDS] for at in range(0, len(ids), MOST_IDS))


_Wanted = tuple[set[str], set[str], set[str]]
"""The figures, areas and years that were asked for."""


def _pages(
    client: Client, url: str, wanted: _Wanted, step: Callable[[str], None]
) -> list[tuple[bytes, list[Any]]]:
    """A question's pages and the cells of each, by `next_url` until there is none."""
    pages: list[tuple[bytes, list[Any]]] = []
    asked: set[str] = set()
    left = math.prod(map(len, wanted))
    while url:
        page = client.ask(url)
        step(f"svar {len(pages) + 1}")
        answer, cells = _answer(client, page)
        pages.append((page, cells))
        asked.add(url)
        url = _onward(client, url, answer.get("next_url"))
        # Of every figure there is one cell: more of them, or a page that only leads on, goes on for ever.
        left -= len(cells)
        if url and (left < 0 or not cells or url in asked):
            raise client.refused(
                "E005", "Sidorna i svaret från Kolada tar aldrig slut.", without_password(url)
            )
    return pages


def _onward(client: Client, url: str, found: object) -> str:
    """The next page's address at the host that was asked, as it was asked: Kolada names itself otherwise where somebody
    stands between. Blank for the last page.
    """
    if not found:
        return ""
    told = str(found)
    try:
        own, there = urlsplit(url), urlsplit(urljoin(url, told))
    except ValueError:
        there = None
    if there is None or not isinstance(found, str) or not told.isprintable():
        shown = told.encode("ascii", "replace").decode()
        raise client.refused(
            "E005", "Adressen till nästa sida i svaret från Kolada går inte att läsa.", shown
        )
    if there.scheme not in ("http", "https") or there.hostname != own.hostname:
        raise client.refused(
            "E005", "Nästa sida i svaret från Kolada ligger hos någon annan.", without_password(told)
        )
    return urlunsplit((own.scheme, own.netloc, there.path, there.query, ""))


def _answer(client: Client, page: bytes) -> tuple[dict[str, Any], list[Any]]:
    found = read_answer(page)
    if not isinstance(found, dict) or not is_kolada(found):
        start = page[:40].decode("utf-8", "replace").strip()
        raise client.refused("E003", "Svaret är inte siffror från Kolada, eller är avklippt.", start)
    return found, found["values"]


def _told(client: Client, cells: Sequence[Any], wanted: _Wanted) -> set[tuple[str, str]]:
    """The figures and areas that a page tells of; what it tells of must have been asked for."""
    found = set()
    for cell in cells:
        told = (
            [str(cell.get(key)) for key in ("kpi", "municipality", "period")]
            if isinstance(cell, dict)
            else []
        )
        if len(told) != 3 or any(one not in of for one, of in zip(told, wanted, strict=True)):
            raise client.refused(
                "E004", "Svaret från Kolada gäller annat än det som frågades.", ", ".join(told)
            )
        figures = cell.get("values")
        if isinstance(figures, list) and any(
            isinstance(one, dict) and one.get("isdeleted") is not True for one in figures
        ):
            found.add((told[0], told[1]))
    return found
