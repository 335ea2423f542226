"""What was delivered, found and decided, and the versions made of it: counts and dates, never a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class StandingDelivery:
    """The delivery that stands for a dataset and sender."""

    dataset: str
    sender: str
    received: datetime | None
    through: date | None
    rows_accepted: int | None
    rows_refused: int | None
    status: str
    reason: str


@dataclass(frozen=True)
class Receipt:
    """One of all deliveries so far."""

    delivery_id: int
    received: datetime
    dataset: str
    rows_total: int | None


@dataclass(frozen=True)
class FindingCount:
    """How often a delivery's column broke a rule; a blank column is the file as a whole."""

    delivery_id: int
    column_name: str
    severity: str
    findings: int


@dataclass(frozen=True)
class ExpectedDelivery:
    """Whether a sender is in time with a dataset, for the newest tertial that has ended."""

    dataset: str
    sender: str
    timeliness: str
    through: date | None


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
class Meeting:
    """The day of a meeting at which the styrgrupp saw a version."""

    meeting_on: date
