"""`gfo amend`: a reason that should not have been written as it was is shown in other words from then on.

The ledger's rows are never changed: the new words are a later row, and whoever reads a reason gets the latest. What has
been published keeps what it said; the next build and publication say the new.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import duckdb

from pipelines.deliveries.receipts import receipts
from pipelines.deliveries.written import refuse_identity
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.ledger import open_ledger, stored
from pipelines.publishing.builds import meetings, releases

About = Literal["delivery", "release", "meeting"]
_WORDS: dict[About, str] = {
    "delivery": "Leverans {number} finns inte.",
    "release": "Version {number} är inte publicerad.",
    "meeting": "Version {number} har inte visats på något möte.",
}


def amend(home: DataHome, about: About, number: int, *, reason: str, recorded: datetime) -> None:
    """Give a delivery, or a published version or a meeting by the version's number, another reason.

    ReaderError: no reason (S001), one with an identity number (L006), or nothing with that number (S004).
    """
    if not reason.strip():
        raise ReaderError("S001", "Skäl saknas.", remedy="Ange med --reason vad som ska stå i stället.")
    refuse_identity(reason, "Skälet")
    with open_ledger(home) as ledger:
        if number not in _there(ledger, about):
            raise ReaderError(
                "S004",
                _WORDS[about].format(number=number),
                remedy="Se alla leveranser och versioner med gfo status --all.",
            )
        ledger.execute(
            "insert into amendment values ($recorded, $about, $number, $reason)",
            {"recorded": stored(recorded), "about": about, "number": number, "reason": reason},
        )


def _there(ledger: duckdb.DuckDBPyConnection, about: About) -> set[int | None]:
    if about == "delivery":
        return {receipt.delivery_id for receipt in receipts(ledger)}
    if about == "release":
        return {*releases(ledger)}
    return {meeting.build for meeting in meetings(ledger)}
