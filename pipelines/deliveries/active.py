"""Which deliveries stand, and their rows: the archived bytes read again through the check that accepted them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import polars as pl

from pipelines.checking.files import accepted_digest, check_file
from pipelines.checking.mapping_file import parse_mapping
from pipelines.checking.sheets import CheckedPart
from pipelines.contracts import DATASETS
from pipelines.contracts.findings import ACTIVE_STATUSES, DeliveryStatus
from pipelines.deliveries.corrections import Correction, CorrectionNote, apply_corrections
from pipelines.deliveries.keying import key_ids
from pipelines.deliveries.receipts import Receipt, receipts
from pipelines.deliveries.waivers import in_force, parse_waivers
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.home.archive import verified_path
from pipelines.home.inputs import input_text
from pipelines.home.key import load_or_make_key
from pipelines.home.ledger import open_ledger, stored, swedish_day

_ACTIVE = ", ".join(f"'{status.value}'" for status in ACTIVE_STATUSES)


@dataclass(frozen=True)
class ActiveDelivery:
    """The delivery that stands for a dataset and sender. `received` is Swedish time, with its zone.

    `sender` is a kommun code, `GFO` or `SCB`; `reason`, when not empty, follows every figure it touches; `note`
    tells of waivers that were used.
    """

    delivery_id: int
    dataset: str
    sender: str
    kommun_code: str | None
    received: datetime
    through: date
    sha256: str
    file_name: str
    sheet: str
    rows_accepted: int
    rows_refused: int
    status: DeliveryStatus
    reason: str
    note: str = ""


def active_receipts(ledger: duckdb.DuckDBPyConnection, as_of: datetime) -> list[Receipt]:
    """The newest accepted receipt per dataset and sender received by `as_of`, by dataset and sender."""
    newest = receipts(
        ledger,
        f"""
        status in ({_ACTIVE}) and received <= $as_of
        qualify row_number() over (partition by dataset, sender order by received desc, delivery_id desc) = 1
        """,
        {"as_of": stored(as_of)},
    )
    return sorted(newest, key=lambda receipt: (receipt.dataset, receipt.sender))


def active_deliveries(home: DataHome, as_of: datetime) -> list[ActiveDelivery]:
    """What stood at `as_of`: the newest accepted delivery of every dataset and sender received by then."""
    with open_ledger(home) as ledger:
        return [_active(receipt) for receipt in active_receipts(ledger, as_of)]


def _active(receipt: Receipt) -> ActiveDelivery:
    assert receipt.delivery_id is not None  # noqa: S101  (it comes from the ledger)
    names = ActiveDelivery.__dataclass_fields__
    return ActiveDelivery(**{name: getattr(receipt, name) for name in names})


def corrected_rows(
    home: DataHome, delivery: ActiveDelivery, corrections: Sequence[Correction], day: date
) -> tuple[pl.DataFrame, list[CorrectionNote]]:
    """The rows of a delivery with the corrections in force on `day` applied, and what became of each.

    Contract fields, `delivery_id` (Int64) and `source_row`; ids keyed (32 hex chars). L002 when the archived file is
    damaged, L003 when the check now accepts other rows than the receipt says, D002–D004 when a correction does not
    fit the row it was decided for.
    """
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger, "delivery_id = $number", {"number": delivery.delivery_id})
        rows = reread(home, ledger, receipt).accepted
    rows, notes = apply_corrections(rows, corrections, delivery.dataset, delivery.sender, day)
    keyed = key_ids(rows, DATASETS[delivery.dataset].keyed_ids, load_or_make_key(home))
    return keyed.with_columns(pl.lit(delivery.delivery_id, pl.Int64).alias("delivery_id")), notes


def reread(
    home: DataHome, ledger: duckdb.DuckDBPyConnection, receipt: Receipt, *, exactly: bool = True
) -> CheckedPart:
    """The part that a receipt speaks of, read again from the archive with the mapping and waivers it came with.

    Ids are the sender's own. L002 and L003 as for `corrected_rows`; without `exactly`, whatever rows the check
    accepts today will do.
    """
    path = verified_path(home, receipt.sha256, receipt.file_name)
    mapping = None
    if receipt.mapping_sha256:
        text = input_text(ledger, receipt.mapping_sha256)
        mapping = parse_mapping(text, receipt.sender, path)
    received = swedish_day(receipt.received)
    waivers = parse_waivers(input_text(ledger, receipt.waivers_sha256)) if receipt.waivers_sha256 else []
    checked = check_file(
        path,
        received=received,
        dataset=receipt.asked_dataset or None,
        mapping=mapping,
        waivers=in_force(waivers, received),
        # What was said of the sender stands in the receipt; of a file that was split, each register has its own.
        sender=receipt.kommun_code,
        split=True,
    )
    for part in checked.parts:
        # An empty register names no kommun; its receipt does.
        same_sender = part.kommun_code in (receipt.kommun_code, None) and part.sender in (receipt.sender, "")
        same_part = same_sender and (part.dataset, part.sheet) == (receipt.dataset, receipt.sheet)
        if same_part and (not exactly or accepted_digest(part.accepted) == receipt.accepted_digest):
            return part
    raise ReaderError(
        "L003",
        f"Leverans {receipt.delivery_id} ({receipt.dataset}) ger andra rader nu än när den godkändes: "
        "kontrollerna har ändrats sedan dess.",
        remedy="Leverera filen igen, så att den får ett nytt kvitto. Det som senast publicerades visas fortfarande.",
        place=Place(file=receipt.file_name, sheet=receipt.sheet),
        found=f"{sum(part.accepted.height for part in checked.parts)} rader",
        allowed=f"{receipt.rows_accepted} rader, samma som i kvittot",
    )
