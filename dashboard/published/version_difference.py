"""What differs between two published versions: remembered by the two files, since neither ever changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

import duckdb

from dashboard.published.marts import Change, is_listed
from dashboard.published.remembering import remembered
from dashboard.published.source import Source
from pipelines.errors import ReaderError
from pipelines.home.databases import attach
from pipelines.reference import SQL_ROOT, kommun_of

# More than anybody reads; a file of them is still a file that opens.
_KEPT = 2000
_READ = re.compile(r"\b(former|latter)_(\w+)\b")


@dataclass(frozen=True)
class VersionDifference:
    """All figures that differ, how many of them were settled, and the `first` of the `listed` whole ones."""

    count: int
    settled: int
    listed: int
    first: tuple[Change, ...]


@remembered(4)
def version_difference(new: Source, old: Source) -> VersionDifference:
    """Figures of `old` that `new` says otherwise, in the order of `sql/engine/difference.sql`.

    Raises ReaderError G006 when the two cannot be compared.
    """
    try:
        return _compared(old, new)
    except duckdb.Error as error:
        raise ReaderError(
            "G006",
            "De två versionerna gick inte att jämföra.",
            remedy="Välj två andra versioner, eller ladda om sidan om en stund.",
        ) from error


def _compared(old: Source, new: Source) -> VersionDifference:
    query = (SQL_ROOT / "engine" / "difference.sql").read_text("utf-8")
    with duckdb.connect() as con:
        for name, source in (("former", old), ("latter", new)):
            attach(con, source.path, name)
        # Each table of either file stands in the query under a name of its own.
        for name, table in sorted(set(_READ.findall(query))):
            con.execute(f"create temp view {name}_{table} as select * from {name}.main.{table}")
        if own := kommun_of(new.audience):
            con.execute("set variable own = $own", {"own": own})
        cursor = con.execute(query)
        names = [column[0] for column in cursor.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    whole = [row for row in found if not row["cut"] and is_listed(row["period"])]
    wanted = [field.name for field in fields(Change)]
    first = tuple(Change(**{name: row[name] for name in wanted}) for row in whole[:_KEPT])
    return VersionDifference(len(found), sum(row["settled"] for row in found), len(whole), first)
