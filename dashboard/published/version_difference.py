"""What differs between two published versions: remembered by the two files, since neither ever changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

import duckdb

from dashboard.published.changes import Change, is_listed, told_once, typed
from dashboard.published.connection import rows
from dashboard.published.reading import has_table
from dashboard.published.remembering import remembered
from dashboard.published.source import Source
from pipelines.errors import ReaderError
from pipelines.home.databases import attach
from pipelines.reference import SQL_ROOT, kommun_of

_READ = re.compile(r"\b(?:from|join) (former|latter)_(\w+)\b")


@dataclass(frozen=True)
class VersionDifference:
    """The whole figures of tertials and years that differ: of periods that were `over` in the former version, as the
    revisions of a meeting are told, and of those that were under way or are missing in one of the two (`others`)."""

    over: tuple[Change, ...]
    others: tuple[Change, ...]


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
    query = _query("difference")
    with duckdb.connect() as con:
        for name, source in (("former", old), ("latter", new)):
            attach(con, source.path, name)
        # Each table of either file stands in the query under a name of its own.
        for name, table in sorted(set(_READ.findall(query))):
            shown = f"select * from {name}.main.{table}"
            if table == "correction_effect" and not has_table(new, table):
                shown = _query("no_correction_effect")
            con.execute(f"create temp view {name}_{table} as {shown}")
        if own := kommun_of(new.audience):
            con.execute("set variable own = $own", {"own": own})
        cursor = con.execute(query)
        names = [column[0] for column in cursor.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    wanted = [field.name for field in fields(Change)]
    listed = told_once(
        [
            typed(Change(**{name: row[name] for name in wanted}))
            for row in found
            if not row["cut"] and is_listed(row["period"])
        ]
    )
    ((reached,),) = rows(old, "select reporting_date from release")
    over = tuple(one for one in listed if one.was_over(reached))
    return VersionDifference(over, tuple(one for one in listed if not one.was_over(reached)))


def _query(name: str) -> str:
    return (SQL_ROOT / "engine" / f"{name}.sql").read_text("utf-8")
