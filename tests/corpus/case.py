"""What a file of the corpus is: made by one function, and declared with what must be said of it.

A bad file is declared with the finding that it is there to show (code, row, column) and with every other finding
that it gives along the way: the check must give exactly these. A fine file is declared with the values of its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.reading.model import Limits

Make = Callable[[Path], None]


@dataclass(frozen=True, order=True)
class At:
    """A finding's code and place; row 0 and column "" where it has none."""

    code: str
    row: int = 0
    column: str = ""


@dataclass(frozen=True)
class BadFile:
    """A file that is refused, held or remarked upon. `make` writes it; its name is the function's.

    `limits`: read with these instead of the product's. `former`: writes the register that stands before it.
    `sender`, `dataset`, `through`: as they are given on the command line. `mapping`: the text of the sender's.
    """

    name: str
    make: Make
    shows: At
    also: frozenset[At] = frozenset()
    sender: str | None = None
    dataset: str | None = None
    through: str | None = None
    mapping: str | None = None
    limits: Limits | None = None
    former: Make | None = None

    @property
    def expected(self) -> frozenset[At]:
        return self.also | {self.shows}


@dataclass(frozen=True)
class FineFile:
    """A file that is accepted to the last row; `rows` are the values of `fields`, in the file's order.

    `sender`, `split`: as they are given on the command line. `mapping`: the text of the sender's.
    """

    name: str
    make: Make
    dataset: str
    fields: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    sender: str | None = None
    split: bool = False
    mapping: str | None = None


class Corpus:
    """The files of one kind, in the order of their functions."""

    def __init__(self) -> None:
        self.bad: list[BadFile] = []
        self.fine: list[FineFile] = []

    def shows(
        self,
        code: str,
        row: int = 0,
        column: str = "",
        *,
        also: Sequence[At] = (),
        name: str = "",
        ending: str = ".csv",
        **terms: Any,
    ) -> Callable[[Make], Make]:
        """Declare a bad file: the finding it is there to show, and the others it gives."""

        def declare(make: Make) -> Make:
            file_name = name or make.__name__ + ending
            self.bad.append(BadFile(file_name, make, At(code, row, column), frozenset(also), **terms))
            return make

        return declare

    def accepted(
        self, dataset: str, fields: str, *rows: tuple[Any, ...], ending: str = ".csv", **terms: Any
    ) -> Callable[[Make], Make]:
        """Declare a fine file: its dataset, and the values of some of its fields (parted by blanks)."""

        def declare(make: Make) -> Make:
            self.fine.append(
                FineFile(make.__name__ + ending, make, dataset, tuple(fields.split()), rows, **terms)
            )
            return make

        return declare
