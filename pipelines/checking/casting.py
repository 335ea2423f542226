"""Text to types, one column at a time: a check like any other.

Each distinct text is read once, by `parsing`; what every row costs is a cast or a join. Nothing is
guessed and nothing raised: a text that cannot be read becomes null and a problem with its position.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.checking.parsing import FORMULA_SIGNS, Parse, parser
from pipelines.contracts.fields import FieldSpec
from pipelines.contracts.findings import Severity

PROBLEM_SCHEMA = {"at": pl.UInt32(), "code": pl.String()}
_NUMERIC = ("whole", "kronor", "number")


@dataclass(frozen=True)
class CastColumn:
    """`values`: typed, null where blank or unreadable. `problems`: positions and finding codes, ascending."""

    values: pl.Series
    problems: pl.DataFrame

    @property
    def failed(self) -> pl.Series:
        """The positions without a usable value because of a problem."""
        return self.problems["at"]


def no_problems() -> pl.DataFrame:
    return pl.DataFrame(schema=PROBLEM_SCHEMA)


def _problems_where(mask: pl.Series, code: str) -> pl.DataFrame:
    at = mask.arg_true().cast(pl.UInt32)
    return pl.DataFrame({"at": at, "code": pl.Series([code], dtype=pl.String).new_from_index(0, len(at))})


def cast_column(
    text: pl.Series,
    spec: FieldSpec,
    *,
    native: pl.Series | None = None,
    own_codes: Mapping[str, str] | None = None,
) -> CastColumn:
    """Cast a column of texts (String, blank = null) to the type of its field.

    `native`: Boolean, true where the cell came as a number; such a number is never read as having thousands
    points. `own_codes`: a sender's own spellings of codes, normalised.
    """
    if spec.kind in ("id", "text"):
        values, problems = _cast_text(text, spec)
    elif spec.kind in _NUMERIC and native is not None and native.any():
        values, problems = _cast_mixed_numbers(text, spec, native)
    else:
        values, problems = _read_distinct(text, spec.dtype, parser(spec, own_codes=own_codes))
    if not spec.nullable and values.null_count() > len(problems):
        missing = values.is_null()
        if len(problems):
            missing = missing.scatter(problems["at"], False)
        problems = pl.concat([problems, _problems_where(missing, "V001")]).sort("at")
    return CastColumn(values, problems)


def _cast_text(text: pl.Series, spec: FieldSpec) -> tuple[pl.Series, pl.DataFrame]:
    values = text.str.strip_chars()
    if (values.str.len_bytes() != values.str.len_chars()).any():
        values = values.str.normalize("NFC")
    empty = values == ""
    if empty.any():
        values = values.set(empty, None)
    if spec.kind == "text":
        return values, no_problems()
    formula = values.str.slice(0, 1).is_in(list(FORMULA_SIGNS)).fill_null(False)
    if not formula.any():
        return values, no_problems()
    return values.set(formula, None), _problems_where(formula, "V011")


def _cast_mixed_numbers(
    text: pl.Series, spec: FieldSpec, native: pl.Series
) -> tuple[pl.Series, pl.DataFrame]:
    values = pl.Series(text.name, [None], dtype=spec.dtype).new_from_index(0, len(text))
    problems = [no_problems()]
    for mask, is_native in ((native, True), (~native, False)):
        at = mask.arg_true().cast(pl.UInt32)
        if len(at):
            part, found = _read_distinct(text.gather(at), spec.dtype, parser(spec, native=is_native))
            values = values.scatter(at, part)
            problems.append(found.with_columns(at.gather(found["at"]).alias("at")))
    return values, pl.concat(problems).sort("at")


def _read_distinct(text: pl.Series, dtype: pl.DataType, parse: Parse) -> tuple[pl.Series, pl.DataFrame]:
    """Read every distinct text once; each row takes the value at the place of its text."""
    distinct = text.unique().drop_nulls()
    parsed = [parse(one) for one in distinct.to_list()]
    values = pl.Series([value for value, _ in parsed], dtype=dtype)
    codes = pl.Series([code or None for _, code in parsed], dtype=pl.String)
    place = text.cast(pl.Enum(distinct)).to_physical()
    problems = no_problems()
    if codes.null_count() < len(codes):
        found = codes.gather(place)
        at = found.is_not_null().arg_true().cast(pl.UInt32)
        problems = pl.DataFrame({"at": at, "code": found.gather(at)}, schema=PROBLEM_SCHEMA)
    return values.gather(place).alias(text.name), problems


def days_after(values: pl.Series, spec: FieldSpec, received: date) -> pl.DataFrame:
    """Problems of the days that lie after the delivery was received, if the field minds."""
    if spec.future is None:
        return no_problems()
    later = (values > received).fill_null(False)
    if not later.any():
        return no_problems()
    return _problems_where(later, "V014" if spec.future is Severity.ROW else "V015")
