"""Casting a column, or one text of it, for the tests of each kind of value."""

from __future__ import annotations

import polars as pl

from pipelines.checking.casting import CastColumn, cast_column
from pipelines.checking.judging import NO_TERMS, ColumnTerms
from pipelines.contracts import DATASETS, FieldSpec


def spec_of(dataset: str, column: str) -> FieldSpec:
    return next(spec for spec in DATASETS[dataset].fields.values() if spec.column == column)


def cast(spec: FieldSpec, text: str | None, *, native: bool = False) -> object:
    """The value, or the code of the finding when there is one."""
    cells = pl.Series([text], dtype=pl.String)
    column = cast_column(cells, spec, native=pl.Series([True]) if native else None)
    (value,) = column.values.to_list()
    codes = column.problems["code"].to_list()
    assert column.values.dtype == spec.dtype
    if codes:
        assert value is None
        return codes[0]
    return value


def cast_together(
    spec: FieldSpec, *texts: str, native: bool = False, terms: ColumnTerms = NO_TERMS
) -> list[object]:
    """Each text's value, or the code of its finding, when they stand in one column; blank is None."""
    column = column_of(spec, *texts, native=native, terms=terms)
    codes = dict(column.problems.rows())
    return [codes.get(at, value) for at, value in enumerate(column.values.to_list())]


def column_of(
    spec: FieldSpec, *texts: str, native: bool = False, terms: ColumnTerms = NO_TERMS
) -> CastColumn:
    cells = pl.Series([text or None for text in texts], dtype=pl.String)
    return cast_column(cells, spec, native=cells.is_not_null() if native else None, terms=terms)


def notes_of(column: CastColumn) -> dict[str, list[int]]:
    """The positions that each note of a column is about."""
    return {note.code: note.at.to_list() for note in column.notes}
