"""Cells that show something else than they hold: formulas, errors, merged-away values, letters that were lost."""

from __future__ import annotations

import polars as pl

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.reading.opened import RawSheet

_REPLACED = "\ufffd"  # what programs write for a letter that they cannot read


def refused_cells(
    raw: RawSheet,
    body: pl.DataFrame,
    kinds: pl.Series,
    judged: list[tuple[int, str]],
    place: Place,
    kept: pl.Series,
) -> tuple[pl.Series, list[Finding]]:
    """Formulas, errors and merged-away cells, in the columns (position, name) that some dataset has.

    `kept`: the rows that are the register's. Gives the rows that are refused for such a cell, and the findings.
    """
    said: list[Finding] = []
    numbers = body.get_column("source_row")
    refused = pl.repeat(False, body.height, dtype=pl.Boolean, eager=True)
    for index, name in judged:
        kind = kinds.str.slice(index, 1)
        column = f"c{index}"

        def at(row: int | None, name: str = name) -> Place:
            return Place(place.file, place.sheet, row, name)

        formulas = kind.str.contains("[A-Z]") & kept
        if formulas.any():
            first = numbers.filter(formulas)[0]
            placeholders = not raw.computed and (body.get_column(column).filter(formulas) == "0").all()
            said.append(finding("F046" if placeholders else "F026", at(first), count=int(formulas.sum())))
        uncounted = (kind == "x") & kept
        errors = (kind.str.to_lowercase() == "e") & kept
        hidden = numbers.is_in(_merged_away(raw.merged, index + 1)) & kept
        said += [finding("F027", at(row)) for row in numbers.filter(uncounted).to_list()]
        if errors.any():
            shown = body.filter(errors).select("source_row", column).rows()
            said += [finding("F028", at(row), found=value) for row, value in shown]
        said += [finding("F029", at(row)) for row in numbers.filter(hidden).to_list()]
        refused = refused | uncounted | errors | hidden
    return refused, said


def _merged_away(merged: list[tuple[int, int, int, int]], column: int) -> list[int]:
    rows = {
        row
        for top, left, bottom, right in merged
        if left <= column <= right and top < bottom
        for row in range(top + 1, bottom + 1)
    }
    return sorted(rows)


def lost_letters(body: pl.DataFrame, judged: list[tuple[int, str]], place: Place) -> list[Finding]:
    """Columns in which letters were replaced before the file came here: one finding each, at the first row."""
    said = []
    for index, name in judged:
        if f"c{index}" not in body.columns:
            continue
        lost = body.get_column(f"c{index}").str.contains(_REPLACED, literal=True).fill_null(False)
        if lost.any():
            first = body.get_column("source_row").filter(lost)[0]
            there = Place(place.file, place.sheet, first, name)
            said.append(finding("F045", there, count=int(lost.sum())))
    return said
