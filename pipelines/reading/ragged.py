"""Rows of a text file with too few or too many fields: said one by one, never padded in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.reading.asides import SUBTOTAL, why_aside
from pipelines.reading.header import Cells
from pipelines.reading.text import TextTable

_SUBTOTAL = re.compile(SUBTOTAL)


def place_ragged(
    table: TextTable, place: Place, above: Sequence[Cells], known: frozenset[str]
) -> tuple[pl.DataFrame, list[Finding]]:
    """The table's rows with those put back that only differ by blank fields at their end, and the findings.

    A header line may end in delimiters too (`a;b;c;`): its blank last names need no field in a row.
    """
    names = table.header.names
    full = len(names)
    named = max((index + 1 for index, name in enumerate(names) if name), default=0)
    said: list[Finding] = []
    mended: list[tuple[int, list[str | None]]] = []
    trailing: list[int] = []
    for number, fields in table.ragged:
        there = Place(place.file, place.sheet, number)
        filled = [field for field in fields if field.strip()]
        aside = why_aside(fields, names, above, known)
        if aside:
            said.append(finding(aside, there))
            if aside == "F042":
                break  # what follows is another table's, and of its width
        elif _SUBTOTAL.match(filled[0]) and (len(fields) < full or len(filled) < full):
            said.append(finding("F025", there))
        elif len(fields) < named:
            said.append(finding("F020", there, count=len(fields), width=named))
        elif any(field.strip() for field in fields[full:]):
            said.append(finding("F021", there, count=len(fields), width=named))
        else:
            if len(fields) > full:
                trailing.append(number)
            padded: list[str | None] = [field or None for field in fields[:full]]
            mended.append((number, padded + [None] * (full - len(padded))))
    if trailing:
        said.append(finding("F022", Place(place.file, place.sheet, trailing[0]), count=len(trailing)))
    if not mended:
        return table.rows, said
    back = pl.DataFrame(
        [[number, *fields] for number, fields in mended], schema=table.rows.schema, orient="row"
    )
    return pl.concat([table.rows, back]).sort("source_row"), said
