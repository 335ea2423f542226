"""The ledger: who delivered what, when, and what became of it. Its whole schema stands here.

A DuckDB file in the data home, opened briefly and only under the writer lock. Rows are added, never changed:
what was known at any earlier time can be asked for again. Times are stored in UTC.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.errors import ReaderError
from pipelines.home.condition import refuse_lost_ledger
from pipelines.home.databases import read_whole
from pipelines.home.durable import sync
from pipelines.home.places import DataHome
from pipelines.periods import SWEDEN

if TYPE_CHECKING:
    import duckdb

# The open ledger of each home, by process and thread: a call inside another shares it.
_OPEN: dict[tuple[Path, int, int], duckdb.DuckDBPyConnection] = {}


# Every statement can be run again; a later version of the program adds statements at the end.
SCHEMA = (
    "create sequence if not exists delivery_number",
    """
    create table if not exists delivery (
        delivery_id bigint primary key default nextval('delivery_number'),
        received timestamp not null,      -- when it counts as known (may be given, for an older delivery)
        recorded timestamp not null,      -- when this row was written
        dataset varchar not null,         -- '' when the file could not be told apart
        sender varchar not null,          -- kommun code, GFO or SCB; '' when unknown
        kommun_code varchar,
        first_day date,                   -- the span of days in the rows
        last_day date,
        through date not null,            -- the last day that the register reaches
        file_name varchar not null,
        sha256 varchar not null,
        size bigint not null,
        kind varchar not null,
        sheet varchar not null,
        asked_dataset varchar not null,   -- the dataset named on the command line, '' when the headers told
        mapping_sha256 varchar,           -- the inputs it was checked with, see delivery_input
        waivers_sha256 varchar,
        rows_total bigint not null,
        rows_accepted bigint not null,
        rows_refused bigint not null,
        warnings bigint not null,
        accepted_digest varchar not null, -- SHA-256 over the accepted row numbers
        status varchar not null,
        reason varchar not null,          -- follows every figure it touches, when not ''
        accept_partial varchar not null,
        accept_shrink varchar not null,
        identity boolean not null,        -- stopped by the identity gate: the file was copied nowhere
        note varchar not null,
        software varchar not null
    )
    """,
    """
    create table if not exists delivery_finding (
        delivery_id bigint not null, code varchar not null, column_name varchar not null,
        severity varchar not null, n bigint not null
    )
    """,
    # Mappings, waivers and corrections as they stood: by their hash, and when each came into force.
    "create table if not exists input_text (sha256 varchar primary key, text varchar not null)",
    """
    create table if not exists input (
        recorded timestamp not null, kind varchar not null, name varchar not null, sha256 varchar
    )
    """,
    # Written by pipelines.publishing.builds: what was built and published, and each key year's inputs when first
    # released.
    """
    create table if not exists build (
        build integer primary key, inputs_key varchar not null, built_at timestamp not null,
        as_of timestamp not null, reporting_date date not null, software varchar not null
    )
    """,
    """
    create table if not exists release (
        build integer primary key, published_at timestamp not null, reason varchar not null
    )
    """,
    # What the styrgrupp saw, and when: written by pipelines.publishing.release.
    """
    create table if not exists meeting (
        recorded timestamp not null, period varchar not null, meeting_on date not null, build integer not null,
        reason varchar not null
    )
    """,
    """
    create table if not exists allocation_snapshot (
        year integer not null, component varchar not null, base_year integer, area varchar not null,
        value decimal(18, 6) not null, dated date, source varchar not null,
        build integer not null, basis varchar not null,
        primary key (year, component, area)
    )
    """,
    # The accepted rows of a delivery lie in `checked/` under this key and have this hash: see
    # pipelines.deliveries.checked_once. The one table whose rows are replaced: what it speaks of can be made again.
    """
    create table if not exists checked_rows (
        delivery_id bigint primary key, key varchar not null, sha256 varchar not null
    )
    """,
    # Other words for a reason, by `gfo amend`: the latest are what is shown. `about`: delivery, release or meeting (by
    # the number of its build).
    """
    create table if not exists amendment (
        recorded timestamp not null, about varchar not null, number bigint not null, reason varchar not null
    )
    """,
    # What lies in the archive of a file that held more than our contracts name: the hash of the text that was kept.
    "alter table delivery add column if not exists kept_sha256 varchar default ''",
    # Why bytes that a later delivery had replaced were let in once more.
    "alter table delivery add column if not exists again varchar default ''",
    # The public files that have been made, written by pipelines.publishing.memory: what was shown stays shown and what
    # was hidden stays hidden, so each must be there as it was. `sha256` is over its figures and marks.
    """
    create table if not exists protected_release (
        number integer primary key, build integer not null, period varchar not null, meeting_on date not null,
        sha256 varchar not null, recorded timestamp not null, cells integer not null, targets integer not null,
        hidden integer not null, gate_seconds double not null
    )
    """,
    # The small counts that each of them hides, for the gate of the next. `part_of`: the whole that a part's rest is of.
    """
    create table if not exists protected_target (
        number integer not null, kpi varchar not null, cut varchar not null, area varchar not null,
        period varchar not null, part_of varchar not null, value decimal(18, 6) not null
    )
    """,
    # Versions that no reader may see any more, by pipelines.publishing.withdrawal; `files`: the SHA-256 of each, JSON.
    """
    create table if not exists withdrawal (
        build integer primary key, recorded timestamp not null, who varchar not null, reason varchar not null,
        files varchar not null
    )
    """,
    # Deliveries whose file and rows are gone; their receipts stay. See pipelines.publishing.purging.
    """
    create table if not exists purge (
        delivery_id bigint primary key, sha256 varchar not null, recorded timestamp not null, who varchar not null,
        reason varchar not null
    )
    """,
    # The right day of a meeting that was recorded with another (`meeting_on`), by `gfo amend`: see `MEETING_ON`.
    """
    create table if not exists meeting_day (
        recorded timestamp not null, period varchar not null, meeting_on date not null, build integer not null,
        day date not null, reason varchar not null
    )
    """,
)

#: The day of a meeting as it was told last, in a query of `meeting` or `protected_release` as `t`.
MEETING_ON = """coalesce(
    (
        select arg_max(d.day, d.rowid) from meeting_day as d
        where d.period = t.period and d.meeting_on = t.meeting_on and d.build = t.build and d.recorded >= t.recorded
    ),
    t.meeting_on
)"""


@contextmanager
def open_ledger(home: DataHome) -> Iterator[duckdb.DuckDBPyConnection]:
    """The home's ledger, open under the writer lock (H002 when another command holds it); H007 damaged, H009 lost.

    Calls may nest within a thread: the lock and the database instance are shared.
    """
    with home.writing():
        holder = (home.root.resolve(), os.getpid(), threading.get_ident())
        if holder in _OPEN:
            with _OPEN[holder].cursor() as connection:
                yield connection
            return
        connection = _connect(home)
        _OPEN[holder] = connection
        try:
            yield connection
        finally:
            del _OPEN[holder]
            connection.close()


def _connect(home: DataHome) -> duckdb.DuckDBPyConnection:
    # Here and not above: whoever only checks a file opens no database.
    import duckdb

    refuse_lost_ledger(home.root)
    size = home.ledger.stat().st_size if home.ledger.exists() else None
    # A killed command's last words are taken in when it is opened, and then it says that it is longer than it was.
    grows = home.ledger.with_name(f"{home.ledger.name}.wal").exists()
    connection = None
    try:
        connection = duckdb.connect(str(home.ledger))
        if size is not None:
            # A ledger that was cut short opens, and breaks at the first row that is not there.
            read_whole(connection, None if grows else size)
        for statement in SCHEMA:
            connection.execute(statement)
        sync(home.root)
    except duckdb.Error as error:
        if connection is not None:
            connection.close()
        raise _meaning_of(error, home) from error
    return connection


def _meaning_of(error: duckdb.Error, home: DataHome) -> Exception:
    words = str(error)
    if "No space left" in words or "Permission denied" in words:
        # Nothing is wrong with the ledger: the command line tells what is.
        number = errno.ENOSPC if "No space left" in words else errno.EACCES
        return OSError(number, os.strerror(number), str(home.ledger))
    if "Could not set lock" in words:
        return ReaderError(
            "H002",
            "Ett annat program har liggaren öppen.",
            remedy="Stäng det och kör kommandot igen. Inget har ändrats.",
        )
    return ReaderError(
        "H007",
        f"Liggaren {home.ledger} är skadad och går inte att läsa. I den står vilka leveranser som gäller, vad som är "
        "byggt och publicerat, vilka fördelningsnycklar som är låsta och vad styrgruppen såg.",
        remedy="Återställ ledger.duckdb (och ledger.duckdb.wal, om den finns i kopian) från säkerhetskopian. "
        "Det som senast publicerades visas fortfarande.",
    )


def amended(ledger: duckdb.DuckDBPyConnection, about: str) -> dict[int, str]:
    """The words that are shown instead of a reason, by the number of what it is about."""
    rows = ledger.execute(
        "select number, arg_max(reason, rowid) from amendment where about = $about group by number",
        {"about": about},
    ).fetchall()
    return dict(rows)


def stored(moment: datetime) -> datetime:
    """A time as the ledger stores it: UTC without zone. A time without zone is taken as Swedish."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=SWEDEN)
    return aware.astimezone(UTC).replace(tzinfo=None)


def shown(moment: datetime) -> datetime:
    """A stored time as Swedish time, with its zone."""
    return moment.replace(tzinfo=UTC).astimezone(SWEDEN)


def swedish_day(moment: datetime) -> date:
    """The day in Sweden at a time (with or without zone)."""
    return shown(stored(moment)).date()
