"""Checks that compare the rows of one file with each other.

Each finds pairs of row positions: the row that breaks the rule, and the other row it breaks it with. All are
cheap on millions of right rows: a hashed, approximate pass picks the few groups worth an exact look.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.contracts.findings import Severity

PAIR_SCHEMA = {"at": pl.UInt32(), "other": pl.UInt32()}
_NO_PAIRS = pl.DataFrame(schema=PAIR_SCHEMA)
# A group, a start and an end fit in one 64-bit number: 32 bits of the group's hash, 16 of each day.
_HIGH_32, _HIGH_48, _LOW_16 = 0xFFFF_FFFF_0000_0000, 0xFFFF_FFFF_FFFF_0000, 0xFFFF
_DAY_0, _FAR = date(1980, 1, 1), date(9999, 12, 31)
_NO_END = 0xFFFF


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


def _wide(number: int) -> pl.Expr:
    return pl.lit(number, dtype=pl.UInt64)


def _day_number(field: str) -> pl.Expr:
    """Days since 1980, the first day that casting lets through; the last one, in 2099, fits in 16 bits."""
    return (pl.col(field) - _DAY_0).dt.total_days().cast(pl.UInt64)


def _complete(fields: Sequence[str]) -> pl.Expr:
    return pl.all_horizontal([pl.col(field).is_not_null() for field in fields])


def _rows_with(
    frame: pl.DataFrame, hashed: pl.Series, suspects: pl.Series, fields: Sequence[str]
) -> pl.DataFrame:
    """The few rows worth an exact look: their positions `at` and the fields."""
    at = hashed.is_in(suspects.implode()).fill_null(False).arg_true().cast(pl.UInt32)
    return pl.concat([pl.DataFrame({"at": at}), frame[at].select(fields)], how="horizontal")


def duplicate_pairs(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Rows that share their key with another; `other` is the first other row with it. A blank key is no key."""
    hashed = frame.select(pl.when(_complete(key)).then(_hashed(key))).to_series()
    ordered = hashed.sort()
    repeated = ordered.filter(ordered == ordered.shift(1)).unique()
    if repeated.is_empty():
        return _NO_PAIRS
    suspects = _rows_with(frame, hashed, repeated, key).with_columns(
        pl.col("at").first().over(key).alias("first"),
        pl.col("at").slice(1, 1).first().over(key).alias("second"),
        pl.len().over(key).alias("copies"),
    )
    other = pl.when(pl.col("at") == pl.col("first")).then("second").otherwise("first")
    found = suspects.filter(pl.col("copies") > 1).select("at", other.alias("other"))
    return found.sort("at").cast(pl.Schema(PAIR_SCHEMA))


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
        # An end before its start is its own finding; here it would hide or invent overlaps.
        whole = _complete((*self.of, self.start)) & (pl.col(self.end) >= pl.col(self.start)).fill_null(True)
        spans = frame.select(
            pl.when(whole).then(_hashed(self.of) & _wide(_HIGH_32)).alias("group"),
            _day_number(self.start).alias("start"),
            _day_number(self.end).fill_null(_wide(_NO_END)).alias("end"),
        )
        # Sorted by group, start and end, a group has an overlap only if two neighbours overlap. The three in one
        # number sort ten times as fast as three columns do, and two groups in one only give a needless exact look.
        packed = spans.select(pl.col("group") | (pl.col("start") * 2**16) | pl.col("end")).to_series().sort()
        before = packed.shift(1)
        same = (packed & _HIGH_32) == (before & _HIGH_32)
        overlapping = same & ((packed // 2**16 & _LOW_16) < (before & _LOW_16))
        suspects = (packed.filter(overlapping) & _HIGH_32).unique()
        if suspects.is_empty():
            return _NO_PAIRS
        few = _rows_with(frame, spans["group"], suspects, (*self.of, self.start, self.end))
        few = few.with_columns(pl.col(self.end).fill_null(_FAR)).sort(*self.of, self.start, self.end)
        furthest = pl.col(self.end).cum_max()
        # The other row: the one before it that reaches furthest.
        holder = pl.when(pl.col(self.end) == furthest).then(pl.col("at")).forward_fill()
        few = few.with_columns(
            furthest.shift(1).over(self.of).alias("before"), holder.shift(1).over(self.of).alias("other")
        )
        found = few.filter(pl.col(self.start) < pl.col("before")).select("at", "other")
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
        hashed = frame.select(pl.when(usable).then(_hashed(self.of) & _wide(_HIGH_48))).to_series()
        ordered = (hashed | frame[self.value].to_physical().cast(pl.UInt64)).sort()
        before = ordered.shift(1)
        differing = (ordered != before) & (ordered // 2**16 == before // 2**16)
        suspects = (ordered.filter(differing) // 2**16 * 2**16).unique()
        if suspects.is_empty():
            return _NO_PAIRS
        few = _rows_with(frame, hashed, suspects, self.fields)
        few = few.with_columns(
            pl.col(self.value).first().over(self.of).alias("expected"),
            pl.col("at").first().over(self.of).alias("other"),
        )
        return (
            few.filter(pl.col(self.value) != pl.col("expected"))
            .select("at", "other")
            .cast(pl.Schema(PAIR_SCHEMA))
        )
