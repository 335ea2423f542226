"""What is told in words of a hidden figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb
import polars as pl

_SCHEMA = {
    "file": pl.String, "table": pl.String, "kpi": pl.String, "area": pl.String, "period": pl.String,
    "sentence": pl.String,
}  # fmt: skip
#: Tables that speak of a KPI's figure, with the column that does.
_SPEAKING = {"signal": "sentence", "comment": "text"}
_NUMBER = re.compile(r"\d|\b(?:en|ett|två|tre|fyra|inga|ingen|inget|ingenting|noll)\b", re.IGNORECASE)


def told(publik: Sequence[Path], own: Sequence[Path] = ()) -> pl.DataFrame:
    """Sentences with a number, of a KPI, area and period of which the same file hides a figure.

    Returns file, table, kpi, area, period, sentence: what someone must read, for a number may be of something else.
    """
    rows: list[tuple[str, ...]] = []
    for path in (*publik, *own):
        con = duckdb.connect(str(path), read_only=True)
        try:
            tables = {name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()}
            for table, column in _SPEAKING.items():
                if table in tables:
                    found = con.execute(
                        f"select distinct t.kpi, t.area, t.period, t.{column} from {table} as t "
                        "inner join kpi_value as v on t.kpi = v.kpi and t.area = v.area and t.period = v.period "
                        f"where v.status = 'hidden' and t.{column} <> '' order by all"
                    ).fetchall()
                    rows += [(path.name, table, *row) for row in found if _NUMBER.search(row[3])]
        finally:
            con.close()
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
