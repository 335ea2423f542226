"""A JSON file, by what it holds: a JSON-stat table, or answers of Kolada's API."""

from __future__ import annotations

import json
from os import SEEK_END
from typing import BinaryIO

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place
from pipelines.reading.jsonstat import is_jsonstat, open_jsonstat
from pipelines.reading.kolada import is_kolada, open_kolada
from pipelines.reading.model import Limits, Refusal
from pipelines.reading.opened import Opened
from pipelines.reading.too_large import too_many_bytes

MOST_BYTES = 64 << 20
"""A table of all kommuner, ages, sexes and years is about 20 MB; a parser holds some ten times that."""


def read_json(file: BinaryIO, place: Place, known: frozenset[str], limits: Limits) -> Opened:
    """The file's one table. Raises Refusal: F005 for a file too large, F001 for what is neither, F054 and F055 for
    one that is not whole.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise too_many_bytes(place, file.seek(0, SEEK_END), MOST_BYTES)
    try:
        # Decimals stay as they are written: 31.329597 is no sum of halves.
        found = json.loads(content.decode("utf-8-sig"), parse_float=str)
        # Half a character is written as one that no text may hold.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refusal(finding("F001", place, kind="JSON")) from None
    if is_jsonstat(found):
        return open_jsonstat(found, place, limits)
    if is_kolada(found):
        return open_kolada(found, place, limits)
    raise Refusal(finding("F001", place, kind="en JSON-stat-tabell eller ett svar från Kolada"))
