"""Which comments of a file may be read by all: told before a meeting makes them public."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import polars as pl

from pipelines.checking.files import CheckedFile
from pipelines.deliveries.active import accepted_rows
from pipelines.deliveries.purged import KEPT
from pipelines.deliveries.receipts import ACTIVE, receipts
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.ledger import open_ledger, stored

_COMMENTS = "kommentarer"


def public_comments(rows: pl.DataFrame) -> list[str]:
    """The texts that are said to be public, each once, by day."""
    return (
        rows.filter(pl.col("public") == "ja")
        .sort("day", "text")["text"]
        .unique(maintain_order=True)
        .to_list()
    )


def new_public(home: DataHome, checked: CheckedFile, as_of: datetime, own: Collection[int] = ()) -> list[str]:
    """The public comments of a checked file that the delivery standing before it had not. `own`: the file's own
    deliveries. All of them where nobody can read what stood."""
    found = [
        text for part in checked.parts if part.dataset == _COMMENTS for text in public_comments(part.accepted)
    ]
    known = _stood(home, as_of, own) if found and home.ledger.exists() else frozenset()
    return [text for text in found if text not in known]


def _stood(home: DataHome, as_of: datetime, own: Collection[int]) -> frozenset[str]:
    where = f"dataset = $dataset and status in ({ACTIVE}) and {KEPT} and received <= $as_of"
    try:
        with open_ledger(home) as ledger:
            stood = receipts(ledger, where, {"dataset": _COMMENTS, "as_of": stored(as_of)})
            before = [one for one in stood if one.delivery_id not in own][-1:]
            return frozenset(
                text
                for one in before
                for text in public_comments(accepted_rows(home, ledger, one, exactly=False))
            )
    except (ReaderError, OSError):
        return frozenset()
