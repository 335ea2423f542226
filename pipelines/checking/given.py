"""Columns that the file itself lacks: what the sender has said once for all rows, put beside the file's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from pipelines.checking.columns import ColumnMatch, match_columns
from pipelines.checking.mapping import SenderMapping
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.reading.model import SheetText
from pipelines.reference import kommuner

JOINER = "/"


def with_given(
    sheet: SheetText, match: ColumnMatch, mapping: SenderMapping | None, sender: str | None, place: Place
) -> tuple[SheetText, ColumnMatch, list[Finding]]:
    """The sheet with the columns that are said and not there, its match again, and a note where that is the kommun.

    A mapping's constants; the kommun of the `sender` (a code) in a register that kommuner send and that has no
    kommun column, or one that is blank throughout; ids joined of several columns, blank where one of them is.
    """
    dataset = match.dataset
    said_once = (mapping.constants if mapping else {}).get(dataset.name, {})
    constants = {column: text for column, text in said_once.items() if column not in match.positions}
    said: list[Finding] = []
    if (
        dataset.sender == "kommun"
        and sender in kommuner()
        and "kommun" not in constants
        and _no_kommun(sheet, match)
    ):
        constants["kommun"] = sender or ""
        said = [finding("L014", place, found=kommuner()[sender or ""])]
    joined = (mapping.joined if mapping else {}).get(dataset.name, {})
    if not constants and not joined:
        return sheet, match, []
    height = sheet.rows.height
    for column, text in constants.items():
        values = pl.Series([text], dtype=pl.String).new_from_index(0, height)
        sheet = _put(sheet, column, values, match.positions.get(column))
    match = match_columns(sheet.headers, dataset, mapping)
    for column, of in joined.items():
        sheet = _join(sheet, match, column, of)
    return sheet, match_columns(sheet.headers, dataset, mapping), said


def _no_kommun(sheet: SheetText, match: ColumnMatch) -> bool:
    at = match.positions.get("kommun", ())
    if len(at) > 1 or not at:
        return not at
    return sheet.rows.height > 0 and sheet.rows[f"c{at[0]}"].null_count() == sheet.rows.height


def _put(sheet: SheetText, header: str, values: pl.Series, at: tuple[int, ...] | None) -> SheetText:
    """The sheet with a column more at its end, or with another in the place of the one there is."""
    if at:
        return replace(sheet, rows=sheet.rows.with_columns(values.alias(f"c{at[0]}")))
    name = f"c{len(sheet.headers)}"
    return replace(sheet, headers=(*sheet.headers, header), rows=sheet.rows.with_columns(values.alias(name)))


def _join(sheet: SheetText, match: ColumnMatch, column: str, of: tuple[str, ...]) -> SheetText:
    places: Mapping[str, tuple[int, ...]] = match.positions
    if any(len(places.get(one, ())) != 1 for one in of):
        return sheet  # what is missing or twice has a finding of its own
    parts = [pl.col(f"c{places[one][0]}").str.strip_chars() for one in of]
    values = sheet.rows.select(pl.concat_str(parts, separator=JOINER)).to_series()
    return _put(sheet, column, values, places.get(column))
