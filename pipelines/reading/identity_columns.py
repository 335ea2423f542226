"""Identity numbers in a sheet's columns: which cells are worth a look, and what a column makes likely.

Of ten random digits one in 130 is a day with a right check digit, so a column's kind and the share of its values
that hit tell a pseudonym from a person. What is unlikely by chance stops a file at the first cell; a letter right
beside the digits, as in most systems' ids, asks for several.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import polars as pl

from pipelines.contracts import DATASETS
from pipelines.contracts.headers import normalise_header, spellings
from pipelines.identity import IdentityKind, identity_in, identity_in_cell

CASE_NUMBER_SHARE = (
    0.25  # one in 130 random ids of ten digits passes date and check digit; a quarter never do
)
SEVERAL = 3
MOST_HITS = 1000  # a column; more would tell nobody more
SHORTEST = 10  # a date and four more: nothing shorter is looked at


@dataclass(frozen=True, order=True)
class IdentityHit:
    """Where in a frame identity stands, by its header and row, and what kind it is; never the value itself."""

    column: str
    row: int
    kind: IdentityKind


# What the gate looks closer at, for a whole column at once (Rust's expressions have no look-around).
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
# Invisible characters and digits of other scripts and styles: worth a look wherever they stand.
_DISGUISED = r"[\x{00ad}\x{200b}-\x{200f}\x{2060}-\x{2064}\x{feff}[\p{N}&&[^0-9½¼¾]]]"
CANDIDATE = (
    rf"(?:^|[^0-9])(?:18|19|20)?(?:"
    rf"[0-9]{{2}}{_MONTH_DAY}[^\pL\pN]{{0,5}}(?:[0-9]{{4}}|[0-9A-Za-zÅÄÖåäö*#?_]{{4}}(?:[^\pL\pN]|$))"
    rf"|[0-9]{{2}}[^\pL\pN][0-9]{{2}}[^\pL\pN][0-9]{{2}}[^\pL\pN]{{0,5}}[0-9]{{4}}"
    rf")|{_DISGUISED}"
)
# In three pieces or more: looked at once more without what stands between them.
_IN_PIECES = r"[0-9][^\pL\pN]+[0-9]{1,8}[^\pL\pN]+[0-9]"
_IN_ONE = rf"(?:^|[^0-9])(?:18|19|20)?[0-9]{{2}}{_MONTH_DAY}[0-9]{{4}}(?:[^0-9]|$)"

# What has the form of a person's number, in a column of pseudonyms whatever its last digit: with its sign at the first
# cell, by itself or as one of several words; without one where a quarter of the cells are so, since ids of ten or
# twelve digits look so now and then.
_WITH_SIGN = (
    rf"(?:^|\s)(?:18|19|20)?[0-9]{{2}}{_MONTH_DAY}[-+\x{{2010}}-\x{{2015}}\x{{2212}}][0-9]{{4}}(?:\s|$)"
)
_WITHOUT_SIGN = rf"^\s*(?:18|19|20)?[0-9]{{2}}{_MONTH_DAY}[0-9]{{4}}\s*$"
_PSEUDONYMS = frozenset({"barn_id", "hem_id"})

_CLOCK = re.compile(
    r"\s*\d{4}([-/.]?)\d\d\1\d\d[ T]?(?:[01]\d|2[0-3])[:.]?[0-5]\d(?:[:.]?[0-5]\d(?:[.,]\d+)?)?\s*Z?"
)
_DECIMALS = re.compile(r"[.,]\d+\s*$")


@cache
def _kinds_of_headers() -> dict[str, frozenset[str]]:
    """What kinds of column each known header may be."""
    found: dict[str, set[str]] = {}
    for name, dataset in DATASETS.items():
        kinds = {spec.column: spec.kind for spec in dataset.fields.values()}
        for header, column in spellings(name).items():
            if column in kinds:
                found.setdefault(header, set()).add(kinds[column])
    return {header: frozenset(kinds) for header, kinds in found.items()}


@cache
def pseudonym_headers() -> frozenset[str]:
    """The normalised headers of columns whose values stand for a child or a home."""
    return frozenset(
        header for name in DATASETS for header, column in spellings(name).items() if column in _PSEUDONYMS
    )


def scan_frame(
    frame: pl.DataFrame,
    *,
    headers: tuple[str, ...] = (),
    native: frozenset[str] = frozenset(),
    case_number_columns: frozenset[str] = frozenset(),
) -> list[IdentityHit]:
    """Identity numbers in a frame's String columns.

    `frame`: `source_row` (or none: rows count from 1) and text columns. `headers` names its text columns in
    order (else their own names stand). `native`: columns with cells that came as numbers. A column whose
    normalised header is in `case_number_columns` passes while under a quarter of its values hit; `barn_id` never
    does. At most `MOST_HITS` hits a column are given.
    """
    hits: list[IdentityHit] = []
    columns = [name for name, kind in frame.schema.items() if kind == pl.String]
    for index, column in enumerate(columns):
        header = headers[index] if index < len(headers) else column
        series = frame.get_column(column)
        named = normalise_header(header)
        excused = named in case_number_columns and named != "barn_id"
        found = _found_in_column(series, named, column in native, MOST_HITS if not excused else series.len())
        if excused and len(found) < CASE_NUMBER_SHARE * (series.len() - series.null_count()):
            continue
        for position, kind in sorted(found)[:MOST_HITS]:
            row = frame.item(position, "source_row") if "source_row" in frame.columns else position + 1
            hits.append(IdentityHit(header, row, kind))
    return hits


def _found_in_column(
    series: pl.Series, named: str, native: bool, most: int
) -> list[tuple[int, IdentityKind]]:
    kinds = _kinds_of_headers().get(named, frozenset())
    is_id = not kinds or "id" in kinds  # a column that nobody knows may hold ids too
    is_day = bool(kinds) and kinds <= {"day", "month"}
    is_number = native or (bool(kinds) and kinds <= {"kronor", "number", "whole"})
    values = series.len() - series.null_count()
    found: list[tuple[int, IdentityKind]] = []
    glued: list[tuple[int, IdentityKind]] = []
    at = _positions(series)
    for position, text in zip(at.to_list(), series.gather(at).to_list(), strict=True):
        if is_day and _CLOCK.fullmatch(text):
            continue
        for hit in set(identity_in_cell(_DECIMALS.sub("", text) if is_number else text)):
            (glued if hit.glued and is_id else found).append((position, hit.kind))
        if len(found) >= most:
            break
    if _too_many_for_chance(len({position for position, _ in glued}), values):
        found += glued
    if named in pseudonym_headers():
        found += _lookalikes(series, {position for position, _ in found}, values)
    if is_id or not is_number:
        found += _lost_zeros(series, by_themselves=native)
    return found


def _lookalikes(series: pl.Series, known: set[int], values: int) -> list[tuple[int, IdentityKind]]:
    """Cells beside those `known` that have the form of a person's number and another last digit."""
    longest = series.str.len_bytes().max()
    if not isinstance(longest, int) or longest < SHORTEST:
        return []
    at = series.str.contains(_WITH_SIGN).fill_null(False).arg_true().to_list()
    bare = series.str.contains(_WITHOUT_SIGN).fill_null(False).arg_true().to_list()
    if _too_many_for_chance(len(bare), values):
        at += bare
    return [(position, IdentityKind.LOOKALIKE) for position in at if position not in known]


