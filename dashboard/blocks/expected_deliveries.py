"""What several pages say of the deliveries that are expected."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.published.deliveries import ExpectedDelivery
from dashboard.words.periods import spoken_day
from pipelines.periods import Period


def coming(in_time: Sequence[ExpectedDelivery]) -> str:
    """Which tertial comes next, and by which day; blank where nobody knows."""
    days = sorted({row.due for row in in_time if row.due})
    if not days:
        return ""
    label = min(
        (Period.parse(row.lacking) for row in in_time if row.due), key=lambda one: one.first_day
    ).label
    if len(days) == 1:
        return f"Uppgifterna om {label} ska komma senast den {spoken_day(days[0])}."
    first, last = (f"den {spoken_day(day)}" for day in (days[0], days[-1]))
    return f"Uppgifterna om {label} ska komma senast {first}; några register har en senare dag, som längst {last}."
