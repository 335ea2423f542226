"""What was declared by hand and shaped this build: corrections, and waivers of the deliveries that stand.

Published beside the figures, so that a reader sees that a row was corrected and why; never which row.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

Declaration = tuple[object, ...]

_TABLE = """
create table mart.declaration (
    kind varchar not null,        -- rattelse, undantag
    dataset varchar not null,
    sender varchar not null,
    column_name varchar not null, -- the corrected column, or the rule that is waived
    reason varchar not null,
    decided_by varchar not null,
    until date not null,
    outcome varchar not null      -- applied, retired, expired, waiting (corrections); applied (waivers)
)
"""


def write_declarations(con: duckdb.DuckDBPyConnection, declarations: Sequence[Declaration]) -> None:
    """Write `mart.declaration`, one row a declaration."""
    con.execute(_TABLE)
    if declarations:
        con.executemany("insert into mart.declaration values (?, ?, ?, ?, ?, ?, ?, ?)", declarations)
