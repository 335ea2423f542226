"""`gfo publish`: a warehouse's marts become one read-only file an audience, beside the files of former builds.

The public file is not made here but by `gfo release`; what it holds is carried over.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
import polars as pl

from pipelines.deliveries.active import ActiveDelivery, active_deliveries
from pipelines.deliveries.written import refuse_identity
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.databases import attach, is_sound, new_database, point
from pipelines.home.ledger import open_ledger
from pipelines.publishing.audience_files import file_of, lead_kommuner, version_folder
from pipelines.publishing.audiences import ORDER, TABLES
from pipelines.publishing.build import allocation_basis, broken_audits
from pipelines.publishing.builds import (
    Build,
    builds,
    frozen_keys,
    is_released,
    meetings,
    record_release,
    released_before,
    releases,
    warehouse_file,
    withdrawn_builds,
)
from pipelines.publishing.comparison import DIFFERENCE_SCHEMA, listed
from pipelines.publishing.doubt import demand_reason_of_doubt
from pipelines.publishing.kommun_files import KommunFiles, write_kommuner
from pipelines.publishing.marks import Marks, write_marks
from pipelines.publishing.memory import ProtectedRelease, demand_memory, protected_releases, shown_release
from pipelines.publishing.protecting import usual_protecting
from pipelines.publishing.shaping import PROTECTION_SCHEMA, Sources, write_protection
from pipelines.publishing.versions import (
    PUBLISHED_FOR,
    damaged_audiences,
    differences_from,
    draft_folder,
    give_name,
    published_as,
    refuse_foreign,
    sweep_drafts,
)
from pipelines.reference import PUBLIK, STYRGRUPP
from pipelines.warehouse.allocation_mart import INPUT_SCHEMA
from pipelines.warehouse.tables import create_from, without_zone
from pipelines.wording import counted

#: The file whose figures are held against what was shown before.
_COMPARED = f"{STYRGRUPP}.duckdb"


@dataclass(frozen=True)
class Publication:
    """`differences` from what was published before (DIFFERENCE_SCHEMA); `frozen`: key years released now.

    `forgotten`: why no file has anything of what is public (P012).
    """

    build: Build
    folder: Path
    unchanged: bool
    differences: pl.DataFrame
    frozen: tuple[int, ...] = ()
    forgotten: ReaderError | None = None

    @property
    def revisions(self) -> pl.DataFrame:
        """Differences in periods that were complete when they were last published."""
        return self.differences.filter("settled")


def publish(home: DataHome, *, published_at: datetime, reason: str = "") -> Publication:
    """Publish the newest build.

    ReaderError: nothing built (W002), an audit is broken (P001), no reason is given though a figure of a complete
    period changed (P002) or a new month is far from the ones before (P027), the version's number is taken (P003).
    Whatever stops it, readers keep the former files. A version that was published before and has been damaged since is
    written anew.
    """
    refuse_identity(reason, "Skälet")
    with open_ledger(home) as ledger:
        sweep_drafts(home)
        build = _newest_build(home, builds(ledger))
        if build.build in withdrawn_builds(ledger):
            raise ReaderError(
                "P021",
                f"Version {build.build} är indragen och publiceras inte igen.",
                remedy="Rätta underlaget, kör gfo build, som bygger en ny version, och sedan gfo publish. "
                "Det som visas nu står kvar.",
            )
        folder = version_folder(home, build.build)
        warehouse = warehouse_file(home, build.build)
        released = is_released(ledger, build.build)
        damaged = damaged_audiences(folder)
        if released and not damaged:
            point(home.published / "current", folder.name)
            return Publication(build, folder, True, pl.DataFrame(schema=DIFFERENCE_SCHEMA))
        public, forgotten = _made_public(home, ledger)
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
            if not released:
                demand_reason_of_doubt(ledger, deliveries, reason)
            marks = Marks(
                build.build,
                without_zone(build.as_of),
                build.reporting_date,
                without_zone(published_at),
                home.kind == "sample",
                reason,
                tuple(_told(delivery) for delivery in deliveries),
                meetings(ledger),
                public.count if public else None,
            )
            version = _Version(marks, differences, public, released_before(ledger, build.build))
            _write_audiences(home, warehouse, folder, damaged or PUBLISHED_FOR, version)
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
        return Publication(build, folder, False, differences, years, forgotten)


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
    with duckdb.connect(str(warehouse), read_only=True) as con:
        broken = broken_audits(con)
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
        told = listed(differences).height
        figures = counted(told or revised, "siffra", "siffror")
        parts = f" ({revised} med månader, rullande tertial och uppdelningar)" if told else ""
        raise ReaderError(
            "P002",
            f"{figures} för perioder som redan var klara skulle ändras{parts} jämfört med det som är publicerat.",
            remedy="Se alla med gfo diff --all, och publicera med --reason och en mening om varför. Inget har ändrats.",
        )


def _made_public(
    home: DataHome, ledger: duckdb.DuckDBPyConnection
) -> tuple[ProtectedRelease | None, ReaderError | None]:
    """The public figures of the last release; none, and why, when the memory of them is not whole."""
    known = protected_releases(ledger)
    try:
        demand_memory(home, known)
    except ReaderError as forgotten:
        return None, forgotten
    return shown_release(home, known), None


def _told(delivery: ActiveDelivery) -> dict[str, str]:
    """What a file says of a delivery that it is made of."""
    return {
        "dataset": delivery.dataset,
        "sender": delivery.kommun_code or delivery.sender,
        "sha256": delivery.sha256,
        "reason": delivery.reason,
    }


@dataclass(frozen=True)
class _Version:
    """What is written of a version beside its marts; `before`: the version published before it."""

    marks: Marks
    differences: pl.DataFrame
    public: ProtectedRelease | None
    before: int | None


def _write_audiences(
    home: DataHome, warehouse: Path, folder: Path, audiences: Sequence[str], version: _Version
) -> None:
    """Write audiences' files in a folder that gets its name when all are whole."""
    draft = draft_folder(home, version.marks.build)
    whole = file_of(draft if STYRGRUPP in audiences else folder, STYRGRUPP)
    if STYRGRUPP in audiences:
        _write_whole(home, whole, warehouse, version)
    usual = usual_protecting()
    public = version.public
    released = public.file(home) if public else None
    number = public.number if public else 0
    kommuner = [audience for audience in audiences if audience != STYRGRUPP]
    files = KommunFiles(
        home,
        draft,
        Sources(whole, released, sorted(usual.catalogue.open), usual.rule.least),
        version.marks,
        number=number,
        seen=partial(file_of, home.published / "meeting"),
        before=version.before,
    )
    write_kommuner(files, kommuner)
    lead_kommuner(draft, kommuner, number)
    if released:
        # As seen from where the draft will lie.
        point(file_of(draft, PUBLIK), os.path.relpath(released, folder))
    give_name(draft, folder)


