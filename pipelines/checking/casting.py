"""Text to types, one column at a time and as a whole: a check like any other.

Each distinct text is read once, and held together with the others of its column; what every row costs is a cast or a
join. Nothing is guessed and nothing raised: a text that cannot be read becomes null and a problem with its position.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import polars as pl

from pipelines.checking.blanks import (
    hides_something,
    is_error_word,
    is_open_end,
    means_blank,
    quoted,
    visible,
)
from pipelines.checking.day_columns import judge_days
from pipelines.checking.ids import judge_ids, odd_ones
from pipelines.checking.judging import NO_TERMS, Cell, ColumnTerms, Judged, RowCounts
from pipelines.checking.number_columns import judge_numbers
from pipelines.checking.parsing import parser
from pipelines.contracts.fields import LARGEST_TOTAL, FieldSpec
from pipelines.contracts.findings import Severity
from pipelines.contracts.headers import normalise_header

PROBLEM_SCHEMA = {"at": pl.UInt32(), "code": pl.String()}
_FIGURES = ("whole", "kronor", "number", "day")
# Stands before the text of a number cell while texts and numbers of one column are told apart.
_NUMBER_CELL = "\ue000"


@dataclass(frozen=True)
class ColumnNote:
    """What must be said of a column whose values are sound: a code, the positions it is about, words to fill in."""

    code: str
    at: pl.Series
    fills: Mapping[str, str]


@dataclass(frozen=True)
class CastColumn:
    """`values`: typed, null where blank or unreadable. `problems`: positions and finding codes, ascending.

    `fills`: words for the sentences of those codes. `style`: how the column is written, where some rows are not.
    """

    values: pl.Series
    problems: pl.DataFrame
    notes: tuple[ColumnNote, ...] = ()
    fills: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    style: str = ""

    @property
    def failed(self) -> pl.Series:
        """The positions without a usable value because of a problem."""
        return self.problems["at"]


def no_problems() -> pl.DataFrame:
    return pl.DataFrame(schema=PROBLEM_SCHEMA)


def _positions(mask: pl.Series) -> pl.Series:
    return mask.arg_true().cast(pl.UInt32)


def _problems_where(mask: pl.Series, code: str) -> pl.DataFrame:
    at = _positions(mask)
    return pl.DataFrame({"at": at, "code": pl.Series([code], dtype=pl.String).new_from_index(0, len(at))})


def cast_column(
    text: pl.Series, spec: FieldSpec, *, native: pl.Series | None = None, terms: ColumnTerms = NO_TERMS
) -> CastColumn:
    """Cast a column of texts (String, blank = null) to the type of its field.

    `native`: Boolean, true where the cell came as a number; such a number is never read as having thousands
    points. `terms`: what the sender's mapping says of the column.
    """
    if spec.kind == "text":
        column = CastColumn(_tidy(text, spec), no_problems())
    elif spec.kind == "id":
        column = _cast_ids(text, spec, terms)
    else:
        column = _cast_distinct(text, spec, native, terms)
    if spec.kind == "kronor" and (column.values.abs().sum() or 0) >= LARGEST_TOTAL:
        values = column.values.clear(len(text))
        return CastColumn(values, _problems_where(text.is_not_null(), "V034"))
    if spec.nullable or column.values.null_count() == len(column.problems):
        return column
    missing = column.values.is_null()
    if len(column.problems):
        missing = missing.scatter(column.problems["at"], False)
    problems = pl.concat([column.problems, _problems_where(missing, "V001")]).sort("at")
    return CastColumn(column.values, problems, column.notes, column.fills, column.style)


def _tidy(text: pl.Series, spec: FieldSpec) -> pl.Series:
    """Texts without blanks around them, letters put together; nothing but blanks is nothing."""
    values = text.str.strip_chars()
    if (values.str.len_bytes() != values.str.len_chars()).any():
        values = values.str.normalize("NFC")
    empty = values == ""
    return values.set(empty, None) if empty.any() else values


def _cast_ids(text: pl.Series, spec: FieldSpec, terms: ColumnTerms) -> CastColumn:
    values = _tidy(text, spec)
    # A sender's own words for blank may look like any other id.
    odd = values.is_not_null() if terms.blanks else odd_ones(values)
    if not odd.any():
        return CastColumn(values, no_problems())
    at = _positions(odd)
    some_sound = len(at) + values.null_count() < len(values)

    def judge(texts: list[str], _: RowCounts) -> Judged:
        return judge_ids(texts, spec, terms.blanks, some_sound=some_sound)

    part = _by_distinct(values.gather(at), spec.dtype, judge)
    problems = part.problems.with_columns(at.gather(part.problems["at"]).alias("at"))
    notes = tuple(ColumnNote(note.code, at.gather(note.at), note.fills) for note in part.notes)
    return CastColumn(values.scatter(at, part.values), problems, notes, part.fills)


def _cast_distinct(
    text: pl.Series, spec: FieldSpec, native: pl.Series | None, terms: ColumnTerms
) -> CastColumn:
    if spec.kind not in _FIGURES or native is None or not native.any():
        native = None
    elif (native | text.is_null()).all():
        return _by_distinct(
            text, spec.dtype, lambda texts, rows: _judge(_cells(texts, True), spec, terms, rows)
        )
    else:
        text = text.scatter(_positions(native), _NUMBER_CELL + text.filter(native))
    return _by_distinct(text, spec.dtype, lambda texts, rows: _judge(_cells(texts, False), spec, terms, rows))


def _cells(texts: Sequence[str], all_native: bool) -> list[tuple[str, Cell]]:
    """Every distinct text as it stands, and as it is read."""
    return [
        (one := text.removeprefix(_NUMBER_CELL), Cell(visible(one), all_native or one is not text))
        for text in texts
    ]


def _judge(cells: Sequence[tuple[str, Cell]], spec: FieldSpec, terms: ColumnTerms, rows: RowCounts) -> Judged:
    """What is no value goes first; the rest is judged together, as its kind of column is."""
    found = Judged.blank(len(cells))
    blank, left = [], []
    for at, (_, cell) in enumerate(cells):
        own = _own_code(cell, terms)
        if not cell.text or (spec.kind == "day" and is_open_end(cell.text)):
            continue
        if is_error_word(cell.text):
            found.refuse([at], "V028")
        elif not own and means_blank(cell.text, spec, terms.blanks):
            blank.append(at)
        else:
            left.append(at)
    if blank and spec.nullable:
        found.note("V019", blank, words=quoted(cells[at][1].text for at in blank))
    else:
        found.refuse(blank, "V018")
    if unseen := [at for at in left if hides_something(cells[at][0])]:
        found.note("V027", unseen)
    if left:
        _merge(found, left, _judge_kind([cells[at][1] for at in left], spec, terms, _counts_of(left, rows)))
    return found


def _own_code(cell: Cell, terms: ColumnTerms) -> bool:
    return bool(terms.codes) and normalise_header(cell.text) in terms.codes


def _counts_of(left: Sequence[int], rows: RowCounts) -> RowCounts:
    def counts() -> list[int]:
        every = rows()
        return [every[at] for at in left]

    return counts


def _judge_kind(cells: Sequence[Cell], spec: FieldSpec, terms: ColumnTerms, rows: RowCounts) -> Judged:
    if spec.kind == "day":
        return judge_days(cells, rows, terms.style)
    if spec.kind in ("kronor", "number"):
        return judge_numbers(cells, rows, spec, terms)
    texts, numbers = (parser(spec, native=native, own_codes=terms.codes) for native in (False, True))
    parsed = [(numbers if cell.native else texts)(cell.text) for cell in cells]
    if spec.kind == "whole" and terms.factor:
        parsed = [_times(value, terms.factor, spec) if value else (value, code) for value, code in parsed]
    return Judged([value for value, _ in parsed], [code for _, code in parsed])


def _times(value: int, factor: Decimal, spec: FieldSpec) -> tuple[int | None, str]:
    number = int(value * factor)
    return (number, "") if spec.low <= number <= spec.high else (None, "V012")


def _merge(found: Judged, left: Sequence[int], part: Judged) -> None:
    for at, value, code in zip(left, part.values, part.codes, strict=True):
        found.values[at], found.codes[at] = value, code
    for note in part.notes:
        found.note(note.code, (left[at] for at in note.texts), **note.fills)
    found.fills |= part.fills
    found.style = part.style


def _by_distinct(
    text: pl.Series, dtype: pl.DataType, judge: Callable[[list[str], RowCounts], Judged]
) -> CastColumn:
    """Judge the distinct texts; each row takes the value at the place of its text."""
    distinct = text.unique(maintain_order=True).drop_nulls()
    place = text.cast(pl.Enum(distinct)).to_physical()

    def rows() -> Sequence[int]:
        return place.alias("place").drop_nulls().value_counts().sort("place")["count"].to_list()

    judged = judge(distinct.to_list(), rows)
    values = pl.Series(judged.values, dtype=dtype)
    problems = no_problems()
    if any(judged.codes):
        codes = pl.Series([code or None for code in judged.codes], dtype=pl.String)
        found = codes.gather(place)
        at = _positions(found.is_not_null())
        problems = pl.DataFrame({"at": at, "code": found.gather(at)}, schema=PROBLEM_SCHEMA)
    notes = []
    for note in judged.notes:
        texts = pl.Series(list(note.texts), dtype=place.dtype)
        at = _positions(place.is_in(texts).fill_null(False))
        notes.append(ColumnNote(note.code, at, note.fills))
    return CastColumn(
        values.gather(place).alias(text.name), problems, tuple(notes), judged.fills, judged.style
    )


def days_after(values: pl.Series, spec: FieldSpec, received: date) -> pl.DataFrame:
    """Problems of the days that lie after the delivery was received, if the field minds."""
    if spec.future is None:
        return no_problems()
    later = (values > received).fill_null(False)
    if not later.any():
        return no_problems()
    return _problems_where(later, "V014" if spec.future is Severity.ROW else "V015")
