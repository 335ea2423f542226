"""`gfo publish`: a warehouse's marts become one read-only file an audience, beside the files of former builds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.deliveries.active import ActiveDelivery, active_deliveries
from pipelines.deliveries.written import refuse_identity
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.databases import attach, is_sound, new_database, point
from pipelines.home.ledger import open_ledger
from pipelines.publishing.audiences import AUDIENCES, MARTS_OF
from pipelines.publishing.build import allocation_basis, broken_audits
from pipelines.publishing.builds import (
    Build,
    Meeting,
    builds,
    frozen_keys,
    is_released,
    meetings,
    record_release,
    releases,
    warehouse_file,
)
from pipelines.publishing.comparison import DIFFERENCE_SCHEMA
from pipelines.publishing.versions import (
    damaged_audiences,
    differences_from,
    draft_folder,
    give_name,
    published_as,
    refuse_foreign,
    sweep_drafts,
    version_folder,
)
from pipelines.warehouse.allocation_mart import INPUT_SCHEMA
from pipelines.warehouse.tables import Schema, create_from, create_table, without_zone
from pipelines.wording import counted

#: The file whose figures are held against what was shown before.
_COMPARED = f"{AUDIENCES[0]}.duckdb"


@dataclass(frozen=True)
class Publication:
    """`differences` from what was published before (DIFFERENCE_SCHEMA); `frozen`: key years released now."""

    build: Build
    folder: Path
    unchanged: bool
    differences: pl.DataFrame
    frozen: tuple[int, ...] = ()

    @property
    def revisions(self) -> pl.DataFrame:
        """Differences in periods that were complete when they were last published."""
        return self.differences.filter("settled")


def publish(home: DataHome, *, published_at: datetime, reason: str = "") -> Publication:
    """Publish the newest build.

    ReaderError: nothing built (W002), an audit is broken (P001), a figure of a complete period changed and no
    reason is given (P002), the version's number is taken (P003). Whatever stops it, readers keep the former files.
    A version that was published before and has been damaged since is written anew.
    """
    refuse_identity(reason, "Skälet")
    with open_ledger(home) as ledger:
        sweep_drafts(home)
        build = _newest_build(home, builds(ledger))
        folder = version_folder(home, build.build)
        warehouse = warehouse_file(home, build.build)
        released = is_released(ledger, build.build)
        damaged = damaged_audiences(folder)
        if released and not damaged:
            point(home.published / "current", folder.name)
            return Publication(build, folder, True, pl.DataFrame(schema=DIFFERENCE_SCHEMA))
        deliveries = active_deliveries(home, build.as_of)
        if folder.exists() and not released:
            # Killed after the version had its name and before the ledger knew of it.
            earlier = None if damaged else published_as(folder, build)
            if earlier is None:
                raise refuse_foreign(folder, build)
            published_at, reason = earlier
            differences = _published_differences(folder)
        else:
            _refuse_broken(warehouse)
            former: Path | None = home.published / "current"
            if released:
                # Written anew because it is damaged: it says what it said.
                (published_at, reason), former = _former_release(home, ledger, build)
            differences = _differences(home, former, warehouse, reason)
            _demand_reason(differences, reason)
            marks = _Marks(
                build,
                home.kind == "sample",
                published_at,
                reason,
                tuple(deliveries),
                meetings(ledger),
                differences,
            )
            _write_audiences(home, warehouse, folder, marks)
        snapshots = _first_released(warehouse, frozen_keys(ledger))
        if not released:
            record_release(
                ledger,
                build.build,
                published_at=published_at,
                reason=reason,
                snapshots=snapshots,
                basis=allocation_basis(deliveries),
            )
        point(home.published / "current", folder.name)
        years = tuple(snapshots["year"].unique().sort().to_list())
        return Publication(build, folder, False, differences, years)


def _newest_build(home: DataHome, known: Sequence[Build]) -> Build:
    if not known or not warehouse_file(home, known[-1].build).exists():
        raise ReaderError("W002", "Inget är byggt ännu.", remedy="Kör gfo build och sedan gfo publish igen.")
    if not is_sound(warehouse_file(home, known[-1].build)):
        raise ReaderError(
            "W002",
            f"Version {known[-1].build} är skadad sedan den byggdes.",
            remedy="Kör gfo build, som bygger en ny, och sedan gfo publish igen. Det som visas nu står kvar.",
        )
    return known[-1]


def _published_differences(folder: Path) -> pl.DataFrame:
    """What a version says that its publication changed."""
    with duckdb.connect(str(folder / _COMPARED), read_only=True) as con:
        return con.sql("select * from publication_difference").pl().cast(DIFFERENCE_SCHEMA)


def differences_to_publish(home: DataHome) -> pl.DataFrame:
    """What publishing the newest build would change in what is published now (DIFFERENCE_SCHEMA)."""
    with open_ledger(home) as ledger:
        known = builds(ledger)
        if not known or not warehouse_file(home, known[-1].build).exists():
            return pl.DataFrame(schema=DIFFERENCE_SCHEMA)
        warehouse = warehouse_file(home, known[-1].build)
        return differences_from(home, home.published / "current" / _COMPARED, warehouse)


def _refuse_broken(warehouse: Path) -> None:
    broken = broken_audits(warehouse)
    if broken:
        what = " ".join(
            f"{sentence} ({counted(failures, 'rad', 'rader')}, till exempel {rows})"
            for sentence, failures, rows in broken
        )
        raise ReaderError(
            "P001",
            f"Versionen publiceras inte, för en granskning av siffrorna gick inte ihop: {what}",
            remedy="Det som visas nu står kvar. Rätta underlaget och bygg igen, eller anmäl felet till den som "
            "sköter programmet.",
        )


def _differences(home: DataHome, former: Path | None, warehouse: Path, reason: str) -> pl.DataFrame:
    if former is None:
        return pl.DataFrame(schema=DIFFERENCE_SCHEMA)
    try:
        return differences_from(home, former / _COMPARED, warehouse)
    except ReaderError:
        # Nothing is left that could tell what was shown: whoever gives a reason knows.
        if not reason.strip():
            raise
        return pl.DataFrame(schema=DIFFERENCE_SCHEMA)


def _former_release(
    home: DataHome, ledger: duckdb.DuckDBPyConnection, build: Build
) -> tuple[tuple[datetime, str], Path | None]:
    """When and why a build was published, and the folder of the version before it, if any."""
    known = releases(ledger)
    before = [number for number in known if number < build.build]
    return known[build.build], version_folder(home, before[-1]) if before else None


def _demand_reason(differences: pl.DataFrame, reason: str) -> None:
    revised = differences.filter("settled").height
    if revised and not reason.strip():
        figures = counted(revised, "siffra", "siffror")
        raise ReaderError(
            "P002",
            f"{figures} för perioder som redan var klara skulle ändras jämfört med det som är publicerat.",
            remedy="Se vilka med gfo diff, och publicera med --reason och en mening om varför. Inget har ändrats.",
        )


@dataclass(frozen=True)
class _Marks:
    """What a published file says of itself."""

    build: Build
    sample: bool
    published_at: datetime
    reason: str
    deliveries: tuple[ActiveDelivery, ...]
    meetings: tuple[Meeting, ...]
    differences: pl.DataFrame


# A page asks for one area's figures, and the database steps over the stretches that hold none of them.
_ORDER = {"kpi_value": "area, kpi, cut, period", "signal_point": "area, kpi, period"}


def _write_audiences(home: DataHome, warehouse: Path, folder: Path, marks: _Marks) -> None:
    """Write every audience's file in a folder that gets its name when all are whole."""
    draft = draft_folder(home, marks.build.build)
    for audience in AUDIENCES:
        with new_database(draft / f"{audience}.duckdb") as con:
            attach(con, warehouse, "warehouse")
            for mart in MARTS_OF[audience]:
                order = _ORDER.get(mart, "all")
                con.execute(f"create table {mart} as select * from warehouse.mart.{mart} order by {order}")
            con.execute("detach warehouse")
            _write_release(con, marks)
            create_from(con, "revision", _revisions(home, audience, warehouse))
            create_from(con, "publication_difference", marks.differences)
    give_name(draft, folder)


