"""Figures that two versions say otherwise, which of them are told, and what lies behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from dashboard.published.records import Status
from pipelines.kpi.definitions import same_figures
from pipelines.periods import Period


@dataclass(frozen=True)
class Cause:
    """A delivery (`leverans`) or a correction (`rattelse`); with several `senders` as many deliveries of one dataset,
    and no sender. `former_through`: how far what they had delivered before reached, where all had and
    the file tells it; `about`: the one kommun that a correction concerns."""

    kind: str
    dataset: str
    sender: str
    senders: int
    first_day: date | None
    last_day: date | None
    reason: str
    former_through: date | None = None
    about: str = ""


@dataclass(frozen=True)
class Change:
    """One whole figure of a tertial or year that two versions say otherwise. `certain`: each of the causes lies behind
    it; else one or more of them do. None: the file does not tell."""

    kpi: str
    name: str
    area: str
    period: str
    old_value: Decimal | None
    old_status: Status
    new_value: Decimal | None
    new_status: Status
    settled: bool = True
    causes: tuple[Cause, ...] | None = None
    certain: bool = False

    def says(self, kpi: str) -> tuple[str, str, str, object, object]:
        """What it would be as a change of that KPI, to be found among others."""
        old, new = (self.old_value, self.old_status), (self.new_value, self.new_status)
        return kpi, self.area, self.period, old, new

    def was_over(self, reached: date | None) -> bool:
        """Whether it is of a period that was over when figures were told up to a day, or was missing then and has come.
        What was under way had to change."""
        if self.settled or reached is None:
            return self.settled
        return self.old_status == "missing" and Period.parse(self.period).last_day <= reached


def is_listed(period: str) -> bool:
    """Whether a changed figure of the period is listed: of a tertial or a year, which the others are parts of."""
    return Period.parse(period).kind in ("tertial", "year")


def typed(change: Change) -> Change:
    """A change as it was read, its causes as records."""
    if change.causes is None:
        return change
    found: Iterable[Mapping[str, Any]] = change.causes  # type: ignore[assignment]
    return replace(change, causes=tuple(Cause(**one) for one in found))


def told_once(found: Sequence[Change]) -> tuple[Change, ...]:
    """Two figures of the same thing are one, where they say the same."""
    told = {change.says(change.kpi) for change in found}
    return tuple(one for one in found if one.says(same_figures().get(one.kpi, "")) not in told)
