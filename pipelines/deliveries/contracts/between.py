"""Checks that compare the rows of one file with each other.

Each finds pairs of row positions: the row that breaks the rule, and the other row it breaks it with. All are
cheap on millions of right rows: a hashed, approximate pass picks the few groups worth an exact look.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.deliveries.findings import Severity

PAIR_SCHEMA = {"at": pl.UInt32(), "other": pl.UInt32()}
_NO_PAIRS = pl.DataFrame(schema=PAIR_SCHEMA)


@dataclass(frozen=True)
class BetweenRows(ABC):
    """`message` may hold {other}: the row number of the other row. `field`: where a person should look."""

    code: str
    severity: Severity
    message: str
    remedy: str
    field: str

    @property
    @abstractmethod
    def fields(self) -> tuple[str, ...]:
        """The fields that must be delivered for the check to have something to compare."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Every field it looks at; a row in which one could not be read is left out."""
        return self.fields

    @abstractmethod
    def pairs(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Columns `at` and `other` (positions in `frame`, UInt32), one row a row that breaks the rule."""


def _hashed(fields: Sequence[str]) -> pl.Expr:
    """One number a group: rows of one group always agree, rows of two groups almost never."""
    total = pl.col(fields[0]).hash(seed=0)
    for position, field in enumerate(fields[1:], 1):
        total = total ^ pl.col(field).hash(seed=position)
    return total


def _complete(fields: Sequence[str]) -> pl.Expr:
    return pl.all_horizontal([pl.col(field).is_not_null() for field in fields])


def duplicate_pairs(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Rows that share their key with another; `other` is the first other row with it. A blank key is no key."""
    hashed = frame.select(_hashed(key).is_duplicated() & _complete(key)).to_series()
    if not hashed.any():
        return _NO_PAIRS
    suspects = (
        frame.select(key)
        .with_row_index("at")
        .filter(hashed)
        .with_columns(
            pl.col("at").first().over(key).alias("first"),
            pl.col("at").slice(1, 1).first().over(key).alias("second"),
            pl.len().over(key).alias("copies"),
        )
        .filter(pl.col("copies") > 1)
    )
    other = pl.when(pl.col("at") == pl.col("first")).then("second").otherwise("first")
    return suspects.select("at", other.alias("other")).sort("at").cast(pl.Schema(PAIR_SCHEMA))


@dataclass(frozen=True)
class SameTwice(BetweenRows):
    """Two rows may not agree in all of `of`."""

    of: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        return self.of

    def pairs(self, frame: pl.DataFrame) -> pl.DataFrame:
        return duplicate_pairs(frame, self.of)


@dataclass(frozen=True)
class Overlap(BetweenRows):
    """Two spans [start, end) of the same `of` may not share a day; a blank end is open.

    A handover day is fine, and so is a span of no days that starts where another ends.
    """

    of: tuple[str, ...]
    start: str
    end: str

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.of, self.start)

    @property
    def reads(self) -> tuple[str, ...]:
        return (*self.fields, self.end)

    def pairs(self, frame: pl.DataFrame) -> pl.DataFrame:
        # Sorted by start then end, a group has an overlap only if two neighbours overlap: the cheap first look.
        spans = (
            frame.select(
                _hashed(self.of).alias("group"),
                pl.col(self.start).to_physical().alias("start"),
                pl.col(self.end).to_physical().fill_null(pl.Int32.max()).alias("end"),
                (_complete((*self.of, self.start))).alias("complete"),
            )
            .with_row_index("at")
            .filter("complete")
        )
        # An end before its start is its own finding; here it would hide or invent overlaps.
        spans = spans.filter(pl.col("end") >= pl.col("start")).drop("complete")
        spans = spans.filter(pl.col("group").is_duplicated()).sort("group", "start", "end")
        same = pl.col("group") == pl.col("group").shift(1)
        suspects = spans.filter(same & (pl.col("start") < pl.col("end").shift(1)))["group"].unique()
        if suspects.is_empty():
            return _NO_PAIRS
        few = spans.filter(pl.col("group").is_in(suspects.implode()))
        exact = frame[few["at"]].select(self.of)
        few = pl.concat([few.select("at", "start", "end"), exact], how="horizontal").sort(
            *self.of, "start", "end"
        )
        furthest = pl.col("end").cum_max().over(self.of)
        few = few.with_columns(furthest.shift(1).over(self.of).alias("before"))
        # The other row: the one before it that reaches furthest.
        holder = pl.when(pl.col("end") == furthest).then(pl.col("at")).forward_fill().over(self.of)
        few = few.with_columns(holder.shift(1).over(self.of).alias("other"))
        found = few.filter(pl.col("start") < pl.col("before")).select("at", "other")
        return found.sort("at").cast(pl.Schema(PAIR_SCHEMA))


@dataclass(frozen=True)
class Agree(BetweenRows):
    """Rows of the same `of` should agree in `value`; blanks and `unknown` agree with everything."""

    of: tuple[str, ...]
    value: str
    unknown: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.of, self.value)

    def pairs(self, frame: pl.DataFrame) -> pl.DataFrame:
        usable = _complete(self.fields)
        if self.unknown:
            usable = usable & (pl.col(self.value) != self.unknown)
        known = (
            frame.select(
                _hashed(self.of).alias("group"),
                pl.col(self.value).to_physical().alias("value"),
                usable.alias("usable"),
            )
            .with_row_index("at")
            .filter("usable")
        )
        spread = known.group_by("group").agg(
            pl.col("value").min().alias("low"), pl.col("value").max().alias("high")
        )
        suspects = spread.filter(pl.col("low") != pl.col("high"))["group"]
        if suspects.is_empty():
            return _NO_PAIRS
        few = known.filter(pl.col("group").is_in(suspects.implode())).select("at", "value")
        few = pl.concat([few, frame[few["at"]].select(self.of)], how="horizontal").sort("at")
        first = few.with_columns(
            pl.col("value").first().over(self.of).alias("expected"),
            pl.col("at").first().over(self.of).alias("other"),
        )
        return (
            first.filter(pl.col("value") != pl.col("expected"))
            .select("at", "other")
            .cast(pl.Schema(PAIR_SCHEMA))
        )
