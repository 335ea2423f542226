"""What the checks found in each column, delivery day by delivery day: counts, never which rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dashboard.published.figures import Figures
from dashboard.published.remembering import remembered
from dashboard.words.formats import MISSING

_STOPS = frozenset({"stoppar filen", "stoppar raden"})
_WARNS = frozenset({"varning"})


@dataclass(frozen=True)
class Day:
    """One day's deliveries of a dataset: rows in all of them, and the findings in one column."""

    day: date
    rows: int
    errors: int
    warnings: int

    @property
    def findings(self) -> int:
        return self.errors + self.warnings


@dataclass(frozen=True)
class ColumnTrend:
    """One column of one dataset over every day that the dataset was delivered, oldest first.

    A day without findings is zero. A column that is MISSING stands for the file as a whole; `about` is what it holds.
    """

    dataset: str
    column: str
    about: str
    days: tuple[Day, ...]

    @property
    def total(self) -> int:
        return sum(day.findings for day in self.days)


@remembered(1)
def column_trends(figures: Figures) -> tuple[ColumnTrend, ...]:
    """Every column that ever had an error or a warning, the one with the most first."""
    deliveries = {one.delivery_id: one for one in figures.deliveries.receipts if not one.is_purged}
    rows: dict[tuple[str, date], int] = defaultdict(int)
    for receipt in deliveries.values():
        rows[receipt.dataset, receipt.received.date()] += receipt.rows_total or 0
    abouts: dict[tuple[str, str], str] = {}
    counted: dict[tuple[str, str], dict[date, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for finding in figures.deliveries.findings:
        delivery, severity = deliveries.get(finding.delivery_id), finding.severity
        if delivery is not None and severity in _STOPS | _WARNS:
            of = delivery.dataset, finding.column_name or MISSING
            abouts[of] = finding.about
            of_day = counted[of][delivery.received.date()]
            of_day[severity in _WARNS] += finding.findings
    found = [
        ColumnTrend(
            dataset,
            column,
            abouts[dataset, column],
            tuple(
                Day(day, size, *by_day.get(day, (0, 0)))
                for (other, day), size in sorted(rows.items(), key=lambda pair: pair[0][1])
                if other == dataset
            ),
        )
        for (dataset, column), by_day in counted.items()
    ]
    return tuple(sorted(found, key=lambda trend: (-trend.total, trend.dataset, trend.column)))
