"""What judging a column gives: a value or a code for each distinct text, and what must be said of the column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

#: How many rows hold each distinct text; counted only when it is asked for.
RowCounts = Callable[[], Sequence[int]]


class Cell(NamedTuple):
    """A distinct text of a column, without blanks around it; `native`: the cell was a number, not a text."""

    text: str
    native: bool = False


@dataclass(frozen=True)
class ColumnTerms:
    """What a sender's mapping says of one column of theirs.

    `codes`: their spellings, normalised, by code. `style`: how days or numbers are written (`DD.MM.ÅÅÅÅ`, `1,234.50`).
    `factor`: what numbers are multiplied by. `blanks`: their words for blank, normalised.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    style: str = ""
    factor: Decimal | None = None
    blanks: frozenset[str] = frozenset()


NO_TERMS = ColumnTerms()


class Note(NamedTuple):
    """Something to say of a column: a code, the distinct texts that it is about, and words for its sentence."""

    code: str
    texts: tuple[int, ...]
    fills: dict[str, str]


@dataclass
class Judged:
    """`values` and `codes` run beside the distinct texts; a code other than "" says why there is no value.

    `fills`: words for the sentence of a code. `style`: how the column is written, where some rows are not.
    """

    values: list[Any]
    codes: list[str]
    notes: list[Note] = field(default_factory=list)
    fills: dict[str, dict[str, str]] = field(default_factory=dict)
    style: str = ""

    @classmethod
    def blank(cls, size: int) -> Judged:
        return cls([None] * size, [""] * size)

    def refuse(self, texts: Iterable[int], code: str, **fills: str) -> None:
        """None of these texts has a value."""
        for at in texts:
            self.values[at], self.codes[at] = None, code
        if fills:
            self.fills[code] = fills

    def note(self, code: str, texts: Iterable[int], **fills: str) -> None:
        self.notes.append(Note(code, tuple(texts), fills))
