"""A table as data: one value a cell, from which a page makes its text and a file its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TypeGuard

from dashboard.published.records import Definition, Status, Value
from dashboard.words import formats
from pipelines.kpi.words import is_percent


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a cell, and how it is written; where it is not shown, the status says which mark stands there.

    `short`: a page has room for tkr or mnkr only; a file has every krona. `of`: how few it is made of, beside it on a
    page: `77 (1 fall)`. `of_budget`: a deviation from the budget, which a page writes in words; `sides`: what stands
    after a difference above zero and below it, in place of its sign: `71 021 kr under`.
    """

    value: formats.Number | None
    unit: str = ""
    decimals: int = 0
    status: Status = "ok"
    signed: bool = False
    short: bool = False
    of: str = ""
    of_budget: bool = False
    sides: tuple[str, str] | None = None

    @property
    def number(self) -> formats.Number | None:
        """The number that a reader may have; None for what is hidden or missing."""
        return self.value if self.status in ("ok", "published") else None

    @property
    def text(self) -> str:
        """As a page shows it."""
        write = formats.card_figure if self.short else formats.figure
        told = write(self.value, self.status, self.unit, self.decimals)
        if self.of_budget and self.number is not None:
            return formats.against_budget(self.number, told)
        if self.sides and self.number is not None:
            return formats.on_its_side(self.number, told, self.sides)
        above = self.number is not None and formats.rounded(self.number, self.decimals) > 0
        told = "+" + told if self.signed and above else told
        return f"{told} ({self.of})" if self.of and self.number is not None else told


# A bare number is a whole one on a page; None is what there is none of.
Cell = str | date | Decimal | int | float | Amount | None


def figure(value: Value, definition: Definition) -> Amount:
    """A published figure as its definition writes it."""
    # Of income alone, which is one of the parts, more than budget is less than planned to pay.
    of_budget = definition.measure == "difference" and not value.cut
    return Amount(value.value, definition.unit, definition.decimals, value.status, of_budget=of_budget)


def unit_of(definition: Definition) -> str:
    """What a figure's number in a file is of, in a cell beside it: `kr per vårddygn`, `procent`, `remisser`."""
    return "procent" if is_percent(definition.unit) else definition.unit


def unless_hidden(number: formats.Number | None, value: Value) -> formats.Number | Amount | None:
    """A number of a mart, which lacks what is protected: the mark of it where the published figure is hidden."""
    return Amount(None, status="hidden") if value.status == "hidden" else number


def as_amount(cell: Cell) -> Amount | None:
    """A cell that holds a number; None for every other."""
    if isinstance(cell, Amount):
        return cell
    return Amount(cell) if isinstance(cell, Decimal | int | float) else None


def shown(cell: Cell) -> str:
    """A cell as a page shows it."""
    if cell is None:
        return formats.MISSING
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return formats.day(cell)
    amount = as_amount(cell)
    return str(cell) if amount is None else amount.text


@dataclass(frozen=True)
class Table:
    """Rows of cells; `chosen` and `total` are the rows that stand out.

    `in_view` is how many columns a page shows: what its picture draws besides stands after them, for the file.
    `doors` are the addresses of the pages that the rows' names lead to. `pair`: the columns after the first are two by
    two of these two periods, as their heads end. `wide_only` are the columns that a phone leaves out, so that the
    others can be read down; a file has them all.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chosen: int | None = None
    total: int | None = None
    in_view: int | None = None
    doors: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    wide_only: frozenset[int] = frozenset()

    @property
    def numeric(self) -> frozenset[int]:
        """The columns that hold numbers."""
        return frozenset(n for row in self.rows for n, cell in enumerate(row) if as_amount(cell) is not None)


def for_file(table: Table) -> Table:
    """The table as a file has it: what a number is made of, which a page writes beside it (`63 % (5 av 8)`), stands in
    a column of its own."""
    told = {n for row in table.rows for n, cell in enumerate(row) if isinstance(cell, Amount) and cell.of}
    if not told:
        return table

    def spread(cells: Sequence[Cell], beside: Callable[[Cell], Cell]) -> tuple[Cell, ...]:
        return tuple(
            each for n, cell in enumerate(cells) for each in ((cell, beside(cell)) if n in told else (cell,))
        )

    return replace(
        table,
        columns=tuple(str(word) for word in spread(table.columns, lambda column: f"{column}, underlag")),
        rows=tuple(spread(row, _made_of) for row in table.rows),
        in_view=None,
        wide_only=frozenset(),
    )


def _made_of(cell: Cell) -> str:
    return cell.of if isinstance(cell, Amount) and cell.number is not None else ""


#: Under a table whose kronor do not add up to their total as they are shown.
ROUNDED = "Avrundat till hela kronor."


def is_rounded_apart(table: Table) -> bool:
    """Whether whole kronor that all are there miss their total as they are shown, by no more than rounding does."""
    if table.total is None:
        return False
    rows = (table.rows[table.total], *(row for n, row in enumerate(table.rows) if n != table.total))
    for whole, *parts in zip(*rows, strict=True):
        amounts = [cell for cell in (whole, *parts) if _is_in_kronor(cell)]
        numbers = [cell.number for cell in amounts if cell.number is not None]
        if parts and len(numbers) == len(rows):
            total, *shown_parts = (formats.rounded(number, 0) for number in numbers)
            if 0 < abs(total - sum(shown_parts)) <= len(parts):
                return True
    return False


def _is_in_kronor(cell: Cell) -> TypeGuard[Amount]:
    """A short sum is written in tkr or mnkr."""
    return isinstance(cell, Amount) and cell.unit == "kr" and not cell.short


def without_zeros(table: Table) -> Table:
    """The table without the columns of numbers that say nothing but zero or nothing."""
    kept = [
        n
        for n in range(len(table.columns))
        if n not in table.numeric or any(_says_something(row[n]) for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in table.rows),
        in_view=None if table.in_view is None else sum(n < table.in_view for n in kept),
        wide_only=frozenset(place for place, n in enumerate(kept) if n in table.wide_only),
    )


def _says_something(cell: Cell) -> bool:
    """Whether a cell is other than zero and empty; what is hidden is."""
    if isinstance(cell, Amount):
        return cell.status == "hidden" or bool(cell.number)
    return bool(cell)


@dataclass(frozen=True)
class Sheet:
    """A table of a page and what the page says of it, on its way to a file.

    `name` is two or three words, for the file and the sheet; `area` whose figures it holds (blank: every kommun's);
    `given` what a reader has asked it to be computed from, as (word, text) rows.
    """

    name: str
    title: str
    table: Table
    area: str = ""
    sub: str = ""
    said: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    given: tuple[tuple[str, str], ...] = ()
