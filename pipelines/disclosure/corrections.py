"""What a correction has changed from one release to the next."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_NAMED = ("kpi", "cut", "area", "period")


def corrected(truths: Sequence[pl.DataFrame]) -> frozenset[tuple[int, str, str, str, str]]:
    """Release, KPI, cut, area and period of figures that were otherwise, or were not, in the release before.

    `truths`: the whole `kpi_value` of every release, the oldest first.
    """
    found: set[tuple[int, str, str, str, str]] = set()
    for release, truth in enumerate(truths[1:], 1):
        both = truth.select(*_NAMED, "value").join(
            truths[release - 1].select(*_NAMED, pl.col("value").alias("before")),
            on=_NAMED,
            how="full",
            coalesce=True,
        )
        changed = both.filter(~pl.col("value").eq_missing(pl.col("before")))
        found.update((release, *name) for name in changed.select(_NAMED).iter_rows())
    return frozenset(found)
