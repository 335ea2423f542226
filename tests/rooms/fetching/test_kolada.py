"""Kolada's answers, fetched from a server on this machine: right rows or a clear refusal."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from pipelines.errors import ReaderError
from pipelines.fetching.client import ATTEMPTS, Client
from pipelines.fetching.kolada import fetch_kolada
from pipelines.reference import kolada_kpis
from tests.fixtures.kolada_answers import KoladaFigure
from tests.fixtures.statistics_server import ERROR_PAGE, Mishap, Statistics, answering, every_figure

YEARS = (2023, 2024)


@pytest.fixture
def statistics() -> Iterator[Statistics]:
    with answering(Statistics(every_figure(YEARS))) as found:
        yield found


class Waits:
    """The client with a clock that is only told how long it would have waited."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.http = httpx.Client()
        self.client = Client("Kolada", self.http, self.seconds.append)


@pytest.fixture
def waits() -> Iterator[Waits]:
    found = Waits()
    yield found
    found.http.close()


def figures(content: bytes) -> list[tuple[str, str, int, float]]:
    return [
        (cell["kpi"], cell["municipality"], cell["period"], one["value"])
        for page in json.loads(content)
        for cell in page["values"]
        for one in cell["values"]
    ]


def refusal(statistics: Statistics, waits: Waits) -> ReaderError:
    with pytest.raises(ReaderError) as caught:
        fetch_kolada(waits.client, statistics.kolada, YEARS)
    assert "Den förra leveransen gäller fortfarande." in caught.value.remedy
    return caught.value


def test_every_page_of_every_segment_is_fetched(statistics: Statistics, waits: Waits) -> None:
    found = figures(fetch_kolada(waits.client, statistics.kolada, YEARS))
    assert sorted(found) == sorted((one.kpi, one.area, one.year, one.value) for one in statistics.figures)
    # 46 areas are two segments of 25 and 21; 23 figures of two years make 1 150 and 966 cells, at 400 a page.
    assert len(statistics.asked) == 3 + 3
    assert waits.seconds == []


def test_the_bytes_of_each_page_are_kept_as_they_came(statistics: Statistics, waits: Waits) -> None:
    statistics.page_size = 5000
    content = fetch_kolada(waits.client, statistics.kolada, YEARS)
    pages = [
        httpx.get(f"{statistics.address}{path.removeprefix('GET ')}").content
        for path in list(statistics.asked)
    ]
    assert content == b"[" + b",\n".join(pages) + b"]\n"


