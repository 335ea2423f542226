"""Why a kommun's own figures have changed, in its own file, which lacks what others have sent.

The styrgrupp's file of the version knows. A kommun is told of it what is its own: a correction that is about it, and
that a register was delivered by it or by GFO; GFO's reason may speak of other kommuner and is left out.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from pipelines.publishing.comparison import DIFFERENCE_SCHEMA
from pipelines.reference import GFO

_FIGURE = ("kpi", "cut", "area", "period", "old_value", "old_status", "new_value", "new_status")


def with_own_causes(revised: pl.DataFrame, whole: pl.DataFrame, own: str) -> pl.DataFrame:
    """`revised` (DIFFERENCE_SCHEMA) of a kommun's file with the causes that `whole`, the styrgrupp's, has of the same
    changes of the kommun's own figures, where the file itself knows none."""
    known = {
        tuple(row[name] for name in _FIGURE): row
        for row in whole.filter(pl.col("area") == own).iter_rows(named=True)
    }
    rows = []
    for row in revised.iter_rows(named=True):
        found = known.get(tuple(row[name] for name in _FIGURE))
        if found and not row["causes"] and (told := _told(found["causes"], own)):
            left_out = len(told) < len(found["causes"])
            row = {**row, "causes": told, "certain": found["certain"] and not left_out}
        rows.append(row)
    return pl.DataFrame(rows, schema=DIFFERENCE_SCHEMA, orient="row") if rows else revised


def _told(causes: list[dict[str, Any]], own: str) -> list[dict[str, Any]]:
    """The causes that a kommun may be told."""
    told = []
    for cause in causes:
        if cause["kind"] == "rattelse":
            told += [cause] if cause["about"] == own else []
        elif cause["sender"] == own:
            told.append(cause)
        elif cause["sender"] == GFO:
            told.append({**cause, "reason": ""})
    return told
