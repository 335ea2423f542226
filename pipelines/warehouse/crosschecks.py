"""The queries of `sql/crosscheck`: do the registers of different senders say the same? Warnings, never a refusal.

A query returns a row for each thing that could be compared: `kommun_code` (or GFO), `finding` (true where the
registers disagree) and `place` (where the staff should look: dataset, row, day; never an id). Nothing compared is
`ej tillämplig`: a check that had nothing to look at neither passed nor failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from pipelines.reference import SQL_ROOT

#: Places of a check and a kommun that are kept; the count is always whole.
_SHOWN = 20

_TABLES = """
create schema if not exists crosscheck;
create table mart.crosscheck (
    crosscheck varchar not null,
    sentence varchar not null,
    remedy varchar not null,
    kommun_code varchar not null, -- or GFO
    findings bigint not null,
    outcome varchar not null
);
create table crosscheck.place (crosscheck varchar not null, kommun_code varchar not null, place varchar not null);
"""

_OUTCOMES = """
insert into mart.crosscheck
with counted as (
    select kommun_code, count(*) filter (where finding) as findings
    from compared
    group by kommun_code
)
select
    $crosscheck,
    $sentence,
    $remedy,
    coalesce(c.kommun_code, a.kommun_code),
    coalesce(c.findings, 0),
    case when c.findings is null then $none when c.findings = 0 then $passed else $found end
from counted as c
full join (
    select kommun_code from core.owner where $about = 'kommun'
    union all
    select 'GFO' where $about = 'GFO'
) as a on c.kommun_code = a.kommun_code
order by 4
"""

_PLACES = """
insert into crosscheck.place
select $crosscheck, kommun_code, place
from compared
where finding
qualify row_number() over (partition by kommun_code order by place) <= $shown
"""


class Outcome(StrEnum):
    """What came of a check for one kommun (or GFO)."""

    PASSED = "godkänd"
    FOUND = "fynd"
    NOT_APPLICABLE = "ej tillämplig"


@dataclass(frozen=True)
class CrossFinding:
    """What a check found for one kommun; `places` are some of the `findings`, for the staff only."""

    sentence: str
    remedy: str
    kommun_code: str
    findings: int
    places: tuple[str, ...]


def run_crosschecks(con: duckdb.DuckDBPyConnection, folder: Path = SQL_ROOT / "crosscheck") -> None:
    """Create `mart.crosscheck`, a row a check and kommun, and `crosscheck.place`, which is never published.

    A check that cannot run raises: it is our bug, and neither passed nor not applicable.
    """
    con.execute(_TABLES)
    for path in sorted(folder.glob("*.sql")):
        query = path.read_text("utf-8")
        header = _header(path.name, query)
        con.execute(f"create or replace temp table compared as {query}")
        con.execute(
            _OUTCOMES,
            {
                **header,
                "crosscheck": path.stem,
                "passed": Outcome.PASSED,
                "found": Outcome.FOUND,
                "none": Outcome.NOT_APPLICABLE,
            },
        )
        con.execute(_PLACES, {"crosscheck": path.stem, "shown": _SHOWN})
    con.execute("drop table if exists compared")


def _header(name: str, query: str) -> dict[str, str]:
    """The first three lines: `-- crosscheck:` and `-- remedy:` in Swedish, `-- about: kommun` or `GFO`."""
    found = {}
    for line, key in zip(query.splitlines(), ("crosscheck", "remedy", "about"), strict=False):
        mark = f"-- {key}:"
        if not line.startswith(mark):
            raise ValueError(f"sql/crosscheck/{name}: a line '{mark} …' is missing from its head")
        found[key] = line.removeprefix(mark).strip()
    if found.get("about") not in ("kommun", "GFO"):
        raise ValueError(f"sql/crosscheck/{name}: about is kommun or GFO, not {found.get('about')!r}")
    return {"sentence": found["crosscheck"], "remedy": found["remedy"], "about": found["about"]}


def cross_findings(con: duckdb.DuckDBPyConnection) -> list[CrossFinding]:
    """What the cross-checks of a built warehouse found, by check and kommun."""
    rows = con.execute(
        "select c.sentence, c.remedy, c.kommun_code, c.findings, list(p.place order by p.place) "
        "from mart.crosscheck as c "
        "inner join crosscheck.place as p on c.crosscheck = p.crosscheck and c.kommun_code = p.kommun_code "
        "group by c.crosscheck, c.sentence, c.remedy, c.kommun_code, c.findings "
        "order by c.crosscheck, c.kommun_code"
    ).fetchall()
    return [
        CrossFinding(sentence, remedy, kommun_code, findings, tuple(places))
        for sentence, remedy, kommun_code, findings, places in rows
    ]