def _write_whole(home: DataHome, path: Path, warehouse: Path, version: _Version) -> None:
    """The styrgrupp's file: every mart as it is."""
    with new_database(path) as con:
        attach(con, warehouse, "warehouse")
        for mart in TABLES:
            order = ORDER.get(mart, "all")
            con.execute(f"create table {mart} as select * from warehouse.mart.{mart} order by {order}")
        con.execute("detach warehouse")
        write_marks(con, version.marks)
        create_from(
            con, "revision", differences_from(home, home.published / "meeting" / _COMPARED, warehouse)
        )
        create_from(con, "publication_difference", version.differences)
        if version.public is None:
            create_from(con, "protection", pl.DataFrame(schema=PROTECTION_SCHEMA))
            return
        attach(con, version.public.file(home), "released")
        attach(con, file_of(version_folder(home, version.public.build), STYRGRUPP), "behind")
        write_protection(con, tell_counted=True)
        for database in ("released", "behind"):
            con.execute(f"detach {database}")


def _first_released(warehouse: Path, frozen: pl.DataFrame) -> pl.DataFrame:
    """The inputs of key years that no release has frozen yet, for years that could be allocated."""
    query = "select i.* from mart.allocation_input as i where i.year in (select c.year from mart.cost_allocation as c)"
    with duckdb.connect(str(warehouse), read_only=True) as con:
        inputs = con.sql(query).pl().cast(INPUT_SCHEMA)
    return inputs.join(frozen.select("year").unique(), on="year", how="anti")
