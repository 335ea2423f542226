"""Finding the row, or the two rows, that name a table's columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.contracts.headers import normalise_header

Cells = Sequence[str | None]
LEAST_KNOWN = 2  # one known word may stand in any line of a preamble; two are a header
# What templates hang on a name: a star for required, how to write a day, that money is in kronor. Not a unit that
# changes the figure, such as tkr.
_MARKS = re.compile(
    r"^\s*\*+\s*|\s*\*+\s*$"
    r"|\s*[(\[](?:\*|obl\.?|obligatorisk[at]?t?|krävs|valfri[at]?t?|kr|sek|kronor|pseudonym|välj|löpnr"
    r"|[åy]{4}-?mm(?:-?dd)?)[)\]]\s*\*?\s*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_VALUE = re.compile(r"[\d\s.,:;/−–-]*\d[\d\s.,:;/−–-]*(kr|%)?")


@dataclass(frozen=True)
class Header:
    """`names` by position; `first` and `last` are indices among the rows that were looked at."""

    names: tuple[str, ...]
    first: int
    last: int


def find_header(
    rows: Sequence[Cells], known: frozenset[str], merged_across: Sequence[Cells] = ()
) -> Header | None:
    """The header among a table's first rows, or None when no row looks like one.

    The row with the most known names wins, the upper of two that are equal; two rows are read together when
    that names strictly more columns than either does alone. `merged_across`: the same rows with merged cells
    filled in, when the file knows of them. With no known names at all (a file of another kind, or headers that
    a mapping would rename) it is the first row with the most words.
    """
    cleaned = [tuple(_clean(cell, known) for cell in row) for row in rows]
    candidates = [Header(names, index, index) for index, names in enumerate(cleaned)]
    for index in range(len(rows) - 1):
        upper = merged_across[index] if merged_across else rows[index]
        candidates.append(Header(_join(upper, rows[index + 1], known), index, index + 1))
    best, most = None, LEAST_KNOWN - 1
    for header in candidates:  # single rows come first, so two rows must name more to win
        score = known_count(header.names, known)
        if score > most:
            best, most = header, score
    return best or _years_over_figures(cleaned) or _first_row_of_words(cleaned)


def known_count(names: Sequence[str], known: frozenset[str]) -> int:
    """How many different known columns the names name."""
    return len({normalise_header(name) for name in names} & known)


def normalised_names(row: Cells) -> list[str]:
    """A row's cells as headers are compared, without what marks a column as required; blank last ones left out."""
    names = [normalise_header(_MARKS.sub("", cell or "")) for cell in row]
    while names and not names[-1]:
        names.pop()
    return names


def is_header(row: Cells, known: frozenset[str]) -> bool:
    """Whether a row names columns, and little else: at least two known ones, and half of what it says."""
    names = [name for name in normalised_names(row) if name]
    found = len(set(names) & known)
    return found >= LEAST_KNOWN and found * 2 >= len(names)


def _clean(cell: str | None, known: frozenset[str]) -> str:
    name = " ".join(unicodedata.normalize("NFC", (cell or "").replace("\ufeff", "")).split())
    if normalise_header(name) not in known:
        bare = _MARKS.sub("", name)
        if normalise_header(bare) in known:
            return bare
    return name


def _join(upper: Cells, lower: Cells, known: frozenset[str]) -> tuple[str, ...]:
    names = []
    for index in range(max(len(upper), len(lower))):
        above = _clean(upper[index], known) if index < len(upper) else ""
        below = _clean(lower[index], known) if index < len(lower) else ""
        # The two together first: "Start" over "datum" is startdatum, though datum alone is some dataset's too.
        spelled = [f"{above} {below}".strip(), f"{above}{below}", below] if below else [above]
        names.append(
            next((name for name in spelled if normalise_header(name) in known), f"{above} {below}".strip())
        )
    return tuple(names)


def _years_over_figures(rows: Sequence[tuple[str, ...]]) -> Header | None:
    """A row of nothing but years to the right of columns without names, as a statistical office's workbook has it.

    A row right above that says what is counted, over the years alone, is read together with it.
    """
    for index, names in enumerate(rows):
        first = next((at for at, name in enumerate(names) if name), 0)
        if not first or not all(_YEAR.fullmatch(name) for name in names[first:] if name):
            continue
        above = rows[index - 1] if index else ()
        if not any(above[:first]) and any(above[first:]):
            counted = ""
            joined = []
            for at, name in enumerate(names):
                counted = above[at] if at < len(above) and above[at] else counted
                joined.append(f"{counted} {name}" if name else "")
            return Header(tuple(joined), index - 1, index)
        return Header(names, index, index)
    return None


def _first_row_of_words(rows: Sequence[tuple[str, ...]]) -> Header | None:
    most, chosen = 0, None
    for index, names in enumerate(rows):
        filled = [name for name in names if name]
        if len(filled) > most and not any(_VALUE.fullmatch(name) for name in filled):
            most, chosen = len(filled), Header(names, index, index)
    return chosen
