"""The queries of `sql/audit`, which must return no row; what they return is kept in `mart.audit_failure`."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from pipelines.reference import SQL_ROOT

#: Rows of a broken audit that are kept and shown; the count is always whole.
_SHOWN = 20


def run_audits(con: duckdb.DuckDBPyConnection, folder: Path = SQL_ROOT / "audit") -> None:
    """Create `mart.audit_failure(audit, sentence, failures, rows)`, a row for each broken audit; `rows` is JSON.

    An audit that cannot run raises: a check that did not run is not a check that passed.
    """
    con.execute(
        "create table mart.audit_failure (audit varchar, sentence varchar, failures bigint, rows varchar)"
    )
    for path in sorted(folder.glob("*.sql")):
        query = path.read_text("utf-8")
        found = con.execute(query)
        if broken := found.fetchmany(_SHOWN):
            columns = [column[0] for column in found.description]
            rows = [dict(zip(columns, map(str, row), strict=True)) for row in broken]
            failures = con.execute(f"select count(*) from ({query}\n)").fetchall()[0][0]
            con.execute(
                "insert into mart.audit_failure values ($audit, $sentence, $failures, $rows)",
                {
                    "audit": path.stem,
                    "sentence": _sentence(path.stem, query),
                    "failures": failures,
                    "rows": json.dumps(rows, ensure_ascii=False),
                },
            )


def _sentence(name: str, query: str) -> str:
    first = query.splitlines()[0]
    mark = "-- audit:"
    if not first.startswith(mark):
        raise ValueError(f"sql/audit/{name}.sql must begin with '{mark} <sentence>'")
    return first.removeprefix(mark).strip()
