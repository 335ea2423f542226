"""`gfo release`: which published build the styrgrupp saw at a meeting; `published/meeting` names it until the next."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb

from pipelines.deliveries.written import refuse_identity
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.databases import point
from pipelines.home.ledger import open_ledger
from pipelines.periods import Period
from pipelines.publishing.audiences import AUDIENCES
from pipelines.publishing.builds import Build, Meeting, builds, is_released, meetings, record_meeting
from pipelines.publishing.versions import damaged_audiences, version_folder

#: Versions that an error lists, the newest of them.
_SHOWN = 25


def release(
    home: DataHome,
    period: Period,
    *,
    meeting_on: date,
    reason: str,
    recorded: datetime,
    build: int | None = None,
) -> Meeting:
    """Mark a published build (default: the newest) as what the styrgrupp saw.

    ReaderError: no reason (S001), nothing published or no such published build (S002), or a period that does not
    exist in that build (S003). The ledger knows it before the link changes, so an interrupted command can be run again.
    """
    if not reason.strip():
        raise ReaderError(
            "S001", "Skäl saknas.", remedy="Ange med --reason varför just den här versionen visades."
        )
    refuse_identity(reason, "Skälet")
    with open_ledger(home) as ledger:
        published = [known for known in builds(ledger) if is_released(ledger, known.build)]
        chosen = [known for known in published if build in (None, known.build)]
        if not chosen:
            named = (
                "Ingenting är publicerat ännu." if build is None else f"Version {build} är inte publicerad."
            )
            raise ReaderError(
                "S002",
                named,
                remedy="Publicera med gfo publish först, eller ange en annan version.",
                allowed=", ".join(str(known.build) for known in published[-_SHOWN:]),
            )
        latest = chosen[-1]
        folder = version_folder(home, latest.build)
        if damaged_audiences(folder):
            raise ReaderError(
                "S002",
                f"Filerna för version {latest.build} är skadade eller finns inte kvar.",
                remedy="Kör gfo publish igen, eller ange en annan version.",
            )
        _refuse_unknown(period, latest, folder / f"{AUDIENCES[0]}.duckdb")
        meeting = Meeting(period.id, meeting_on, latest.build, reason)
        if meeting not in meetings(ledger)[-1:]:
            record_meeting(ledger, meeting, recorded)
        point(home.published / "meeting", folder.name)
        return meeting


def _refuse_unknown(period: Period, build: Build, published: Path) -> None:
    if period.first_day > build.reporting_date:
        raise ReaderError(
            "S003",
            f"{period.label} har inte börjat i version {build.build}, som talar om {build.reporting_date}.",
            remedy="Ange en tidigare period, eller bygg och publicera med en senare rapportdag.",
        )
    with duckdb.connect(str(published), read_only=True) as con:
        of_kind = con.execute(
            "select period from period where kind = $kind order by first_day", {"kind": period.kind}
        ).fetchall()
    there = [known for (known,) in of_kind]
    if period.id not in there:
        raise ReaderError(
            "S003",
            f"{period.label} finns inte i version {build.build}.",
            remedy="Ange en period som versionen har siffror för.",
            allowed=f"{there[0]} till {there[-1]}" if there else "",
        )
