"""Builds, releases and frozen allocation keys in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

import duckdb
import polars as pl

from pipelines.deliveries.receipts import ACTIVE
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.ledger import MEETING_ON, amended, shown, stored
from pipelines.warehouse.allocation_mart import INPUT_SCHEMA


@dataclass(frozen=True)
class Build:
    """One build of the warehouse; `inputs_key` is a hash over everything that decides its figures."""

    build: int
    inputs_key: str
    built_at: datetime
    as_of: datetime
    reporting_date: date


def warehouse_file(home: DataHome, build: int) -> Path:
    return home.warehouse / f"{build}.duckdb"


def next_number(home: DataHome, ledger: duckdb.DuckDBPyConnection) -> int:
    """A number that no build has had, as the ledger and the folders tell.

    A ledger that was restored from an older copy does not know its latest builds, and the pages may still show them.
    """
    taken = {build.build for build in builds(ledger)}
    taken |= {int(path.stem) for path in home.warehouse.glob("*.duckdb") if path.stem.isdigit()}
    taken |= {int(path.name) for path in home.published.glob("*") if path.name.isdigit()}
    return max(taken, default=0) + 1


def builds(ledger: duckdb.DuckDBPyConnection) -> list[Build]:
    """Every build, oldest first."""
    rows = ledger.execute(
        "select build, inputs_key, built_at, as_of, reporting_date from build order by build"
    ).fetchall()
    return [Build(number, key, shown(built), shown(as_of), day) for number, key, built, as_of, day in rows]


def is_build_due(ledger: duckdb.DuckDBPyConnection) -> bool:
    """Whether something was accepted after the latest build began, or nothing has been built of it."""
    (newest,) = ledger.execute(f"select max(recorded) from delivery where status in ({ACTIVE})").fetchall()
    (built,) = ledger.execute("select max(built_at) from build").fetchall()
    return newest[0] is not None and (built[0] is None or newest[0] >= built[0])


def is_release_due(home: DataHome, ledger: duckdb.DuckDBPyConnection) -> bool:
    """Whether the latest build waits to be published, or for readers to be led to it: a publication that was killed
    after the ledger knew of it has left them with the former one."""
    known = builds(ledger)
    if not known:
        return False
    newest = known[-1].build
    if newest in withdrawn_builds(ledger):
        return False
    current = home.published / "current"
    return not is_released(ledger, newest) or not current.exists() or current.resolve().name != str(newest)


def record_build(ledger: duckdb.DuckDBPyConnection, build: Build) -> None:
    ledger.execute(
        "insert into build values ($build, $key, $built_at, $as_of, $day, $software)",
        {
            "build": build.build,
            "key": build.inputs_key,
            "built_at": stored(build.built_at),
            "as_of": stored(build.as_of),
            "day": build.reporting_date,
            "software": version("gfo-insikt"),
        },
    )


def is_released(ledger: duckdb.DuckDBPyConnection, build: int) -> bool:
    found = ledger.execute("select count(*) from release where build = $build", {"build": build}).fetchall()
    return bool(found[0][0])


def withdrawn_builds(ledger: duckdb.DuckDBPyConnection) -> frozenset[int]:
    """The published builds that no reader may see any more."""
    return frozenset(build for (build,) in ledger.execute("select build from withdrawal").fetchall())


def releases(ledger: duckdb.DuckDBPyConnection) -> dict[int, tuple[datetime, str]]:
    """When (Swedish time) and why each published build was published, but for those that were withdrawn."""
    rows = ledger.execute(
        "select build, published_at, reason from release anti join withdrawal using (build) order by build"
    ).fetchall()
    words = amended(ledger, "release")
    return {build: (shown(at), words.get(build, reason)) for build, at, reason in rows}


def released_before(ledger: duckdb.DuckDBPyConnection, build: int) -> int | None:
    """The version that was published before a build; None for the first."""
    return max((number for number in releases(ledger) if number < build), default=None)


def record_release(
    ledger: duckdb.DuckDBPyConnection,
    build: int,
    *,
    published_at: datetime,
    reason: str,
    snapshots: pl.DataFrame,
    basis: str,
) -> None:
    """Note a release and freeze the allocation inputs (INPUT_SCHEMA) that come out for the first time, together."""
    ledger.begin()
    try:
        ledger.execute(
            "insert into release values ($build, $at, $reason)",
            {"build": build, "at": stored(published_at), "reason": reason},
        )
        ledger.register("incoming", snapshots.select(list(INPUT_SCHEMA)))
        ledger.execute(
            "insert into allocation_snapshot select *, $build, $basis from incoming",
            {"build": build, "basis": basis},
        )
        ledger.unregister("incoming")
        ledger.commit()
    except BaseException:
        ledger.rollback()
        raise


@dataclass(frozen=True)
class Meeting:
    """A build that the styrgrupp saw: the period it was about, the day of the meeting, and why that build."""

    period: str
    meeting_on: date
    build: int
    reason: str


def meetings(ledger: duckdb.DuckDBPyConnection) -> tuple[Meeting, ...]:
    """Every meeting, in the order they were recorded; the last one is what the styrgrupp opens.

    One that was recorded again, with the version that it did see, counts as it was told last. Not those whose version
    was withdrawn: nobody can be led to what was seen there. The day is the one that was told last.
    """
    rows = ledger.execute(
        f"with days as (select t.period, {MEETING_ON} as day, t.build, t.reason, t.recorded, t.rowid as place "
        "from meeting as t), "
        "told as (select * from days "
        "qualify row_number() over (partition by period, day order by recorded desc, place desc) = 1) "
        "select period, day, build, reason from told "
        "where build not in (select build from withdrawal) order by recorded, place"
    ).fetchall()
    words = amended(ledger, "meeting")
    return tuple(Meeting(period, day, build, words.get(build, reason)) for period, day, build, reason in rows)


def refuse_not_held(meeting_on: date, today: date) -> None:
    """S006: what is shown at a meeting is made public for good, and a day that has not come is mostly mistyped."""
    if meeting_on <= today:
        return
    raise ReaderError(
        "S006",
        f"Mötet {meeting_on} har inte varit än: i dag är det {today}.",
        remedy="Rätta dagen, eller kör kommandot när mötet har hållits. Inget har ändrats.",
        allowed=f"{today} eller tidigare",
    )


def record_meeting(ledger: duckdb.DuckDBPyConnection, meeting: Meeting, recorded: datetime) -> None:
    ledger.execute(
        "insert into meeting values ($recorded, $period, $meeting_on, $build, $reason)",
        {
            "recorded": stored(recorded),
            "period": meeting.period,
            "meeting_on": meeting.meeting_on,
            "build": meeting.build,
            "reason": meeting.reason,
        },
    )


def record_meeting_day(
    ledger: duckdb.DuckDBPyConnection, meeting: Meeting, day: date, *, reason: str, recorded: datetime
) -> None:
    """Note the right day of a meeting: of every row that tells of it, with whatever version."""
    ledger.execute(
        f"insert into meeting_day select distinct $recorded, t.period, t.meeting_on, t.build, $day, $reason "
        f"from meeting as t where t.period = $period and {MEETING_ON} = $was",
        {
            "recorded": stored(recorded),
            "day": day,
            "reason": reason,
            "period": meeting.period,
            "was": meeting.meeting_on,
        },
    )


def amended_days(ledger: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """The days that meetings have been given, in the order they were."""
    rows = ledger.execute("select period, meeting_on, day from meeting_day order by rowid").fetchall()
    return {place: " ".join(map(str, row)) for place, row in enumerate(rows)}


def frozen_keys(ledger: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The inputs of every year already released (INPUT_SCHEMA, with `basis`: what they were computed from)."""
    columns = ", ".join(INPUT_SCHEMA)
    query = f"select {columns}, basis from allocation_snapshot order by year, component, area"
    return ledger.sql(query).pl().cast({**INPUT_SCHEMA, "basis": pl.String})
