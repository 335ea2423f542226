"""Doubtful new months: they change no figure that was shown, so publishing asks for a reason by the finding itself."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from pipelines.contracts.called import register_called
from pipelines.deliveries.active import ActiveDelivery
from pipelines.deliveries.senders import sender_name
from pipelines.errors import ReaderError
from pipelines.publishing.builds import releases
from pipelines.wording import joined

#: What a delivery may hold and stand, and what nobody publishes unawares.
DOUBTFUL = ("L052",)


def demand_reason_of_doubt(
    ledger: duckdb.DuckDBPyConnection, deliveries: Sequence[ActiveDelivery], reason: str
) -> None:
    """P027 where a delivery that no published version is made of yet has such a finding and no reason is given."""
    if reason.strip():
        return
    found = ledger.execute(
        "select delivery_id from delivery_finding join delivery using (delivery_id) "
        "where list_contains($codes, code) and list_contains($standing, delivery_id) "
        "and not exists (select 1 from build where list_contains($released, build) "
        "and built_at >= delivery.recorded and as_of >= delivery.received)",
        {
            "codes": list(DOUBTFUL),
            "standing": [one.delivery_id for one in deliveries],
            "released": list(releases(ledger)) or [0],
        },
    ).fetchall()
    numbers = {number for (number,) in found}
    doubtful = [one for one in deliveries if one.delivery_id in numbers]
    if not doubtful:
        return
    named = joined(
        [
            f"leverans {one.delivery_id} ({register_called(one.dataset)} från {sender_name(one.sender)})"
            for one in doubtful
        ]
    )
    raise ReaderError(
        "P027",
        f"Nya månader kostar något helt annat än månaderna före i {named}. Beloppen kan vara i fel enhet.",
        remedy="Se rapporten om filen (L052). Är beloppen fel: leverera en rättad fil och bygg igen. Är de rätt: "
        "publicera med --reason och en mening om varför. Inget har ändrats.",
    )
