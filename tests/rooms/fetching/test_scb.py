"""SCB's two tables of population, fetched from a server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from pipelines.errors import ReaderError
from pipelines.fetching.client import Client
from pipelines.fetching.scb import fetch_scb
from pipelines.reference import kommun_codes
from tests.fixtures.statistics_server import ERROR_PAGE, Mishap, Statistics, answering, population


@pytest.fixture
def statistics() -> Iterator[Statistics]:
    with answering(Statistics(population_years={"TAB638": range(2000, 2025), "TAB5557": [2025]})) as found:
        yield found


@pytest.fixture
def client() -> Iterator[Client]:
    with httpx.Client() as http:
        yield Client("SCB", http, lambda seconds: None)


def table_of(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content)
    return found


def test_both_tables_are_fetched_with_the_years_that_each_has(statistics: Statistics, client: Client) -> None:
    found = fetch_scb(client, statistics.scb, [2023, 2024, 2025])
    assert [table.name for table, _ in found] == ["TAB638", "TAB5557"]
    old, new = (table_of(content) for _, content in found)
    assert list(old["dimension"]["Tid"]["category"]["index"]) == ["2023", "2024"]
    assert list(new["dimension"]["Tid"]["category"]["index"]) == ["2025"]
    assert list(old["dimension"]["Region"]["category"]["index"]) == list(kommun_codes())
    # Of the new table every dimension must be chosen; in the old one those that are left out are summed.
    assert old["id"] == ["Region", "Alder", "ContentsCode", "Tid"]
    assert new["id"] == ["Region", "Alder", "Civilstand", "Kon", "ContentsCode", "Tid"]
    assert old["value"][0] == population("2260", 0, 2023)
    assert statistics.asked == [
        "POST /api/v2/tables/TAB638/data?lang=sv&outputFormat=json-stat2",
        "POST /api/v2/tables/TAB5557/data?lang=sv&outputFormat=json-stat2",
    ]


def test_a_year_that_is_not_published_yet_is_left_for_the_next_time(
    statistics: Statistics, client: Client
) -> None:
    found = {table.name: content for table, content in fetch_scb(client, statistics.scb, [2024, 2025, 2026])}
    assert list(table_of(found["TAB5557"])["dimension"]["Tid"]["category"]["index"]) == ["2025"]


def test_a_table_with_no_year_of_those_is_not_fetched(statistics: Statistics, client: Client) -> None:
    assert [table.name for table, _ in fetch_scb(client, statistics.scb, [2024])] == ["TAB638"]
    statistics.population_years["TAB5557"] = []
    assert [table.name for table, _ in fetch_scb(client, statistics.scb, [2024, 2025])] == ["TAB638"]


def test_a_year_of_the_old_table_that_is_withdrawn_is_a_refusal(
    statistics: Statistics, client: Client
) -> None:
    statistics.population_years["TAB638"] = [2024]
    with pytest.raises(ReaderError) as caught:
        fetch_scb(client, statistics.scb, [2023, 2024])
    assert (caught.value.code, caught.value.found) == ("E002", "svar 400")


def without_numbers(sparse: bool) -> bytes:
    """A whole table, but for two cells."""
    found = json.loads(without("Alder", ""))
    values = found["value"]
    found["value"] = (
        {str(at): value for at, value in enumerate(values) if at > 1} if sparse else [None, None, *values[2:]]
    )
    return json.dumps(found).encode()


def with_both_sexes() -> bytes:
    found = json.loads(without("Alder", ""))
    found["id"].append("Kon")
    found["size"].append(2)
    found["dimension"]["Kon"] = {"category": {"index": {"1": 0, "2": 1}}}
    found["value"] = [value for value in found["value"] for _ in "12"]
    return json.dumps(found).encode()


def without(name: str, code: str) -> bytes:
    """A whole table, but for one code."""
    with answering(Statistics(population_years={"TAB638": [2024]})) as other:
        chosen = {"Region": list(kommun_codes()), "Alder": [str(age) for age in range(21)]}
        chosen |= {"ContentsCode": ["BE0101N1"], "Tid": ["2024"]}
        chosen[name] = [one for one in chosen[name] if one != code]
        selection = [{"variableCode": key, "valueCodes": codes} for key, codes in chosen.items()]
        return other.scb_table("TAB638", selection)[1]


@pytest.mark.parametrize(
    ("body", "code", "found"),
    [
        (ERROR_PAGE, "E003", "<!doctype html><html><body><h1>502 Bad G"),
        (b'{"version": "2.0", "class": "data', "E003", '{"version": "2.0", "class": "data'),
        (without("Region", "2262"), "E004", "Region 2262"),
        (without("Alder", "17"), "E004", "Alder 17"),
        (without_numbers(sparse=False), "E004", "tomma celler: 2"),
        (without_numbers(sparse=True), "E004", "tomma celler: 2"),
        (with_both_sexes(), "E004", "Kon 1, 2"),
        (b'{"class": "dataset", "id": ' + b"[" * 100_000, "E003", '{"class": "dataset", "id": ' + "[" * 13),
    ],
    ids=[
        "an error page",
        "cut",
        "without a kommun",
        "without an age",
        "without numbers",
        "with holes",
        "of both sexes",
        "deep",
    ],
)
def test_what_is_not_the_table_that_was_asked_for_is_refused(
    statistics: Statistics, client: Client, body: bytes, code: str, found: str
) -> None:
    statistics.mishaps = [Mishap(body=body)]
    with pytest.raises(ReaderError) as caught:
        fetch_scb(client, statistics.scb, [2024])
    assert (caught.value.code, caught.value.found) == (code, found)
