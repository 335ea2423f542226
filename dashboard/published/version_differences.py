"""What differs between two published versions: remembered by the two files, since neither ever changes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard.blocks.changes import Change
from dashboard.published.records import Source
from pipelines.errors import ReaderError

# More than anybody reads; a file of them is still a file that opens.
_KEPT = 2000


@dataclass(frozen=True)
class VersionDifference:
    """All figures that differ, how many of them were settled, and the largest of the `listed` whole ones."""

    count: int
    settled: int
    listed: int
    largest: tuple[Change, ...]


@lru_cache(maxsize=32)
def version_difference(old: Source, new: Source) -> VersionDifference:
    """Figures of `old` that `new` says otherwise, the largest change first. Raises ReaderError D003."""
    # Imported at the first comparison: polars would make every cold start wait for a page few open.
    import duckdb

    from pipelines.comparison import compare_figures

    try:
        found = compare_figures(old.path, new.path)
    except duckdb.Error as error:
        raise ReaderError(
            "D003",
            "De två versionerna gick inte att jämföra.",
            remedy="Välj två andra versioner, eller ladda om sidan om en stund.",
        ) from error
    whole = found.filter((found["cut"] == "") & (found["period"].str.contains(r"^\d{4}(T[123])?$")))
    largest = tuple(Change(**row) for row in whole.head(_KEPT).drop("cut", "settled").iter_rows(named=True))
    return VersionDifference(found.height, int(found["settled"].sum()), whole.height, largest)
