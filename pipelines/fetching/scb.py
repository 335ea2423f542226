"""SCB's PxWeb API v2: the inhabitants of the county's kommuner by age, of both tables of population.

By POST, since a long address answers 404; every dimension is chosen, since no choice gives a default in silence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.contracts.befolkning import FIRST_YEAR_OF_CKM, SCB, SCB_CKM
from pipelines.errors import ReaderError
from pipelines.fetching.client import Client, base_address, read_answer
from pipelines.reading.jsonstat import is_jsonstat
from pipelines.reference import kommun_codes

ADDRESS = "https://statistikdatabasen.scb.se/api/v2"
_AGES = [str(age) for age in range(21)]


@dataclass(frozen=True)
class Table:
    """`fixed`: what is chosen besides region, age and year. `sender`: whose register its rows are."""

    name: str
    sender: str
    fixed: tuple[tuple[str, str], ...]


TABLES = (
    Table("TAB638", SCB, (("ContentsCode", "BE0101N1"),)),
    Table("TAB5557", SCB_CKM, (("Civilstand", "SC"), ("Kon", "TotSa"), ("ContentsCode", "000007ME"))),
)


def fetch_scb(
    client: Client, address: str, years: Sequence[int], step: Callable[[str], None] = lambda words: None
) -> list[tuple[Table, bytes]]:
    """Each table that has any of the years, as JSON-stat, byte for byte.

    ReaderError as `Client.ask`; E003 for what is no table, E004 for one that is not what was asked.
    """
    found = []
    for table in TABLES:
        own = [year for year in years if (year >= FIRST_YEAR_OF_CKM) == (table.sender == SCB_CKM)]
        if own:
            found += _one(client, address, table, own)
            step(table.name)
    return found


def _one(client: Client, address: str, table: Table, years: Sequence[int]) -> list[tuple[Table, bytes]]:
    """The table; its newest year may not be published yet, and then the others are asked for."""
    try:
        return [(table, _asked(client, address, table, years))]
    except ReaderError as error:
        newest = table.sender == SCB_CKM
        if not newest or error.code != "E002" or "400" not in error.found:
            raise
    return _one(client, address, table, years[:-1]) if len(years) > 1 else []


def _asked(client: Client, address: str, table: Table, years: Sequence[int]) -> bytes:
    regions, ages, times = list(kommun_codes()), _AGES, [str(year) for year in years]
    chosen = {"Region": regions, "Alder": ages, "Tid": times} | {name: [code] for name, code in table.fixed}
    body = {"selection": [{"variableCode": name, "valueCodes": codes} for name, codes in chosen.items()]}
    url = f"{base_address(address)}/tables/{table.name}/data?lang=sv&outputFormat=json-stat2"
    answer = client.ask(url, body)
    found = read_answer(answer)
    if not isinstance(found, dict) or not is_jsonstat(found):
        start = answer[:40].decode("utf-8", "replace").strip()
        raise client.refused("E003", "Svaret är ingen tabell från SCB, eller är avklippt.", start)
    for name, codes in chosen.items():
        if missing := sorted(set(codes) - _codes(found, name)):
            lacking = f"{name} {', '.join(missing)}"
            raise client.refused("E004", f"Tabellen {table.name} saknar något av det som frågades.", lacking)
    for name in map(str, found["id"]):
        more = sorted(_codes(found, name) - set(chosen.get(name, ())))
        # A dimension that was not chosen may be there as its total alone.
        if len(more) > (name not in chosen):
            extra = f"{name} {', '.join(more[:5])}"
            raise client.refused("E004", f"Tabellen {table.name} har annat än det som frågades.", extra)
    values = found.get("value")
    cells = values.values() if isinstance(values, dict) else values if isinstance(values, list) else ()
    absent = math.prod(map(len, chosen.values())) - sum(cell is not None for cell in cells)
    if absent > 0:
        raise client.refused("E004", f"Tabellen {table.name} saknar antal.", f"tomma celler: {absent}")
    return answer


def _codes(table: dict[str, object], name: str) -> set[str]:
    """The codes that a dimension of the table has."""
    dimensions = table.get("dimension")
    dimension = dimensions.get(name) if isinstance(dimensions, dict) else None
    category = dimension.get("category") if isinstance(dimension, dict) else None
    index = category.get("index") if isinstance(category, dict) else None
    return {str(code) for code in index} if isinstance(index, dict | list) else set()
