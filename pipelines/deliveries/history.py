"""The history of deliveries: who has delivered what and when, what waits, and what is late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pipelines.contracts import DATASETS
from pipelines.contracts.befolkning import SCB, SCB_CKM
from pipelines.contracts.findings import ACTIVE_STATUSES
from pipelines.contracts.jamforelse import KOLADA
from pipelines.deliveries.purged import purged
from pipelines.deliveries.receipts import Receipt, receipts
from pipelines.home import DataHome
from pipelines.home.agreed_days import EVERY_TERTIAL, Agreed, agreed
from pipelines.home.ledger import open_ledger, stored, swedish_day
from pipelines.periods import Period
from pipelines.reference import GFO, is_owner, owners


class Timeliness(StrEnum):
    """How a sender stands with a register, in the words of the list."""

    IN_TIME = "i tid"
    AWAITED = "väntas"
    LATE = "sen"
    NEVER = "aldrig levererad"
    OCCASIONAL = "vid behov"


@dataclass(frozen=True)
class SenderStatus:
    """One register of one sender: what stands, and what came after it without being accepted.

    `lacking`: the first tertial that it lacks days of, and `due` the last day for sending it; None where it comes when
    there is something new.
    """

    dataset: str
    sender: str
    standing: Receipt | None
    waiting: Receipt | None
    timeliness: Timeliness
    lacking: Period | None = None
    due: date | None = None


def tertial_to_report(today: date) -> Period:
    """The newest tertial that has ended: the one whose deliveries are due."""
    return Period.tertial_of(Period.tertial_of(today).first_day - timedelta(days=1))


def sender_statuses(home: DataHome, as_of: datetime) -> list[SenderStatus]:
    """One line for every register that is expected, by dataset and sender, as it was known at `as_of`."""
    with open_ledger(home) as ledger:
        known = receipts(ledger, "received <= $as_of", {"as_of": stored(as_of)})
        gone = purged(ledger)
    today = swedish_day(as_of)
    days = agreed(home.root)
    lines: list[SenderStatus] = []
    for dataset, sender in expected_registers(today):
        # A purged one neither stands nor waits to be mended.
        own = [r for r in known if (r.dataset, r.sender) == (dataset, sender) and r.delivery_id not in gone]
        standing = next((r for r in reversed(own) if r.status in ACTIVE_STATUSES), None)
        waiting = own[-1] if own and own[-1].status not in ACTIVE_STATUSES else None
        lacking = _lacking(dataset, sender, standing, today, days)
        due = days.due(dataset, lacking) if lacking else None
        timeliness = _timeliness(standing, lacking, due, today)
        lines.append(SenderStatus(dataset, sender, standing, waiting, timeliness, lacking, due))
    return lines


def expected_registers(today: date) -> list[tuple[str, str]]:
    """Every (dataset, sender) that should deliver: the owners of the day, GFO, SCB's two tables and Kolada."""
    owning = [o.kommun_code for o in owners() if is_owner(o.kommun_code, today)]
    senders = {"kommun": owning, "gfo": [GFO], "scb": [SCB, SCB_CKM], "kolada": [KOLADA]}
    return [(name, sender) for name, dataset in DATASETS.items() for sender in senders[dataset.sender]]


def _lacking(dataset: str, sender: str, standing: Receipt | None, today: date, days: Agreed) -> Period | None:
    """The first tertial that a register lacks days of. Of one that has never come: the newest whose last day for
    sending has passed, or the first of its kommun as an owner where that is newer."""
    if dataset not in EVERY_TERTIAL:
        return None
    if standing is not None:
        return Period.tertial_of(standing.through + timedelta(days=1))
    newest = tertial_to_report(today)
    before = Period.tertial_of(newest.first_day - timedelta(days=1))
    joined = {owner.kommun_code: owner.joined for owner in owners()}.get(sender, date.min)
    if joined > newest.last_day:
        return Period.tertial_of(today)
    return before if today <= days.due(dataset, newest) and joined <= before.last_day else newest


def _timeliness(
    standing: Receipt | None, lacking: Period | None, due: date | None, today: date
) -> Timeliness:
    if lacking is None or due is None:
        return Timeliness.OCCASIONAL
    if lacking.last_day >= today:
        return Timeliness.IN_TIME
    if today <= due:
        return Timeliness.AWAITED
    return Timeliness.NEVER if standing is None else Timeliness.LATE


def received_history(home: DataHome, as_of: datetime, *, limit: int) -> list[tuple[Receipt, str]]:
    """The latest receipts known at `as_of`, newest first, each with its status in words."""
    with open_ledger(home) as ledger:
        known = receipts(ledger, "received <= $as_of", {"as_of": stored(as_of)})
        gone = purged(ledger)
    return [(receipt, status_told(receipt, gone)) for receipt in known[::-1][:limit]]


def status_told(receipt: Receipt, gone: Collection[int]) -> str:
    """`Nekad`, or `Nekad, gallrad` of one among those that have been purged."""
    status = receipt.status.value
    return f"{status}, gallrad" if receipt.delivery_id in gone else status
