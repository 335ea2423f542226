"""The guard against partial and older registers: what lost much of the former one waits until someone says why.

A delivery is the whole register so far, so keys do not vanish from it on their own, and it never ends earlier than the
former one. What usually lies behind is an export with a date filter left on, or last tertial's file sent again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil

import polars as pl

from pipelines.contracts import Dataset
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.deliveries.column_guard import column_findings
from pipelines.deliveries.purged import Purged
from pipelines.errors import Place
from pipelines.wording import counted

VANISHED_SHARE = 0.05
VANISHED_AT_LEAST = 5
ROWS_SHARE = 0.5
"""Over 5 % of the former keys (and at least 5) gone, or under half of the rows: the delivery is held."""


def vanished_keys(former: pl.DataFrame, present: pl.DataFrame, key: Sequence[str]) -> list[str]:
    """The keys that stood in the former rows and no longer do, as the sender writes them, sorted."""
    columns = list(key)
    as_text = [pl.col(column).cast(pl.String) for column in columns]
    gone = (
        former.select(as_text)
        .unique()
        .join(present.select(as_text), on=columns, how="anti", nulls_equal=True)
    )
    return sorted(
        " + ".join(part for part in row if part is not None) for row in gone.select(columns).iter_rows()
    )


def shrink_findings(
    former: pl.DataFrame,
    present: pl.DataFrame,
    dataset: Dataset,
    place: Place,
    unknown: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """One warning a vanished key, one when many rows are gone, one for each value that never goes away, and
    those of the columns; none when the register is whole.

    `former`, `present`: accepted rows with the sender's own ids. `unknown`: headers that are no column of ours.
    """
    return (
        *_vanished(former, present, dataset, place),
        *few_rows(present.height, former.height, place, keyed=bool(dataset.key)),
        *_no_longer_whole(former, present, dataset, place),
        *column_findings(former, present, dataset, place, unknown),
    )


def _vanished(
    former: pl.DataFrame, present: pl.DataFrame, dataset: Dataset, place: Place
) -> Sequence[Finding]:
    if not dataset.key:
        return ()
    gone = vanished_keys(former, present, dataset.key)
    keys = former.select(list(dataset.key)).n_unique()
    if len(gone) < VANISHED_AT_LEAST or len(gone) <= VANISHED_SHARE * keys:
        return ()
    column = " + ".join(dataset.fields[field].column for field in dataset.key)
    there = Place(place.file, place.sheet, None, column)
    return [finding("L020", there, found=text, row_id=text, gone=len(gone), keys=keys) for text in gone]


def few_rows(rows: int, former: int, place: Place, *, keyed: bool) -> tuple[Finding, ...]:
    """One warning when the counts alone tell that the register is held: of rows that have keys so many are gone that
    their keys are too. `keyed`: no two rows of the register have one key."""
    fewest = ceil(ROWS_SHARE * former)
    if keyed:
        fewest = max(fewest, former - max(VANISHED_AT_LEAST - 1, int(VANISHED_SHARE * former)))
    if rows >= fewest:
        return ()
    least = f"minst {counted(fewest, 'rad', 'rader')}"
    said = counted(rows, "rad", "rader")
    return (finding("L021", place, found=str(rows), allowed=least, rows=said, former=former),)


def _no_longer_whole(
    former: pl.DataFrame, present: pl.DataFrame, dataset: Dataset, place: Place
) -> Sequence[Finding]:
    """However few rows they are: a year that was published, or a kommun, does not go away."""
    said = []
    for fields in dataset.whole:
        there = Place(
            place.file, place.sheet, None, " + ".join(dataset.fields[field].column for field in fields)
        )
        said += [finding("L044", there, found=text) for text in vanished_keys(former, present, fields)]
    return said


def not_comparable(place: Place) -> Finding:
    """The former file is damaged: a check that could not run is not one that passed."""
    return finding("L022", place)


def older_span(last_day: date | None, former_last_day: date | None, place: Place) -> tuple[Finding, ...]:
    """A register whose newest day lies before the former one's is an older extract, whatever its bytes are."""
    if last_day is None or former_last_day is None or last_day >= former_last_day:
        return ()
    allowed = f"{former_last_day} eller senare"
    return (finding("L043", place, found=str(last_day), allowed=allowed, former=former_last_day),)


def replaced_bytes(known: int | None, received: date, standing: int | None, place: Place) -> Finding:
    """The very bytes of a delivery (its number, and when it came) that a later one has replaced: let in, they would
    take the register back."""
    return finding("L042", place, found=f"{received:%Y-%m-%d}", known=known, standing=standing)


def purged_bytes(purged: Purged, place: Place) -> Finding:
    """The very bytes of a delivery whose file has been removed for good: nobody lets them in unawares."""
    return finding("L045", place, found=f"{purged.recorded:%Y-%m-%d}", known=purged.delivery_id)


def reaches_shorter(through: date, former_through: date, place: Place) -> Finding:
    """A register that ends earlier than the one it replaces takes back what was covered."""
    return finding(
        "L023",
        place,
        found=str(through),
        allowed=f"{former_through} eller senare",
        former=former_through,
    )
