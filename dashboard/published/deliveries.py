"""What lies behind the figures of a published file: deliveries, what was found in them, decisions, former versions.

Counts and dates, never a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dashboard.published.reading import read
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@dataclass(frozen=True)
class StandingDelivery:
    """The delivery that stands for a dataset and sender; `file_sha256` is of the file it came in."""

    dataset: str
    sender: str
    received: datetime | None
    through: date | None
    rows_accepted: int | None
    rows_refused: int | None
    status: str
    reason: str
    file_sha256: str = ""


@dataclass(frozen=True)
class Receipt:
    """One of all deliveries so far: `file_sha256` is of the file it came in, `last_day` the newest day in its rows;
    blank in versions before 2026-11-27."""

    delivery_id: int
    received: datetime
    dataset: str
    rows_total: int | None
    sender: str = ""
    status: str = ""
    file_sha256: str = ""
    last_day: date | None = None

    @property
    def was_accepted(self) -> bool:
        """Whether it counted from the day it came."""
        return self.status.startswith(("Godkänd", "Delvis"))

    @property
    def is_purged(self) -> bool:
        """Its file and rows are gone: it neither counts nor waits to be mended."""
        return self.status.endswith("gallrad")


@dataclass(frozen=True)
class FindingCount:
    """How often a delivery's column broke a rule, what that means and what mends it, or who let it stand (severity
    `undantag`); `about` is what the column holds. A blank column is the file as a whole."""

    delivery_id: int
    column_name: str
    severity: str
    findings: int
    what: str = ""
    remedy: str = ""
    about: str = ""


@dataclass(frozen=True)
class ExpectedDelivery:
    """Whether a sender is in time with a dataset; `waiting` and `waiting_status`: when a newer delivery came that does
    not stand, and what became of it. `lacking`: the first tertial that it lacks days of, and `due` the last day for
    sending it; blank where there is none, and in versions before 2026-11-27."""

    dataset: str
    sender: str
    timeliness: str
    through: date | None
    waiting: datetime | None = None
    waiting_status: str = ""
    lacking: str = ""
    due: date | None = None

    @property
    def is_late(self) -> bool:
        return self.timeliness in ("sen", "aldrig levererad")

    @property
    def is_missing(self) -> bool:
        """Late, not late yet though its tertial has ended, or to come again mended."""
        return self.is_late or self.timeliness == "väntas" or bool(self.waiting_status)

    @property
    def only_mended(self) -> bool:
        """What stands reaches as far as it should; a newer one does not stand."""
        return self.is_missing and not self.is_late and self.timeliness != "väntas"


@dataclass(frozen=True)
class Crosscheck:
    """One check between datasets of one kommun (or GFO), and what came of it."""

    sentence: str
    remedy: str
    kommun_code: str
    findings: int
    outcome: str


@dataclass(frozen=True)
class Declaration:
    """A correction or a waiver: a decided exception from what was delivered."""

    kind: str
    dataset: str
    sender: str
    reason: str
    decided_by: str
    until: date | None
    outcome: str


@dataclass(frozen=True)
class FormerBuild:
    """A version before this one."""

    build: str
    built_at: datetime
    reporting_date: date
    published_at: datetime | None
    reason: str


@dataclass(frozen=True)
class ReportDifference:
    """A figure of an old report that the rows do not give."""

    kpi: str
    area: str
    period: str
    published_value: Decimal | None
    computed_value: Decimal | None
    source: str


@dataclass(frozen=True)
class PublicShare:
    """Of an area's public figures how many there are and are hidden, and the per cent shown, of the figures and of what
    they count; the last for the styrgrupp alone."""

    area: str
    cells: int
    hidden: int
    share_cells: int
    share_counted: int | None


@dataclass(frozen=True)
class Deliveries:
    """What pages ask of the deliveries of one file."""

    source: Source

    @property
    @remembered(1)
    def former_builds(self) -> tuple[FormerBuild, ...]:
        """The newest first."""
        return read(self.source, FormerBuild, "build_history", order="t.build desc")

    @property
    @remembered(1)
    def report_differences(self) -> tuple[ReportDifference, ...]:
        order = "t.kpi, t.area, t.period"
        return read(self.source, ReportDifference, "published_difference", order=order)

    @property
    @remembered(1)
    def standing(self) -> tuple[StandingDelivery, ...]:
        return read(self.source, StandingDelivery, "delivery_status", order="t.dataset, t.sender")

    @property
    @remembered(1)
    def receipts(self) -> tuple[Receipt, ...]:
        """Every delivery so far, in the order they came."""
        return read(self.source, Receipt, "delivery_history", order="t.delivery_id")

    @property
    @remembered(1)
    def standing_ids(self) -> frozenset[int]:
        """The receipts of the deliveries that stand."""
        stands = {(one.dataset, one.sender, one.received) for one in self.standing}
        return frozenset(
            one.delivery_id for one in self.receipts if (one.dataset, one.sender, one.received) in stands
        )

    @property
    @remembered(1)
    def findings(self) -> tuple[FindingCount, ...]:
        order = "t.delivery_id, t.column_name, t.severity"
        return read(self.source, FindingCount, "delivery_finding", order=order)

    @property
    @remembered(1)
    def expected(self) -> tuple[ExpectedDelivery, ...]:
        return read(self.source, ExpectedDelivery, "delivery_expected", order="t.dataset, t.sender")

    @property
    @remembered(1)
    def crosschecks(self) -> tuple[Crosscheck, ...]:
        return read(self.source, Crosscheck, "crosscheck", order="t.crosscheck, t.kommun_code")

    @property
    @remembered(1)
    def public_shares(self) -> tuple[PublicShare, ...]:
        """A row an area; empty before anything was public."""
        return read(self.source, PublicShare, "protection", order="t.area")

    @property
    @remembered(1)
    def declarations(self) -> tuple[Declaration, ...]:
        return read(self.source, Declaration, "declaration", order="t.kind, t.dataset")
