"""A published file with 290 kommuner: every figure of one kommun, whole, given to those that are not in the home."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from pipelines.publishing.audiences import ORDER

KOMMUNER = 290
_TABLES = ("kpi_value", "signal", "signal_point", "referral_flow", "waiting", "time_to_match", "home_bank")


def write_national(home: Path, into: Path) -> None:
    """A data home at `into` whose one version is the newest of `home`, with 290 kommuner that own."""
    source = (home / "published" / "current" / "styrgrupp.duckdb").resolve()
    folder = into / "published" / source.parent.name
    folder.mkdir(parents=True)
    shutil.copy(home / "kind", into / "kind")
    shutil.copy(source, folder / source.name)
    (into / "published" / "current").symlink_to(folder.name)
    with duckdb.connect(str(folder / source.name)) as con:
        ((copied, known),) = con.sql(
            "select min(area) filter (is_owner), count(*) filter (area <> 'GFO') from area where area <> 'GFO'"
        ).fetchall()
        con.execute(
            "create temp table added as select printf('%04d', 3000 + n) as area, 'Kommun ' || n as name"
            " from range(1, ?) as r(n)",
            [KOMMUNER - known + 1],
        )
        con.execute("insert into area select area, name, name || 's', true, null from added")
        con.execute("update area set is_owner = true")
        for table in _TABLES:
            whole = "and t.cut = ''" if table == "kpi_value" else ""
            con.execute(
                f"insert into {table} select t.* replace (added.area as area) from added, {table} as t"
                f" where t.area = ? {whole}",
                [copied],
            )
        for table, order in ORDER.items():
            # As a published file lies: a query for one area steps over the others.
            con.execute(f"create table lying as select * from {table} order by {order}")
            con.execute(f"drop table {table}")
            con.execute(f"alter table lying rename to {table}")
