"""Cells of nothing but blanks, and the shape of a sheet's rows."""

from __future__ import annotations

import polars as pl


def empty_rows(width: int) -> pl.DataFrame:
    """No rows of `source_row` and as many text columns as given."""
    return pl.DataFrame(
        schema={"source_row": pl.UInt32} | {f"c{index}": pl.String for index in range(width)},
    )


def blank_to_null(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells of nothing but blanks (no-break ones too) become null; the others stand as they are."""
    text = [name for name, kind in frame.schema.items() if kind == pl.String]
    blank = frame.select(pl.col(text).str.contains(r"^\s*$").any())
    return frame.with_columns(
        pl.when(~pl.col(name).str.contains(r"^\s*$")).then(pl.col(name))
        for name in text
        if blank.item(0, name)
    )
