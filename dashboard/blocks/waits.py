"""How long the open referrals have waited: when they came in, whose they are, and which have waited long."""

from __future__ import annotations

from dashboard.blocks.near import all_with_room
from dashboard.published.waiting_since import waiting_since
from dashboard.reader.reader import Reader
from pipelines.periods import Period

#: The first class of open referrals that have waited longer than this many days, of those that the file counts.
LONG_WAIT_DAYS, LONG_WAIT = 90, 2


def waiting_months(reader: Reader) -> list[tuple[Period, int]]:
    """The months in which the open referrals came in, and how many in each, the oldest first; none of another day than
    the newest."""
    day = reader.figures.release.reporting_date
    if min(reader.period.last_day, day) != day:
        return []
    found = waiting_since(reader.figures.source, reader.selection.area)
    return [(Period.month_of(one.month), one.referrals) for one in found]


def waiting_by_kommun(reader: Reader) -> list[tuple[str, int]]:
    """The kommuner whose referrals have waited long, and how many of each, the most first."""
    figures, period = reader.figures, reader.selection.period
    counts = [
        (figures.names[code], sum(age.referrals for age in figures.waiting(code, period)[LONG_WAIT:]))
        for code in all_with_room(reader)
    ]
    return sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])
