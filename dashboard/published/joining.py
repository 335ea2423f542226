"""Which kommuner joined on a day, and who was outside before a period, as far as a published file tells."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.published.connection import rows
from dashboard.published.figures import Figures
from dashboard.published.records import PeriodInfo
from dashboard.published.remembering import remembered
from dashboard.published.source import Source
from pipelines.periods import Period


@remembered(64)
def joined_on(source: Source, day: date) -> frozenset[str]:
    """The areas whose longer figures say that they are counted from this day, of all that the file has of them."""
    asked = (
        "select distinct v.area from kpi_value as v inner join period as p on p.period = v.period"
        " where p.kind in ('year', 'block') and v.cut = '' and contains(v.reason, ?)"
    )
    return frozenset(area for (area,) in rows(source, asked, [f"med_fran:{day}"]))


def is_first(figures: Figures, area: str, period: PeriodInfo) -> bool:
    """Whether the area was not in GFO the day before a period, or GFO was not there, so that no referral was open."""
    eve = period.first_day - timedelta(days=1)
    of = Period.month_of(eve) if period.kind == "month" else Period.tertial_of(eve)
    return of.id not in figures.labels or figures.value("referrals_open", area, of.id).reason == "ej_med"
