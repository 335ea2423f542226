"""Which deliveries stand, and their rows: the archived bytes read again through the check that accepted them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pipelines.checking.files import accepted_digest, check_file, check_read
from pipelines.checking.mapping_file import parse_mapping
from pipelines.contracts import DATASETS
from pipelines.contracts.findings import DeliveryStatus
from pipelines.deliveries.checked_once import keep_rows, kept_rows
from pipelines.deliveries.corrections import Correction, CorrectionNote, apply_corrections
from pipelines.deliveries.kept_text import read_kept_text
from pipelines.deliveries.keying import key_ids
from pipelines.deliveries.purged import KEPT
from pipelines.deliveries.receipts import ACTIVE, Receipt, receipts
from pipelines.deliveries.waivers import in_force, parse_waivers
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.home.archive import verified_path, verified_text
from pipelines.home.inputs import input_text
from pipelines.home.key import load_or_make_key
from pipelines.home.ledger import open_ledger, shown, stored, swedish_day

if TYPE_CHECKING:
    import duckdb


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
    """The newest accepted receipt per dataset and sender received by `as_of`, by dataset and sender.

    Of those whose file and rows are kept: where the newest has been purged, the one before it stands.
    """
    newest = receipts(
        ledger,
        f"""
        status in ({ACTIVE}) and received <= $as_of and {KEPT}
        qualify row_number() over (partition by dataset, sender order by received desc, delivery_id desc) = 1
        """,
        {"as_of": stored(as_of)},
    )
    return sorted(newest, key=lambda receipt: (receipt.dataset, receipt.sender))


def accepted_before(ledger: duckdb.DuckDBPyConnection, receipt: Receipt) -> Receipt | None:
    """The newest accepted receipt of the same bytes as the same register, received by then; None when they are new."""
    known = receipts(
        ledger,
        f"""
        status in ({ACTIVE}) and received <= $received
        and sha256 = $sha256 and dataset = $dataset and sender = $sender and sheet = $sheet
        """,
        {
            "received": stored(receipt.received),
            "sha256": receipt.sha256,
            "dataset": receipt.dataset,
            "sender": receipt.sender,
            "sheet": receipt.sheet,
        },
    )
    return known[-1] if known else None


def active_deliveries(home: DataHome, as_of: datetime) -> list[ActiveDelivery]:
    """What stood at `as_of`: the newest accepted delivery of every dataset and sender received by then.

    P025 when one of them has been purged since: what was known then cannot be told any more.
    """
    with open_ledger(home) as ledger:
        _refuse_purged_since(ledger, as_of)
        return [_active(receipt) for receipt in active_receipts(ledger, as_of)]


def _refuse_purged_since(ledger: duckdb.DuckDBPyConnection, as_of: datetime) -> None:
    purged = ledger.execute(
        f"""
        with stood as (
            select delivery_id from delivery
            where status in ({ACTIVE}) and received <= $as_of
            and delivery_id not in (select delivery_id from purge where recorded <= $as_of)
            qualify row_number() over (partition by dataset, sender order by received desc, delivery_id desc) = 1
        )
        select delivery_id, recorded from stood join purge using (delivery_id) order by delivery_id
        """,
        {"as_of": stored(as_of)},
    ).fetchall()
    if purged:
        number, recorded = purged[0]
        raise ReaderError(
            "P025",
            f"Det som var känt {shown(stored(as_of)):%Y-%m-%d} går inte att räkna om: leverans {number}, som gällde "
            f"då, gallrades {shown(recorded):%Y-%m-%d}.",
            remedy="Det som publicerades då finns kvar bland versionerna. Bygg av det som är känt nu med gfo build.",
        )


def _active(receipt: Receipt) -> ActiveDelivery:
    assert receipt.delivery_id is not None  # noqa: S101  (it comes from the ledger)
    names = ActiveDelivery.__dataclass_fields__
    return ActiveDelivery(**{name: getattr(receipt, name) for name in names})


def corrected_rows(
    home: DataHome,
    delivery: ActiveDelivery,
    corrections: Sequence[Correction],
    day: date,
    *,
    receipt: Receipt | None = None,
    reread: bool = False,
) -> tuple[pl.DataFrame, list[CorrectionNote]]:
    """The rows of a delivery with the corrections in force on `day` applied, and what became of each.

    Contract fields, `delivery_id` (Int64) and `source_row`; ids keyed (32 hex chars). L002 when the archived file is
    damaged, L003 when the check now accepts other rows than the receipt says, D002–D004 when a correction does not
    fit the row it was decided for. `receipt`: the delivery's, where it has been read already. `reread`: from the file
    itself, also where its rows are kept.
    """
    with open_ledger(home) as ledger:
        if receipt is None:
            (receipt,) = receipts(ledger, "delivery_id = $number", {"number": delivery.delivery_id})
        rows = accepted_rows(home, ledger, receipt, reread=reread)
    rows, notes = apply_corrections(rows, corrections, delivery.dataset, delivery.sender, day)
    keyed = key_ids(rows, DATASETS[delivery.dataset].keyed_ids, load_or_make_key(home))
    return keyed.with_columns(pl.lit(delivery.delivery_id, pl.Int64).alias("delivery_id")), notes


def accepted_rows(
    home: DataHome,
    ledger: duckdb.DuckDBPyConnection,
    receipt: Receipt,
    *,
    exactly: bool = True,
    reread: bool = False,
) -> pl.DataFrame:
    """The rows of a delivery with the sender's own ids and `source_row`: kept since they were checked, or read again.

    L002 when the archived file is damaged, L003 when the check now accepts other rows than the receipt says; without
    `exactly`, whatever rows it accepts today will do.
    """
    file = _verified(home, receipt)
    rows = None if reread else kept_rows(home, ledger, receipt)
    if rows is None:
        rows = _checked_again(ledger, receipt, file)
        if rows is not None and accepted_digest(rows) == receipt.accepted_digest:
            keep_rows(home, ledger, receipt, rows)
    if rows is None or (exactly and accepted_digest(rows) != receipt.accepted_digest):
        raise ReaderError(
            "L003",
            f"Leverans {receipt.delivery_id} ({receipt.dataset}) ger andra rader nu än när den godkändes: "
            "kontrollerna har ändrats sedan dess.",
            remedy="Leverera filen igen, så att den får ett nytt kvitto. "
            "Det som senast publicerades visas fortfarande.",
            place=Place(file=receipt.file_name, sheet=receipt.sheet),
            found="inget register" if rows is None else f"{rows.height} rader",
            allowed=f"{receipt.rows_accepted} rader, samma som i kvittot",
        )
    return rows


def _verified(home: DataHome, receipt: Receipt) -> Path | bytes:
    """What the archive holds of a delivery: its file, or the text that was kept of it."""
    if receipt.kept_sha256:
        return verified_text(home, receipt.sha256, receipt.kept_sha256, receipt.file_name)
    return verified_path(home, receipt.sha256, receipt.file_name)


def _checked_again(
    ledger: duckdb.DuckDBPyConnection, receipt: Receipt, file: Path | bytes
) -> pl.DataFrame | None:
    """The rows of the part that a receipt speaks of, read with the mapping and waivers it came with."""
    mapping = None
    if receipt.mapping_sha256:
        text = input_text(ledger, receipt.mapping_sha256)
        mapping = parse_mapping(text, receipt.sender, Path(f"{receipt.sender}.toml"))
    received = swedish_day(receipt.received)
    waivers = parse_waivers(input_text(ledger, receipt.waivers_sha256)) if receipt.waivers_sha256 else []
    check = (
        partial(check_file, file)
        if isinstance(file, Path)
        else partial(check_read, read_kept_text(file, file_name=receipt.file_name, sha256=receipt.sha256))
    )
    checked = check(
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
        if same_part:
            return part.accepted
    return None
