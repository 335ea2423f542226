"""Which kommuner joined on a day, as far as a published file tells."""

from __future__ import annotations

from datetime import date

from dashboard.published.connection import rows
from dashboard.published.remembering import remembered
from dashboard.published.source import Source


@remembered(64)
def joined_on(source: Source, day: date) -> frozenset[str]:
    """The areas whose longer figures say that they are counted from this day, of all that the file has of them."""
    asked = (
        "select distinct v.area from kpi_value as v inner join period as p on p.period = v.period"
        " where p.kind in ('year', 'block') and v.cut = '' and contains(v.reason, ?)"
    )
    return frozenset(area for (area,) in rows(source, asked, [f"med_fran:{day}"]))
