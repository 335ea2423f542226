"""Whether the cells of a column are what a column of ours holds, whatever its header says."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from pipelines.checking.columns import ColumnMatch
from pipelines.checking.days import take_apart
from pipelines.checking.export_words import codes_called
from pipelines.checking.parsing import value_spellings
from pipelines.contracts import Dataset, FieldSpec
from pipelines.contracts.headers import normalise_header
from pipelines.reading.model import SheetText

FITTING = 0.8
"""The share of a column's distinct texts that must be what a column of ours holds, for it to be that column."""
MOST_WORDS = 60
"""More words than this are no codes."""


class Renamed(NamedTuple):
    """A required column that is missing, and where the one stands that may be it under another name."""

    column: str
    position: int


def renamed(match: ColumnMatch, sheet: SheetText) -> Renamed | None:
    """The one required column that is missing, where the cells of exactly one unknown column fit it; else nothing:
    of two of either it would be a guess."""
    missing = [column for column in match.missing if column not in match.in_units]
    if len(missing) != 1 or missing[0] in match.near:
        return None
    spec = next(one for one in match.dataset.fields.values() if one.column == missing[0])
    taken = {*match.near.values(), *(one.position for one in match.in_units.values())}
    fitting = [
        at
        for at in match.unknown
        if at not in taken
        and sheet.headers[at].strip()
        and _may_be(sheet.rows[f"c{at}"], spec, match.dataset)
    ]
    return Renamed(missing[0], fitting[0]) if len(fitting) == 1 else None


def _may_be(text: pl.Series, spec: FieldSpec, dataset: Dataset) -> bool:
    """Whether the cells speak for it: there are some, and of codes most are ours."""
    if text.null_count() == len(text):
        return False
    return share(text, spec) >= FITTING if spec.kind == "code" else fits(text, spec, dataset)


def fits(text: pl.Series, spec: FieldSpec, dataset: Dataset) -> bool:
    """Whether the cells do not speak against the name: ids that name a row differ from row to row, most of them."""
    filled = text.drop_nulls()
    if filled.is_empty():
        return spec.nullable
    if spec.kind == "id":
        key = [dataset.fields[name].column for name in dataset.key]
        return key != [spec.column] or filled.n_unique() * 2 > len(filled)
    if spec.kind == "code":
        return filled.n_unique() <= MOST_WORDS
    return share(text, spec) >= FITTING


def share(text: pl.Series, spec: FieldSpec) -> float:
    """The share of a column's distinct texts that are values of that kind."""
    distinct = text.drop_nulls().unique().str.strip_chars().to_list()
    if not distinct:
        return 0.0
    return sum(_is_value(one, spec) for one in distinct) / len(distinct)


def _is_value(text: str, spec: FieldSpec) -> bool:
    if spec.kind in ("day", "month"):
        plain = text.replace("-", "")
        return take_apart(text) is not None or (
            spec.kind == "month" and plain.isdecimal() and len(plain) == 6
        )
    if spec.kind == "code":
        return normalise_header(text) in value_spellings(spec) or bool(codes_called(text, spec.column))
    if spec.kind == "kommun":
        return normalise_header(text) in value_spellings(spec)
    if spec.kind == "whole":
        return text.isdecimal() and spec.low <= int(text[:18]) <= spec.high
    if spec.kind in ("kronor", "number"):
        return any(letter.isdecimal() for letter in text) and not any(letter.isalpha() for letter in text)
    return True
