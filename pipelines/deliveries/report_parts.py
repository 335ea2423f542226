"""What a report says of each register in a file, and what it says where nothing was compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipelines.checking.sheets import CheckedPart, CheckOutcome
from pipelines.contracts.findings import DeliveryStatus

NOTHING_IN_IT = "Inget i filen hindrar att den levereras."
LATER = "Jämförelsen med den förra leveransen görs när filen levereras."
_GRAVEST_FIRST = (
    DeliveryStatus.REFUSED,
    DeliveryStatus.RECEIVED,
    DeliveryStatus.PARTLY_ACCEPTED,
    DeliveryStatus.ACCEPTED_WITH_WARNINGS,
    DeliveryStatus.ACCEPTED,
)


@dataclass(frozen=True)
class PartSummary:
    """What became of one register in the file. `rows_former`: the rows of the delivery that stood before, if any."""

    dataset: str
    kommun_code: str | None
    sheet: str
    status: DeliveryStatus
    rows_total: int
    rows_accepted: int
    rows_refused: int
    checks: tuple[CheckOutcome, ...] = ()
    rows_former: int | None = None
    through: date | None = None
    reason: str = ""


def summary_of(
    part: CheckedPart,
    status: DeliveryStatus,
    *,
    unread: int = 0,
    rows_former: int | None = None,
    through: date | None = None,
    reason: str = "",
) -> PartSummary:
    """The summary of a checked part. `unread`: rows that reading itself refused."""
    return PartSummary(
        part.dataset,
        part.kommun_code,
        part.sheet,
        status,
        part.rows_total + unread,
        part.accepted.height,
        part.rows_refused + unread,
        part.checks,
        rows_former,
        through,
        reason,
    )


def gravest(statuses: Iterable[DeliveryStatus]) -> DeliveryStatus:
    """The status of a file with several parts: its worst part's; refused when it has none."""
    return min(statuses, key=_GRAVEST_FIRST.index, default=DeliveryStatus.REFUSED)
