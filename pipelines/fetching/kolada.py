"""Kolada's API v3: our figures for our areas, page by page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from pipelines.fetching.client import Client
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
    kpis, areas = list(kolada_kpis()), asked_areas()
    pages: list[bytes] = []
    seen: set[tuple[str, str]] = set()
    for of_kpis in _segments(kpis):
        for of_areas in _segments(areas):
            for of_years in _segments(years):
                path = f"kpi/{','.join(of_kpis)}/municipality/{','.join(of_areas)}/year/{','.join(map(str, of_years))}"
                url = f"{address.rstrip('/')}/data/{path}?per_page={PER_PAGE}"
                for page in _pages(client, url, step):
                    cells = json.loads(page)["values"]
                    wanted = (set(of_kpis), set(of_areas), {str(year) for year in of_years})
                    seen |= _told(client, cells, wanted)
                    pages.append(page)
    told = {area for _kpi, area in seen}
    if missing := [name for code, name in kommuner().items() if code not in told]:
        raise client.refused("E004", "Svaret från Kolada saknar en kommun.", ", ".join(missing))
    return b"[" + b",\n".join(pages) + b"]\n"


def _segments(ids: Sequence[_Id]) -> Iterator[Sequence[_Id]]:
    """The ids, as many at a time as fit in one segment of an address."""
    yield from (ids[at : at + MOST_IDS] for at in range(0, len(ids), MOST_IDS))


def _pages(client: Client, url: str, step: Callable[[str], None]) -> list[bytes]:
    """A question's pages, by `next_url` until there is none."""
    pages: list[bytes] = []
    asked: set[str] = set()
    while url:
        if url in asked:
            raise client.refused("E005", "Sidorna i svaret från Kolada tar aldrig slut.", url)
        asked.add(url)
        page = client.ask(url)
        step(f"svar {len(pages) + 1}")
        pages.append(page)
        onward = str(_answer(client, page).get("next_url") or "")
        if onward and urlsplit(urljoin(url, onward))[:2] != urlsplit(url)[:2]:
            raise client.refused("E005", "Nästa sida i svaret från Kolada ligger hos någon annan.", onward)
        url = urljoin(url, onward) if onward else ""
    return pages


def _answer(client: Client, page: bytes) -> dict[str, object]:
    try:
        found = json.loads(page)
    except ValueError:
        found = None
    if not isinstance(found, dict) or not is_kolada(found):
        start = page[:40].decode("utf-8", "replace").strip()
        raise client.refused("E003", "Svaret är inte siffror från Kolada, eller är avklippt.", start)
    return found


def _told(client: Client, cells: object, wanted: tuple[set[str], set[str], set[str]]) -> set[tuple[str, str]]:
    """The figures and areas that a page tells of; what it tells of must have been asked for."""
    found = set()
    for cell in cells if isinstance(cells, list) else ():
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
