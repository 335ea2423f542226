"""A sender's conventions that change what rows mean: an end that is the last day, rows that are to be added."""

from __future__ import annotations

import polars as pl

from pipelines.checking.columns import ColumnMatch
from pipelines.checking.mapping import SenderMapping
from pipelines.contracts import Dataset
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place


def day_after(values: pl.Series) -> pl.Series:
    """The first day that no longer counts, where the last one that does was delivered; open stays open."""
    return values.dt.offset_by("1d")


def kronor_of(dataset: Dataset) -> list[str]:
    """The fields that are added where rows are."""
    return [name for name, spec in dataset.fields.items() if spec.kind == "kronor"]


def added_up(rows: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """The rows of each key as one: kronor added, the rest and `source_row` from the first of them."""
    key = list(dataset.key)
    kronor = kronor_of(dataset)
    others = [name for name in rows.columns if name not in (*key, *kronor)]
    # Far from overflowing: a column whose total could is refused before this.
    sums = [pl.col(name).sum().cast(rows.schema[name]) for name in kronor]
    return (
        rows.group_by(key, maintain_order=True)
        .agg(*sums, *(pl.col(name).first() for name in others))
        .select(rows.columns)
    )


def said_of(match: ColumnMatch, mapping: SenderMapping | None, place: Place) -> list[Finding]:
    """What the report must say of a sender's conventions: each changes figures without a trace in the file."""
    if mapping is None:
        return []
    name = match.dataset.name
    said = [
        finding("L015", Place(place.file, place.sheet, None, column), column=column)
        for column in sorted(mapping.last_day_included.get(name, ()))
        if column in match.positions
    ]
    if name in mapping.summed:
        columns = ", ".join(match.dataset.fields[field].column for field in match.dataset.key)
        said.append(finding("L016", place, found=columns))
    return said