def _too_many_for_chance(hits: int, values: int) -> bool:
    return hits >= CASE_NUMBER_SHARE * values and (hits >= SEVERAL or 2 <= hits == values)


def _positions(series: pl.Series) -> pl.Series:
    """Positions of the cells worth a closer look; most columns of a register end after the length check."""
    longest = series.str.len_bytes().max()
    if not isinstance(longest, int) or longest < SHORTEST:
        return pl.Series([], dtype=pl.UInt32)
    worth = series.str.contains(CANDIDATE).fill_null(False)
    if longest > SHORTEST:
        pieces = series.str.contains(_IN_PIECES).fill_null(False).arg_true()
        if pieces.len():
            joined = series.gather(pieces).str.replace_all(r"[^\pL\pN]+", "").str.contains(_IN_ONE)
            return pl.concat([worth.arg_true(), pieces.filter(joined)]).unique().sort()
    return worth.arg_true()


def _lost_zeros(series: pl.Series, *, by_themselves: bool) -> list[tuple[int, IdentityKind]]:
    """Numbers that are a person born 2000–2009 once the zeros that Excel dropped are back.

    About 1 in 130 other numbers of as many digits looks so too, and case numbers have nine digits: it takes three,
    and a quarter of the column. `by_themselves`: cells that came as numbers, where a quarter of those of that
    length is enough, be it one.
    """
    longest = series.str.len_bytes().max()
    if not isinstance(longest, int) or longest < SHORTEST - 2:
        return []
    of_length = series.str.contains(r"^[0-9]{8,9}(?:\.0)?$").fill_null(False)
    at = of_length.arg_true()
    if not at.len() or (not by_themselves and at.len() < max(SEVERAL, CASE_NUMBER_SHARE * series.len() / 4)):
        return []
    looked = series.gather(at)
    likely = looked.str.contains(rf"^[0-9]?{_MONTH_DAY}[0-9]{{4}}(?:\.0)?$").arg_true()
    found = [
        (int(at[position]), kind)
        for position, text in zip(likely.to_list(), looked.gather(likely).to_list(), strict=True)
        for kind in identity_in(text.removesuffix(".0").zfill(10))
    ]
    values = series.len() - series.null_count()
    if by_themselves and len(found) >= CASE_NUMBER_SHARE * at.len():
        return found
    return found if len(found) >= max(SEVERAL, CASE_NUMBER_SHARE * values) else []