def _revisions(home: DataHome, audience: str, warehouse: Path) -> pl.DataFrame:
    """Every figure that differs from what the styrgrupp saw at its last meeting; none before its first."""
    return differences_from(home, home.published / "meeting" / f"{audience}.duckdb", warehouse)


def _write_release(con: duckdb.DuckDBPyConnection, marks: _Marks) -> None:
    used = [
        {"dataset": d.dataset, "sender": d.kommun_code or d.sender, "sha256": d.sha256, "reason": d.reason}
        for d in marks.deliveries
    ]
    schema: Schema = {
        "build": pl.Int32,
        "as_of": pl.Datetime("us"),
        "reporting_date": pl.Date,
        "published_at": pl.Datetime("us"),
        "sample": pl.Boolean,
        "reason": pl.String,
        "deliveries": pl.String,
    }
    row = (
        marks.build.build,
        without_zone(marks.build.as_of),
        marks.build.reporting_date,
        without_zone(marks.published_at),
        marks.sample,
        marks.reason,
        json.dumps(used, ensure_ascii=False),
    )
    create_table(con, "release", schema, [row])
    held = [(m.period, m.meeting_on, m.build, m.reason) for m in marks.meetings]
    create_table(
        con,
        "meeting",
        {"period": pl.String, "meeting_on": pl.Date, "build": pl.Int32, "reason": pl.String},
        held,
    )


def _first_released(warehouse: Path, frozen: pl.DataFrame) -> pl.DataFrame:
    """The inputs of key years that no release has frozen yet, for years that could be allocated."""
    query = "select i.* from mart.allocation_input as i where i.year in (select c.year from mart.cost_allocation as c)"
    with duckdb.connect(str(warehouse), read_only=True) as con:
        inputs = con.sql(query).pl().cast(INPUT_SCHEMA)
    return inputs.join(frozen.select("year").unique(), on="year", how="anti")
