"""Rows of a register whose rows are added up that stand once more: what was pasted twice is counted twice, silently.

Only what is alike in every cell of the sheet counts, the columns that are no contract's too: two invoices of one amount
in one month are two costs. Where nothing in the file tells them apart, how the rows lie does: whoever pastes gets rows
in the order they had, and an export that has been doubled and then sorted has each of its rows an even number of times.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.reading.model import SheetText

#: So many different rows, one after another, that repeat as many earlier ones in their order are no chance. Equal rows
#: beside each other are not different: ten homes of one price are ten equal rows of a month, and ten costs.
RUN = 3
#: Of fewer rows any column of amounts or days has a value of its own on each.
TOLD_APART = 20


@dataclass(frozen=True)
class RowsAgain:
    """The rows that are an earlier row's like in every cell.

    `at`: their positions (ascending, UInt32). `earlier`: for every row of the sheet the position of the one that it
    repeats, its own where it repeats none. `apart`: the column that has a value of its own on every other row, '' where
    none has. `pasted`: they are hardly costs of their own.
    """

    at: pl.Series
    earlier: pl.Series
    apart: str
    pasted: bool


def rows_again(sheet: SheetText, named: Collection[int]) -> RowsAgain:
    """What stands again in a sheet. `named`: the positions of the columns that the contract names."""
    cells = [name for name in sheet.rows.columns if name != "source_row"]
    at = pl.col("at")
    # The first row of its like tells a row, exactly and in four bytes; of most registers no row has one.
    like = (
        sheet.rows.with_row_index("at")
        .filter(sheet.rows.select(cells).is_duplicated())
        .select(at, at.min().over(cells).alias("like"), at.shift(1).over(cells).fill_null(at).alias("last"))
    )
    again = like.filter(at != pl.col("like"))
    earlier = pl.int_range(sheet.rows.height, dtype=pl.UInt32, eager=True)
    if again.is_empty():
        return RowsAgain(again["at"], earlier, "", pasted=False)
    runs = _runs(like)
    # Of rows in a run what stood in their place before, which need not be the first of its like. Of equal rows beside
    # each other the one above: so they are told as one span.
    before = again["last" if runs.is_empty() else "like"]
    apart = _telling_apart(sheet.rows.filter(~earlier.is_in(again["at"].implode())), sheet.headers, named)
    pasted = bool(apart) or not runs.is_empty() or _doubled(like, sheet.rows.height)
    earlier = earlier.scatter(again["at"], before)
    for step in reversed(range(RUN)):
        earlier = earlier.scatter(runs["at"] + step, runs["before"] + step)
    return RowsAgain(again["at"], earlier, apart, pasted)


def _runs(like: pl.DataFrame) -> pl.DataFrame:
    """Where `RUN` different rows stand that stood in that order before, and where they stood first."""
    steps = [f"step{step}" for step in range(RUN)]
    follow = pl.col("at").shift(1 - RUN) == pl.col("at") + RUN - 1
    return (
        like.with_columns(pl.col("like").shift(-step).alias(name) for step, name in enumerate(steps))
        .filter(follow)
        .filter(pl.all_horizontal(pl.col(a) != pl.col(b) for a in steps for b in steps if a < b))
        .with_columns(pl.col("at").min().over(steps).alias("before"))
        .filter(pl.col("before") < pl.col("at"))
    )


def _doubled(like: pl.DataFrame, rows: int) -> bool:
    """Whether every row of the sheet stands an even number of times, in whatever order."""
    times = like.group_by("like").len()["len"]
    return like.height == rows and len(times) >= RUN and bool((times % 2 == 0).all())


def _telling_apart(rows: pl.DataFrame, headers: Sequence[str], named: Collection[int]) -> str:
    """The column, such as a voucher's number, with a value of its own on each of the rows, which repeat none."""
    if rows.height < TOLD_APART:
        return ""
    others = ((at, header) for at, header in enumerate(headers) if header.strip() and at not in named)
    return next((header for at, header in others if _own_values(rows[f"c{at}"])), "")


def _own_values(cells: pl.Series) -> bool:
    return not cells.null_count() and cells.n_unique() == len(cells)
