"""The guard against columns that have lost what they held: emptied, renamed, or a thousand times what they were.

A register with all its rows may still have lost a column: an export whose `slutdatum` is called something else now
makes every placement an open one, and accounts in thousands of kronor make every cost a thousandth.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.contracts import Dataset
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.errors import Place
from pipelines.wording import first_of, number

EMPTIED_SHARE, FILLED_AT_LEAST = 0.5, 10
"""Filled on under half the share of rows that it was (and on ten or more before): the column has emptied."""
LEVEL_TIMES = 50
"""Nothing that is paid for grows fifty-fold between two deliveries; kronor become tkr by a thousand."""

# Unknown headers, of which one may be the column's new name.
_TOLD = 30


def column_findings(
    former: pl.DataFrame, present: pl.DataFrame, dataset: Dataset, place: Place, unknown: Sequence[str]
) -> tuple[Finding, ...]:
    """One warning a column that has emptied, and one a column of kronor whose level is another.

    `former`, `present`: accepted rows. `unknown`: headers of the file that are no column of ours.
    """
    if not present.height or not former.height:
        return ()
    return (*_emptied(former, present, dataset, place, unknown), *_moved(former, present, dataset, place))


def _emptied(
    former: pl.DataFrame, present: pl.DataFrame, dataset: Dataset, place: Place, unknown: Sequence[str]
) -> Sequence[Finding]:
    said = []
    for name, spec in dataset.fields.items():
        if not spec.nullable:
            continue  # a blank there refuses its row
        before = former.height - former[name].null_count()
        now = present.height - present[name].null_count()
        fell = now / present.height < EMPTIED_SHARE * before / former.height
        if (before and not now) or (before >= FILLED_AT_LEAST and fell):
            there = Place(place.file, place.sheet, None, spec.column)
            others = first_of(unknown, _TOLD) or "inga"
            said.append(finding("L040", there, found=str(now), before=before, others=others))
    return said


def _moved(former: pl.DataFrame, present: pl.DataFrame, dataset: Dataset, place: Place) -> Sequence[Finding]:
    said = []
    for name, spec in dataset.fields.items():
        if spec.kind != "kronor":
            continue
        before, now = _level(former[name]), _level(present[name])
        if before and now and not 1 / LEVEL_TIMES < now / before < LEVEL_TIMES:
            there = Place(place.file, place.sheet, None, spec.column)
            said.append(finding("L041", there, found=number(now), before=number(before)))
    return said


def _level(amounts: pl.Series) -> float | None:
    """The middle amount, signs and zeros left out."""
    sizes = amounts.cast(pl.Float64).abs()
    middle = sizes.filter(sizes > 0).median()
    return float(middle) if isinstance(middle, int | float) else None
