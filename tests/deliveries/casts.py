"""Casting one text of one column, for the tests of each kind of value."""

from __future__ import annotations

import polars as pl

from pipelines.checking.casting import cast_column
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