@pytest.mark.parametrize(
    ("mishaps", "waited"),
    [
        ([Mishap(429, retry_after="7")], [7]),
        ([Mishap(429), Mishap(503), Mishap(502)], [1, 2, 4]),
        ([Mishap(429, retry_after="9000")], [60]),
        ([Mishap(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT")], [0]),
        ([Mishap(429, retry_after="snart")], [1]),
        ([Mishap(cut=30)], [1]),
    ],
    ids=[
        "asked to wait",
        "busy",
        "asked to wait too long",
        "until a time that has been",
        "no time",
        "truncated",
    ],
)
def test_a_busy_server_and_a_cut_answer_are_asked_again(
    statistics: Statistics, waits: Waits, mishaps: list[Mishap], waited: list[float]
) -> None:
    statistics.mishaps = mishaps
    found = figures(fetch_kolada(waits.client, statistics.kolada, YEARS))
    assert len(found) == len(statistics.figures)
    assert waits.seconds == waited


def test_a_server_that_stays_busy_is_given_up(statistics: Statistics, waits: Waits) -> None:
    statistics.mishaps = [Mishap(429)] * ATTEMPTS
    error = refusal(statistics, waits)
    assert (error.code, error.found) == ("E001", "svar 429")
    assert waits.seconds == [1, 2, 4, 8]


def test_a_line_that_always_breaks_is_given_up(statistics: Statistics, waits: Waits) -> None:
    statistics.mishaps = [Mishap(cut=10)] * ATTEMPTS
    error = refusal(statistics, waits)
    assert (error.code, error.found) == ("E001", "svaret tog slut för tidigt")


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach(waits: Waits) -> None:
    with answering(Statistics()) as gone:
        address = gone.kolada
    with pytest.raises(ReaderError) as caught:
        fetch_kolada(waits.client, address, YEARS)
    assert (caught.value.code, caught.value.found) == ("E001", "ingen förbindelse")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("kolada", "kolada"),
        ("ftp://127.0.0.1/v3", "ftp://127.0.0.1/v3"),
        ("http://", "http://"),
        ("http://[127.0.0.1/v3", "http://[127.0.0.1/v3"),
        ("http://127.0.0.1:99999/v3", "http://127.0.0.1:99999/v3"),
        ("http://127.0.0.1/v3?key=1", "http://127.0.0.1/v3?key=1"),
        ("http://eva:hemligt@127.0.0.1/v3#a", "http://127.0.0.1/v3#a"),
    ],
)
def test_an_address_that_is_none_is_said_without_its_password(waits: Waits, address: str, shown: str) -> None:
    with pytest.raises(ReaderError) as caught:
        fetch_kolada(waits.client, address, YEARS)
    assert (caught.value.code, caught.value.found) == ("E002", shown)
    assert "https://värd/sökväg" in caught.value.remedy


@pytest.mark.parametrize(("before", "path"), [("eva:hemligt@", "/v3"), ("", "/v3/")])
def test_pages_are_asked_for_where_the_first_was(
    statistics: Statistics, waits: Waits, before: str, path: str
) -> None:
    def as_kolada_names_itself(found: dict[str, Any]) -> None:
        if found["next_url"]:
            found["next_url"] = found["next_url"].replace("http:", "https:")

    statistics.spoilt = as_kolada_names_itself
    address = statistics.address.replace("//", f"//{before}") + path
    found = figures(fetch_kolada(waits.client, address, YEARS))
    assert len(found) == len(statistics.figures)


def test_a_password_in_the_address_is_in_no_refusal(statistics: Statistics, waits: Waits) -> None:
    def onward(found: dict[str, Any]) -> None:
        found["next_url"] = statistics.asked[0].removeprefix("GET ")

    statistics.spoilt = onward
    address = statistics.address.replace("//", "//eva:hemligt@") + "/v3"
    with pytest.raises(ReaderError) as caught:
        fetch_kolada(waits.client, address, YEARS)
    assert caught.value.code == "E005"
    assert "hemligt" not in caught.value.found


def test_a_body_that_drips_is_given_up(statistics: Statistics, waits: Waits) -> None:
    statistics.mishaps = [Mishap(pause=0.05)] * ATTEMPTS
    slow = replace(waits.client, longest=0.1)
    with pytest.raises(ReaderError) as caught:
        fetch_kolada(slow, statistics.kolada, YEARS)
    assert (caught.value.code, caught.value.found) == ("E001", "inget svar i tid")


def test_a_body_larger_than_any_file_is_refused(statistics: Statistics, waits: Waits) -> None:
    small = replace(waits.client, most=10_000)
    with pytest.raises(ReaderError) as caught:
        fetch_kolada(small, statistics.kolada, YEARS)
    assert (caught.value.code, caught.value.message) == (
        "E003",
        "Svaret från Kolada är större än någon fil som tas emot.",
    )


@pytest.mark.parametrize(
    ("mishap", "code", "found"),
    [
        (Mishap(body=ERROR_PAGE), "E003", "<!doctype html><html><body><h1>502 Bad G"),
        (Mishap(body=b'{"values": [{"kpi": "N33812", '), "E003", '{"values": [{"kpi": "N33812",'),
        (Mishap(body=b'{"detail": "Not Found"}'), "E003", '{"detail": "Not Found"}'),
        (Mishap(body=b'[{"values": []}]'), "E003", '[{"values": []}]'),
        (Mishap(body=b"\xef\xbb\xbf{}"), "E003", "\ufeff{}"),
        (Mishap(body=b'{"values":' + b"[" * 100_000), "E003", '{"values":' + "[" * 30),
        (Mishap(body=gzip.compress(b'{"values": []}' * 9)[:-20], encoding="gzip"), "E003", '{"valu'),
        (Mishap(404), "E002", "svar 404"),
        (Mishap(302), "E002", "svar 302"),
        (
            Mishap(body=b'{"values": [], "next_url": "http://evil.example/v3/data"}'),
            "E005",
            "http://evil.example/v3/data",
        ),
        (Mishap(body=b'{"values": [], "next_url": "http://[::1"}'), "E005", "http://[::1"),
        (Mishap(body=b'{"values": [], "next_url": "/\\ud800"}'), "E005", "/?"),
        (Mishap(body=b'{"values": [], "next_url": 5}'), "E005", "5"),
    ],
    ids=[
        "an error page",
        "cut where its length is not",
        "an error as JSON",
        "a list",
        "a mark before it",
        "deep",
        "a cut archive",
        "not found",
        "moved",
        "elsewhere",
        "a next page that is nowhere",
        "a next page that is half a character",
        "a next page that is a number",
    ],
)
def test_what_is_no_answer_is_refused_with_what_it_was(
    statistics: Statistics, waits: Waits, mishap: Mishap, code: str, found: str
) -> None:
    statistics.mishaps = [mishap]
    error = refusal(statistics, waits)
    assert (error.code, error.found) == (code, found)


def test_pages_that_lead_to_each_other_are_refused(statistics: Statistics, waits: Waits) -> None:
    def onward(found: dict[str, Any]) -> None:
        found["next_url"] = f"{statistics.address}{statistics.asked[0].removeprefix('GET ')}"

    statistics.spoilt = onward
    assert refusal(statistics, waits).code == "E005"


@pytest.mark.parametrize("empty", [False, True])
def test_pages_that_always_lead_on_are_refused(statistics: Statistics, waits: Waits, empty: bool) -> None:
    def onward(found: dict[str, Any]) -> None:
        found["next_url"] = f"{statistics.asked[-1].removeprefix('GET ')}&again=1"
        if empty:
            found["values"] = []

    statistics.spoilt = onward
    assert refusal(statistics, waits).code == "E005"
    assert len(statistics.asked) <= 4


@pytest.mark.parametrize("deleted", [False, True], ids=["not there", "only deleted figures"])
def test_an_answer_without_a_kommun_is_refused_by_its_name(
    statistics: Statistics, waits: Waits, deleted: bool
) -> None:
    gone = [
        KoladaFigure(one.kpi, one.area, one.year, 1, deleted=True)
        for one in statistics.figures
        if one.area == "2262"
    ]
    statistics.figures = [one for one in statistics.figures if one.area != "2262"] + (gone if deleted else [])
    error = refusal(statistics, waits)
    assert (error.code, error.found) == ("E004", "Timrå")


def test_an_answer_about_something_else_is_refused(statistics: Statistics, waits: Waits) -> None:
    def of_stockholm(found: dict[str, Any]) -> None:
        found["values"][0]["municipality"] = "0180"

    statistics.spoilt = of_stockholm
    error = refusal(statistics, waits)
    assert (error.code, error.found) == ("E004", f"{next(iter(kolada_kpis()))}, 0180, 2023")


def test_each_page_moves_the_progress_bar(statistics: Statistics, waits: Waits) -> None:
    told: list[str] = []
    fetch_kolada(waits.client, statistics.kolada, YEARS, told.append)
    assert told == ["svar 1", "svar 2", "svar 3"] * 2


def test_more_ids_than_a_segment_holds_are_asked_for_in_several(waits: Waits) -> None:
    years = range(1990, 2025)
    with answering(Statistics(every_figure((1990, 2024)), page_size=5000)) as found:
        assert len(figures(fetch_kolada(waits.client, found.kolada, years))) == len(found.figures)
        # 46 areas and 35 years are two segments each.
        assert len(found.asked) == 4
