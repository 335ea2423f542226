"""What is due to go by the home's own retention (`gallring.toml`), and its going: `gfo purge --due`.

    refused_years = 1       # files that never came to stand, with their reports
    superseded_years = 5    # deliveries, from the day that a later one replaced them
    warehouse_years = 2     # builds, but for the newest and the published one
    logs_years = 1
    audit_years = 2

What is not named is kept. How long that is, the kommuner decide in their plan for records.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import duckdb

from pipelines.contracts.findings import ACTIVE_STATUSES
from pipelines.deliveries.purged import KEPT
from pipelines.deliveries.receipts import Receipt, receipts
from pipelines.errors import Place, ReaderError, toml_error
from pipelines.home import DataHome
from pipelines.home.ledger import open_ledger, swedish_day
from pipelines.periods import SWEDEN
from pipelines.publishing.builds import builds, warehouse_file
from pipelines.publishing.purging import record_purge, remove_purged

RETENTION_FILE = "gallring.toml"
REASON = "Gallringsfristen har gått ut."
Kind = Literal["refused", "superseded", "warehouse", "logs", "audit"]
KINDS: tuple[Kind, ...] = ("refused", "superseded", "warehouse", "logs", "audit")


@dataclass(frozen=True)
class Due:
    """One thing whose time is out: what it is, since when it has been old, and its receipt or its file."""

    kind: Kind
    since: date
    receipt: Receipt | None = None
    file: Path | None = None


def retention(home: DataHome) -> dict[Kind, int]:
    """Years by kind, of those that the home has decided; P026 when the file cannot be followed."""
    try:
        found = tomllib.loads((home.root / RETENTION_FILE).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(f"Filen {toml_error(error)}.") from error
    names = {f"{kind}_years": kind for kind in KINDS}
    for name, years in found.items():
        if name not in names or type(years) is not int or years < 1:
            raise _refused(f"{name} = {years} går inte att följa.")
    return {names[name]: years for name, years in found.items()}


def due(home: DataHome, today: date) -> list[Due]:
    """Everything whose time is out, the oldest first of each kind."""
    years = retention(home)
    with open_ledger(home) as ledger:
        found = [*_deliveries(ledger), *_builds(home, ledger), *_logs(home)]
    return [
        one
        for kind in KINDS
        for one in sorted((one for one in found if one.kind == kind), key=lambda one: one.since)
        if kind in years and _years_after(one.since, years[kind]) <= today
    ]


def purge_due(home: DataHome, *, who: str, recorded: datetime) -> list[Due]:
    """Remove what is due, and what was made of its rows; what it was."""
    with open_ledger(home) as ledger:
        found = due(home, swedish_day(recorded))
        gone = [one.receipt for one in found if one.receipt is not None]
        record_purge(ledger, gone, reason=REASON, who=who, recorded=recorded)
        remove_purged(home, ledger)
        for one in found:
            if one.file is not None:
                one.file.unlink(missing_ok=True)
    return found


def _deliveries(ledger: duckdb.DuckDBPyConnection) -> Iterator[Due]:
    """Refused files since they came, and deliveries since a later one took their place; never one that stands."""
    standing: dict[tuple[str, str], Receipt] = {}
    for receipt in receipts(ledger, KEPT):
        if receipt.status not in ACTIVE_STATUSES:
            yield Due("refused", swedish_day(receipt.received), receipt)
            continue
        register = (receipt.dataset, receipt.sender)
        if register in standing:
            yield Due("superseded", swedish_day(receipt.received), standing[register])
        standing[register] = receipt


def _builds(home: DataHome, ledger: duckdb.DuckDBPyConnection) -> Iterator[Due]:
    known = builds(ledger)
    current = (home.published / "current").resolve().name
    for build in known[:-1]:
        file = warehouse_file(home, build.build)
        if file.exists() and str(build.build) != current:
            yield Due("warehouse", swedish_day(build.built_at), file=file)


def _logs(home: DataHome) -> Iterator[Due]:
    for path in (home.root / "logs").glob("*.log"):
        yield Due("logs", datetime.fromtimestamp(path.stat().st_mtime, SWEDEN).date(), file=path)
    for path in (home.root / "audit").glob("????-??.jsonl"):
        year, month = (int(part) for part in path.stem.split("-"))
        # The last row of a month is no older than its end.
        yield Due("audit", date(year + month // 12, month % 12 + 1, 1), file=path)


def _years_after(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _refused(what: str) -> ReaderError:
    allowed = ", ".join(f"{kind}_years" for kind in KINDS)
    return ReaderError(
        "P026",
        what,
        remedy="Skriv hela år, minst 1. Inget har gallrats.",
        place=Place(file=RETENTION_FILE),
        allowed=allowed,
    )
