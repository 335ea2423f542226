"""Which deliveries have been purged (*gallrade*): their file and rows are gone, their receipt and hash remain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pipelines.deliveries.receipts import ACTIVE
from pipelines.home.ledger import shown

if TYPE_CHECKING:
    import duckdb

#: A delivery whose file and rows are kept, as SQL over `delivery`.
KEPT = "delivery_id not in (select delivery_id from purge)"


@dataclass(frozen=True)
class Purged:
    """`recorded`: when, Swedish time; `reason`: that of the first time, which stands."""

    delivery_id: int
    sha256: str
    recorded: datetime
    reason: str


def purged(ledger: duckdb.DuckDBPyConnection) -> dict[int, Purged]:
    """Every delivery that has been purged, by its number."""
    rows = ledger.execute(
        "select delivery_id, sha256, recorded, reason from purge order by delivery_id"
    ).fetchall()
    return {
        number: Purged(number, sha256, shown(recorded), reason) for number, sha256, recorded, reason in rows
    }


def purged_before(ledger: duckdb.DuckDBPyConnection, sha256: str) -> Purged | None:
    """The last purged delivery of these bytes; None when they are new, are kept as an accepted delivery (a refused one
    of the same file may have been purged), or have been let in again since."""
    kept = f"select 1 from delivery where sha256 = $sha256 and status in ({ACTIVE}) and {KEPT}"
    if ledger.execute(kept, {"sha256": sha256}).fetchone():
        return None
    found = [one for one in purged(ledger).values() if one.sha256 == sha256]
    if not found:
        return None
    since = "select 1 from delivery where sha256 = $sha256 and delivery_id > $number and again <> ''"
    again = ledger.execute(since, {"sha256": sha256, "number": found[-1].delivery_id}).fetchone()
    return None if again else found[-1]
