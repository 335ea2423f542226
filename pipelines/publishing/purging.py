"""`gfo purge` (*gallring*): a delivered file and everything made of its rows go; its receipt and its hash stay.

The ledger knows first, so that nothing is built of the delivery any more; then the files go, and running the command
again completes what a killed one left. Published files hold sums and no rows, and stay.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from pipelines.contracts.called import register_called
from pipelines.contracts.findings import ACTIVE_STATUSES
from pipelines.deliveries.active import active_receipts
from pipelines.deliveries.checked_once import forget_rows
from pipelines.deliveries.purged import KEPT, Purged, purged
from pipelines.deliveries.receipts import ACTIVE, Receipt, receipts
from pipelines.deliveries.senders import sender_name
from pipelines.deliveries.written import refuse_identity
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from pipelines.home.databases import is_sound
from pipelines.home.durable import sync
from pipelines.home.ledger import open_ledger, stored
from pipelines.wording import joined

#: Where a copy of a delivered file may lie under any name.
_LOOSE = ("inbox", "exempelfiler")


@dataclass(frozen=True)
class Purge:
    """What a purge took, or would take: `standing` of the receipts stood, and `builds` were made of their rows.

    `stands`: by dataset and sender of each that stood, the delivery that stands instead; None for none. `former`: when
    and why it was purged before, None the first time. `kept`: the accepted deliveries for which the file stays, where
    only refused receipts of it went.
    """

    receipts: tuple[Receipt, ...]
    standing: tuple[Receipt, ...]
    builds: tuple[int, ...]
    stands: dict[tuple[str, str], Receipt | None]
    former: Purged | None = None
    kept: tuple[Receipt, ...] = ()


def purge(
    home: DataHome, delivery: int, *, reason: str, who: str, recorded: datetime, sure: bool = False
) -> Purge:
    """Remove the file of a delivery and all that was made of its rows, and of whatever else came in the same file.

    Of one that was refused, the refused receipts of the file alone: where the same bytes are accepted too, they stay.
    ReaderError: no reason (S001), an identity number in it (L006), no such delivery (P023), or one of them stands, or
    other accepted deliveries would go with it, and nobody has said that they may (P024).
    """
    if not reason.strip():
        raise ReaderError("S001", "Skäl saknas.", remedy="Ange med --reason varför leveransen gallras.")
    refuse_identity(reason, "Skälet")
    with open_ledger(home) as ledger:
        asked = next(iter(receipts(ledger, "delivery_id = $number", {"number": delivery})), None)
        if asked is None:
            raise ReaderError(
                "P023",
                f"Leverans {delivery} finns inte.",
                remedy="Se alla leveranser med gfo status --all. Inget har ändrats.",
            )
        same = tuple(receipts(ledger, "sha256 = $sha256", {"sha256": asked.sha256}))
        known = purged(ledger)
        accepted = tuple(r for r in same if r.status in ACTIVE_STATUSES and r.delivery_id not in known)
        kept: tuple[Receipt, ...] = ()
        if asked.status not in ACTIVE_STATUSES:
            same, kept = tuple(r for r in same if r.status not in ACTIVE_STATUSES), accepted
        standing = _standing(ledger, same, recorded)
        if not sure and not kept:
            _refuse_unsaid(delivery, accepted, standing)
        record_purge(ledger, same, reason=reason, who=who, recorded=recorded)
        builds = remove_purged(home, ledger)
        left = {(r.dataset, r.sender): r for r in active_receipts(ledger, recorded)}
        stands = {(r.dataset, r.sender): left.get((r.dataset, r.sender)) for r in standing}
        return Purge(same, standing, builds, stands, known.get(delivery), kept)


def _refuse_unsaid(delivery: int, accepted: Collection[Receipt], standing: Collection[Receipt]) -> None:
    """P024: figures change, or deliveries that nobody has named go too."""
    others = [one for one in accepted if one.delivery_id != delivery]
    if not others and not standing:
        return
    said = [] if others else [f"Leverans {joined([_named(one) for one in standing])} gäller."]
    if others:
        stands = " gäller och" if any(one.delivery_id == delivery for one in standing) else ""
        told = [f"{_named(one)}, som {'gäller' if one in standing else 'har gällt'}" for one in others]
        said.append(f"Leverans {delivery}{stands} är samma fil som leverans {'; '.join(told)}.")
        said.append(f"Då gallras också {'den' if len(others) == 1 else 'de'}, för filen tas bort.")
    if standing:
        said.append("Gallras filen ändras siffrorna vid nästa gfo build.")
    raise ReaderError(
        "P024",
        " ".join(said),
        remedy="Är det meningen: kör kommandot igen med --yes. Inget har ändrats.",
    )


def _named(receipt: Receipt) -> str:
    return f"{receipt.delivery_id} ({register_called(receipt.dataset)} från {sender_name(receipt.sender)})"


def _standing(
    ledger: duckdb.DuckDBPyConnection, going: Iterable[Receipt], moment: datetime
) -> tuple[Receipt, ...]:
    numbers = {receipt.delivery_id for receipt in going}
    return tuple(receipt for receipt in active_receipts(ledger, moment) if receipt.delivery_id in numbers)


def record_purge(
    ledger: duckdb.DuckDBPyConnection, gone: Iterable[Receipt], *, reason: str, who: str, recorded: datetime
) -> None:
    """Note deliveries as purged, all or none; those that are noted already keep their day and reason."""
    ledger.begin()
    try:
        for receipt in gone:
            ledger.execute(
                "insert or ignore into purge values ($number, $sha256, $recorded, $who, $reason)",
                {
                    "number": receipt.delivery_id,
                    "sha256": receipt.sha256,
                    "recorded": stored(recorded),
                    "who": who,
                    "reason": reason,
                },
            )
        ledger.commit()
    except BaseException:
        ledger.rollback()
        raise


def remove_purged(home: DataHome, ledger: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    """Remove what is left of every delivery that the ledger knows as purged; the builds that went with them."""
    gone = purged(ledger)
    for number in gone:
        forget_rows(home, ledger, number)
    # The same bytes may be another delivery, or have been let in again with a reason.
    accepted = _kept_hashes(ledger, f"status in ({ACTIVE})")
    every = {one.sha256 for one in gone.values()}
    hashes = every - accepted
    # Where they are, those that were refused may lie beside for a receipt of their own.
    refused = every - (accepted & _kept_hashes(ledger, f"status not in ({ACTIVE})"))
    for root, going in ((home.archive, hashes), (home.refused, refused)):
        for sha256 in going:
            shutil.rmtree(root / sha256, ignore_errors=True)
        if root.is_dir():
            sync(root)
    _remove_loose(home, ledger, hashes)
    return _remove_builds(home, gone.keys())


def _kept_hashes(ledger: duckdb.DuckDBPyConnection, where: str) -> set[str]:
    rows = ledger.execute(f"select sha256 from delivery where {KEPT} and {where}").fetchall()
    return {sha256 for (sha256,) in rows}


def _remove_loose(home: DataHome, ledger: duckdb.DuckDBPyConnection, hashes: Collection[str]) -> None:
    """Copies of the same bytes that lie elsewhere in the home, under whatever name."""
    query = "select distinct size from delivery where sha256 in (select unnest($hashes))"
    sizes = {size for (size,) in ledger.execute(query, {"hashes": sorted(hashes)}).fetchall()}
    for name in _LOOSE:
        for path in (home.root / name).rglob("*"):
            if path.is_file() and path.stat().st_size in sizes and file_hash(path) in hashes:
                path.unlink()


def _remove_builds(home: DataHome, numbers: Collection[int]) -> tuple[int, ...]:
    """Remove the warehouses that hold rows of some deliveries, and those of which nobody can tell."""
    removed = []
    for path in sorted(home.warehouse.glob("*.duckdb")):
        if path.is_symlink() or not path.stem.isdigit() or not _holds(path, numbers):
            continue
        path.unlink()
        removed.append(int(path.stem))
    current = home.warehouse / "current"
    if current.is_symlink() and not current.exists():
        current.unlink()
    return tuple(sorted(removed))


def _holds(path: Path, numbers: Collection[int]) -> bool:
    if not numbers:
        return False
    if not is_sound(path):
        return True
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute(
            "select table_name from duckdb_columns() where schema_name = 'stage' and column_name = 'delivery_id'"
        ).fetchall()
        return any(
            con.execute(
                f'select 1 from stage."{table}" where delivery_id in (select unnest($numbers)) limit 1',
                {"numbers": sorted(numbers)},
            ).fetchone()
            for (table,) in tables
        )
