"""What waits for GFO's staff: files that do not stand, deliveries in no version, a version that is not published."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from pipelines.deliveries.history import sender_statuses
from pipelines.deliveries.receipts import Receipt
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.ledger import open_ledger, shown, stored
from pipelines.home.undone import Came, Undone, note_undone
from pipelines.publishing.builds import builds, is_release_due
from pipelines.wording import shortened

_LONGEST = 200


def undone(home: DataHome, moment: datetime) -> Undone:
    """As it is known at a moment."""
    with open_ledger(home) as ledger:
        statuses = sender_statuses(home, moment)
        newest = next(reversed(builds(ledger)), None)
        waits = is_release_due(home, ledger)
        since = stored(newest.built_at) if newest else None
        # As `is_build_due` has it.
        later = {
            number
            for (number,) in ledger.execute(
                "select delivery_id from delivery where $since is null or recorded >= $since",
                {"since": since},
            ).fetchall()
        }
    refused = [one.waiting for one in statuses if one.waiting is not None]
    standing = [one.standing for one in statuses if one.standing is not None]
    return Undone(
        shown(stored(moment)).isoformat(),
        tuple(_came(one, shortened(one.reason, _LONGEST)) for one in refused),
        tuple(_came(one) for one in standing if one.delivery_id in later),
        newest.build if newest is not None and waits else 0,
    )


def tell_undone(home: DataHome, moment: datetime) -> None:
    """Write it where the pages see it. What cannot be written now is written by the next command: the pages say of
    which moment it is."""
    with suppress(ReaderError, OSError):
        if home.kind is not None:
            note_undone(home, undone(home, moment))


def _came(receipt: Receipt, why: str = "") -> Came:
    return Came(receipt.dataset, receipt.sender, receipt.received.isoformat(), why)
