"""A list of areas with the area above each, as charts are drawn from: it names places, never persons."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.contracts.headers import normalise_header

HIERARCHY_HEADERS = ("name", "parent", "size")
_COUNTRY = ("Sverige", "Riket")


def is_area_hierarchy(names: Sequence[str], rows: pl.DataFrame) -> bool:
    """Whether a sheet is such a list: its three headers, and a county or the country above every area."""
    if tuple(normalise_header(name) for name in names) != HIERARCHY_HEADERS or "c1" not in rows.columns:
        return False
    above = [text.strip() for text in rows["c1"].drop_nulls().to_list()]
    above = [text for text in above if normalise_header(text) != HIERARCHY_HEADERS[1]]
    return bool(above) and all(text in _COUNTRY or text.endswith(" län") for text in above)
