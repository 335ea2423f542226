"""Rows that stand again, in words: which rows are which others' like, and what a key is called."""

from __future__ import annotations

import polars as pl

from pipelines.wording import counted

#: What a column of a key is called in a sentence, where its header is no word.
_SPOKEN = {
    "manad": "månad",
    "placeringsform": "form",
    "ar": "år",
    "alder": "ålder",
    "omrade": "område",
    "kon": "kön",
    "fran": "startdag",
}
# Spans of rows that a sentence names.
_MOST = 3


def spoken(column: str) -> str:
    """What a column is called in a sentence."""
    return _SPOKEN.get(column, column)


def alike_rows(rows: pl.Series, before: pl.Series) -> str:
    """`Raderna 581–584 är likadana som 61–64.` of rows, each with the earlier one whose like it is."""
    spans = _spans(rows, before)
    if len(rows) == 1:
        return f"Rad {rows[0]} är likadan som rad {before[0]}."
    one = spans["rows"][0] == 1
    (again, earlier), *others = [
        (_span(first, last), _span(before_first, before_last))
        for first, last, before_first, before_last, _ in spans.head(_MOST).iter_rows()
    ]
    said = f"{'Rad' if one else 'Raderna'} {again} är {'likadan' if one else 'likadana'} som {earlier}"
    said = ", ".join([said, *(f"{again} som {earlier}" for again, earlier in others)])
    left = int(spans["rows"].slice(_MOST).sum())
    more = f" och så {counted(left, 'rad', 'rader')} till" if left else ""
    return f"{said}{more}."


def _spans(rows: pl.Series, before: pl.Series) -> pl.DataFrame:
    """Rows that follow on each other, as those do whose like they are: first and last of both, and how many."""
    pairs = pl.DataFrame({"row": rows.cast(pl.Int64), "before": before.cast(pl.Int64)}).sort("row")
    begins = (pl.col("row").diff() != 1) | (pl.col("before").diff() != 1)
    return (
        pairs.group_by(begins.fill_null(True).cum_sum().alias("span"), maintain_order=True)
        .agg(
            pl.col("row").first().alias("first"),
            pl.col("row").last().alias("last"),
            pl.col("before").first().alias("before_first"),
            pl.col("before").last().alias("before_last"),
            pl.len().alias("rows"),
        )
        .drop("span")
    )


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
