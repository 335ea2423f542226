"""GFO's budget and outcome so far in the year: whole tertials added up, as they are delivered, and nothing divided.

The public file has no year to date, and GFO's economy there is the same, so the sum is made here. Knows no Streamlit:
the meeting's screen says it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.published.figures import Figures
from dashboard.published.records import PeriodInfo, Value
from dashboard.words import economy
from dashboard.words.absence import absence
from pipelines.periods import Period
from pipelines.reference import GFO

_TERTIALS = 3


@dataclass(frozen=True)
class SoFar:
    """kr from January to the end of a tertial; `label` says which months, `tertials` how many tertials, `last_day` when
    they were over."""

    label: str
    tertials: int
    last_day: date
    budget: Decimal
    outcome: Decimal

    @property
    def is_whole_year(self) -> bool:
        return self.tertials == _TERTIALS

    @property
    def difference(self) -> Decimal:
        """Positive is favourable."""
        return self.budget - self.outcome


def so_far(figures: Figures, tertial: str, cut: str = "") -> SoFar | None:
    """Through a tertial, or through the last before it that is over and has both budget and outcome, as those before
    it have; None where the year's first has not."""
    known = _known(figures, tertial)
    budget, outcome = Decimal(0), Decimal(0)
    for period in known:
        pair = _pair(figures, period, cut)
        if pair is None:
            return None
        budget, outcome = budget + pair[0], outcome + pair[1]
    if not known:
        return None
    span = Period.parse(f"{known[-1]}Y")
    label = f"hela {span.last_day.year}" if len(known) == _TERTIALS else span.label
    return SoFar(label, len(known), span.last_day, budget, outcome)


def is_year_over(figures: Figures, period: PeriodInfo) -> bool:
    """Whether the year has its outcome, so that there is nothing to foresee."""
    outcome = figures.value("gfo_outcome", GFO, period.period)
    return period.last_day.month == 12 and outcome.shown and not outcome.preliminary


def why_shorter(figures: Figures, tertial: str) -> str:
    """Why the chosen tertial, or any, is not in what is told so far; blank where it is."""
    left_out = [period for period in _tertials(tertial) if period not in _known(figures, tertial)]
    if not left_out:
        return ""
    first, area = left_out[0], figures.area(GFO)
    label = Period.parse(first).label
    for value in _values(figures, first, ""):
        if not value.shown:
            why = absence(value, area, label, figures.names, figures.source.audience)
            return economy.not_so_far(why, label, first.endswith("T1"))
    return economy.not_so_far(f"{label} är inte slut.", label, first.endswith("T1"))


def _known(figures: Figures, tertial: str) -> list[str]:
    """The year's tertials from its first, through the last that can be told."""
    known = []
    for period in _tertials(tertial):
        if _pair(figures, period, "") is None:
            break
        known.append(period)
    return known


def _tertials(tertial: str) -> Iterator[str]:
    """A tertial and those before it in its year."""
    year, _, number = tertial.partition("T")
    return (f"{year}T{n}" for n in range(1, int(number) + 1))


def _values(figures: Figures, period: str, cut: str) -> tuple[Value, Value]:
    budget, outcome = (figures.value(kpi, GFO, period, cut) for kpi in ("gfo_budget", "gfo_outcome"))
    return budget, outcome


def _pair(figures: Figures, period: str, cut: str) -> tuple[Decimal, Decimal] | None:
    """Budget and outcome of a tertial that is over; None unless both are there."""
    budget, outcome = _values(figures, period, cut)
    shown = all(value.shown and not value.preliminary for value in (budget, outcome))
    if not shown or budget.value is None or outcome.value is None:
        return None
    return budget.value, outcome.value
